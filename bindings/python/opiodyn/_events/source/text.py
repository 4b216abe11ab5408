"""Step 1 of event tables takes a text apart into cells."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from opiodyn._checks import check
from opiodyn._events.faults import Rows
from opiodyn._events.notes import Notes
from opiodyn._events.source import sizes
from opiodyn._events.source.cells import Cells, IntArray, TableColumn, column_of_words
from opiodyn._events.source.lines import kinds, plain
from opiodyn._events.source.lines.heading import Heading, heading_of
from opiodyn._events.source.lines.lines import Lines, lines_of
from opiodyn._events.source.lines.needed import needed_columns, number_columns
from opiodyn._events.source.lines.quoted import Quoted
from opiodyn._events.source.lines.separators import cells_of
from opiodyn._events.source.request import Request


def cells_of_text(name: str, text: bytes, request: Request, notes: Notes) -> Cells:
    """Returns the cells of a text; the rows are counted as its lines, from 1.

    Args:
        name: The name of the table in messages.
        text: The text in UTF-8, in which tabs, semicolons, commas or blanks separate cells.
        request: The arguments of the caller.
        notes: The notes that are added to.

    Raises:
        InputError: The text is no table, is too large, or a row does not fit the column names.
    """
    lines = lines_of(name, text)
    heading = heading_of(name, lines, request)
    found = kinds.kinds_of(lines, heading, request)
    kinds.refuse_several_tables(lines, found)
    if lines.data.find(b'"', int(lines.ends[heading.after - 1])) >= 0:
        rows, columns = _quoted(name, heading, Quoted(lines, heading, found))
    else:
        rows, columns = _plain(name, lines, heading, np.flatnonzero(found == kinds.ROW), request)
    if len(rows) == 0:
        raise check.input_error("events", name, "has no rows below the column names")
    kinds.note_what_is_left_out(found, heading, notes)
    return Cells(name, columns, Rows(rows + 1, in_file=True))


def _quoted(name: str, heading: Heading, reader: Quoted) -> tuple[IntArray, list[TableColumn]]:
    rows, columns = reader.columns(name)
    pairs = zip(heading.names[: heading.width], columns, strict=True)
    return rows, [column_of_words(one, np.array(words, dtype=object)) for one, words in pairs]


def _plain(
    name: str, lines: Lines, heading: Heading, rows: IntArray, request: Request
) -> tuple[IntArray, list[TableColumn]]:
    sizes.refuse_records(name, len(rows))
    names = heading.names[: heading.width]
    if len(rows) == 0:
        return rows, []
    needed = needed_columns(names, request)
    numbers = [i for i in number_columns(names, request) if i in needed]
    unread = np.zeros(len(rows), dtype=np.int64)
    found = plain.columns_of(lines, rows, heading, needed, numbers)

    def written(column: int) -> Callable[[int], str]:
        return lambda row: cells_of(lines.text(int(rows[row])), heading.separator)[column]

    def column(i: int) -> TableColumn:
        if i not in found:
            return TableColumn(names[i], [""], unread)
        values: Any = found[i]
        if values.dtype == object:
            return column_of_words(names[i], values)
        return TableColumn(names[i], [], np.empty(0, np.int64), numbers=values, written=written(i))

    return rows, [column(i) for i in range(len(names))]
