"""The parameter library: every number has a source and a range, every fault is named."""

import math
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data"
SCRIPT = ROOT / "cmake" / "embed_parameters.py"

NALTREXONE = "drugs/naltrexone.toml"
BIOPHASE = "biophase.toml"
BIB = "references.bib"


def parameters():
    """Every table with a value, found without the help of the generator."""

    def walk(table, path):
        if "value" in table:
            yield path, table
            return
        for key, child in table.items():
            if isinstance(child, dict):
                yield from walk(child, f"{path}.{key}")

    for file in sorted(DATA.rglob("*.toml")):
        yield from walk(
            tomllib.loads(file.read_text(encoding="utf-8")), file.relative_to(DATA).as_posix()
        )


def embed(data, output):
    command = [sys.executable, SCRIPT, "--data", data, "--output", output]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def bibliography():
    """The references as a full BibTeX reader sees them."""
    import bibtexparser

    library = bibtexparser.parse_file(str(DATA / BIB), encoding="utf-8")
    assert library.failed_blocks == []
    return {entry.key: entry for entry in library.entries}


@pytest.fixture
def data(tmp_path):
    return Path(shutil.copytree(DATA, tmp_path / "data"))


PARAMETERS = dict(parameters())
each_parameter = pytest.mark.parametrize("parameter", PARAMETERS.values(), ids=PARAMETERS.keys())


# --- the files as they stand ----------------------------------------------------------------------


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


def test_every_reference_is_used(bibliography):
    used = {key for parameter in PARAMETERS.values() for key in parameter["source"]}
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


# --- the generator --------------------------------------------------------------------------------


def test_the_generated_file_is_the_same_every_time_and_everywhere(tmp_path, data):
    outputs = [tmp_path / "a.cpp", tmp_path / "deeper" / "b.cpp"]
    for source, output in zip((DATA, data), outputs, strict=True):
        run = embed(source, output)
        assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
    first, second = (output.read_bytes() for output in outputs)
    assert first == second
    assert first.isascii()


def test_the_generated_file_holds_every_row(tmp_path):
    output = tmp_path / "parameters.cpp"
    assert embed(DATA, output).returncode == 0
    lines = output.read_text().splitlines()
    assert f"const std::size_t parameter_row_count = {len(PARAMETERS)};" in lines
    assert '    {"naltrexone", "drug", 2, "6-beta-naltrexol", ' in "\n".join(lines)
    assert '    {"naltrexone", "oral", "hydrochloride"},' in lines
    assert '    {"naltrexone", "oral", "", "first_order"},' in lines
    assert '    {"naltrexone", "mu"},' in lines
    names = [line.split('"')[1] for line in lines if line.startswith("    {")]
    for name in (
        "naltrexone.CL",
        "naltrexone.oral.F",
        "naltrexone.intravenous.salt_factor",
        "naltrexone.mu.K",
        "naltrexone.6-beta-naltrexol.first_pass",
        "6-beta-naltrexol.Kp",
        "beta-endorphin.delta.e0",
        "biophase.pet.C50",
        "biophase.ED50",
    ):
        assert names.count(name) == 1
    row = next(line for line in lines if line.startswith('    {"naltrexone.CL"'))
    assert row.startswith(
        '    {"naltrexone.CL", 150.0, "L/h", 94.0, 211.0, \'H\', "derived", "meyer1984 '
    )


def test_text_survives_as_a_cpp_literal(tmp_path, data):
    edit(data / BIOPHASE, 'matches = "', r'matches = "a \"quote\", a \\ and β7, ')
    output = tmp_path / "parameters.cpp"
    assert embed(data, output).returncode == 0
    assert r'"a \"quote\", a \\ and \316\2627, ' in output.read_text()


def test_named_inputs_are_flattened_with_their_name(tmp_path, data):
    two_inputs(data / NALTREXONE, 0.25)
    output = tmp_path / "parameters.cpp"
    run = embed(data, output)
    assert run.stderr == ""
    text = output.read_text()
    assert '{"naltrexone", "oral", "fast", "first_order"}' in text
    assert '{"naltrexone.oral.slow.duration", 2.0, "h"' in text
    assert '{"naltrexone.oral.fast.F", 0.088, "-"' in text


def test_fractions_of_several_inputs_add_up_to_one(tmp_path, data):
    two_inputs(data / NALTREXONE, 0.5)
    expect_error(
        data,
        tmp_path,
        NALTREXONE,
        "routes.oral.parameters: the fractions of the inputs must add up to 1, add up to 1.25",
    )


# file, text to replace (first occurrence), its replacement, the error after the file name
# (line N stands for any line)
CL = (
    '[parameters.CL]\nvalue = 150.0\nunit = "L/h"\nrange = [94.0, 211.0]\n'
    'evidence = "H"\nstatus = "derived"\n'
)
CL_SOURCE = 'source = ["meyer1984", "licko1981", "dunbar2007", "contrave-label", "opiodyn-design"]'
LAG = '[routes.oral.parameters.lag]\nvalue = 0.0\nunit = "h"\nrange = [0.0, 0.25]\nevidence = "X"\n'
BROKEN = {
    "not TOML": (NALTREXONE, "value = 150.0", "value = ", "not valid TOML: "),
    "repeated key": (NALTREXONE, "value = 150.0", "value = 150.0\nvalue = 1.0", "not valid TOML: "),
    "unknown key at the top": (
        NALTREXONE,
        "kind =",
        'colour = "red"\nkind =',
        "colour: unknown key",
    ),
    "unknown key of a parameter": (
        NALTREXONE,
        CL,
        CL + "cv = 0.25\n",
        "parameters.CL.cv: unknown key",
    ),
    "unknown parameter": (
        NALTREXONE,
        "[parameters.fu]",
        "[parameters.fup]",
        "parameters.fup: unknown key",
    ),
    "compartment without its parameters": (
        NALTREXONE,
        "compartments = 2",
        "compartments = 3",
        "parameters.Q3: missing",
    ),
    "parameter of a compartment that is not there": (
        NALTREXONE,
        "compartments = 2",
        "compartments = 1",
        "parameters.Q2: unknown key",
    ),
    "four compartments": (
        NALTREXONE,
        "compartments = 2",
        "compartments = 4",
        "compartments: unknown value 4; one of 1, 2, 3",
    ),
    "missing range": (NALTREXONE, "range = [94.0, 211.0]\n", "", "parameters.CL.range: missing"),
    "missing value": (NALTREXONE, "value = 150.0\n", "", "parameters.CL.value: missing"),
    "missing meaning": (
        NALTREXONE,
        'meaning = "elimination clearance from the central compartment"\n',
        "",
        "parameters.CL.meaning: missing",
    ),
    "missing description": (NALTREXONE, "description = ", "#", "description: missing"),
    "infinite value": (
        NALTREXONE,
        "value = 150.0",
        "value = inf",
        "parameters.CL.value: must be finite, is inf",
    ),
    "value is not a number": (
        NALTREXONE,
        "value = 150.0",
        "value = nan",
        "parameters.CL.value: must be finite, is nan",
    ),
    "value too large": (
        NALTREXONE,
        "value = 150.0",
        "value = 1" + 309 * "0",
        "parameters.CL.value: must be finite, is inf",
    ),
    "value is text": (
        NALTREXONE,
        "value = 150.0",
        'value = "150"',
        "parameters.CL.value: must be a number, is '150'",
    ),
    "value is a truth value": (
        NALTREXONE,
        "value = 150.0",
        "value = true",
        "parameters.CL.value: must be a number, is True",
    ),
    "value outside its range": (
        NALTREXONE,
        "value = 150.0",
        "value = 212.0",
        "parameters.CL.value: 212.0 lies outside the range [94.0, 211.0]",
    ),
    "infinite range": (
        NALTREXONE,
        "range = [94.0, 211.0]",
        "range = [94.0, inf]",
        "parameters.CL.range: must be finite, is inf",
    ),
    "range of one number": (
        NALTREXONE,
        "range = [94.0, 211.0]",
        "range = [94.0]",
        "parameters.CL.range: must be two numbers [low, high], is [94.0]",
    ),
    "range upside down": (
        NALTREXONE,
        "range = [94.0, 211.0]",
        "range = [211.0, 94.0]",
        "parameters.CL.range: low 211.0 lies above high 94.0",
    ),
    "range reaches zero": (
        NALTREXONE,
        "range = [94.0, 211.0]",
        "range = [0.0, 211.0]",
        "parameters.CL.range: must be above 0, is 0.0",
    ),
    "range leaves [0, 1]": (
        NALTREXONE,
        "range = [0.7, 0.9]",
        "range = [0.7, 1.1]",
        "parameters.fu.range: must lie in [0, 1], is 1.1",
    ),
    "range below zero": (
        NALTREXONE,
        LAG,
        LAG.replace("[0.0,", "[-1.0,"),
        "routes.oral.parameters.lag.range: must not be below 0, is -1.0",
    ),
    "unknown unit": (
        NALTREXONE,
        'unit = "L/h"',
        'unit = "mL/min"',
        "parameters.CL.unit: unknown value 'mL/min'; one of -, 1/h, L, L/h, g/mol, h, mg, nM",
    ),
    "wrong unit": (
        NALTREXONE,
        'unit = "L/h"',
        'unit = "L"',
        "parameters.CL.unit: must be 'L/h' here, is 'L'",
    ),
    "unknown evidence": (
        NALTREXONE,
        CL,
        CL.replace('"H"', '"B"'),
        "parameters.CL.evidence: unknown value 'B'; one of A, H, V, X",
    ),
    "unknown status": (
        NALTREXONE,
        CL,
        CL.replace('"derived"', '"seen"'),
        "parameters.CL.status: unknown value 'seen'; "
        "one of assumed, derived, memory, read, secondary",
    ),
    "assumption that claims to be read": (
        NALTREXONE,
        LAG + 'status = "assumed"',
        LAG + 'status = "read"',
        "routes.oral.parameters.lag.status: "
        "an assumption (evidence X) cannot claim to have been read",
    ),
    "assumption that claims evidence": (
        NALTREXONE,
        CL,
        CL.replace('"derived"', '"assumed"'),
        "parameters.CL.status: an assumed value is evidence X, is H",
    ),
    "no source": (
        NALTREXONE,
        CL_SOURCE,
        "source = []",
        "parameters.CL.source: must list at least one key of references.bib",
    ),
    "source is not a list": (
        NALTREXONE,
        CL_SOURCE,
        'source = "meyer1984"',
        "parameters.CL.source: must list at least one key of references.bib",
    ),
    "source without an entry": (
        NALTREXONE,
        CL_SOURCE,
        'source = ["meyer1985"]',
        "parameters.CL.source: no entry 'meyer1985' in references.bib",
    ),
    "source listed twice": (
        NALTREXONE,
        CL_SOURCE,
        'source = ["meyer1984", "meyer1984"]',
        "parameters.CL.source: key 'meyer1984' is listed twice",
    ),
    "empty meaning": (
        NALTREXONE,
        'meaning = "molar mass of the base"',
        'meaning = ""',
        "parameters.molar_mass.meaning: must be non-empty text on one line "
        "without surplus spaces, is ''",
    ),
    "name differs from the file": (
        NALTREXONE,
        'name = "naltrexone"',
        'name = "naloxone"',
        "name: must be the file's name 'naltrexone', is 'naloxone'",
    ),
    "unknown kind": (
        NALTREXONE,
        'kind = "drug"',
        'kind = "peptide"',
        "kind: unknown value 'peptide'; one of drug, metabolite",
    ),
    "unknown salt": (
        NALTREXONE,
        'salt = "hydrochloride"',
        'salt = "salt"',
        "routes.oral.salt: unknown value 'salt'; one of base, hydrochloride",
    ),
    "unknown input": (
        NALTREXONE,
        '"first_order"',
        '"second_order"',
        "routes.oral.inputs[0].kind: unknown value 'second_order'; "
        "one of first_order, zero_order, zero_order_into_depot",
    ),
    "input lacks its parameters": (
        NALTREXONE,
        '"first_order"',
        '"zero_order"',
        "routes.oral.parameters.ka: unknown key",
    ),
    "several inputs without names": (
        NALTREXONE,
        '[{ kind = "first_order" }]',
        '[{ kind = "first_order" }, { kind = "zero_order" }]',
        "routes.oral.inputs[0].name: missing",
    ),
    "route called like a receptor": (
        NALTREXONE,
        "[routes.oral]",
        '[routes.mu]\nsalt = "base"\n[routes.oral]',
        "routes.mu: reserved for the receptor",
    ),
    "base with a salt factor": (
        NALTREXONE,
        'value = 1.0\nunit = "-"\nrange = [1.0, 1.0]\nevidence = "V"',
        'value = 0.9\nunit = "-"\nrange = [0.9, 1.0]\nevidence = "V"',
        "routes.intravenous.parameters.salt_factor.value: must be 1 for the base, is 0.9",
    ),
    "unknown receptor": (
        NALTREXONE,
        "[receptors.mu.parameters.K]",
        "[receptors.nop.parameters.K]",
        "receptors.nop: unknown value 'nop'; one of delta, kappa, mu",
    ),
    "antagonist with a basal level": (
        NALTREXONE,
        "[receptors.mu.parameters.tau]",
        "[receptors.mu.parameters.e0]",
        "receptors.mu.parameters.e0: unknown key",
    ),
    "metabolite without formation": (
        NALTREXONE,
        '["6-beta-naltrexol"]',
        '["6-beta-naltrexol", "other"]',
        "metabolites_formation.other: missing",
    ),
    "formation of no metabolite": (
        NALTREXONE,
        '["6-beta-naltrexol"]',
        "[]",
        "metabolites_formation.6-beta-naltrexol: unknown key",
    ),
    "metabolite nobody forms": (
        "drugs/6-beta-naltrexol.toml",
        'kind = "metabolite"',
        'kind = "drug"',
        "routes: missing",
    ),
    "peptide with compartments": (
        "peptides/dynorphin.toml",
        "kind =",
        "compartments = 1\nkind =",
        "compartments: unknown key",
    ),
    "preset without its failures": (BIOPHASE, "fails = ", "#", "presets.pet.fails: missing"),
    "preset without a half-life": (
        BIOPHASE,
        "[presets.pet.parameters.half_life]",
        "[presets.pet.parameters.ke0]",
        "presets.pet.parameters.ke0: unknown key",
    ),
    "reference never used": (
        BIB,
        "@article{alt1998,",
        "@misc{nobody2000,\n  author = {A},\n  title = {B},\n"
        "  howpublished = {C},\n  year = {2000},\n  note = {D},\n}\n\n@article{alt1998,",
        "nobody2000: entry is never used",
    ),
    "reference given twice": (
        BIB,
        "@article{cone1974,",
        "@article{alt1998,",
        "line N: duplicate entry alt1998",
    ),
    "reference without a title": (BIB, "  title = ", "  doi = ", "alt1998: missing field title"),
    "reference with an unknown field": (
        BIB,
        "  volume = ",
        "  tome = ",
        "alt1998: unknown field tome",
    ),
    "reference with a field given twice": (
        BIB,
        "  volume = ",
        "  year = ",
        "line N: duplicate field year",
    ),
    "reference without a year": (
        BIB,
        "year = {1998}",
        "year = {in press}",
        "alt1998.year: must be four digits, is 'in press'",
    ),
    "reference of another kind": (
        BIB,
        "@article{alt1998,",
        "@book{alt1998,",
        "line N: expected '@article{key,' or '@misc{key,'",
    ),
    "reference with open braces": (
        BIB,
        "year = {1998}",
        "year = {{1998}",
        "line N: unbalanced braces",
    ),
    "field without its comma": (
        BIB,
        "year = {1998},",
        "year = {1998}",
        "line N: expected 'field = {text},' or '}'",
    ),
}


@pytest.mark.parametrize(("file", "old", "new", "error"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_file_is_refused_with_one_line(tmp_path, data, file, old, new, error):
    edit(data / file, old, new)
    expect_error(data, tmp_path, file, error)


def test_a_metabolite_needs_a_file(tmp_path, data):
    (data / "drugs/6-beta-naltrexol.toml").unlink()
    expect_error(
        data,
        tmp_path,
        NALTREXONE,
        "metabolites: no file describes a metabolite named '6-beta-naltrexol'",
    )


def test_a_metabolite_needs_a_parent(tmp_path, data):
    (data / NALTREXONE).unlink()
    expect_error(
        data, tmp_path, "drugs/6-beta-naltrexol.toml", "kind: no drug names this metabolite"
    )


def test_a_name_is_given_once(tmp_path, data):
    text = (data / NALTREXONE).read_text(encoding="utf-8")
    (data / "drugs/dynorphin.toml").write_text(
        text.replace('name = "naltrexone"', 'name = "dynorphin"')
    )
    expect_error(
        data, tmp_path, "peptides/dynorphin.toml", "name: duplicate or reserved name 'dynorphin'"
    )


def test_a_stray_file_is_refused(tmp_path, data):
    (data / "stray.toml").write_text("")
    expect_error(
        data,
        tmp_path,
        "stray.toml",
        "does not belong here; expected drugs/, peptides/ or biophase.toml",
    )


@pytest.mark.parametrize(("file", "error"), [(BIOPHASE, "missing"), (BIB, "cannot be read: ")])
def test_a_missing_file_is_named(tmp_path, data, file, error):
    (data / file).unlink()
    expect_error(data, tmp_path, file, error)


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path.name} no longer holds {old!r}; adapt the test"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def expect_error(data, tmp_path, file, error):
    output = tmp_path / "parameters.cpp"
    run = embed(data, output)
    more = ".+" if error.endswith(": ") else ""
    pattern = re.escape(f"data/{file}: {error}").replace(r"line\ N", r"line \d+")
    assert re.fullmatch(rf"{pattern}{more}\n", run.stderr), run.stderr
    assert run.returncode == 2
    assert run.stdout == ""
    assert not output.exists()


def two_inputs(path, second_fraction):
    """Split the oral input into a fast and a slow one."""
    shared = (
        'range = [{0}, {0}]\nevidence = "X"\nstatus = "assumed"\n'
        'source = ["opiodyn-design"]\nmeaning = "made up"\n'
    )

    def parameter(name, value, unit):
        return (
            f'[routes.oral.parameters.{name}]\nvalue = {value}\nunit = "{unit}"\n'
            + shared.format(value)
        )

    edit(
        path,
        '[{ kind = "first_order" }]',
        '[{ name = "fast", kind = "first_order" }, { name = "slow", kind = "zero_order" }]',
    )
    for name in ("F", "ka", "lag", "fraction"):
        edit(path, f"[routes.oral.parameters.{name}]", f"[routes.oral.parameters.fast.{name}]")
    edit(
        path,
        'value = 1.0\nunit = "-"\nrange = [1.0, 1.0]\nevidence = "X"',
        'value = 0.75\nunit = "-"\nrange = [0.75, 1.0]\nevidence = "X"',
    )
    text = path.read_text(encoding="utf-8")
    text += parameter("slow.F", 0.1, "-") + parameter("slow.fraction", second_fraction, "-")
    text += parameter("slow.duration", 2.0, "h") + parameter("slow.lag", 0.0, "h")
    path.write_text(text, encoding="utf-8")
