"""Frames, columns and files that are no table of events are refused."""

import io
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

import opiodyn as od
from event_tables import DRUG, refused_table, table
from fixtures import plain, refusal
from opiodyn._events.source import sizes

NUMBER = "must be a number"


# Frames

FRAMES = [
    ([0.0, np.inf], "row 1 (counted from 0), column TIME = 'inf': must be a number"),
    ([0.0, np.nan], "row 1 (counted from 0), column TIME = missing: must be given"),
    ([0.0, None], "row 1 (counted from 0), column TIME = missing: must be given"),
    ([False, True], f"row 0 (counted from 0), column TIME = 'False': {NUMBER} (and in 1 more row)"),
    ([0, True], f"row 1 (counted from 0), column TIME = 'True': {NUMBER}"),
    ([0, [1]], "row 1 (counted from 0), column TIME = list: a cell must be a number or text"),
    ([0, 1j], f"row 0 (counted from 0), column TIME = '0j': {NUMBER} (and in 1 more row)"),
    (pd.array([0, pd.NA], "Int64"), "row 1 (counted from 0), column TIME = missing: must be given"),
]


@pytest.mark.parametrize(("values", "message"), FRAMES)
def test_frame(values, message):
    frame = pd.DataFrame({"TIME": values}, index=[7, 3])
    assert refusal(lambda: od.read_events(frame)) == message


def test_frames_that_are_no_table():
    empty = pd.DataFrame({"TIME": []})
    assert refusal(lambda: od.read_events(empty)) == "events = DataFrame: has no rows"
    named = pd.DataFrame({"TIME": [0], 3: [1]})
    assert refusal(lambda: od.read_events(named)) == "column name = 3: must be text"


# Columns


def test_columns():
    assert refused_table("ID,AMT;1,2") == (
        "columns = 'ID, AMT': a table of events needs a column TIME: columns={'NAME': 'TIME'} "
        "reads the column NAME as TIME; tabs, semicolons, commas or blanks separate columns"
    )
    assert refused_table("ID;TIME;AMT".replace(";", "|") + ";1|2|3").startswith(
        "columns = 'ID|TIME|AMT'"
    )
    out = "take one of them out of the table"
    assert (
        refused_table("TIME,TIME;0,0") == f"column = 'TIME': stands twice (columns 1 and 2): {out}"
    )
    for text, name, other, places in (
        ("TIME,time;0,0", "time", "TIME", "1 and 2"),
        ("TIME,WT,AMT,weight;0,1,1,1", "weight", "WT", "2 and 4"),
        ("TIME,DUR,TINF;0,1,1", "TINF", "DUR", "2 and 3"),
    ):
        rule = f"is the same as {other!r} (columns {places}): {out}"
        assert refused_table(text) == f"column = {name!r}: {rule}"
    assert refused_table("TIME,;0,1") == "column = number 2: has no name"
    message = refused_table("TIME,AMT,WTKG;0,1,70")
    assert message.startswith("column = 'WTKG': unknown; there is no ID, so that all rows are one")
    for name in ("weight (WT)", "ALAG1", "CL", "mydrug.CL", "DRUG"):
        assert name in message
    assert refused_table("TIME,AMT,F0;0,1,1").startswith("column = 'F0': unknown")
    assert refused_table("TIME,AMT,F100;0,1,1").startswith("column = 'F100': unknown")
    assert refused_table(f"TIME,{'x' * 300};0,1").startswith(f"column = '{'x' * 57}...': unknown")


# Files


def test_files(tmp_path):
    def fault(content):
        path = tmp_path / "t.csv"
        path.write_bytes(content)
        message = refusal(lambda: od.read_events(path))
        return message.removeprefix(f"events = {str(path)!r}: ")

    assert fault(b"") == "is empty"
    assert fault(b"\n\n") == "is empty"
    assert fault(b"\xef\xbb\xbf") == "is empty"
    assert fault(b"TIME,AMT\n") == "has no rows below the column names"
    assert fault(b"TIME,AMT\n\n\n") == "has no rows below the column names"
    assert fault(b"TIME,AMT\n0,1\n0,1,2\n") == "row 3 = 3 fields: must have 2, as many as row 1"
    assert fault(b"TIME,AMT\n0,1\n\n2\n") == "row 4 = 1 fields: must have 2, as many as row 1"
    assert fault(b"\x89PNG\r\n\x1a\n\x00\x00") == "is not a text file: it holds zero bytes"
    assert fault(b'TIME,AMT\n0,"1\n').startswith("is not a CSV: ")
    assert fault(b'TIME,AMT\n0,"1"2\n').startswith("is not a CSV: ")


def test_what_is_no_file():
    rule = "must be the path of a table, an open file, or a DataFrame of pandas, Polars or Arrow"
    assert refusal(lambda: od.read_events(3)) == f"events = 3: {rule}"
    assert refusal(lambda: od.read_events(None)) == f"events = None: {rule}"


def test_files_that_cannot_be_read(tmp_path):
    path = tmp_path / "t.csv"
    path.write_bytes(b"TIME,AMT,DRUG\n0,1,\xff\n")
    with path.open("a") as file:
        assert refusal(lambda: od.read_events(file)) == f"events = {str(path)!r}: cannot be read"
    assert refusal(lambda: od.read_events(file)) == f"events = {str(path)!r}: cannot be read"
    with path.open() as file:
        assert "must be text in UTF-8" in refusal(lambda: od.read_events(file))
    with path.open(errors="surrogateescape") as file:
        assert "must be text in UTF-8" in refusal(lambda: od.read_events(file))


@pytest.mark.parametrize("column", ["ID", "CMT", "DRUG", "ROUTE", "HEPATIC", "AMT"])
@pytest.mark.parametrize("cell", ["\ud800", "a\0", np.array([1, 2]), [1], {}, object, b"1"])
def test_odd_cells_of_a_frame(column, cell):
    frame = pd.DataFrame({"TIME": [0.0], "AMT": [1.0], column: pd.Series([cell], dtype=object)})
    assert "row 0 (counted from 0), column" in refusal(
        lambda: od.read_events(frame).regimens(plain(DRUG))
    )


def test_a_table_too_long(monkeypatch, tmp_path):
    monkeypatch.setattr(sizes, "limits", SimpleNamespace(records=3, table_length=100))
    text = "TIME,AMT;0,1;1,1;2,1;"
    assert len(table(text)) == 3
    assert refused_table(text + "3,1;x,y") == "events = 'StringIO': has more than 3 records"
    frame = pd.DataFrame({"TIME": [0, 1, 2, 3]})
    message = "events = DataFrame: has more than 3 records"
    assert refusal(lambda: od.read_events(frame)) == message


def test_a_file_too_long(monkeypatch):
    monkeypatch.setattr(sizes, "limits", SimpleNamespace(records=9, table_length=20))
    message = "events = 'StringIO': has more than 20 characters"
    assert refused_table("TIME,AMT;" + "0,1;" * 100) == message
    content = io.BytesIO(b"TIME,AMT\n" + b"0,1\n" * 100)
    assert "has more than 20 characters" in refusal(lambda: od.read_events(content))
    assert content.tell() == 21


def test_arguments():
    text = "TIME,AMT;0,1"
    assert refused_table(text, carry="back") == "carry = 'back': must be 'next' or 'last'"
    assert refused_table(text, carry=None) == "carry = None: must be 'next' or 'last'"
    assert refused_table(text, drug=3) == "drug = 3: must be text"
    assert refused_table(text, drug="a b") == "drug = 'a b': must be the name of a drug, one word"
    assert refused_table(text, drug="") == "drug = '': must be the name of a drug, one word"
    assert refused_table(text, drop=3) == "drop = 3: must be a list of names"
