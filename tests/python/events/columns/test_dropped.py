"""Columns that the caller leaves out, and columns with a meaning that is not read."""

import pandas as pd
import pytest

import opiodyn as od
from event_tables import refused_table, table
from fixtures import refusal

READ = "is a column with a meaning in tables of events, so leaving it out would change what the"


def test_all_unknown_columns_are_named_at_once_with_a_call_to_copy():
    text = "TIME,AMT,SEX,RACE,SITE NO,HT;0,5,1,1,1,1"
    message = refused_table(text, drop=["HT"])
    assert message.startswith("columns = 'SEX', 'RACE', 'SITE NO': unknown; there is no ID, ")
    names = ["SEX", "RACE", "SITE NO", "HT"]
    assert (
        f"To leave them out: keep=['TIME', 'AMT'], or drop={names}. Known are ID, TIME, " in message
    )
    assert list(table(text, drop=names).frame.columns[-3:]) == ["cmt", "drug", "route"]


def test_what_can_be_left_out():
    text = "TIME,AMT,WTKG,wtkg,WT,CL,mydrug.V1,DV;0,5,a,b,70,1,2,3"
    t = table(text, drop=["wtKG", " WT ", "cl", "mydrug.V1", "DV"])
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
    message = refused_table(text, drop=[column.lower()])
    assert message.startswith(f"drop = {column!r}: {READ}")
    assert "drop=[" not in message
    assert column.lower() not in table(f"TIME,DV,{column};0,1,.", drop=[column]).frame.columns[-1]


def test_subjects_can_be_left_out_if_there_is_one():
    assert table("ID,TIME;7,0;7,1", drop=["ID"]).ids == (1,)
    assert READ in refused_table("ID,TIME;7,0;8,1", drop=["ID"])
    assert READ in refused_table("TIME,AMT;0,5", drop=["TIME"])


def test_marks_of_comments():
    marked = "C,TIME,AMT;C,0,5;.,1,5"
    for options in ({}, {"drop": ["C"]}):
        assert table(marked, **options).frame["row"].tolist() == [3]
        message = refused_table("C,TIME,AMT;1.5,0,5;.,1,5", **options)
        assert message.startswith("row 2, column C = '1.5': marks rows to leave out in NONMEM: ")
        assert "drop=[" not in message
    assert len(table("C,TIME,AMT;.,0,5;,1,5", drop=["C"])) == 2


@pytest.mark.parametrize(("name", "right"), [("#DV", "DV"), ("# AMT", "AMT")])
def test_a_mark_before_a_name_of_a_frame(name, right):
    frame = pd.DataFrame({"TIME": [0], name: [5]})
    rule = f" = {name!r}: begins with a mark of comments: write {right}"
    assert rule in refusal(lambda: od.read_events(frame))
    assert rule in refusal(lambda: od.read_events(frame, drop=[name]))


@pytest.mark.parametrize(
    ("column", "value", "empty"), [("CONT", "1", "0"), ("ADM", "2", "."), ("adm", "1", ".")]
)
def test_columns_that_change_what_a_row_means(column, value, empty):
    for options in ({}, {"drop": [column]}):
        assert f" = {column!r}: " in refused_table(f"{column},TIME;{value},0;{empty},0", **options)
    assert len(table(f"{column},TIME;{empty},0;{empty},0", drop=[column])) == 2


def test_other_words_for_subjects_and_amounts():
    rule = "is not read: columns={'SUBJ': 'ID'} makes it ID; else take it out of the table"
    assert refused_table("SUBJ,TIME;1,0;2,1") == f"column = 'SUBJ': {rule}"
    assert refused_table("SUBJ,TIME;1,0;2,1", drop=["SUBJ"]) == f"drop = 'SUBJ': {rule}"
    assert len(table("SUBJ,TIME;1,0;1,1", drop=["SUBJ"])) == 2  # one subject
    assert "columns={'DOSE': 'AMT'} makes it AMT" in refused_table("TIME,DOSE;0,5", drop=["DOSE"])
    both = "ID,SUBJ,TIME,AMT,DOSE;1,a,0,5,5;2,b,0,5,5"
    assert table(both, drop=["SUBJ", "DOSE"]).ids == (1, 2)
    assert refused_table(both).startswith("columns = 'SUBJ', 'DOSE': unknown")


def test_a_column_that_is_not_there():
    message = refused_table("TIME,AMT,X;0,5,1", drop=["ZZ"])
    assert message == "drop = 'ZZ': no such column; there are TIME, AMT, X"
    assert refused_table("TIME,AMT;0,5", drop="AMT").startswith("drop = 'AMT': must be a list")


def test_a_first_column_without_a_name_that_numbers_the_rows():
    """R's write.csv and pandas' to_csv write such a column unless they are told not to."""
    for name in ("", '""'):
        read = table(f"{name},ID,TIME,AMT;1,1,0,5;2,1,1,5")
        assert read.ids == (1,)
        assert read._checked.notes == (
            "the first column has no name, numbers the rows and is left out",
        )
    frame = pd.DataFrame({"": [0, 1], "ID": [1, 1], "TIME": [0, 1], "AMT": [5, 5]})
    assert len(od.read_events(frame)) == 2
    for cells in (("1", "1"), ("1", "b"), ("1", "2.5")):
        text = f",ID,TIME,AMT;{cells[0]},1,0,5;{cells[1]},1,1,5"
        assert refused_table(text) == "column = number 1: has no name"


def test_administrations_of_monolix_may_be_read_as_compartments():
    text = "TIME,AMT,Adm;0,5,2;1,5,1"
    assert "columns={'Adm': 'CMT'} reads it so" in refused_table(text)
    assert table(text, columns={"Adm": "CMT"}).frame["cmt"].tolist() == ["2", "1"]
