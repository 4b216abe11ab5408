"""Tables of events as text: a blank is a space or a tab, and all others are letters of a cell."""

import sys

import numpy as np
import pytest

from opiodyn._events.source.lines.lines import lines_of
from opiodyn._events.source.lines.separators import SEPARATORS, cells_of, counted
from text_tables import content, read, refused

# Unicode's White_Space (PropList.txt) without what separates cells or lines, or is refused.
ODD = [chr(code) for code in range(0x20, sys.maxunicode) if chr(code).isspace() and code != 0x20]
ROW = [[2, 1, 0, 5]]


def test_unicode_has_many_blanks():
    assert {"\u0085", "\u00a0", "\u2028", "\u202f", "\u3000"} < set(ODD)


@pytest.mark.parametrize("separator", SEPARATORS)
def test_both_ways_to_count_cells_agree(separator):
    marks = ["\t", " ", ",", ";", *ODD]
    rows = [f"1{a}{b}2{a}3{b}" for a in marks for b in marks]
    lines = lines_of("some", "\n".join(rows).encode())
    counts = counted(lines, separator, ()).cells
    assert counts.tolist() == [len(cells_of(row, separator)) for row in rows]


@pytest.mark.parametrize("odd", ODD)
def test_no_other_blank_parts_cells(odd):
    assert refused(f"ID TIME AMT\n1 0{odd}5\n").startswith("row 2 = 2 fields: must have 3")
    assert refused(f"ID TIME{odd}AMT\n1 0 5\n").startswith("row 2 = 3 fields: must have 2")
    table = read(f"ID TIME my{odd}name AMT\n1 0 a{odd}b 5\n", drop=["my name"])
    assert content(table) == ROW


@pytest.mark.parametrize("odd", ODD)
def test_a_message_shows_the_cell_of_the_column_behind_such_a_blank(odd):
    message = refused(f"ID TIME DV AMT\n1 0 a{odd}b -5\n", drop=["DV"])
    assert message.startswith("row 2, column AMT = -5: ")


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("separator", [",", ";", "\t", " "])
def test_other_blanks_around_a_cell_do_not_count(odd, separator):
    text = f"{odd}ID,TIME{odd},AMT\n1{odd},0,{odd}5{odd}\n".replace(",", separator)
    assert content(read(text)) == ROW


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("quote", ["", '"'])
def test_cells_of_other_blanks_behind_the_last_column_are_empty(odd, quote):
    row = f"1,0,{quote}5{quote},{odd}"
    assert content(read(f"ID,TIME,AMT,\n{row}\n")) == ROW
    assert content(read(f"ID,TIME,AMT\n{row},\n")) == ROW
    assert content(read(f"ID TIME AMT\n{row}\n".replace(",", " "))) == ROW
    assert refused(f"ID,TIME,AMT,,\n{row},7\n") == "column = number 5: has no name"
    assert refused(f"ID,TIME,AMT,\n{row},7\n").startswith("row 2 = 5 fields: must have 3")


@pytest.mark.parametrize("above", ["{odd}#1,0,5", "{odd}", "{odd}TABLE NO. 1", "#N/A,0,5"])
@pytest.mark.parametrize("odd", ["\u00a0", "\u2028"])
def test_what_stands_above_the_names_is_no_row(above, odd):
    """A line is a comment, or blank, for the search of the names and for the rows alike."""
    above = above.format(odd=odd)
    message = refused(f"{above}\nDV,TIME,AMT\n1,0,5\n")
    assert message.startswith("row 1 = ")
    assert "the first row names the columns, but TIME stands in row 2" in message


@pytest.mark.parametrize("above", [";", ";;,", "\t;", " , "])
def test_separators_alone_above_the_names_are_a_blank_line(above):
    assert content(read(f"{above}\nID,TIME,AMT\n1,0,5\n")) == [[3, 1, 0, 5]]
    assert np.array_equal(read(f"{above}\nTIME\n0\n").frame["row"], [3])
