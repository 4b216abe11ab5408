"""Step 2 of event tables finds the meaning of each column, or says all that is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from opiodyn._checks import check
from opiodyn._checks.shown import shown
from opiodyn._events.notes import Notes
from opiodyn._events.source.cells import TableColumn
from opiodyn._events.source.columns import key_of
from opiodyn._events.source.field import LIKELY, is_unused, likely_key, meaning
from opiodyn._events.source.refused import AtFault, refused
from opiodyn._events.source.request import Request
from opiodyn._events.words import MISSING, NUMBER, shortened


def recognise(
    columns: Sequence[TableColumn], dropped: Collection[int], request: Request, notes: Notes
) -> dict[str, int]:
    """Returns the position of each column by its key, without those at the positions to drop.

    Columns that no simulation uses get a note.

    Raises:
        InputError: Columns are not known or stand twice, or there is no TIME.
    """
    names = [column.name for column in columns]
    keys = {i: key_of(name) for i, name in enumerate(names) if i not in dropped}
    _require_names(columns)
    rules = _likely(names, keys) | _not_read(names, keys)
    unknown = [i for i, key in keys.items() if key == "" and i not in rules]
    rules |= _same(names, {i: key for i, key in keys.items() if i not in rules and key})
    if unknown or rules or "time" not in keys.values():
        raise refused(columns, AtFault(keys, rules, unknown), request)
    unused = [names[i] for i, key in keys.items() if is_unused(key)]
    if unused:
        listed = ", ".join(unused[:-1]) + (" and " if unused[1:] else "") + unused[-1]
        said = "are not used; they are" if unused[1:] else "is not used; it is"
        notes.add(f"{listed} {said} kept in the frame of the table")
    return {key: i for i, key in keys.items()}


def _require_names(columns: Sequence[TableColumn]) -> None:
    """Refuses a table that begins with its first record."""
    names = [column.heading for column in columns]
    if all(re.fullmatch(NUMBER, name) or name.lower() in MISSING for name in names):
        rule = (
            "holds numbers and not the names of columns, which $INPUT of NONMEM has: put a row of "
            "names above it, such as ID,TIME,AMT,DV"
        )
        raise check.input_error("first row", shown(shortened(", ".join(names), 100)), rule)


def _not_read(names: Sequence[str], keys: dict[int, str]) -> dict[int, str]:
    """Returns what is wrong with columns of the field that are not read, by position."""
    read = {*keys.values(), *(names[i].lower() for i in keys)} - {""}
    rules = {i: meaning(names[i], read) for i, key in keys.items() if key == "" or "." in key}
    rules |= {i: "has no name" for i in keys if names[i] == ""}
    return {i: rule for i, rule in rules.items() if rule}


def _likely(names: Sequence[str], keys: dict[int, str]) -> dict[int, str]:
    """Returns what to say of unknown columns that may be the ID, TIME or AMT which is missing.

    The call that leaves out unknown columns must not leave these out without a word.
    """
    rules: dict[int, str] = {}
    for key in (key for key in LIKELY if key not in keys.values()):
        for i, own in keys.items():
            if own == "" and likely_key(names[i]) == key:
                rule = LIKELY[key].format(call=f"columns={{{names[i]!r}: {key.upper()!r}}}")
                rules[i] = f"{rule}, and drop=[{names[i]!r}] leaves it out"
    return rules


def _same(names: Sequence[str], keys: dict[int, str]) -> dict[int, str]:
    """Returns what is wrong with columns that have the meaning of another one, by position."""
    seen: dict[str, int] = {}
    rules: dict[int, str] = {}
    for i, key in keys.items():
        first = seen.setdefault(key.lower(), i)
        if first == i:
            continue
        same = f"is the same as {names[first]!r}"
        rule = "stands twice" if names[first] == names[i] else same
        rules[i] = f"{rule} (columns {first + 1} and {i + 1}): take one of them out of the table"
    return rules
