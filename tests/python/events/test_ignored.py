"""Columns that the caller leaves out, and columns with a meaning that is not read."""

import pytest

import opiodyn as od
from event_tables import refused_table, table

DATES = "dates are not read: write TIME as hours from the start of each subject's run"
READ = "is a column with a meaning in tables of events, so leaving it out would change what the"


def test_all_unknown_columns_are_named_at_once_with_a_call_to_copy():
    text = "TIME,AMT,SEX,RACE,SITE NO,HT;0,5,1,1,1,1"
    message = refused_table(text, ignore=["HT"])
    assert message.startswith("columns = 'SEX', 'RACE', 'SITE NO': unknown; known are ID, TIME")
    call = message.partition("ignore=")[2]
    names = ["SEX", "RACE", "SITE NO", "HT"]
    assert call == (
        f"{names} (in the shell: --ignore SEX --ignore RACE --ignore 'SITE NO' --ignore HT)"
    )
    assert list(table(text, ignore=names).frame.columns[-3:]) == ["cmt", "drug", "route"]


def test_what_can_be_left_out():
    text = "TIME,AMT,WTKG,wtkg,WT,CL,mydrug.V1,DV;0,5,a,b,70,1,2,3"
    t = table(text, ignore=["wtKG", " WT ", "cl", "mydrug.V1", "DV"])
    assert {"weight", "CL", "mydrug.V1", "dv"}.isdisjoint(t.frame.columns)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        *(("AMT", 5), ("RATE", 1), ("DUR", 1), ("TINF", 1), ("II", 12), ("ADDL", 1), ("SS", 1)),
        *(("CMT", 2), ("ROUTE", "iv"), ("DRUG", "morphine"), ("EVID", 1), ("MDV", 1), ("F", 0.5)),
        *(("LAG", 1), ("F1", 0.5), ("ALAG2", 1), ("D1", 1), ("R1", 1)),
    ],
)
def test_a_column_that_is_read_cannot_be_left_out(column, value):
    text = f"TIME,DV,{column};0,1,{value}"
    message = refused_table(text, ignore=[column.lower()])
    assert message.startswith(f"ignore = {column!r}: {READ}")
    assert "ignore=[" not in message
    assert column.lower() not in table(f"TIME,DV,{column};0,1,.", ignore=[column]).frame.columns[-1]


def test_subjects_can_be_left_out_if_there_is_one():
    assert table("ID,TIME;7,0;7,1", ignore=["ID"]).ids == (1,)
    assert READ in refused_table("ID,TIME;7,0;8,1", ignore=["ID"])
    assert READ in refused_table("TIME,AMT;0,5", ignore=["TIME"])


@pytest.mark.parametrize("column", ["DATE", "dat1", "DAT2", "DAT3"])
def test_dates(column):
    two_days = f"ID,{column},TIME,AMT;1,1/1,0,5;1,1/2,0,5"
    for options in ({}, {"ignore": [column]}):
        message = refused_table(two_days, **options)
        assert f" = {column!r}: {DATES}" in message
        assert "ignore=[" not in message
    one_day_each = f"ID,{column},TIME,AMT;1,1/1,0,5;1,1/1,9,5;2,1/2,0,5"
    assert len(table(one_day_each, ignore=[column])) == 3
    assert DATES in refused_table(one_day_each)
    assert DATES in refused_table(f"{column},TIME,AMT;1/1,0,5;1/2,0,5", ignore=[column])


def test_marks_of_comments():
    marked = "C,TIME,AMT;C,0,5;.,1,5"
    for options in ({}, {"ignore": ["C"]}):
        message = refused_table(marked, **options)
        assert (
            " = 'C': marks rows to leave out in NONMEM: take these rows and the column" in message
        )
        assert "ignore=[" not in message
    assert len(table("C,TIME,AMT;.,0,5;,1,5", ignore=["C"])) == 2


@pytest.mark.parametrize(("name", "right"), [("#ID", "ID"), ("#id", "id"), ("# TIME", "TIME")])
def test_a_mark_before_a_name(name, right):
    text = f"{name},TIME,AMT;1,0,5"
    rule = f" = {name!r}: begins with a mark of comments: write {right}"
    assert rule in refused_table(text)
    assert rule in refused_table(text, ignore=[name])


@pytest.mark.parametrize(
    ("column", "value", "empty"), [("CONT", "1", "0"), ("ADM", "2", "."), ("adm", "1", ".")]
)
def test_columns_that_change_what_a_row_means(column, value, empty):
    for options in ({}, {"ignore": [column]}):
        assert f" = {column!r}: " in refused_table(f"{column},TIME;{value},0;{empty},0", **options)
    assert len(table(f"{column},TIME;{empty},0;{empty},0", ignore=[column])) == 2


def test_other_words_for_subjects_and_amounts():
    rule = "is not read: name it ID, or take it out of the table"
    assert refused_table("SUBJ,TIME;1,0;2,1") == f"column = 'SUBJ': {rule}"
    assert refused_table("SUBJ,TIME;1,0;2,1", ignore=["SUBJ"]) == f"ignore = 'SUBJ': {rule}"
    assert len(table("SUBJ,TIME;1,0;1,1", ignore=["SUBJ"])) == 2  # one subject
    assert "name it AMT" in refused_table("TIME,DOSE;0,5", ignore=["DOSE"])
    both = "ID,SUBJ,TIME,AMT,DOSE;1,a,0,5,5;2,b,0,5,5"
    assert table(both, ignore=["SUBJ", "DOSE"]).ids == (1, 2)
    assert refused_table(both).startswith("columns = 'SUBJ', 'DOSE': unknown")


def test_a_column_that_is_not_there():
    message = refused_table("TIME,AMT,X;0,5,1", ignore=["ZZ"])
    assert message == "ignore = 'ZZ': no such column; there are TIME, AMT, X"
    assert refused_table("TIME,AMT;0,5", ignore="AMT").startswith("ignore = 'AMT': must be a list")


def test_two_days_are_not_one(tmp_path):
    """Doses a day apart must not end up at one time, whatever is left out."""
    path = tmp_path / "dates.csv"
    path.write_text("ID,DATE,TIME,AMT\n1,2020-01-01,0,50\n1,2020-01-02,0,50\n")
    with pytest.raises(od.InputError):
        od.read_events(path, ignore=["DATE"])
