"""The command `opiodyn` with tables of events."""

import numpy as np
import pandas as pd
import pytest

import opiodyn as od
from fixtures import drug_file
from opiodyn._cli import simulate as simulating

STUDY = """ID,TIME,AMT,II,ADDL,DRUG,WT
1,0,50,24,1,naltrexone,62
1,25,NA,.,.,.,.
1,30,NA,.,.,.,.
2,0,50,24,1,naltrexone,90
2,25,NA,.,.,.,.
2,30,NA,.,.,.,.
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "study.csv").write_text(STUDY)
    (tmp_path / "mydrug.toml").write_text(drug_file())
    return tmp_path


FILES = ("--drug", "mydrug.toml")


def test_one_subject_has_a_report(folder, shell):
    (folder / "one.csv").write_text("".join(STUDY.splitlines(keepends=True)[:4]))
    run = od.simulate(od.read_events("one.csv"))
    assert shell("simulate", "one.csv") == (0, run.report() + "\n", "")
    code, out, err = shell("simulate", "one.csv", "--delta", "1", "--end", "60", "-o", "run.csv")
    assert (code, err) == (0, "")
    assert out == od.simulate(od.read_events("one.csv"), delta=1, end=60).report() + "\n"
    assert len(pd.read_csv("run.csv")) == 61


def test_several_subjects_have_a_table(folder, shell):
    code, out, err = shell("simulate", "study.csv", "-o", "runs.csv")
    assert (code, err) == (0, "")
    assert out == od.simulate(od.read_events("study.csv")).report() + "\n"
    assert out.startswith("2 subjects: ")
    assert "median (5 % to 95 % of subjects)" in out
    assert out.endswith("A model, not medical advice.\n")
    runs = od.simulate(od.read_events("study.csv"))
    written = pd.read_csv("runs.csv")
    assert written["subject"].tolist() == [1, 1, 2, 2]
    assert written["time [h]"].tolist() == [25.0, 30.0, 25.0, 30.0]
    np.testing.assert_allclose(
        written["concentration.naltrexone [nM]"], runs.to_pandas()["concentration.naltrexone"]
    )


def test_statistics_do_not_depend_on_the_rows(folder, shell):
    """The last dose comes after the last observation; its interval is summed up all the same."""
    (folder / "late.csv").write_text("ID,TIME,AMT\n1,0,5\n1,1,.\n1,2,5\n")
    code, out, err = shell("simulate", "late.csv", *FILES, "-o", "late_out.csv")
    assert (code, err) == (0, "")
    assert "last dosing interval: 2 to 26 h" in out
    assert len(pd.read_csv("late_out.csv")) == 1
    (folder / "more.csv").write_text("ID,TIME,AMT\n1,0,5\n1,1,.\n1,2,5\n1,3,.\n1,9,.\n")
    assert shell("simulate", "more.csv", *FILES)[1] == out


def test_options_of_a_table(folder, shell):
    (folder / "marked.csv").write_text("C,TIME,AMT,CL\n.,0,5,2\n.,1,.,2\n.,2,.,9\n.,9,.,9\n")
    assert "column = 'C': marks rows" in shell("simulate", "marked.csv", *FILES)[2]
    last = shell("simulate", "marked.csv", *FILES, "--ignore", "C", "--carry", "last")
    following = shell("simulate", "marked.csv", *FILES, "--ignore", "C")
    assert (last[0], following[0]) == (0, 0)
    assert last[1] != following[1]
    for option, value in (("--ignore", "C"), ("--carry", "last")):
        _, _, err = shell("simulate", "naltrexone 5 mg po", option, value)
        assert err == f"opiodyn: error: {option} = '{value}': is only for a table of events\n"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["none.csv"], "events = 'none.csv': there is no such file"),
        (["study.csv", "--plot", "a.png"], "'a.png': draws one subject, and the table has 2"),
        (["study.csv", "--person", "weight=70"], "the table has covariates of its own"),
        (["study.csv", "--carry", "x"], "carry = 'x': must be 'next' or 'last'"),
        (["study.csv", *FILES], "--drug = 'mydrug': is not in the regimen"),
        (["study.csv", "--drug", "mydrug.toml", "--drug", "mydrug.toml"], "is given twice"),
    ],
)
def test_misuse(folder, shell, words, message):
    code, out, err = shell("simulate", *words)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert message in err


def test_a_subject_that_stops_writes_nothing(folder, shell, monkeypatch):
    simulate = od.simulate
    monkeypatch.setattr(simulating, "simulate", lambda *a, **k: simulate(*a, **k, max_steps=10))
    code, out, err = shell("simulate", "study.csv", "-o", "runs.csv")
    assert (code, out) == (1, "")
    assert err.startswith("opiodyn: error: subject 1 (and 1 more): ")
    assert not (folder / "runs.csv").exists()
