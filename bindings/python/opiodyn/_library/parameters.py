"""A single parameter: value, unit, range and origin."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from .bibliography import Entry
from .checks import choice, keys, limits, list_of, number, text
from .rows import Parameter
from .schema import (
    CALLER_EVIDENCE,
    CALLER_SOURCE,
    CALLER_STATUS,
    DOMAINS,
    EVIDENCE,
    STATUS,
    Quantity,
)
from .where import Where


@dataclass
class Origins:
    """What a source may be: an entry of the bibliography, or anything in a file of one's own."""

    entries: Mapping[str, Entry] | None = None  # None: a file of the caller's own
    used: set[str] = field(default_factory=set)

    @property
    def lenient(self) -> bool:
        return self.entries is None

    def sources(self, value: Any, where: Where) -> tuple[str, ...]:
        if self.entries is None:
            given = [value] if isinstance(value, str) else list_of(value, where)
            return tuple(text(item, where) for item in given)
        if not isinstance(value, list) or not value:
            where.fail("must list at least one key of references.bib", value)
        for i, key in enumerate(value):
            if not isinstance(key, str) or key not in self.entries:
                (where / i).fail("has no entry in references.bib", key)
            if key in value[:i]:
                (where / i).fail("is listed twice", key)
        self.used.update(value)
        return tuple(value)


_ORIGIN = {"unit", "range", "evidence", "status", "source", "meaning"}


def read_parameter(
    name: str,
    content: Any,
    where: Where,
    quantity: Quantity,
    origins: Origins,
    others: Collection[str] = (),
) -> Parameter:
    """Read the table of a parameter, or in a file of one's own a bare number.

    `others` are keys of the table that belong to something else.
    """
    if origins.lenient and not isinstance(content, dict):
        x = _in_domain(content, where, quantity)
        return supplied(name, x, quantity)
    required = {"value"} | (set() if origins.lenient else _ORIGIN)
    keys(content, where, required, {*_ORIGIN, "note", *others})
    value = _in_domain(content["value"], where / "value", quantity)
    low, high = _range(content, value, where, quantity)
    if content.get("unit", quantity.unit) != quantity.unit:
        (where / "unit").fail(f"must be {quantity.unit!r} here", content["unit"])
    evidence, status = _evidence(content, where, origins)
    source = content.get("source", [CALLER_SOURCE])
    meaning, note = content.get("meaning", quantity.meaning), content.get("note")
    return Parameter(
        name,
        value,
        quantity.unit,
        low,
        high,
        evidence,
        status,
        origins.sources(source, where / "source"),
        text(meaning, where / "meaning"),
        "" if note is None else text(note, where / "note"),
    )


def supplied(name: str, value: float, quantity: Quantity, note: str = "") -> Parameter:
    """A number of which nothing else is known."""
    return Parameter(
        name,
        value,
        quantity.unit,
        value,
        value,
        CALLER_EVIDENCE,
        CALLER_STATUS,
        (CALLER_SOURCE,),
        quantity.meaning,
        note,
    )


def _in_domain(value: Any, where: Where, quantity: Quantity) -> float:
    x = number(value, where)
    rule, holds = DOMAINS[quantity.domain]
    if not holds(x):
        where.fail(rule, value)
    return x


def _range(
    content: dict[str, Any], value: float, where: Where, quantity: Quantity
) -> tuple[float, float]:
    if "range" not in content:
        return value, value
    low, high = limits(content["range"], where / "range")
    for i, x in enumerate(content["range"]):
        _in_domain(x, where / "range" / i, quantity)
    if not low <= value <= high:
        (where / "value").fail(f"lies outside the range [{low!r}, {high!r}]", content["value"])
    return low, high


def _evidence(content: dict[str, Any], where: Where, origins: Origins) -> tuple[str, str]:
    own_evidence = {CALLER_EVIDENCE} if origins.lenient else set()
    own_status = {CALLER_STATUS} if origins.lenient else set()
    status = content.get("status", CALLER_STATUS)
    evidence = content.get("evidence", "X" if status == "assumed" else CALLER_EVIDENCE)
    choice(evidence, where / "evidence", EVIDENCE | own_evidence)
    choice(status, where / "status", STATUS | own_status)
    if evidence == "X" and status == "read":
        (where / "status").fail("an assumption (evidence X) cannot have been read", status)
    if evidence != "X" and status == "assumed":
        (where / "status").fail(f"an assumed value is evidence X, not {evidence}", status)
    return evidence, status
