"""The command `opiodyn`: what it prints, what it writes, how it complains."""

import functools
import os
import signal
import subprocess
import sys
import time

import numpy as np
import pandas as pd
import pytest

import opiodyn as od
from opiodyn import _cli_simulate

MONTH = "naltrexone 4.5 mg po q24h x28 at 22h"
ONCE = "naltrexone 4.5 mg po"


def command(*words, **options):
    return subprocess.run(
        [sys.executable, "-m", "opiodyn", *words], capture_output=True, text=True, **options
    )


def test_a_month_prints_the_report_of_the_run(shell, month):
    assert shell("simulate", MONTH) == (0, month.report() + "\n", "")


def test_options_reach_the_model_and_the_solver(shell, tmp_path):
    words = (
        "--biophase transient --binding equilibrium --end 24 --delta 0.5 --rtol 1e-7 --atol 1e-8 "
        f"--method rodas5p -o {tmp_path}/run.csv"
    )
    code, out, err = shell(
        "simulate", ONCE, *words.split(), "--set", "naltrexone.CL=94", "--set", "naltrexone.mu.K=1"
    )
    assert (code, err) == (0, "")
    assert "biophase transient (effect-site half-life 4 h), equilibrium binding" in out
    assert "naltrexone.CL = 94; naltrexone.mu.K = 1" in " ".join(out.split())
    model = od.Model(
        biophase="transient",
        binding="equilibrium",
        parameters={"naltrexone.CL": 94.0, "naltrexone.mu.K": 1.0},
    )
    run = od.simulate(
        od.regimen(ONCE), model=model, end=24, delta=0.5, rtol=1e-7, atol=1e-8, method="rodas5p"
    )
    table = pd.read_csv(tmp_path / "run.csv")
    np.testing.assert_allclose(
        table["occupancy.naltrexone.mu"], run.occupancy("naltrexone", "mu"), rtol=1e-12
    )
    np.testing.assert_array_equal(table["time [h]"], run.times)


def test_files_have_units_and_leave_nothing_beside_them(shell, tmp_path):
    code, _, err = shell(
        "simulate", ONCE, "-o", tmp_path / "run.csv", "--plot", tmp_path / "run.png"
    )
    assert (code, err) == (0, "")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["run.csv", "run.png"]
    header = (tmp_path / "run.csv").read_text().splitlines()[0].split(",")
    assert header[0] == "time [h]"
    assert "concentration.naltrexone [nM]" in header
    assert "mass_concentration.naltrexone [ng/mL]" in header
    assert "amount.naltrexone.central [mg]" in header
    assert "occupancy.naltrexone.mu" in header
    assert (tmp_path / "run.png").read_bytes().startswith(b"\x89PNG")


def test_a_file_is_replaced_whole(shell, tmp_path):
    target = tmp_path / "run.csv"
    target.write_text("old")
    assert shell("simulate", ONCE, "-o", target)[0] == 0
    assert target.read_text().startswith("time [h],")


@pytest.mark.parametrize("ending", ["svg", "pdf"])
def test_other_kinds_of_pictures(shell, tmp_path, ending):
    assert shell("simulate", ONCE, "--plot", tmp_path / f"run.{ending}")[0] == 0
    assert (tmp_path / f"run.{ending}").stat().st_size > 5000


MISUSES = [
    (
        ["naltrexone 4.5 mg pox"],
        "regimen = 'pox': unknown route; expected po, er, iv, im, sc, in or",
    ),
    (["naltrexone 4.5 mg po\nq24 x3"], ">>q24<<"),
    (["naltrexon 4.5 mg po"], "drug = 'naltrexon': unknown; did you mean 'naltrexone'?"),
    ([ONCE, "--biophase", "pit"], "biophase = 'pit': unknown; did you mean 'pet'?"),
    ([ONCE, "--binding", "x"], "binding = 'x': unknown; known: kinetic, equilibrium"),
    ([ONCE, "--method", "euler"], "method = 'euler': unknown"),
    ([ONCE, "--end", "-1"], "end = -1: must be a finite number, at least 0"),
    ([ONCE, "--end", "nan"], "end = nan: must be a finite number, at least 0"),
    ([ONCE, "--end", "1e12"], "grid = 4000000000001 times: must be at most 20000000"),
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
    monkeypatch.setattr(_cli_simulate, "simulate", lambda *_, **__: pytest.fail("simulated first"))
    assert shell("simulate", ONCE, "-o", "nowhere/run.csv")[0] == 2


def test_a_solver_failure_writes_nothing(shell, monkeypatch, tmp_path):
    limited = functools.partial(od.simulate, max_steps=10)
    monkeypatch.setattr(_cli_simulate, "simulate", limited)
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

    monkeypatch.setattr(_cli_simulate, "_write_csv", fail)
    code, out, err = shell("simulate", ONCE, "-o", target)
    assert (code, out) == (1, "")
    assert "No space left on device" in err
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_missing_matplotlib_is_said_before_the_simulation(shell, monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    code, out, err = shell("simulate", ONCE, "--plot", tmp_path / "run.png")
    assert (code, out) == (2, "")
    assert err == "opiodyn: error: plotting needs matplotlib: pip install opiodyn[plot]\n"


def test_parameters_of_a_drug(shell):
    code, out, err = shell("parameters", "naltrexone")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0].split() == ["name", "value", "unit", "range", "evidence", "status", "source"]
    (clearance,) = (line for line in lines if line.startswith("naltrexone.CL "))
    assert " ".join(clearance.split()).startswith("naltrexone.CL 150 L/h 94 to 211 H derived ")
    (koff,) = (line for line in lines if line.startswith("naltrexone.mu.koff "))
    assert "assumed, unconfirmed" in koff
    assert "evidence: H human" in out
    assert "not known" in lines
    assert any(line.startswith("  naltrexone.CL.hepatic.compensated: ") for line in lines)


def test_all_parameters_searched_parameters_and_sources(shell):
    everything = shell("parameters")[1]
    assert "dynorphin.kappa.K" in everything
    code, out, _ = shell("parameters", "--search", "clearance", "--sources")
    assert code == 0
    assert "naltrexone.CL" in out
    assert "dynorphin" not in out.split("Sources")[0]
    assert "meyer1984: Meyer M. C." in out
    assert "fda-naltrexone-label:" not in out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["naltrexon"], "substance = 'naltrexon': unknown; did you mean 'naltrexone'?"),
        (["--search", "no such thing"], "'no such thing': no parameter mentions this"),
    ],
)
def test_parameters_that_are_not_there(shell, words, message):
    code, out, err = shell("parameters", *words)
    assert (code, out) == (2, "")
    assert message in err
    assert err.count("\n") == 1


def test_version(shell):
    assert shell("--version") == (0, f"opiodyn {od.__version__}\n", "")


def test_help_names_every_option(shell):
    code, out, err = shell("simulate", "--help")
    assert (code, err) == (0, "")
    options = "--biophase --binding --end --delta --set --method --rtol --atol -o --plot"
    for option in options.split():
        assert option in out


def test_as_a_process(tmp_path):
    done = command("simulate", ONCE, "-o", "run.csv", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("A model, not medical advice.\n")
    assert (tmp_path / "run.csv").exists()


def test_errors_as_a_process(tmp_path):
    done = command("simulate", "naltrexone 4.5 mg pox", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1


def test_a_reader_that_leaves_early_is_not_an_error():
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "opiodyn", "parameters"],
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
    )
    os.close(writing)
    assert done.stderr == ""
    assert done.returncode == 141


def test_ctrl_c_is_one_line():
    code = f"""
import sys
from opiodyn.cli import main
print("ready", flush=True)
sys.exit(main(["simulate", "{ONCE} q24h x200000", "--delta", "24"]))
"""
    child = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        assert child.stdout.readline() == "ready\n"
        time.sleep(0.5)
        child.send_signal(signal.SIGINT)
        out, err = child.communicate(timeout=20)
    finally:
        child.kill()
    assert (child.returncode, out, err) == (130, "", "opiodyn: error: interrupted\n")
