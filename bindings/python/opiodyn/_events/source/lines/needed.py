"""Step 1 of event tables knows which columns of a text need not be read, and which hold numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from opiodyn._events.source.columns import is_number, is_optional, key_of
from opiodyn._events.source.field import DATES, meaning
from opiodyn._events.source.marks import mark_of
from opiodyn._events.source.names import likely_names
from opiodyn._events.source.request import Request

_PLAIN = re.compile(r"\w+")


def needed_columns(names: Sequence[str], request: Request) -> list[int]:
    """Returns the positions of the columns whose content can matter.

    A column that the caller leaves out matters if it has a meaning, or if conditions may name it.
    """
    if request.accept or not all(map(mark_of, request.ignore)):
        return list(range(len(names)))
    renamed = {name.strip().lower() for name in request.columns}
    drop = {name.strip().lower() for name in request.drop}
    keep = None if request.keep is None else {name.strip().lower() for name in request.keep}

    def matters(name: str) -> bool:
        folded, key = name.lower(), key_of(name)
        left_out = folded in drop or (keep is not None and folded not in keep)
        plain = _PLAIN.fullmatch(name) is not None and folded not in renamed
        return not (left_out and plain and (is_optional(key) or not (key or meaning(name, ()))))

    return [i for i, name in enumerate(names) if matters(name)] or [0]


def number_columns(names: Sequence[str], request: Request) -> list[int]:
    """Returns the positions of the columns that are read as numbers.

    With a comma as the mark of decimals, none is. Beside dates TIME is none either, as 0830 would
    become 830.
    """
    if request.decimal != ".":
        return []
    keys = [key_of(name) for name in likely_names(names, request.columns)]
    dated = any(key in DATES for key in keys)
    return [i for i, key in enumerate(keys) if is_number(key) and not (dated and key == "time")]
