"""Step 1 of event tables finds what separates the cells of a row, and counts the cells."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from opiodyn._events.source.cells import IntArray
from opiodyn._events.source.lines.lines import Bytes, Lines

BLANKS = " \t"
"""A blank is a space or a tab; U+00A0 and its like are letters of a cell until it is stripped."""
BLANK = " "
"""Blanks, any number of them, separate cells if nothing else does."""
SEPARATORS = ("\t", ";", ",", BLANK)
"""The first of these that the row of column names holds is the separator."""

_IN_WORDS = {"\t": "tabs", ";": "';'", ",": "','", BLANK: "blanks"}
_QUOTED = re.compile(r'"[^"]*"')
_BETWEEN_BLANKS = re.compile(f"[^{BLANKS}]+")


class Counted(NamedTuple):
    """The cells of each line have been counted."""

    cells: IntArray
    """Each line has so many cells."""
    cuts: tuple[IntArray, ...]
    """A cut is the byte of the text before which so many cells of a line end as were asked for."""


def separator_of(row: str) -> str:
    """Returns what separates the cells of a row of column names: the first of `SEPARATORS`.

    A single name has none of them. Its cells may hold blanks, as in a column of dates with times.
    """
    outside = _QUOTED.sub("name", row).strip()
    return next((one for one in SEPARATORS if one in outside), ",")


def in_words(separator: str) -> str:
    """Returns a separator as messages show it."""
    return _IN_WORDS[separator]


def fault_of_quotes(error: csv.Error, separator: str) -> str:
    """Returns what is wrong with the quotes of a row, without a tab as it stands."""
    return str(error).replace(f"'{separator}'", in_words(separator))


def records_of(lines: Iterable[str], separator: str) -> Iterator[list[str]]:
    """Returns the cells of lines with quotes, as in CSV: a cell in quotes may hold anything.

    Raises:
        csv.Error: A quote is not closed, or something stands behind it.
    """
    blanks = separator == BLANK
    reader = csv.reader(lines, delimiter=separator, skipinitialspace=blanks, strict=True)
    for cells in reader:
        yield cells[:-1] if blanks and cells[-1:] == [""] else cells


def cells_of(row: str, separator: str) -> list[str]:
    """Returns the cells of one row, stripped.

    Raises:
        csv.Error: A quote is not closed, or something stands behind it.
    """
    if '"' in row:
        cells = next(records_of([row], separator))
    else:
        cells = _BETWEEN_BLANKS.findall(row) if separator == BLANK else row.split(separator)
    return [cell.strip() for cell in cells]


def counted(lines: Lines, separator: str, wanted: Sequence[int]) -> Counted:
    """Counts the cells of lines without quotes, and finds where the first of them end.

    Args:
        lines: The lines.
        separator: The mark between cells.
        wanted: Numbers of cells; the result has a row of `cuts` for each.
    """
    cells = np.empty(len(lines), dtype=np.int64)
    cuts = tuple(lines.ends.copy() for _ in wanted)
    before = 0 if separator == BLANK else 1  # marks are beginnings of cells, or between cells
    for block in lines.blocks():
        marks = _marks(block.codes, separator)
        begin, end = np.searchsorted(marks, block.begins), np.searchsorted(marks, block.ends)
        here = slice(block.first, block.first + len(begin))
        cells[here] = end - begin + before
        for most, cut in zip(wanted, cuts, strict=True):
            longer = np.flatnonzero(cells[here] > most)
            cut[here][longer] = marks[begin[longer] + most - before] + lines.begins[block.first]
    return Counted(cells, cuts)


def first_bytes(lines: Lines) -> Bytes:
    """Returns the first byte of each line that is no blank; 0 for a blank line."""
    codes = np.frombuffer(lines.data, dtype=np.uint8)
    at, newline = lines.begins.copy(), ord("\n")
    firsts = codes[at]
    blank = np.flatnonzero((firsts == ord(" ")) | (firsts == ord("\t")))
    while len(blank) > 0:
        at[blank] += 1
        firsts[blank] = codes[at[blank]]
        blank = blank[(firsts[blank] == ord(" ")) | (firsts[blank] == ord("\t"))]
    firsts[firsts == newline] = 0
    return firsts


def _marks(codes: Bytes, separator: str) -> IntArray:
    """Returns the bytes that are separators, or with which cells begin that blanks separate."""
    if separator != BLANK:
        return np.flatnonzero(codes == ord(separator))
    blank = np.concatenate([[True], codes <= ord(BLANK)])
    return np.flatnonzero(blank[:-1] > blank[1:])
