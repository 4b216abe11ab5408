"""Reads bytes as a scenario: what is accepted is a model with doses, checked and not run."""

import scratch
from opiodyn._cli.scenario.read import read
from opiodyn._cli.scenario.scenario import scenario
from opiodyn._library.document import text_of
from opiodyn._library.errors import DrugFileError
from opiodyn._model.drug_file import input_error_of

FOLDER = scratch.folder()  # in which there is nothing to read, and nothing is written
FILE = f"{FOLDER}/some.toml"
SEEDS = (
    b'regimen = "naltrexone 4.5 mg po"\n[model]\nbiophase = "pet"\nresponse = []\n',
    b'regimen = ["naltrexone 50 mg po", "morphine 10 mg iv"]\n[model]\nresponse = []\n'
    b"receptors = ['mu']\nendogenous = []\n[model.parameters]\nnaltrexone.CL = 140\n"
    b"[model.covariates]\nweight = 80\n[outputs]\ndelta = 0.25\nend = 4\n[solver]\nrtol = 1e-7\n",
    b'regimen = "naltrexone 4.5 mg po"\n[compare]\ndoses = [1, 2]\nwindow = [8, 24]\n'
    b'metrics = ["occupancy.naltrexone.mu.mean"]\nbiophase = ["pet"]\n[write]\ncsv = "a.csv"\n',
    b'regimen = "table.csv"\n[table]\ndrug = "naltrexone"\ncarry = "last"\n',
)
LONGEST = 1024
ROOMS = ("opiodyn._cli.scenario", "opiodyn._library")


def _words() -> tuple[str, ...]:
    from opiodyn._cli.scenario.schema import SECTIONS

    values = ("pet", "slow", "transient", "plasma", "equilibrium", "kinetic", "turnover")
    values += ("peptides", "adaptation", "effects", "breathing", "true", "{}", "../", "1e308")
    return (*SECTIONS, *(key for keys in SECTIONS.values() for key in keys), *values)


WORDS = _words()


def target(data: bytes) -> str:
    try:
        text = text_of(data, FILE)
    except DrugFileError as error:
        raise input_error_of(error) from None
    found = scenario(read(FILE, text), anywhere=False)
    for path in (found.to.csv, found.to.plot):
        assert path is None or path.resolve().is_relative_to(FOLDER.resolve()), path
    assert not any(FOLDER.iterdir())
    return f"{found.doses} {found.options} {found.compares} {found.model!r}"
