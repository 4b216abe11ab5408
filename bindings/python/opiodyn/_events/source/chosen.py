"""Step 2 of event tables leaves out the columns that the caller names, or does not keep."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

import numpy as np

from opiodyn._checks import check
from opiodyn._events.notes import Notes
from opiodyn._events.source.cells import TableColumn
from opiodyn._events.source.columns import is_optional, key_of
from opiodyn._events.source.field import (
    AGREED,
    DATES,
    EMPTY,
    ZERO_IS_EMPTY,
    is_unused,
    meaning,
    meant_key,
)
from opiodyn._events.source.names import no_such_columns
from opiodyn._events.source.request import Request
from opiodyn._events.words import NUMBER, numbers_of

_ZERO_IS_ABSENT = ("rate", "dur", "ii", "addl", "ss", "alag")
_READ = (
    "is a column with a meaning in tables of events, so leaving it out would change what the "
    "table says; if it means something else here, rename it or take it out of the table"
)


def left_out(
    columns: Sequence[TableColumn], compared: Collection[int], request: Request, notes: Notes
) -> set[int]:
    """Returns the positions of the columns that are left out.

    These are the columns that the caller drops or does not keep. A column that has a meaning may be
    left out only if that changes nothing. Columns that would change the meaning of a row, and are
    empty, are left out as well. So are unknown columns that only choose rows, and a first
    column without a name that only numbers them. Columns of observations may stand in the table
    a second time, as in tables that NONMEM writes.

    Args:
        columns: The columns of the table.
        compared: Positions of the columns that conditions on rows compare.
        request: The arguments of the caller.
        notes: The notes that are added to.

    Raises:
        InputError: There is no such column, or leaving it out would change what the table means.
    """
    names = [column.name for column in columns]
    _require_columns(columns, request)
    dropped = named_by(request.drop, columns)
    found = set(dropped)
    if request.keep is not None:
        kept = named_by(request.keep, columns)
        _refuse_both(names, dropped & kept)
        found |= {i for i in range(len(names)) if i not in kept}
    _refuse_harm(columns, found, request)
    found |= {i for i, column in enumerate(columns) if _says_nothing(column)}
    if 0 not in found and _numbers_rows(columns[0]):
        found.add(0)
        notes.add("the first column has no name, numbers the rows and is left out")
    found |= _compared_alone(names, {*compared} - found, notes)
    return found | _repeated(columns, found, notes)


def _numbers_rows(column: TableColumn) -> bool:
    """Tells whether a column without a name holds whole numbers that differ, as R writes them."""
    if column.name:
        return False
    column = column.as_words()
    different = len(column.words) == len(column.codes)
    return different and all(re.fullmatch("[0-9]+", word) for word in column.words)


def _compared_alone(names: Sequence[str], compared: Collection[int], notes: Notes) -> set[int]:
    """Returns the positions of unknown columns that conditions on rows compare, with a note."""
    keys = {key_of(name) for name in names}
    alone = {i for i in compared if key_of(names[i]) == "" and not meaning(names[i], keys)}
    if alone:
        shown = ", ".join(names[i] for i in sorted(alone))
        notes.add(f"{shown}: chooses rows and is not used otherwise")
    return alone


def _repeated(columns: Sequence[TableColumn], found: set[int], notes: Notes) -> set[int]:
    """Returns the positions of unused columns that repeat another one, with a note."""
    first: dict[str, TableColumn] = {}
    repeated: set[int] = set()
    for i, column in enumerate(columns):
        key = key_of(column.name)
        if i in found or not (key == "dv" or is_unused(key)):
            continue
        other = first.setdefault(key, column)
        if other is not column and _same_cells(other, column):
            repeated.add(i)
            notes.add(f"{column.heading} stands twice with the same cells and is read once")
    return repeated


def _same_cells(one: TableColumn, other: TableColumn) -> bool:
    cells = [np.array(c.words, dtype=object)[c.codes] for c in (one.as_words(), other.as_words())]
    return bool((cells[0] == cells[1]).all())


def named_by(wanted: Iterable[str], columns: Sequence[TableColumn]) -> set[int]:
    """Returns the positions of the columns that a caller names, in any case.

    A renamed column has two names. The new one goes first, as the table may have both.
    """
    return {i for name in wanted for i in _positions(name, columns)}


def _positions(name: str, columns: Sequence[TableColumn]) -> list[int]:
    folded = name.strip().lower()
    mine = [i for i, column in enumerate(columns) if column.name.lower() == folded]
    return mine or [i for i, column in enumerate(columns) if column.original.lower() == folded]


def _require_columns(columns: Sequence[TableColumn], request: Request) -> None:
    asked = {"keep": request.keep or (), "drop": request.drop}
    missing = {
        field: [name for name in wanted if not _positions(name, columns)]
        for field, wanted in asked.items()
    }
    fields = [field for field, absent in missing.items() if absent]
    if not fields:
        return
    absent = [name for field in fields for name in missing[field]]
    raise no_such_columns(" and ".join(fields), absent, columns)


def _refuse_both(names: Sequence[str], both: Collection[int]) -> None:
    if both:
        shown = ", ".join(repr(names[i]) for i in sorted(both))
        raise check.input_error("drop", shown, "in keep as well: a column is kept or left out")


def _refuse_harm(columns: Sequence[TableColumn], found: set[int], request: Request) -> None:
    """Refuses all columns that cannot be left out, in one message."""
    kept = {key_of(c.name) for i, c in enumerate(columns) if i not in found}
    harm: dict[str, list[str]] = {}
    for i in sorted(found):
        rule = _harm(columns[i], kept)
        if rule:
            harm.setdefault(rule, []).append(repr(columns[i].heading))
    if not harm:
        return
    shown = ", ".join(name for names in harm.values() for name in names)
    rules = [f"{_each(names)} {rule}" for rule, names in harm.items()]
    alone = len(harm) == 1 and "," not in shown
    field, value = ("drop", shown) if request.keep is None else ("keep", f"without {shown}")
    raise check.input_error(field, value, next(iter(harm)) if alone else "; ".join(rules))


def _each(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"each of {', '.join(names)}"


def _harm(column: TableColumn, kept: set[str]) -> str:
    """Returns why a column cannot be left out; empty if that changes nothing."""
    folded = column.name.lower()
    key = key_of(column.name)
    said = meaning(column.name, kept)
    if said.startswith("begins"):
        return said
    if not (key or said) or is_optional(key) or folded in AGREED or (key and key in kept):
        return ""  # the last one leaves another column of this meaning, such as TIME (h)
    if folded in DATES:
        harmless = True  # which `times` checks, once TIME is read
    elif folded in EMPTY:
        harmless = _says_nothing(column)
    else:
        words = column.as_words().words
        one_subject = "id" in (key, meant_key(column.name, kept)) and len(words) == 1
        codes = key == "drug" and all(re.fullmatch(NUMBER, word) for word in words if word)
        harmless = one_subject or codes or _adds_nothing(key, words, kept)
    return "" if harmless else said or _READ


def _adds_nothing(key: str, words: Sequence[str], kept: set[str]) -> bool:
    """Tells whether a column is empty, or says no more than others: zeros, or MDV beside EVID."""
    given = [word for word in words if word]
    zeros = key in _ZERO_IS_ABSENT and not numbers_of(np.array(given, dtype=object)).any()
    return not given or zeros or (key == "mdv" and "evid" in kept)


def _says_nothing(column: TableColumn) -> bool:
    """Tells whether a column that would change the meaning of rows is empty, or 0 where it may."""
    folded = column.name.lower()
    if folded not in EMPTY:
        return False
    given = [word for word in column.as_words().words if word]
    return not given or (
        folded in ZERO_IS_EMPTY and not numbers_of(np.array(given, dtype=object)).any()
    )
