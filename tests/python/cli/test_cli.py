"""The command `opiodyn`: what it prints, what it writes, how it complains."""

import functools
import os
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

import opiodyn as od
from opiodyn._cli import simulate as simulating
from opiodyn._compare import plot, report

from fixtures import interrupted

MONTH = "naltrexone 4.5 mg po q24h x28 at 22h"
WEEK = "naltrexone 4.5 mg po q24h x7"
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


def test_options_of_the_response_reach_the_model(shell, tmp_path):
    words = [
        "--response",
        "peptides,immune",
        "--phi",
        "0.5",
        "--effects",
        "illustrative",
        "--end",
        "48",
    ]
    code, _, err = shell("simulate", ONCE, *words, "-o", tmp_path / "run.csv")
    assert (code, err) == (0, "")
    model = od.Model(response=["peptides", "immune"], phi=0.5, effects="illustrative")
    expected = od.simulate(od.regimen(ONCE), model=model, end=48).to_pandas()
    table = pd.read_csv(tmp_path / "run.csv", index_col=0)
    assert "density.mu" not in table
    np.testing.assert_allclose(table.to_numpy(), expected.to_numpy(), rtol=1e-12)


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("none", []),
        ("all", ["turnover", "peptides", "adaptation", "immune"]),
        ("adaptation, turnover", ["adaptation", "turnover"]),
    ],
)
def test_parts_of_the_response(shell, tmp_path, word, parts):
    code, _, err = shell("simulate", ONCE, "--response", word, "-o", tmp_path / "run.csv")
    assert (code, err) == (0, "")
    expected = od.simulate(od.regimen(ONCE), model=od.Model(response=parts)).to_pandas()
    columns = pd.read_csv(tmp_path / "run.csv", index_col=0).columns
    assert [name.split(" ")[0] for name in columns] == list(expected.columns)


def test_a_comparison_prints_and_writes_its_table(shell, tmp_path):
    words = [
        "--doses",
        "0.5,1.5,50",
        "--metric",
        "tone.mu.mean,tone.mu.hours_above_1",
        "--window",
        "8-24",
        "--biophase",
        "transient,pet",
        "--phi",
        "1,0",
        "--optimum",
        "--set",
        "naltrexone.CL=140",
        "--person",
        "weight=80",
        "--rtol",
        "1e-7",
        "--atol",
        "1e-8",
        "--delta",
        "0.5",
    ]
    files = ["-o", tmp_path / "doses.csv", "--plot", tmp_path / "doses.png"]
    code, out, err = shell("compare", WEEK, *words, *files)
    assert (code, err) == (0, "")
    table = od.compare(
        od.regimen(WEEK),
        doses=[0.5, 1.5, 50],
        metric=["tone.mu.mean", "tone.mu.hours_above_1"],
        window=(8, 24),
        biophase=["transient", "pet"],
        phi=[1, 0],
        optimum=True,
        model=od.Model(parameters={"naltrexone.CL": 140.0}, covariates={"weight": 80.0}),
        rtol=1e-7,
        atol=1e-8,
        delta=0.5,
    )
    assert out == report.report(table) + "\n"
    written = pd.read_csv(tmp_path / "doses.csv")
    assert list(written.columns) == [
        *("biophase", "phi", "dose [mg]"),
        *("tone.mu.mean", "tone.mu.hours_above_1 [h]"),
    ]
    np.testing.assert_allclose(written.iloc[:, 3:].to_numpy(), table.to_numpy(), rtol=1e-12)
    assert (tmp_path / "doses.png").read_bytes().startswith(b"\x89PNG")


def test_the_table_of_a_single_preset_names_it_too(shell, tmp_path):
    words = ["--doses", "1,2", "--intervals", "12,24", "--keep", "daily", "--biophase", "plasma"]
    assert shell("compare", WEEK, *words, "-o", tmp_path / "doses.csv")[0] == 0
    written = pd.read_csv(tmp_path / "doses.csv")
    assert list(written.columns)[:4] == ["biophase", "phi", "interval [h]", "dose [mg]"]
    assert set(written["biophase"]) == {"plasma"}


def test_a_failure_while_drawing_leaves_both_old_files(shell, monkeypatch, tmp_path):
    def fail(frame):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(plot, "plot", fail)
    files = [tmp_path / "doses.csv", tmp_path / "doses.png"]
    for file in files:
        file.write_text("old")
    code, out, err = shell("compare", WEEK, "--doses", "1,2", "-o", files[0], "--plot", files[1])
    assert (code, out) == (1, "")
    assert "No space left on device" in err
    assert [file.read_text() for file in files] == ["old", "old"]
    assert sorted(tmp_path.iterdir()) == files


COMPARISONS = [
    (["--doses", ""], "--doses = '': must be one, or several with commas between them"),
    (["--doses=-1,2"], "doses[0] = -1: must be a finite number above 0"),
    (["--doses", "1,x"], "--doses = 'x': must be a number"),
    (["--metric", "tone.mu.meen"], "metric = 'tone.mu.meen': did you mean 'tone.mu.mean'?"),
    (["--metric", "pain.mean"], "does not report 'pain'; it needs 'immune' in its response"),
    (["--response", "none"], "does not report 'tone.mu'; it needs "),
    (["--window", "8"], "--window = '8': must be two times after the last dose, h, such as 8-24"),
    (["--window", "8-x"], "--window = 'x': must be a number"),
    (["--window", "8-25"], "window = 8 to 25: must lie within the last dosing interval, 0 to 24 h"),
    (["--drug", "morphine"], "drug = 'morphine': is not in the regimen, which has naltrexone"),
    (["--drug", "a", "--drug", "b"], "--drug = 'b': names the drug whose doses are replaced"),
    (["--drug", "no.toml"], "no.toml: there is no such file"),
    (["--biophase", "pet,pit"], "biophase = 'pit': unknown; did you mean 'pet'?"),
    (["--phi", "0,2"], "phi = 2: must lie between 0 and 1"),
    (["--keep", "daily"], "keep = 'daily': is for a comparison of intervals"),
    (["--delta", "x"], "--delta = 'x': must be a number"),
    (["--plot", "doses.gif"], "--plot = 'doses.gif': must end in .png or .pdf or .svg"),
]


@pytest.mark.parametrize(("words", "message"), COMPARISONS)
def test_misuse_of_compare_is_one_line(shell, tmp_path, monkeypatch, words, message):
    monkeypatch.chdir(tmp_path)
    doses = [] if words[0].startswith("--doses") else ["--doses", "1,2"]
    code, out, err = shell("compare", WEEK, *doses, *words, "-o", "doses.csv")
    assert (code, out) == (2, "")
    assert err.startswith("opiodyn: error: ")
    assert err.count("\n") == 1
    assert message in err
    assert list(tmp_path.iterdir()) == []


def test_compare_takes_no_table(shell):
    code, out, err = shell("compare", "study.csv", "--doses", "1,2")
    assert (code, out) == (2, "")
    assert err == "opiodyn: error: REGIMEN = 'study.csv': compare takes a regimen, not a table\n"


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
    ([ONCE, "--response", "turnovr"], "--response = 'turnovr': unknown; did you mean 'turnover'?"),
    ([ONCE, "--response", "none,immune"], "--response = 'none,immune': 'none' stands alone"),
    ([ONCE, "--response", ""], "--response = '': must be one, or several with commas"),
    ([ONCE, "--phi", "x"], "--phi = 'x': must be a number"),
    ([ONCE, "--phi", "2"], "phi = 2: must lie between 0 and 1"),
    (
        [ONCE, "--effects", "illustrative"],
        "--effects = 'illustrative': needs immune: --response turnover,peptides,adaptation,immune",
    ),
    ([ONCE, "--strict"], "; phi, what drives the peptides, is an assumption"),
    ([ONCE, "--effects", "x"], "effects = 'x': unknown; known: mechanism, illustrative"),
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
    options = "--biophase --binding --end --delta --set --method --rtol --atol -o --plot "
    options += "--response --phi --effects"
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
    stopped = interrupted(code, after=0.5)
    assert stopped[:3] == (130, "", "opiodyn: error: interrupted\n")
