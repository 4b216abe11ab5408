"""The parameter library as it stands: every number has a source and a range."""

import math
import tomllib

import pytest

from fixtures import ROOT

DATA = ROOT / "data"

NALTREXONE = "drugs/naltrexone.toml"
BIOPHASE = "biophase.toml"
BIB = "references.bib"


def parameters():
    """Every table with a value, found without the help of the reader."""

    def walk(table, path):
        if "value" in table:
            yield path, table
            return
        for key, child in table.items():
            if isinstance(child, dict):
                yield from walk(child, f"{path}.{key}")
            elif isinstance(child, list):  # correlations, covariates
                for i, item in enumerate(child):
                    if isinstance(item, dict):
                        yield from walk(item, f"{path}.{key}[{i}]")

    for file in sorted(DATA.rglob("*.toml")):
        if file.name == "contested.toml":  # alternatives, which rest on parameters elsewhere
            continue
        yield from walk(
            tomllib.loads(file.read_text(encoding="utf-8")), file.relative_to(DATA).as_posix()
        )


@pytest.fixture(scope="module")
def bibliography():
    """The references as a full BibTeX reader sees them."""
    import bibtexparser

    library = bibtexparser.parse_file(str(DATA / BIB), encoding="utf-8")
    assert library.failed_blocks == []
    return {entry.key: entry for entry in library.entries}


PARAMETERS = dict(parameters())
each_parameter = pytest.mark.parametrize("parameter", PARAMETERS.values(), ids=PARAMETERS.keys())


@each_parameter
def test_a_parameter_names_sources_that_have_an_entry(parameter, bibliography):
    assert parameter["source"]
    assert [key for key in parameter["source"] if key not in bibliography] == []


@each_parameter
def test_a_parameter_lies_within_its_finite_range(parameter):
    low, high = parameter["range"]
    assert all(math.isfinite(x) for x in (low, parameter["value"], high))
    assert low <= parameter["value"] <= high


@each_parameter
def test_an_assumption_is_called_one(parameter):
    if parameter["evidence"] == "X":
        assert parameter["status"] != "read"
    if parameter["status"] == "assumed":
        assert parameter["evidence"] == "X"


@each_parameter
def test_what_was_not_read_says_so_in_a_note(parameter):
    if parameter["status"] in {"memory", "secondary", "assumed"}:
        assert parameter.get("note")


def test_the_reader_finds_no_fault(drug_reader):
    library = drug_reader.read_library(DATA)
    assert len(library.substances) == len(list(DATA.rglob("*/*.toml")))


def test_every_reference_is_used(bibliography, drug_reader):
    used = {key for parameter in PARAMETERS.values() for key in parameter["source"]}
    used |= {key for brand in drug_reader.read_library(DATA).brands for key in brand.sources}
    assert set(bibliography) - used == set()


def test_every_reference_says_how_it_is_known(bibliography):
    for entry in bibliography.values():
        assert all(entry[name] for name in ("author", "title", "year", "note"))


@pytest.mark.parametrize(
    ("ratio", "numerator", "denominator"),
    [(3.2, "kappa", "mu"), (79.0, "delta", "mu")],
)
def test_naltrexone_affinities_keep_their_stated_ratio(ratio, numerator, denominator):
    k = {
        r: PARAMETERS[f"{NALTREXONE}.receptors.{r}.parameters.K"]["value"]
        for r in (numerator, denominator)
    }
    assert k[numerator] == pytest.approx(ratio * k[denominator], rel=1e-12)


@pytest.mark.parametrize("preset", ["pet", "transient", "plasma"])
def test_a_preset_is_calibrated_to_the_dose_that_half_occupies_mu(preset):
    """C50 is the effect-site level (Kp 1) four hours after ED50, here by a Taylor series."""
    drug = {
        name: PARAMETERS[f"{NALTREXONE}.parameters.{name}"]["value"]
        for name in ("CL", "V1", "Q2", "V2", "fu", "molar_mass")
    }
    oral = {
        name: PARAMETERS[f"{NALTREXONE}.routes.oral.parameters.{name}"]["value"]
        for name in ("ka", "F", "salt_factor")
    }
    phase = {
        name: PARAMETERS[f"{BIOPHASE}.presets.{preset}.parameters.{name}"]["value"]
        for name in ("half_life", "C50")
    }
    ke0 = math.log(2) / phase["half_life"]

    def rate(y):
        depot, central, second, effect = y
        exchange = drug["Q2"] * (central / drug["V1"] - second / drug["V2"])
        return (
            -oral["ka"] * depot,
            oral["F"] * oral["ka"] * depot - drug["CL"] * central / drug["V1"] - exchange,
            exchange,
            ke0 * (drug["fu"] * central / drug["V1"] - effect),
        )

    dose = (
        PARAMETERS[f"{BIOPHASE}.parameters.ED50"]["value"]
        * oral["salt_factor"]
        / drug["molar_mass"]
        * 1e6
    )
    y, step = (dose, 0.0, 0.0, 0.0), 0.05
    for _ in range(round(4.0 / step)):
        term = y
        for order in range(1, 12):
            term = tuple(x * step / order for x in rate(term))
            y = tuple(a + b for a, b in zip(y, term, strict=True))
    assert y[3] == pytest.approx(phase["C50"], rel=5e-3)  # C50 is given to three digits
