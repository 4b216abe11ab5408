"""Step 2 of event tables reads a row of units below the names of the columns."""

from __future__ import annotations

import re
from itertools import groupby

import numpy as np

from opiodyn._checks import check
from opiodyn._checks.shown import shown
from opiodyn._events.notes import Notes
from opiodyn._events.source.cells import Cells, TableColumn
from opiodyn._events.source.columns import key_of
from opiodyn._events.source.field import DATES
from opiodyn._events.source.request import Request
from opiodyn._events.spelling.units import NO_UNIT, bare, canonical, is_same, is_time
from opiodyn._events.words import NUMBER, plural

_CLOCK = re.compile(r"hh?:mm(:ss)?", re.IGNORECASE)
_DATE = re.compile(r"[dmy]+([-/. ])[dmy]+\1[dmy]+", re.IGNORECASE)


def is_for_time(word: str) -> bool:
    """Tells whether a word says how TIME is written, as in a row of units: min, h or hh:mm."""
    return is_time(word) or _CLOCK.fullmatch(bare(word)) is not None


def without_unit_row(cells: Cells, request: Request, notes: Notes) -> Cells:
    """Returns the cells without a first row of units, which the columns then have.

    The first row is one if its TIME is a unit of time, or hh:mm: that can never be a time.

    Raises:
        InputError: A cell of such a row holds a number, or its unit is not that of the heading.
    """
    times = [column for column in cells.columns if key_of(column.name) == "time"]
    first = times[0].word(0) if times else ""
    if not is_for_time(first):
        return cells
    label = cells.rows.label(0)
    _refuse_numbers(label, first, cells.columns)
    columns = [_with_unit(column, label, request) for column in cells.columns]
    rest = np.ones(len(cells.rows.numbers), dtype=np.bool_)
    rest[0] = False
    if not rest.any():
        raise check.input_error("events", cells.source, "has no rows below the row of units")
    notes.add(f"{label} is a row of units")
    return cells._replace(columns=columns).only(rest)


def _refuse_numbers(label: str, time: str, columns: list[TableColumn]) -> None:
    """Refuses a row that names a unit of time and holds numbers as well."""
    words = {column.heading: column.word(0) for column in columns}
    found = {name: word for name, word in words.items() if re.fullmatch(NUMBER, word)}
    if found:
        field = f"{label}, {plural(len(found), 'column')} {', '.join(found)}"
        rule = f"must be a unit, a dash or missing, because TIME is {time!r} in this row"
        raise check.input_error(field, ", ".join(found.values()), rule)


def _with_unit(column: TableColumn, label: str, request: Request) -> TableColumn:
    word = column.word(0)
    if key_of(column.name) == "id":  # whose cell may tell what the row is
        return column
    if word == "" or canonical(word) == NO_UNIT or _CLOCK.fullmatch(bare(word)):
        return column
    if column.name.lower() in DATES and _DATE.fullmatch(bare(word)):
        _require_order(column, label, word, request)
        return column
    unit, stated = bare(word), column.unit
    if stated and not is_same(unit, stated):
        rule = f"is not the unit of the heading, {stated!r}"
        raise check.input_error(f"{label}, column {column.heading}", shown(word), rule)
    return column._replace(unit=unit)


def _require_order(column: TableColumn, label: str, word: str, request: Request) -> None:
    """Refuses an order of dates that the caller does not say as well."""
    order = "".join(letter for letter, _ in groupby(re.sub(r"[^dmy]", "", word.lower())))
    if order != request.dates:
        rule = f"says an order of dates, so say it too: dates={order!r}"
        raise check.input_error(f"{label}, column {column.heading}", shown(word), rule)
