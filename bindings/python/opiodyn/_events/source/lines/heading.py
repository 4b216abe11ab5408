"""Step 1 of event tables finds the row of column names in a text."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from typing import NamedTuple

from opiodyn._checks import check
from opiodyn._checks.shown import shown
from opiodyn._core import InputError
from opiodyn._events.source import sizes
from opiodyn._events.source.formulas import begins_with_error
from opiodyn._events.source.lines.lines import Lines
from opiodyn._events.source.lines.separators import (
    BLANKS,
    cells_of,
    fault_of_quotes,
    separator_of,
)
from opiodyn._events.source.names import likely_names
from opiodyn._events.source.request import Request
from opiodyn._events.words import shortened

TABLE = re.compile(r"[ \t]*TABLE NO\.?\s*([0-9]+)", re.IGNORECASE)
"""NONMEM writes such a line above a table, with the number of the table."""

ROWS_ABOVE = 20
"""The names of the columns are looked for in so many rows below a title."""


class Heading(NamedTuple):
    """The row of column names decides how all other rows are read."""

    line: int
    """The row begins with this line, counted from 0."""
    after: int
    """The rows below begin with this line or after it."""
    names: list[str]
    """There is a name per cell of the row; the last ones may be empty."""
    width: int
    """So many columns there are up to the last one that has a name."""
    separator: str
    """This separates the cells of all rows."""

    @property
    def row(self) -> int:
        """This is the row as a person counts it."""
        return self.line + 1


def heading_of(name: str, lines: Lines, request: Request) -> Heading:
    """Returns the row of column names: the first one that is not blank, a comment or `TABLE NO.`.

    A comment above it is the row of names instead if one of its cells is TIME and the row below
    has no TIME. Its first name keeps the mark of comments.

    Raises:
        InputError: There is no such row, or it is no row of names.
    """
    comments, line = [], 0
    while line < len(lines):
        text = lines.text(line).strip(BLANKS)
        if text.startswith("#") and not begins_with_error(text):
            comments.append(line)
        elif text.strip("\t;, ") and not TABLE.match(text):
            break
        line += 1
    row, after = _whole_row(lines, line)
    if not _has_time(row, request):
        line, after, row = _comment_with_names(comments, lines, request) or (line, after, row)
    if row == "":
        raise check.input_error("events", name, "has no row of column names")
    _refuse_lines_above(row, line, after, lines, request)
    separator = separator_of(row)
    try:
        names = [" ".join(cell.split()) for cell in cells_of(row, separator)]
    except csv.Error as error:
        rule = f"is not a CSV: row {line + 1}: {fault_of_quotes(error, separator)}"
        raise check.input_error("events", name, rule) from None
    sizes.refuse_columns(f"row {line + 1}", len(names))
    if not any(names):
        raise check.input_error(f"row {line + 1}", "blank", "must name the columns")
    width = max(i for i, one in enumerate(names, start=1) if one)
    return Heading(line, after, names, width, separator)


def _comment_with_names(
    comments: list[int], lines: Lines, request: Request
) -> tuple[int, int, str] | None:
    """Returns the last comment with a cell TIME: its line, the line below it, and its row."""
    for line in reversed(comments):
        row = lines.text(line).strip()[1:].strip()
        if _has_time(row, request):
            return line, line + 1, f"#{row}"
    return None


def _refuse_lines_above(row: str, line: int, after: int, lines: Lines, request: Request) -> None:
    """Refuses a title above the names of the columns, and other lines that are no comments."""
    if _has_time(row, request):
        return
    for below in range(after, min(after + ROWS_ABOVE, len(lines))):
        if _has_time(lines.text(below), request):
            raise title_above(f"row {line + 1}", row.strip(), below + 1)


def title_above(field: str, title: str, names: int) -> InputError:
    """Returns the error for a first row that does not name the columns, as a later row does."""
    rule = (
        f"the first row names the columns, but TIME stands in row {names}: take out what stands "
        "above it, or begin it with #"
    )
    return check.input_error(field, shown(shortened(title, 60)), rule)


def _whole_row(lines: Lines, line: int) -> tuple[str, int]:
    """Returns the row that begins with a line, and the line below; a name may have line breaks."""
    row, after, most = "", line, len(lines)
    while after < most and (after == line or row.count('"') % 2 == 1):
        row += lines.text(after) + "\n"
        after += 1
        if len(row) > sizes.LINE_LENGTH:
            break
    return row.removesuffix("\n"), after


def has_time(cells: Iterable[str], request: Request) -> bool:
    """Tells whether a cell of a row is the name of the column TIME."""
    return any(name.lower() == "time" for name in likely_names(cells, request.columns))


def _has_time(row: str, request: Request) -> bool:
    try:
        return has_time(cells_of(row.strip(), separator_of(row)), request)
    except csv.Error:
        return False
