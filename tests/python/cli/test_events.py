"""The command `opiodyn events` says what was understood of a table, and runs nothing."""

import pytest

import opiodyn as od
from fixtures import BARE, drug_file
from opiodyn._simulate import simulate as simulating

STUDY = """ID,TIME,AMT,ROUTE,II,ADDL,DV,WTKG,SEX
1,0,50,po,24,6,.,70,1
1,1,.,.,.,.,3.1,.,1
1,5,10,iv,.,.,.,75,1
2,0,50,po,24,6,.,90,2
2,1,.,.,.,.,4.5,.,2
"""
OPTIONS = ("--drug", "naltrexone", "--column", "WTKG=WT", "--drop", "SEX")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "study.csv").write_text(STUDY)
    (tmp_path / "mydrug.toml").write_text(drug_file())
    return tmp_path


def test_it_prints_the_explanation_and_runs_nothing(folder, shell, monkeypatch):
    monkeypatch.setattr(simulating, "simulate", lambda *_, **__: pytest.fail("it was run"))
    table = od.read_events("study.csv", drug="naltrexone", columns={"WTKG": "WT"}, drop=["SEX"])
    code, out, err = shell("events", "study.csv", *OPTIONS)
    assert (code, err) == (0, "")
    assert out == table.explain().replace("carry='next'", "--carry next") + "\n"


def test_notes_of_the_reader_stand_at_the_end(folder, shell):
    (folder / "few.csv").write_text("TIME,AMT,DV\n0,5,.\n1,.,BLQ\n")
    _, out, _ = shell("events", "few.csv", "--drug", "naltrexone")
    notes = out.partition("\n\nNotes\n")[2]
    assert notes.startswith("  - DV holds text in 1 row ('BLQ')")


def test_a_table_without_a_drug_says_which_option_it_needs(folder, shell):
    code, out, err = shell("events", "study.csv", "--drop", "SEX", "--drop", "WTKG")
    assert (code, err) == (0, "")
    assert out.endswith("  - the doses name no drug: --drug NAME|FILE.toml\n")


def test_a_drug_of_a_file_is_that_of_doses_that_name_none(folder, shell):
    words = [word for word in OPTIONS if word != "naltrexone"]
    words.insert(1, "mydrug.toml")
    (folder / "oral.csv").write_text(STUDY.replace("1,5,10,iv,.,.,.,75,1\n", ""))
    code, out, err = shell("events", "oral.csv", *words[:2], "--drop", "WTKG", "--drop", "SEX")
    assert (code, err) == (0, "")
    assert "  mydrug  po     1 depot      2        14     50\n" in out


def test_a_drug_file_that_lacks_what_its_receptors_need_is_no_reason_to_say_nothing(folder, shell):
    (folder / "mydrug.toml").write_text(BARE)
    (folder / "few.csv").write_text("TIME,AMT\n0,5\n1,.\n")
    code, out, err = shell("events", "few.csv", "--drug", "mydrug.toml")
    assert (code, err) == (0, "")
    assert "  mydrug  po     1 depot      1        1      5\n" in out
    assert "\n\nNeeded before it can run\n  - mydrug.Kp = not known" in out
    code, out, err = shell("events", "few.csv", "--drug", "mydrug.toml", "--column", "TIME=EVIL")
    assert (code, out) == (2, "")


@pytest.mark.parametrize("name", ["sdtab001", "my study.tsv", "naltrexone", "4.5 mg po"])
def test_a_table_may_have_any_name(folder, shell, name):
    (folder / name).write_text(STUDY)
    code, out, err = shell("events", name, *OPTIONS)
    assert (code, err) == (0, "")
    assert out.startswith(f"'{name}'\n  subjects  2: 1, 2\n")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["none.csv"], "events = 'none.csv': there is no such file"),
        (["study.csv"], "columns = 'WTKG', 'SEX': unknown"),
        (["study.csv"], "To leave them out: --drop WTKG --drop SEX. "),
        (["study.csv", "--drop", "HT"], "--drop = 'HT': no such column; there are ID, TIME"),
        (["study.csv", *OPTIONS, "--drug", "morphine"], "--drug = 'morphine': names a second"),
        (
            ["study.csv", "--drug", "drugs.txt"],
            "must be the name of a drug, or the path of a .toml",
        ),
        (["study.csv", *OPTIONS, "--drug", "mydrug.toml"], "--drug = 'mydrug': is not in the"),
        (
            ["study.csv", "--drug", "naltrexon", *OPTIONS[2:]],
            "drug = 'naltrexon': unknown; did you mean 'naltrexone'?",
        ),
        (["study.csv", "--drug", "", *OPTIONS[2:]], "drug = '': must be the name of a drug"),
        (["study.csv", "--column", "HT=WT"], "--column = 'HT': no such column; there are ID"),
        (["study.csv", "--unit", "HT=d"], "--unit = 'HT': no such column; there are ID, TIME"),
        (["study.csv", "--column", "WTKG"], "--column = 'WTKG': must read OLD=NEW"),
        (["study.csv", "--unit", "TIME"], "--unit = 'TIME': must read NAME=UNIT"),
        (["study.csv", "--unit", "TIME=h", "--unit", "TIME=d"], "--unit = 'TIME': is given twice"),
        (["study.csv", "--carry", "x"], "--carry = 'x': must be 'next' or 'last'"),
        (["study.csv", "--dates", "x"], "--dates = 'x': must be 'mdy', 'dmy', 'ymd' or 'ydm'"),
        (["study.csv", "--decimal", ";"], "--decimal = ';': must be '.' or ','"),
        (["study.csv", "--records", "all"], "unrecognized arguments: --records all"),
        (["naltrexone 4.5 mg po"], "FILE = 'naltrexone 4.5 mg po': is a regimen and no table"),
        ([], "the following arguments are required: FILE"),
    ],
)
def test_misuse(folder, shell, words, message):
    code, out, err = shell("events", *words)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("opiodyn: error: ")
    assert message in err


def test_help_names_every_option(shell):
    code, out, err = shell("events", "--help")
    assert (code, err) == (0, "")
    names = "drug column unit keep drop ignore accept dates decimal sheet carry"
    for name in names.split():
        assert f"--{name} " in out
    assert "Nothing is run" in " ".join(out.split())
