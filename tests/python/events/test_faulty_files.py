"""Frames, columns and files that are no table of events are refused."""

import io
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

import opiodyn as od
from event_tables import DRUG, refused_table, table
from fixtures import plain, refusal
from opiodyn._events.source import read

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
    (
        pd.to_datetime(["2020-01-01", "2020-01-02"]),
        "row 0 (counted from 0), column TIME = '2020-01-01 00:00:00': times are hours from the "
        "start of the run, without dates and clock times (and in 1 more row)",
    ),
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
        "columns = 'ID, AMT': a table of events needs a column TIME; columns are separated by "
        "commas"
    )
    assert refused_table("ID;TIME;AMT".replace(";", "|") + ";1|2|3").startswith(
        "columns = 'ID|TIME|AMT'"
    )
    assert refused_table("TIME,TIME;0,0") == "column = 'TIME': stands twice"
    assert refused_table("TIME,time;0,0") == "column = 'time': is the same as 'TIME'"
    assert refused_table("TIME,WT,weight;0,1,1") == "column = 'weight': is the same as 'WT'"
    assert refused_table("TIME,DUR,TINF;0,1,1") == "column = 'TINF': is the same as 'DUR'"
    assert refused_table("TIME,;0,1") == "column = number 2: has no name"
    message = refused_table("TIME,AMT,WTKG;0,1,70")
    assert message.startswith("column = 'WTKG': unknown; known are ID, TIME, EVID, AMT")
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
    assert fault(b"\nTIME,AMT\n0,1\n") == "row 1 = blank: must name the columns"
    assert fault(b"TIME,AMT\n") == "has no rows below the column names"
    assert fault(b"TIME,AMT\n\n\n") == "has no rows below the column names"
    assert fault(b"TIME,AMT\n0,1,2\n") == "row 2 = 3 fields: must have 2, as many as row 1"
    assert fault(b"TIME,AMT\n0,1\n\n2\n") == "row 4 = 1 fields: must have 2, as many as row 1"
    assert fault("TIME,AMT,DRUG\n0,1,naïve\n".encode("latin-1")) == "must be text in UTF-8"
    assert fault(b"\x89PNG\r\n\x1a\n\x00\x00") == "must be text in UTF-8"
    assert fault(b"PK\x03\x04\x00\x00") == "is not a text file: it holds zero bytes"
    assert fault(b'{"TIME": 0}\n{"TIME": 1}\n').startswith("columns = '{\"TIME\": 0}'")
    assert fault(b'[\n{"TIME": 0, "AMT": 1}\n]').startswith("row 2 = 2 fields")
    assert fault(b'TIME,AMT\n0,"1\n').startswith("is not a CSV: ")
    assert fault(b'TIME,AMT\n0,"1"2\n').startswith("is not a CSV: ")
    assert fault(b"TIME,AMT\n0," + b"1" * 200_000).startswith("is not a CSV: ")


def test_what_is_no_file(tmp_path):
    folder, absent = repr(str(tmp_path)), repr(str(tmp_path / "none.csv"))
    assert refusal(lambda: od.read_events(tmp_path)) == f"events = {folder}: is a folder"
    message = refusal(lambda: od.read_events(tmp_path / "none.csv"))
    assert message == f"events = {absent}: there is no such file"
    assert refusal(lambda: od.read_events("a\0b")).startswith("events = 'a\\x00b': ")
    url = "https://example.org/t.csv"
    assert refusal(lambda: od.read_events(url)) == f"events = '{url}': there is no such file"
    rule = "must be the path of a CSV, an open file or a pandas DataFrame"
    assert refusal(lambda: od.read_events(3)) == f"events = 3: {rule}"
    assert refusal(lambda: od.read_events(None)) == f"events = None: {rule}"
    assert refusal(lambda: od.read_events("/dev/null")) == "events = '/dev/null': is not a file"


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
    monkeypatch.setattr(read, "limits", SimpleNamespace(records=3, table_length=100))
    text = "TIME,AMT;0,1;1,1;2,1;"
    assert len(table(text)) == 3
    assert refused_table(text + "3,1;x,y") == "events = 'StringIO': has more than 3 records"
    frame = pd.DataFrame({"TIME": [0, 1, 2, 3]})
    message = "events = DataFrame: has more than 3 records"
    assert refusal(lambda: od.read_events(frame)) == message


def test_a_file_too_long(monkeypatch):
    monkeypatch.setattr(read, "limits", SimpleNamespace(table_length=20))
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
    assert refused_table(text, ignore=3) == "ignore = 3: must be a list of names"
