"""The command `opiodyn compare`: the table that it prints and writes, and its complaints."""

import numpy as np
import pandas as pd
import pytest

import opiodyn as od
from opiodyn._compare import plot, report

WEEK = "naltrexone 4.5 mg po q24h x7"


def test_a_comparison_prints_and_writes_its_table(shell, tmp_path):
    words = [
        "--doses",
        "0.5,1.5,50",
        "--metric",
        "tone.mu.mean",
        "--metric",
        "tone.mu.hours_above_1",
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
    ]
    files = ["-o", tmp_path / "doses.csv", "--plot", tmp_path / "doses.png"]
    code, out, err = shell("compare", WEEK, *words, *files)
    assert (code, err) == (0, "")
    table = od.compare(
        od.regimen(WEEK),
        doses=[0.5, 1.5, 50],
        metrics=["tone.mu.mean", "tone.mu.hours_above_1"],
        window=(8, 24),
        biophase=["transient", "pet"],
        phi=[1, 0],
        optimum=True,
        model=od.Model(parameters={"naltrexone.CL": 140.0}, covariates={"weight": 80.0}),
        rtol=1e-7,
        atol=1e-8,
    )
    assert out == report.comparison_report(table) + "\n"
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
    (["--doses", ""], "--doses = '': must be one value, or several with commas between them"),
    (["--doses=-1,2"], "doses[0] = -1: must be a finite number, at least 0"),
    (["--doses", "1,x"], "--doses = 'x': must be a number"),
    (
        ["--metric", "tone.mu.meen"],
        "metric = 'tone.mu.meen': unknown; did you mean 'tone.mu.mean'?",
    ),
    (
        ["--metric", "tone.mu.mean,free.mu.mean"],
        "names several metrics; give --metric once for each",
    ),
    (["--metric", "pain.mean"], "does not report 'pain'; it needs 'immune' in its response"),
    (["--response", "none"], "does not report 'tone.mu'; it needs "),
    (["--window", "8"], "--window = '8': must be two times after the last dose [h], such as 8-24"),
    (["--window", "8-x"], "--window = 'x': must be a number"),
    (["--window", "8-25"], "window = 8 to 25: must lie within the last dosing interval, 0 to 24 h"),
    (["--drug", "morphine"], "drug = 'morphine': is not in the regimen, which has naltrexone"),
    (["--drug", "a", "--drug", "b"], "--drug = 'b': names a second drug, but the doses of"),
    (["--drug", "no.toml"], "no.toml: there is no such file"),
    (["--biophase", "pet,pit"], "biophase = 'pit': unknown; did you mean 'pet'?"),
    (["--phi", "0,2"], "phi = 2: must lie between 0 and 1"),
    (["--keep", "daily"], "keep = 'daily': is for a comparison of intervals"),
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
