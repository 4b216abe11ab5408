"""Step 2 of event tables takes names of columns apart, and knows which names the caller gives."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from opiodyn._checks import check
from opiodyn._core import InputError
from opiodyn._events.source.cells import TableColumn
from opiodyn._events.source.columns import key_of
from opiodyn._events.words import plural

_WITH_UNIT = re.compile(r"(.*\S)\s*(\[[^\[\]]+\]|\([^()]+\))")


class Name(NamedTuple):
    """A name of a column may have a unit behind it."""

    base: str
    """The base is the name alone: TIME of ``TIME [h]``."""
    unit: str
    """This is the text in the brackets or parentheses; empty without them."""


def split(name: str) -> Name:
    """Returns a name and the unit behind it."""
    found = _WITH_UNIT.fullmatch(name)
    return Name(found[1], found[2][1:-1].strip()) if found else Name(name, "")


def likely_names(headings: Iterable[str], renames: Mapping[str, str]) -> list[str]:
    """Returns the names that columns will get, as far as each heading tells.

    Args:
        headings: The names as the table writes them.
        renames: The new names by the names that the table writes.
    """
    new = {old.strip().lower(): name for old, name in renames.items()}
    names = []
    for heading in headings:
        base = split(heading).base
        known = base if key_of(base) else heading
        renamed = renames.get(heading) or new.get(heading.lower()) or new.get(base.lower())
        names.append(renamed or known)
    return names


def no_such_columns(
    field: str, absent: Collection[str], columns: Iterable[TableColumn]
) -> InputError:
    """Returns the error for columns that a caller names, but that the table does not have."""
    listed = ", ".join(column.heading for column in columns)
    rule = f"no such {plural(len(absent), 'column')}; there are {listed}"
    return check.input_error(field, ", ".join(map(repr, absent)), rule)
