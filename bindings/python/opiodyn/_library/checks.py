"""Checks of single values; each returns the value, or fails at its place."""

from __future__ import annotations

import math
import re
from collections.abc import Collection
from typing import Any

from .where import Where

NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def table_of(value: Any, where: Where) -> dict[str, Any]:
    if not isinstance(value, dict):
        where.fail("must be a table", value)
    return value


def list_of(value: Any, where: Where, most: int | None = None) -> list[Any]:
    if not isinstance(value, list):
        where.fail("must be a list", value)
    at_most(value, where, most)
    return value


def at_most(value: Collection[Any], where: Where, most: int | None) -> None:
    if most is not None and len(value) > most:
        where.fail(f"holds {len(value)} entries, more than {most}")


def keys(
    value: Any, where: Where, required: Collection[str], optional: Collection[str] = ()
) -> dict[str, Any]:
    """A table that holds all required keys, and no others than the optional."""
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
    """The value of a key that says how to read the others."""
    if key not in table:
        (where / key).fail("missing")
    return table[key]


def text(value: Any, where: Where) -> str:
    if not isinstance(value, str) or not value or value != " ".join(value.split()):
        where.fail("must be non-empty text on one line without surplus spaces", value)
    return value


def choice(value: Any, where: Where, allowed: Collection[str]) -> str:
    if not isinstance(value, str) or value not in allowed:
        where.fail(f"must be one of {', '.join(sorted(allowed))}", value)
    return value


def known_key(key: str, where: Where, allowed: Collection[str]) -> str:
    """The name of a table, such as that of a route."""
    if key not in allowed:
        where.fail(f"unknown name; must be one of {', '.join(sorted(allowed))}")
    return key


def whole(value: Any, where: Where, low: int, high: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        where.fail(f"must be a whole number from {low} to {high}", value)
    return value


def identifier(value: Any, where: Where) -> str:
    if not isinstance(value, str) or not NAME.fullmatch(value):
        where.fail("must be lower-case letters, digits and single hyphens", value)
    return value


def identifiers(value: Any, where: Where, most: int) -> list[str]:
    """Different names."""
    names: list[str] = []
    for i, item in enumerate(list_of(value, where, most)):
        if identifier(item, where / i) in names:
            (where / i).fail("is listed twice", item)
        names.append(item)
    return names


def number(value: Any, where: Where) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        where.fail("must be a number", value)
    if not math.isfinite(value):
        where.fail("must be a finite number", value)
    return float(value)


def limits(value: Any, where: Where) -> tuple[float, float]:
    if not isinstance(value, list) or len(value) != 2:
        where.fail("must be two numbers [low, high]", value)
    low, high = (number(x, where / i) for i, x in enumerate(value))
    if low > high:
        where.fail("low must not lie above high", value)
    return low, high
