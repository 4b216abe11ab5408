"""Step 2 of event tables leaves out the columns that the caller names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from opiodyn._checks import check
from opiodyn._events.source.columns import is_optional, key_of
from opiodyn._events.source.field import DATES, EMPTY, meaning, meant_key
from opiodyn._events.source.read import TableColumn

_READ = (
    "is a column with a meaning in tables of events, so leaving it out would change what the "
    "table says; if it means something else here, rename it or take it out of the table"
)


def left_out(columns: Sequence[TableColumn], ignore: Iterable[str]) -> set[int]:
    """Returns the positions of the columns that the caller leaves out.

    A column that has a meaning may be left out only if that changes nothing.

    Raises:
        InputError: There is no such column, or leaving it out would change what the table means.
    """
    found: set[int] = set()
    for name in check.words("ignore", ignore):
        folded = name.strip().lower()
        mine = [i for i, column in enumerate(columns) if column.name.lower() == folded]
        if not mine:
            listed = ", ".join(column.name for column in columns)
            raise check.input_error("ignore", repr(name), f"no such column; there are {listed}")
        found.update(mine)
    kept = {key_of(c.name) for i, c in enumerate(columns) if i not in found}
    for i in sorted(found):
        rule = _harm(columns[i], columns, kept)
        if rule:
            raise check.input_error("ignore", repr(columns[i].name), rule)
    return found


def _harm(column: TableColumn, columns: Sequence[TableColumn], kept: set[str]) -> str:
    """Returns why a column cannot be left out; empty if that changes nothing."""
    folded = column.name.lower()
    key = key_of(column.name)
    said = meaning(column.name, kept)
    empty = not any(column.words)
    one_subject = key == "id" or meant_key(column.name, kept) == "id"
    harmless = empty or is_optional(key) or (one_subject and len(column.words) == 1)
    if folded in DATES:
        harmless = _constant_within_subjects(column, columns)
    elif folded in EMPTY:
        harmless = empty or (folded == "cont" and set(column.words) <= {"", "0"})
    elif said.startswith("begins"):
        harmless = False
    return "" if harmless or not (key or said) else said or _READ


def _constant_within_subjects(column: TableColumn, columns: Sequence[TableColumn]) -> bool:
    ids = [one.codes for one in columns if key_of(one.name) == "id"]
    subjects = ids[0] if ids else np.zeros_like(column.codes)
    pairs = np.unique(np.stack([subjects, column.codes]), axis=1)
    return int(np.unique(pairs[0]).size) == int(pairs.shape[1])
