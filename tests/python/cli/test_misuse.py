"""The command `opiodyn` names a mistake in one line, and a failure leaves old files alone."""

import functools
import sys

import pytest

import opiodyn as od
from opiodyn._cli import simulate as simulating

MONTH = "naltrexone 4.5 mg po q24h x28 at 22h"
ONCE = "naltrexone 4.5 mg po"


MISUSES = [
    (
        ["naltrexone 4.5 mg pox"],
        "regimen = 'pox': unknown route; expected po, er, iv, im, sc, in, sl or depotrex",
    ),
    (["naltrexone 4.5 mg po\nq24 x3"], ">>q24<<"),
    (["naltrexon 4.5 mg po"], "drug = 'naltrexon': unknown; did you mean 'naltrexone'?"),
    ([ONCE, "--biophase", "pit"], "biophase = 'pit': unknown; did you mean 'pet'?"),
    ([ONCE, "--binding", "x"], "binding = 'x': unknown; known: kinetic, equilibrium"),
    ([ONCE, "--response", "turnovr"], "--response = 'turnovr': unknown; did you mean 'turnover'?"),
    ([ONCE, "--response", "none,immune"], "--response = 'none,immune': 'none' stands alone"),
    ([ONCE, "--response", ""], "--response = '': must be one value, or several with commas"),
    ([ONCE, "--phi", "x"], "--phi = 'x': must be a number"),
    ([ONCE, "--phi", "2"], "phi = 2: must lie between 0 and 1"),
    (
        [ONCE, "--weights", "illustrative"],
        "--weights = 'illustrative': needs immune: --response turnover,peptides,adaptation,effects,"
        "immune",
    ),
    ([ONCE, "--strict"], "; phi is not given, and its default is an assumption"),
    ([ONCE, "--weights", "x"], "weights = 'x': unknown; known: mechanism, illustrative"),
    ([ONCE, "--method", "euler"], "method = 'euler': unknown"),
    ([ONCE, "--end", "-1"], "end = -1: must be a finite number, at least 0"),
    ([ONCE, "--end", "nan"], "end = nan: must be a finite number, at least 0"),
    ([ONCE, "--end", "1e12"], "times: must be at most 20000000"),
    ([ONCE, "--end", "soon"], "--end = 'soon': must be a number"),
    ([ONCE, "--delta", "0"], "delta = 0: must be a finite number above 0"),
    ([ONCE, "--rtol", "0"], "rtol = 0: must be a finite number above 0"),
    ([ONCE, "--atol", "x"], "--atol = 'x': must be a number"),
    ([ONCE, "--set", "naltrexone.CL"], "--set = 'naltrexone.CL': must read NAME=VALUE"),
    ([ONCE, "--set", "naltrexone.CL=x"], "--set naltrexone.CL = 'x': must be a number"),
    ([ONCE, "--set", "naltrexone.CI=3"], "did you mean 'naltrexone.CL'?"),
    ([ONCE, "--set", "naltrexone.CL=-3"], "naltrexone.CL = -3: must be"),
    (["naltrexone 4.5 mg po q1h x1000000000"], "more than 2000000 doses"),
    ([], "the following arguments are required: REGIMEN"),
    ([ONCE, "--tolerance", "3"], "unrecognized arguments: --tolerance 3"),
    ([ONCE, "-o", "run.parquet"], "--output = 'run.parquet': must end in .csv"),
    ([ONCE, "--plot", "run.gif"], "--plot = 'run.gif': must end in .png or .pdf or .svg"),
    ([ONCE, "-o", "nowhere/run.csv"], "there is no folder 'nowhere'"),
    ([ONCE, "-o", "folder.csv"], "--output = 'folder.csv': is a folder"),
]


@pytest.mark.parametrize(("words", "message"), MISUSES)
def test_misuse_is_one_line_and_writes_nothing(shell, tmp_path, monkeypatch, words, message):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder.csv").mkdir()
    files = [] if "-o" in words else ["-o", "run.csv"]
    files += [] if "--plot" in words else ["--plot", "run.png"]
    code, out, err = shell("simulate", *words, *files)
    assert (code, out) == (2, "")
    assert err.startswith("opiodyn: error: ")
    assert err.endswith("\n")
    assert err.count("\n") == 1
    assert message in err
    assert [path.name for path in tmp_path.iterdir()] == ["folder.csv"]


def test_the_offending_word_is_marked(shell):
    *_, err = shell("simulate", "naltrexone 4.5 mg po q24h in 3h")
    assert '"naltrexone 4.5 mg po q24h >>in<< 3h"' in err


@pytest.mark.parametrize("words", [[], ["simulat"], ["parameters", "a", "--search", "b"]])
def test_misuse_of_the_command_itself(shell, words):
    code, out, err = shell(*words)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("opiodyn: error: ")


def test_a_path_is_checked_before_the_simulation(shell, monkeypatch):
    monkeypatch.setattr(simulating, "simulate", lambda *_, **__: pytest.fail("simulated first"))
    assert shell("simulate", ONCE, "-o", "nowhere/run.csv")[0] == 2


def test_a_solver_failure_writes_nothing(shell, monkeypatch, tmp_path):
    limited = functools.partial(od.simulate, max_steps=10)
    monkeypatch.setattr(simulating, "simulate", limited)
    code, out, err = shell(
        "simulate", MONTH, "-o", tmp_path / "run.csv", "--plot", tmp_path / "run.png"
    )
    assert (code, out) == (1, "")
    assert err.startswith("opiodyn: error: solver stopped at t = ")
    assert err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_failure_while_writing_leaves_the_old_file(shell, monkeypatch, tmp_path):
    target = tmp_path / "run.csv"
    target.write_text("old")

    def fail(run, path):
        path.write_text("half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(simulating, "_write_csv", fail)
    code, out, err = shell("simulate", ONCE, "-o", target)
    assert (code, out) == (1, "")
    assert "No space left on device" in err
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_missing_matplotlib_is_said_before_the_simulation(shell, monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    code, out, err = shell("simulate", ONCE, "--plot", tmp_path / "run.png")
    assert (code, out) == (2, "")
    assert err == "opiodyn: error: plotting needs matplotlib: pip install 'opiodyn[plot]'\n"
