"""The command `opiodyn` with tables of events."""

import numpy as np
import pandas as pd
import pytest

import opiodyn as od
from fixtures import drug_file
from opiodyn._cli import simulate as simulating
from opiodyn._cli.tables import is_table

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


def test_the_file_says_which_row_each_output_belongs_to(folder, shell):
    (folder / "seen.csv").write_text("TIME,AMT,DRUG,DV\n0,50,naltrexone,.\n1,.,.,7\n2,.,.,.\n")
    assert shell("simulate", "seen.csv", "-o", "run.csv")[0] == 0
    written = pd.read_csv("run.csv")
    assert written.columns[:3].tolist() == ["time [h]", "row", "evid"]
    assert written[["row", "evid"]].to_numpy().tolist() == [[3, 0], [4, 0]]
    np.testing.assert_array_equal(written["dv"], [7.0, np.nan])


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
    (folder / "sexes.csv").write_text("SEX,TIME,AMT,CL\n1,0,5,2\n1,1,.,2\n1,2,.,9\n1,9,.,9\n")
    assert "it out: --drop SEX. " in shell("simulate", "sexes.csv", *FILES)[2]
    last = shell("simulate", "sexes.csv", *FILES, "--drop", "SEX", "--carry", "last")
    following = shell("simulate", "sexes.csv", *FILES, "--drop", "SEX")
    assert (last[0], following[0]) == (0, 0)
    assert last[1] != following[1]


def test_options_of_a_table_without_a_table(folder, shell):
    options = {"column": "A=B", "unit": "TIME=d", "ignore": "@", "accept": "DV==1", "dates": "mdy"}
    options |= {"keep": "A", "drop": "C", "carry": "last", "decimal": ",", "sheet": "A"}
    options |= {"records": "all"}
    for name, value in options.items():
        _, _, err = shell("simulate", "naltrexone 5 mg po", f"--{name}", value)
        assert err == f"opiodyn: error: --{name} = {value!r}: is only for a table of events\n"


# The drugs of a table

PLAIN = "TIME,AMT\n0,5\n1,.\n2,.\n"


def test_a_drug_of_the_library_is_that_of_doses_that_name_none(folder, shell):
    (folder / "plain.csv").write_text(PLAIN)
    run = od.simulate(od.read_events("plain.csv", drug="naltrexone"))
    assert shell("simulate", "plain.csv", "--drug", "naltrexone") == (0, run.report() + "\n", "")


def test_the_only_file_is_the_drug_of_doses_that_name_none(folder, shell):
    """The library's drug is named by the rows; 5 mg of the own drug at 2 L/h from 20 L by mouth."""
    (folder / "two.csv").write_text("TIME,AMT,DRUG\n0,5,naltrexone\n0,5,.\n1,.,.\n2,.,.\n")
    code, _, err = shell("simulate", "two.csv", *FILES, "-o", "two_out.csv")
    assert (code, err) == (0, "")
    written = pd.read_csv("two_out.csv")
    t, ka, k = written["time [h]"].to_numpy(), 1.5, 2.0 / 20.0
    expected = 5.0 * ka / (ka - k) * (np.exp(-k * t) - np.exp(-ka * t))
    np.testing.assert_allclose(written["amount.mydrug.central [mg]"], expected, rtol=1e-4)


def test_a_name_goes_before_a_file(folder, shell):
    (folder / "two.csv").write_text("TIME,AMT,DRUG\n0,5,mydrug\n0,5,.\n1,.,.\n")
    both = (*FILES, "--drug", "naltrexone")
    assert shell("simulate", "two.csv", *both, "-o", "two_out.csv")[0] == 0
    written = pd.read_csv("two_out.csv")
    assert written["concentration.naltrexone [nM]"][0] > 0.0
    assert written["concentration.mydrug [nM]"][0] > 0.0
    (folder / "plain.csv").write_text(PLAIN)
    _, _, err = shell("simulate", "plain.csv", *both)
    assert err == "opiodyn: error: --drug = 'mydrug': is not in the regimen\n"
    _, _, err = shell("simulate", "study.csv", "--drug", "morphine")
    assert err == "opiodyn: error: --drug = 'morphine': no dose takes it: each names its drug\n"


def test_records_that_are_outputs(folder, shell):
    rows = {"observations": 4, "all": 6, "both": 8}
    for word, count in rows.items():
        assert shell("simulate", "study.csv", "--records", word, "-o", "runs.csv")[0] == 0
        assert len(pd.read_csv("runs.csv")) == count


# What is the path of a table, and what is a regimen

REGIMENS = [
    *("naltrexone 4.5 mg po", "naltrexone 4.5 mg po q24h x28 at 22:00", "naltrexone 50 mg pox"),
    *("naltrexone 4.5 mg p.o", "naltrexone 4.5 mg i.v", "naltrexone 4.5mg po + x", "naltrexone"),
    *("", " ", "run.toml", "naltrexone 4.5 mg po over 0.5h", "stimulus exercise 2 at 30h"),
]
PATHS = [
    *("study.csv", "STUDY.CSV", " study.csv ", "my study.xlsx", "a/b", "./naltrexone", "x.dta"),
    *("study.csv.gz", "study.sas7bdat", "run1.tab", "pk data.parquet", "naltrexone.csv"),
]


@pytest.mark.parametrize("text", REGIMENS)
def test_a_regimen_is_no_path(folder, text):
    assert not is_table(text)
    if text.strip() and "/" not in text:
        (folder / text).write_text(
            PLAIN
        )  # a file of this name makes it a path, if it is no regimen
        assert is_table(text) == (is_no_regimen(text) and not text.endswith(".toml"))


@pytest.mark.parametrize("text", PATHS)
def test_a_path_is_no_regimen(text):
    assert is_table(text)


def is_no_regimen(text):
    try:
        od.regimen(text)
    except od.ParseError:
        return True
    except od.InputError as error:
        return "is a path" in error.rule
    return False


def test_a_path_lies_beside_a_scenario(folder):
    (folder / "below").mkdir()
    (folder / "below" / "sdtab001").write_text(PLAIN)
    assert is_table("sdtab001", folder / "below")
    assert not is_table("sdtab001", folder)
    assert not is_table("x" * 5000)
    assert not is_table("a\0b")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["none.csv"], "events = 'none.csv': there is no such file"),
        (
            ["study.csv", "--plot", "a.png"],
            "the table has 2; in Python: od.simulate(od.read_events(...)).plot()",
        ),
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


def test_a_report_says_how_many_subjects_take_nothing(folder, shell):
    told = "1 of 3 subjects without a dose, counted in the numbers below"
    (folder / "idle.csv").write_text("ID,TIME,AMT\n1,0,50\n1,24,.\n2,24,.\n3,0,50\n3,24,.\n")
    code, out, err = shell("simulate", "idle.csv", "--drug", "naltrexone")
    assert (code, err) == (0, "")
    assert told in out.splitlines()
    assert "without a dose" not in shell("simulate", "study.csv")[1]
