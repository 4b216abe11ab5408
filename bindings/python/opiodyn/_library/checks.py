"""This module holds checks of single values, which return the value or fail at its place."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection
from typing import Any

from .where import Where

NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def table_of(value: Any, where: Where) -> dict[str, Any]:
    """Returns the value, which must be a table."""
    if not isinstance(value, dict):
        where.fail("must be a table", value)
    return value


def list_of(value: Any, where: Where, most: int | None = None) -> list[Any]:
    """Returns the value, which must be a list of at most so many elements (None: any number)."""
    if not isinstance(value, list):
        where.fail("must be a list", value)
    at_most(value, where, most)
    return value


def at_most(value: Collection[Any], where: Where, most: int | None) -> None:
    """Fails if the value holds more entries than allowed (None: any number is allowed)."""
    if most is not None and len(value) > most:
        where.fail(f"holds {len(value)} entries, more than {most}")


def keys(
    value: Any, where: Where, required: Collection[str], optional: Collection[str] = ()
) -> dict[str, Any]:
    """Returns the value, which must be a table with all required keys and no unknown ones."""
    table = table_of(value, where)
    known = {*required, *optional}
    for key in table:
        if key not in known:
            listed = ", ".join(sorted(known)) or "none"
            (where / key).fail(f"unknown key; known here: {listed}")
    for key in sorted(required):
        if key not in table:
            (where / key).fail("missing")
    return table


def needed(table: dict[str, Any], key: str, where: Where) -> Any:
    """Returns the value of a key that must be there, because it says how to read the others."""
    if key not in table:
        (where / key).fail("missing")
    return table[key]


def text(value: Any, where: Where) -> str:
    """Returns the value, which must be text on one line without surplus spaces."""
    if not isinstance(value, str) or not value or value != " ".join(value.split()):
        where.fail("must be non-empty text on one line without surplus spaces", value)
    return value


def choice(value: Any, where: Where, allowed: Collection[str]) -> str:
    """Returns the value, which must be one of the allowed words."""
    if not isinstance(value, str) or value not in allowed:
        where.fail(f"must be one of {', '.join(sorted(allowed))}", value)
    return value


def known_key(key: str, where: Where, allowed: Collection[str]) -> str:
    """Returns the key of a table, such as a route, which must be one of the allowed names."""
    if key not in allowed:
        where.fail(f"unknown name; must be one of {', '.join(sorted(allowed))}")
    return key


def whole(value: Any, where: Where, low: int, high: int) -> int:
    """Returns the value, which must be a whole number from `low` to `high`."""
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        where.fail(f"must be a whole number from {low} to {high}", value)
    return value


def identifier(value: Any, where: Where) -> str:
    """Returns the value, which must be a name in lower case, such as "6-beta-naltrexol"."""
    if not isinstance(value, str) or not NAME.fullmatch(value):
        where.fail("must be lower-case letters, digits and single hyphens", value)
    return value


def ligand(value: Any, where: Where) -> str:
    """Returns the value, which must name a substance, or a literature set as "morphine/cai"."""
    parts = value.split("/", 1) if isinstance(value, str) else []
    if not parts or not all(NAME.fullmatch(part) for part in parts):
        where.fail('must be the name of a substance or of its set, such as "morphine/cai"', value)
    return str(value)


def identifiers(
    value: Any, where: Where, most: int, one: Callable[[Any, Where], str] = identifier
) -> list[str]:
    """Returns the value, which must be a list of different names, at most so many.

    `one` checks a single name.
    """
    names: list[str] = []
    for i, item in enumerate(list_of(value, where, most)):
        if one(item, where / i) in names:
            (where / i).fail("is listed twice", item)
        names.append(item)
    return names


def number(value: Any, where: Where) -> float:
    """Returns the value, which must be a finite number, as a float."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        where.fail("must be a number", value)
    if not math.isfinite(value):
        where.fail("must be a finite number", value)
    return float(value)


def limits(value: Any, where: Where) -> tuple[float, float]:
    """Returns the two ends of a range, which must be a list [low, high]."""
    if not isinstance(value, list) or len(value) != 2:
        where.fail("must be two numbers [low, high]", value)
    low, high = (number(x, where / i) for i, x in enumerate(value))
    if low > high:
        where.fail("low must not lie above high", value)
    return low, high
