"""The command that writes the library as C++: every row, the same every time."""

import subprocess
import sys

import pytest

from fixtures import ROOT
from opiodyn._library import read_library
from opiodyn._library.schema import PARAMETER_KINDS

DATA = ROOT / "data"
SCRIPT = ROOT / "cmake" / "embed_parameters.py"

SAMPLE = "drugs/sample.toml"


def embed(data, output, *options):
    command = [sys.executable, SCRIPT, "--data", data, "--output", output, *options]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture
def rows(made_up, tmp_path):
    """The made-up library: table -> its lines."""
    output = tmp_path / "parameters.cpp"
    assert embed(made_up, output).stderr == ""
    return tables(output.read_text())


def literal(text):
    """The text as C++ reads it."""
    escapes = {ord('"'): '\\"', ord("\\"): "\\\\"}
    plain = "".join(
        c if ord(c) < 127 else "".join(f"\\{b:03o}" for b in c.encode())
        for c in text.translate(escapes)
    )
    return f'"{plain}"'


def tables(source):
    found, rows = {}, []
    for line in source.splitlines():
        if line.startswith("static constexpr "):
            rows = []
        elif line.startswith("    {"):
            rows.append(line.strip().removesuffix(","))
        elif line.startswith("constinit const std::span"):
            name, view = line.split()[-1].removesuffix("};").split("{")
            assert view == (f"{name.removesuffix('_rows')}_data" if rows else "")
            found[name.removesuffix("_rows")], rows = rows, []
    return found


def test_the_file_is_the_same_every_time_and_everywhere(tmp_path, made_up):
    outputs = [tmp_path / "a.cpp", tmp_path / "deeper" / "b.cpp"]
    (tmp_path / "elsewhere").mkdir()
    moved = tmp_path / "elsewhere" / "data"
    for place, output in zip((made_up, moved), outputs, strict=True):
        if not place.exists():
            made_up.rename(moved)
        run = embed(place, output)
        assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
    first, second = (output.read_bytes() for output in outputs)
    assert first == second
    assert first.isascii()


def test_a_brief_library_lacks_remarks_and_references_that_no_note_cites(tmp_path):
    outputs = [tmp_path / "whole.cpp", tmp_path / "brief.cpp"]
    for output, options in zip(outputs, ((), ("--brief",)), strict=True):
        assert embed(DATA, output, *options).stderr == ""
    whole, brief = (tables(output.read_text()) for output in outputs)
    library = read_library(DATA)
    drugs = [s for base in library.substances for s in (base, *base.sets)]
    remarks = {row.note for s in drugs for row in (*s.parameters, *s.effects)}
    remarks |= {row.note for row in (*library.biophase, *library.response, *library.slopes)}
    remarks |= {row.note for row in (*library.brands, *library.references)}
    texts = [literal(one) for one in remarks if one]
    cited = {key for row in (*library.notes, *library.safety) for key in row.sources}
    known = {row.split('"')[1]: row for row in whole["reference"]}
    assert {row.split('"')[1] for row in brief["reference"]} == cited & set(known)
    whole["reference"] = [known[row.split('"')[1]] for row in brief["reference"]]
    for table, rows in whole.items():
        for row, short in zip(rows, brief[table], strict=True):
            left_out = [row.replace(text, '""', 1) for text in texts if text in row]
            assert short == row or short in left_out, row
    assert not any(text in row for text in texts for rows in brief.values() for row in rows)


def test_the_library_holds_what_its_files_say(tmp_path):
    output = tmp_path / "parameters.cpp"
    assert embed(DATA, output).stderr == ""
    found = tables(output.read_text())
    names = [row.split('"')[1] for row in found["parameter"]]
    assert len(names) == len(set(names))
    for name in (
        "naltrexone.CL",
        "naltrexone.oral.F",
        "naltrexone.intravenous.salt_factor",
        "naltrexone.mu.K",
        "morphine.ke0",
        "fentanyl/algera.ke0",
        "naltrexone.6-beta-naltrexol.first_pass",
        "6-beta-naltrexol.Kp",
        "beta-endorphin.delta.e0",
        "biophase.pet.C50",
        "biophase.ED50",
    ):
        assert name in names
    # The biophase presets describe these two.
    assert not {"naltrexone.ke0", "6-beta-naltrexol.ke0"} & set(names)


@pytest.mark.parametrize(
    ("table", "row"),
    [
        (
            "parameter",
            '"sample.CL", 150.0, "L/h", 94.0, 211.0, \'H\', "derived", "first2000 other2001", '
            '"clearance", "sources disagree", ""',
        ),
        (
            "parameter",
            '"sample.oral.fast.ka", 1.4, "1/h", 0.7, 2.5, \'H\', "read", "first2000", '
            '"absorption", "", ""',
        ),
        (
            "effect",
            '"sample.oral.fast.F.hepatic.decompensated", 0.7, "-", 0.5, 0.9, \'H\', "read", '
            '"first2000", "F in liver disease", "", ""',
        ),
        ("missing", '"sample.product.systemic", "not told apart"'),
        ("missing", '"peptide.delta.koff", "not read"'),
        ("substance", '"sample", "drug", 2, "product", "Everything that a file can hold.", ""'),
        (
            "substance",
            '"sample/short", "drug", 1, "product", "One compartment from another study.", "sample"',
        ),
        ("substance", '"product", "metabolite", 0, "", "A metabolite that only binds.", ""'),
        ("route", '"sample", "oral", "hydrochloride"'),
        ("input", '"sample", "oral", "slow", "zero_order", 0'),
        ("affinity", '"product", "mu"'),
        ("variability", '"sample", "sample.CL", "sample.CL.cv"'),
        ("correlation", '"sample", "sample.CL", "sample.V2", "sample.CL~V2.rho"'),
        (
            "covariate",
            '"sample", "sample.CL", "weight", "", "linear", 70.0, "sample.CL.weight"',
        ),
        ("covariate", '"sample", "sample.V2", "age", "", "power", 40.0, "sample.V2.age"'),
        (
            "covariate",
            '"sample", "sample.CL", "smoker", "yes", "factor", 0.0, "sample.CL.smoker.yes"',
        ),
        ("kind", '"fu", "-", Domain::fraction'),
        ("kind", '"salt_factor", "-", Domain::positive_fraction'),
        ("kind", '"CL", "L/h", Domain::non_negative'),
        ("preset", '"slow", "this", "that"'),
        (
            "brand",
            '"brandname", "sample", "oral intravenous", "", "read", "first2000", "a note"',
        ),
        ("brand", '"mixture", "", "", "is sample with something else", "memory", "", ""'),
        ("other", '"stranger"'),
        (
            "reference",
            '"first2000", "First A. et al. (2000) On CL and V. Journal 1:2-3", "10.1/x", "read"',
        ),
        ("reference", '"other2001", "Other A. et al. (2001) A label. Agency", "", "read"'),
    ],
)
def test_a_row(rows, table, row):
    assert rows[table].count(f"{{{row}}}") == 1


def test_the_tables_hold_nothing_else(rows):
    base, short = 21, 18  # parameters of the sample, and of its set with one compartment
    assert {name: len(table) for name, table in rows.items()} == {
        "kind": len(PARAMETER_KINDS),
        "parameter": 3 + 2 * base + short + 1 + 3,  # biophase, sample with sets, product, peptide
        "response": 0,
        "endpoint": 0,
        "effect": 9 + 9 + 6,
        "missing": 6 + 6 + 6 + 7 + 2,
        "substance": 5,
        "route": 6,
        "input": 6,
        "affinity": 5,
        "variability": 3 + 3 + 2,
        "correlation": 2 + 2 + 1,
        "covariate": 4 + 4 + 3,
        "preset": 1,
        "brand": 2,
        "other": 1,
        "note": 0,
        "safety": 0,
        "reference": 2,
    }


def test_a_table_without_rows_is_an_empty_span(made_up, tmp_path):
    path = made_up / SAMPLE
    text = path.read_text()
    start, end = text.index("[variability.CL]"), text.index("[sets.short]")
    path.write_text(text[:start] + text[end:])
    output = tmp_path / "parameters.cpp"
    assert embed(made_up, output).stderr == ""
    found = tables(output.read_text())
    for table in ("variability", "correlation", "covariate"):
        assert found[table] == []


def test_text_survives_as_a_cpp_literal(tmp_path, made_up):
    path = made_up / "biophase.toml"
    text = path.read_text().replace('"this"', r'"a \"quote\", a \\ and β7"')
    path.write_text(text, encoding="utf-8")
    output = tmp_path / "parameters.cpp"
    assert embed(made_up, output).returncode == 0
    assert r'"a \"quote\", a \\ and \316\2627"' in output.read_text()


def test_a_fault_is_one_line_and_nothing_is_written(tmp_path, made_up):
    path = made_up / SAMPLE
    path.write_text(path.read_text().replace("value = 150.0", "value = -3"))
    output = tmp_path / "parameters.cpp"
    run = embed(made_up, output)
    fault = "data/drugs/sample.toml:17:9: parameters.CL.value = -3: must not be below 0\n"
    assert (run.returncode, run.stdout, run.stderr) == (2, "", fault)
    assert not output.exists()
