"""Lists and tables of the shell: text that fits the terminal, JSON and CSV for other programs."""

import functools
import io
import json
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

import opiodyn as od
from opiodyn._cli import simulate as simulating

ONCE = "naltrexone 4.5 mg po"
LISTS = {"drugs": od.drugs, "receptors": od.receptors, "routes": od.routes}


@pytest.fixture(autouse=True)
def no_terminal(monkeypatch):
    monkeypatch.delenv("COLUMNS", raising=False)


def strict(text):
    """Reads JSON, which has no NaN and no infinity."""

    def refuse(word):
        raise AssertionError(f"{word} is no JSON")

    return json.loads(text, parse_constant=refuse)


def asked(shell, *words):
    code, out, err = shell(*words)
    assert (code, err) == (0, "")
    return out


def same(records, frame):
    """Compares records with a frame: numbers by their bits, and null with what is no number."""
    plain = frame.reset_index()
    assert [list(record) for record in records] == [list(plain)] * len(plain)
    for name in plain:
        found = pd.Series([record[name] for record in records], dtype=plain[name].dtype)
        pd.testing.assert_series_equal(found, plain[name], check_names=False, check_exact=True)


@pytest.mark.parametrize("name", LISTS)
def test_lists_of_json_and_csv_are_those_of_python(shell, name):
    same(strict(asked(shell, name, "--json")), LISTS[name]())
    read = pd.read_csv(io.StringIO(asked(shell, name, "--csv")), keep_default_na=False, index_col=0)
    pd.testing.assert_frame_equal(read, LISTS[name]())


def test_metrics_are_listed_with_their_part(shell):
    records = strict(asked(shell, "metrics", "--json"))
    for part, table in (
        ("quantity", od.metrics.quantities()),
        ("statistic", od.metrics.statistics()),
    ):
        units = {one["name"]: one["unit"] for one in records if one["part"] == part}
        assert units == table["unit"].to_dict()
    assert {one["column"] for one in records if one["part"] == "statistic"} == {None}


@pytest.mark.parametrize("name", [*LISTS, "metrics", "parameters"])
@pytest.mark.parametrize("width", [100, 140])
def test_a_table_fits_the_terminal_and_loses_no_word(shell, monkeypatch, name, width):
    whole = asked(shell, name)
    monkeypatch.setenv("COLUMNS", str(width))
    lines = asked(shell, name).splitlines()
    table = lines[: lines.index("")] if name == "parameters" else lines  # text is below it
    assert max(map(len, table)) <= width
    assert sorted("".join(lines).replace(" ", "")) == sorted("".join(whole.split()))


def test_nothing_is_wrapped_where_another_program_reads(shell):
    rows, _, legend = asked(shell, "drugs").partition("\n\n")
    assert legend.startswith("evidence: H human, ")
    rows = rows.splitlines()
    assert len(rows) == 1 + len(od.drugs())
    words = [sys.executable, "-m", "opiodyn", "routes"]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    assert len(done.stdout.splitlines()) == 1 + len(od.routes())


def test_parameters_of_json_are_those_of_python(shell):
    same(strict(asked(shell, "parameters", "naloxone", "--json")), od.parameters.of("naloxone"))
    found = strict(asked(shell, "parameters", "--search", "renal clearance", "--json"))
    same(found, od.parameters.search("renal clearance"))


def test_a_run_prints_its_summary_as_json_and_csv(shell):
    summary = od.simulate(od.regimen(ONCE)).summary()
    same(strict(asked(shell, "simulate", ONCE, "--json")), summary)
    read = pd.read_csv(io.StringIO(asked(shell, "simulate", ONCE, "--csv")), index_col=0)
    np.testing.assert_array_equal(read["peak"], summary["peak"])
    assert summary.isna().any(axis=None), "the test of null needs a number that is not there"


def test_subjects_of_a_table_are_records_of_their_own(shell, tmp_path):
    (tmp_path / "study.csv").write_text("ID,TIME,AMT\n1,0,50\n1,2,.\n2,0,4.5\n2,2,.\n")
    words = (tmp_path / "study.csv", "--drug", "naltrexone", "--json")
    records = strict(asked(shell, "simulate", *words))
    assert {one["subject"] for one in records} == {1, 2}


def test_a_comparison_prints_its_table_as_json_and_csv(shell):
    words = ("compare", f"{ONCE} q24h x3", "--doses", "1,4.5")
    frame = od.compare(od.regimen(f"{ONCE} q24h x3"), doses=[1.0, 4.5])
    same(strict(asked(shell, *words, "--json")), frame)
    assert asked(shell, *words, "--csv").splitlines()[0] == "dose [mg],tone.mu.mean"


def test_a_scenario_prints_json_too(shell, tmp_path):
    path = tmp_path / "scenario.toml"
    path.write_text(f'regimen = "{ONCE}"\n')
    same(strict(asked(shell, "run", path, "--json")), od.simulate(od.regimen(ONCE)).summary())


def test_notes_on_safety_go_beside_the_records(shell):
    both = "oxycodone 20 mg po + naltrexone 50 mg po at 1h"
    code, out, err = shell("simulate", both, "--json")
    assert code == 0
    assert strict(out)
    notes = od.simulate(od.regimen(both)).notes
    assert notes
    assert err.splitlines() == [f"opiodyn: note: {note}" for note in notes]


FAILURES = [
    (["simulate", "naltrexon 4.5 mg po"], "UnknownNameError", "drug", "'naltrexon'"),
    (["simulate", "naltrexone 4.5 mg pox"], "ParseError", "regimen", "'pox'"),
    (["simulate", ONCE, "--phi", "2"], "InputError", "phi", "2"),
    (["compare", ONCE, "--doses", "x"], "InputError", "--doses", "'x'"),
    (["parameters", "aspirin"], "UnknownNameError", "substance", "'aspirin'"),
    (["run", "nowhere.toml"], "InputError", "nowhere.toml", ""),
    (["drugs", "--csv"], "MisuseError", None, None),
    (["drugs", "--nothing"], "MisuseError", None, None),
]


@pytest.mark.parametrize(("words", "kind", "field", "value"), FAILURES)
def test_a_failing_command_prints_its_error_as_json(shell, words, kind, field, value):
    plain = shell(*words)
    code, out, err = shell(*words, "--json")
    error = strict(out)["error"]
    assert (code, error["exit_code"], err) == (2, 2, "")
    assert (error["kind"], error.get("field"), error.get("value")) == (kind, field, value)
    if words != ["drugs", "--csv"]:  # which alone is no failure
        assert plain == (2, "", f"opiodyn: error: {error['message']}\n")
    if field is not None:
        assert error["rule"] in error["message"]


def test_a_run_that_stops_prints_where_as_json(shell, monkeypatch):
    monkeypatch.setattr(simulating, "simulate", functools.partial(od.simulate, max_steps=10))
    code, out, err = shell("simulate", ONCE, "--json")
    error = strict(out)["error"]
    assert (code, error["exit_code"], error["kind"], err) == (1, 1, "SolverError", "")
    assert error["reason"] == "max_steps = 10 is used up"
    assert error["time"] > 0.0


def test_subjects_that_stop_are_one_error_as_json(shell, monkeypatch, tmp_path):
    (tmp_path / "study.csv").write_text("ID,TIME,AMT\n1,0,50\n1,2,.\n2,0,4.5\n2,2,.\n")
    monkeypatch.setattr(simulating, "simulate", functools.partial(od.simulate, max_steps=3))
    code, out, _ = shell("simulate", tmp_path / "study.csv", "--drug", "naltrexone", "--json")
    assert (code, strict(out)["error"]["kind"]) == (1, "SolverError")
    assert strict(out)["error"]["message"].startswith("subject 1 (and 1 more): ")
