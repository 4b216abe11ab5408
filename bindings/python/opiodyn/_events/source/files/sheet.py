"""This module makes cells of the rows of a sheet."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from opiodyn._checks import check
from opiodyn._checks.shown import shown
from opiodyn._events.faults import Rows
from opiodyn._events.notes import Notes
from opiodyn._events.source.cells import Cells, TableColumn, column_of
from opiodyn._events.source.files.layout import Layout, letters_of
from opiodyn._events.source.formulas import begins_with_error
from opiodyn._events.source.lines.heading import ROWS_ABOVE, has_time, title_above
from opiodyn._events.source.request import Request
from opiodyn._events.words import LARGEST_WHOLE, plural, shortened, some_of

_SHOWN = 3  # rows that a note names


class SheetRow(NamedTuple):
    """A row of a sheet is not blank, and its last cell is not either."""

    number: int
    """The rows are counted from 1, as Excel does."""
    cells: list[Any]

    def cell(self, position: int) -> Any:
        """Returns a cell by its position from 0; None if it is missing."""
        return self.cells[position] if position < len(self.cells) else None


class Sheet(NamedTuple):
    """A sheet is the part of a workbook that holds the table."""

    source: str
    """This is the name of the table in messages."""
    title: str
    rows: list[SheetRow]
    layout: Layout


def cells_of_sheet(sheet: Sheet, request: Request, notes: Notes) -> Cells:
    """Returns the cells of a sheet; its first row that is no comment has the names of the columns.

    Raises:
        InputError: There is no row below the names, cells are merged, or one stands under no name.
    """
    head, body = _without_comments(sheet.rows, request, notes)
    _refuse_title(sheet, head, body, request)
    if not body:
        rule = "has no rows below the column names" if head.cells else "is empty"
        raise check.input_error("events", sheet.source, rule)
    below = {row.number for row in body}
    _refuse_merged(sheet, below)
    hidden = len(below.intersection(sheet.layout.hidden))
    if hidden:
        were = "rows are hidden in the sheet; they are" if hidden > 1 else "row is hidden; it is"
        notes.add(f"{hidden} {were} read like the others")
    names = [_word(cell) for cell in head.cells]
    if has_time(names, request):  # otherwise they are no names, which is said later
        _refuse_nameless(sheet, names, body)
    numbers = Rows(np.array([row.number for row in body]), in_file=True, sheet=sheet.title)
    columns = []
    for i, name in enumerate(names):
        cells = [row.cell(i) for row in body]
        if name or not all(map(is_blank, cells)):
            columns.append(_column(name, cells, numbers, request.decimal))
    return Cells(sheet.source, columns, numbers)


def is_blank(cell: Any) -> bool:
    """Tells whether a cell holds nothing, or text of blanks."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _without_comments(
    rows: list[SheetRow], request: Request, notes: Notes
) -> tuple[SheetRow, list[SheetRow]]:
    """Returns the row of names and those below it, without comments.

    The row of names may be a comment itself, such as ``#ID``, if the one below has no TIME.
    """
    comments = {row.number: row for row in rows if _is_comment(row)}
    others = [row for row in rows if row.number not in comments]
    head, *body = others or [SheetRow(0, [])]
    above = [_uncommented(row) for row in comments.values() if row.number < head.number]
    above = [row for row in above if has_time(map(_word, row.cells), request)]
    if above and not has_time(map(_word, head.cells), request):
        head, body = above[-1], others
        del comments[head.number]
    if comments:
        rows_of = f"{len(comments)} {plural(len(comments), 'row')} of the sheet"
        listed = some_of(list(comments), _SHOWN)
        notes.add(f"comments (#) leave out {rows_of} ({listed})")
    return head, body


def _refuse_title(sheet: Sheet, head: SheetRow, body: list[SheetRow], request: Request) -> None:
    """Refuses a title above the names of the columns."""
    if has_time(map(_word, head.cells), request):
        return
    for row in body[:ROWS_ABOVE]:
        if has_time(map(_word, row.cells), request):
            title = ", ".join(filter(None, map(_word, head.cells)))
            raise title_above(f"sheet {sheet.title!r}, row {head.number}", title, row.number)


def _is_comment(row: SheetRow) -> bool:
    first = _word(row.cells[0])
    return first.startswith("#") and not begins_with_error(first)


def _uncommented(row: SheetRow) -> SheetRow:
    return row._replace(cells=[_word(row.cells[0])[1:].strip(), *row.cells[1:]])


def _refuse_merged(sheet: Sheet, below: set[int]) -> None:
    for area, covered in sheet.layout.merged.items():
        if not below.isdisjoint(covered):
            rule = "are merged, so that all but one have no value: unmerge them, and fill them in"
            raise check.input_error(f"sheet {sheet.title!r}, cells", area, rule)


def _refuse_nameless(sheet: Sheet, names: list[str], body: list[SheetRow]) -> None:
    """Refuses the first cell that stands in a column without a name."""
    for row in body:
        for i, cell in enumerate(row.cells):
            if not is_blank(cell) and not (i < len(names) and names[i]):
                field = f"sheet {sheet.title!r}, cell {letters_of(i)}{row.number}"
                rule = "stands under no name: name its column, or clear it"
                raise check.input_error(field, shown(shortened(_word(cell), 40)), rule)


def _column(name: str, cells: list[Any], rows: Rows, decimal: str) -> TableColumn:
    if all(cell is None or _is_exact(cell) for cell in cells):
        return column_of(name, pd.Series(cells, dtype=np.float64), rows)
    at_midnight = all(x.time() == time() for x in cells if isinstance(x, datetime))
    words = [_word(x.date() if at_midnight and isinstance(x, datetime) else x) for x in cells]
    for i, cell in enumerate(cells):  # numbers among text are written as the text is
        words[i] = words[i].replace(".", decimal) if isinstance(cell, float) else words[i]
    return column_of(name, pd.Series(words, dtype=object), rows)


def _is_exact(cell: Any) -> bool:
    """Tells whether a cell is a number that a float holds."""
    number = isinstance(cell, float | int) and not isinstance(cell, bool)
    return number and (isinstance(cell, float) or abs(cell) < LARGEST_WHOLE)


def _word(cell: Any) -> str:
    """Returns a cell as text: dates and times of day as ISO 8601 writes them."""
    if cell is None:
        return ""
    if isinstance(cell, timedelta):  # a time of day above 24 h
        minutes, seconds = divmod(cell.total_seconds(), 60)
        return f"{int(minutes) // 60:02}:{int(minutes) % 60:02}:{seconds:02g}"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < LARGEST_WHOLE:
        return str(int(cell))
    if isinstance(cell, date | time):
        return cell.isoformat(" ") if isinstance(cell, datetime) else cell.isoformat()
    return str(cell).strip()
