"""One study, written in the ways of several programs: all of them are read as the same table."""

import io
import itertools

import pytest

import opiodyn as od

STUDY = """ID TIME AMT II ADDL CMT DV
1 0.0 100.0 12 2 1 .
1 3.5 . . . . 2.25
1 40.25 . . . . 0.5
2 0.0 50.0 . . 2 .
2 8.0 . . . . 1.0"""
PLAIN = od.read_events(io.StringIO(STUDY)).frame.drop(columns="row")


def written(separator, missing, decimal, quoted, end):
    """The study with these marks; between its rows stand blank lines, comments and a title."""
    lines = []
    for line in STUDY.splitlines():
        words = [missing if word == "." else word.replace(".", decimal) for word in line.split()]
        lines += [separator.join(f'"{word}"' if quoted else word for word in words), ""]
    return end.join(["TABLE NO.  1", "# made up", *lines, f"#1{separator}a comment", ""])


@pytest.mark.parametrize("quoted", [False, True])
@pytest.mark.parametrize("separator", [",", ";", "\t", "   "])
def test_a_study_is_the_same_in_all_dialects(separator, quoted):
    marks = itertools.product((".", "NA", "NULL", "#N/A", ""), (".", ","), ("\n", "\r\n"))
    read = 0
    for missing, decimal, end in marks:
        nothing = separator == "   " and missing == ""  # blanks around nothing are one blank
        if nothing or (separator == decimal and not quoted):
            continue
        text = written(separator, missing, decimal, quoted, end)
        table = od.read_events(io.StringIO(text, newline=""), decimal=decimal)
        assert table.frame.drop(columns="row").equals(PLAIN), text
        read += 1
    assert read >= 10
