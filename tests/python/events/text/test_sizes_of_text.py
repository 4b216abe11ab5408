"""Texts that are too large, and texts that are no tables, are refused before they are read."""

import time
from types import SimpleNamespace

import pytest

from opiodyn._events.source import sizes
from text_tables import content, read, refused

HEAD = "TIME,AMT\n0,5\n"
LARGE = {
    "a line of 10 MB": (
        HEAD + "1," + "1" * 10_000_000,
        "row 3 = 10000002 characters: a line has at most 100000; is this a table with a row per "
        "event?",
    ),
    "2.5 million columns": (
        ",".join(["X"] * 2_500_000) + "\n0\n",
        "row 1 = 4999999 characters: a line has at most 100000; is this a table with a row per "
        "event?",
    ),
    "2001 columns": (
        "\n" + "\t".join(["X"] * 2001) + "\n0\n",
        "row 2 = 2001 columns: a table has at most 2000; take out those that are not needed",
    ),
    "49001 cells in a row": (
        HEAD + "0," * 49_000 + "1\n",
        "row 3 = 49001 fields: must have 2, as many as row 1",
    ),
    "40 million blank lines": (
        HEAD + "\n" * 40_000_000,
        "events = 'StringIO': has more than 4000000 lines",
    ),
    "2,000,001 records": (
        HEAD + "0,0\n" * 2_000_000,
        "events = 'StringIO': has more than 2000000 records",
    ),
    "a quote that is never closed": (
        HEAD + '0,"\n' + "0,0\n" * 100_000,
        "events = 'StringIO': is not a CSV: row 3: field larger than field limit (131072)",
    ),
}


@pytest.mark.parametrize("what", LARGE)
def test_a_text_too_large_is_refused_at_once(what):
    """It takes less than a second of the processor, as the task asks."""
    text, message = LARGE[what]
    begin = time.process_time()
    assert refused(text) == message
    assert time.process_time() - begin < 1.0


def test_what_is_just_small_enough():
    line = f"1,.,{'x' * 99_996}"
    assert content(read(f"TIME,AMT,NOTE\n{line}\n", drop=["NOTE"])) == [[2, 1, 1, 0]]
    assert "row 2 = 100001 characters" in refused(f"TIME,AMT,NOTE\n{line}x\n", drop=["NOTE"])
    names = ["TIME", "AMT", *(f"X{i}" for i in range(1998))]
    text = ",".join(names) + "\n" + ",".join(["0"] * 2000) + "\n"
    assert content(read(text, keep=["TIME", "AMT"])) == [[2, 1, 0, 0]]


def test_lengths_are_characters_and_not_bytes():
    text = f"TIME,NOTE\n0,{'é' * 99_998}\n"
    assert len(read(text, drop=["NOTE"])) == 1
    assert "row 2 = 100001 characters" in refused(text.replace("0,", "0,é"), drop=["NOTE"])


@pytest.mark.parametrize("quote", ["", '"'])
def test_records_are_rows_and_no_other_lines(monkeypatch, quote):
    monkeypatch.setattr(sizes, "limits", SimpleNamespace(records=3, table_length=1000))
    text = f"TIME,AMT\n{quote}0{quote},1\n1,1\n#\n2,1\n"
    assert len(read(text)) == 3
    assert refused(text + "3,1\n") == "events = 'StringIO': has more than 3 records"
    assert refused(text + "\n\n") == "events = 'StringIO': has more than 6 lines"


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("", "is empty"),
        (" \n\t\r\n", "is empty"),
        ('{"TIME": 0}\n{"TIME": 1}\n', "is JSON, not a table: give a row per event"),
        ('\n[\n{"TIME": 0, "AMT": 1}\n]', "is JSON, not a table: give a row per event"),
        ("<!DOCTYPE html>\n<html>", "is HTML or XML, not a table: save it as CSV"),
        ("<?xml version='1.0'?>", "is HTML or XML, not a table: save it as CSV"),
        ("$PROBLEM PK\n", "is a control stream of NONMEM: give the file that its $DATA names"),
        (
            ";; 1.\n\n$SIZES\n  $INPUT ID TIME",
            "is a control stream of NONMEM: give the file that its $DATA names",
        ),
        ("ID,TIME\n1,\ud800\n", "must be text in UTF-8"),
    ],
)
def test_what_is_no_table(text, rule):
    assert refused(text) == f"events = 'StringIO': {rule}"


@pytest.mark.parametrize("character", ["\x01", "\x0b", "\x0c", "\x1a", "\x1b", "\ufeff"])
def test_control_characters(character):
    assert content(read("\ufeffTIME,AMT\n0,5\n")) == [[2, 1, 0, 5]]
    assert content(read("TIME,AMT\n0,5\n\x1a")) == [[2, 1, 0, 5]]
    text = f"TIME,AMT\n0,5\n\n{character}1,5\n"
    rule = "is no text of a table: take it out"
    assert refused(text) == f"row 4 = control character {character!r}: {rule}"
