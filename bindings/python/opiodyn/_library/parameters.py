"""This module reads a single parameter: its value, unit, range and origin."""

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
    RECEPTORS,
    STATUS,
    ParameterKind,
)
from .where import Where


@dataclass
class Origins:
    """The origins tell which sources a file may name.

    A file of the library names entries of the bibliography; a caller's own file names anything.
    """

    entries: Mapping[str, Entry] | None = None
    """The bibliography is None for a file of the caller's own."""
    used: set[str] = field(default_factory=set)
    """The used keys are those of the bibliography that files have named so far."""

    @property
    def lenient(self) -> bool:
        """Tells whether a file of the caller's own is read, which may leave more out."""
        return self.entries is None

    def sources(self, value: Any, where: Where) -> tuple[str, ...]:
        """Returns the sources of a parameter, each checked against the bibliography."""
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
    kind: ParameterKind,
    origins: Origins,
    others: Collection[str] = (),
) -> Parameter:
    """Reads a parameter from its table, or from a bare number in a caller's own file.

    `others` are keys of the table that belong to something else. The key `calibrated_at` is for Kp
    and for the affinity K alone.
    """
    if origins.lenient and not isinstance(content, dict):
        x = _in_domain(content, where, kind)
        return supplied(name, x, kind)
    required = {"value"} | (set() if origins.lenient else _ORIGIN)
    keys(content, where, required, {*_ORIGIN, "note", "calibrated_at", *others})
    value = _in_domain(content["value"], where / "value", kind)
    low, high = _range(content, value, where, kind)
    if content.get("unit", kind.unit) != kind.unit:
        (where / "unit").fail(f"must be {kind.unit!r} here", content["unit"])
    evidence, status = _evidence(content, where, origins)
    source = content.get("source", [CALLER_SOURCE])
    meaning, note = content.get("meaning", kind.meaning), content.get("note")
    return Parameter(
        name,
        value,
        kind.unit,
        low,
        high,
        evidence,
        status,
        origins.sources(source, where / "source"),
        text(meaning, where / "meaning"),
        "" if note is None else text(note, where / "note"),
        _calibrated_at(name, content, where),
    )


def supplied(name: str, value: float, kind: ParameterKind, note: str = "") -> Parameter:
    """Returns a parameter that the caller supplied as a number, without range or source."""
    return Parameter(
        name,
        value,
        kind.unit,
        value,
        value,
        CALLER_EVIDENCE,
        CALLER_STATUS,
        (CALLER_SOURCE,),
        kind.meaning,
        note,
    )


def _in_domain(value: Any, where: Where, kind: ParameterKind) -> float:
    x = number(value, where)
    rule, holds = DOMAINS[kind.domain]
    if not holds(x):
        where.fail(rule, value)
    return x


def _range(
    content: dict[str, Any], value: float, where: Where, kind: ParameterKind
) -> tuple[float, float]:
    if "range" not in content:
        return value, value
    low, high = limits(content["range"], where / "range")
    for i, x in enumerate(content["range"]):
        _in_domain(x, where / "range" / i, kind)
    if not low <= value <= high:
        (where / "value").fail(f"lies outside the range [{low!r}, {high!r}]", content["value"])
    return low, high


def _calibrated_at(name: str, content: dict[str, Any], where: Where) -> str:
    if "calibrated_at" not in content:
        return ""
    place = where / "calibrated_at"
    # The name of Kp is "naltrexone.Kp", that of an affinity "naltrexone.mu.K".
    if name.count(".") != {"Kp": 1, "K": 2}.get(name.rpartition(".")[2]):
        place.fail("belongs to Kp and to K of a receptor alone; leave it out here")
    return choice(content["calibrated_at"], place, RECEPTORS)


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
