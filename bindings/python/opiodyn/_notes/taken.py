"""This module lists what a regimen gives: each single dose, with its time and amount."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from opiodyn import _core
from opiodyn._checks.check import FloatArray

# The hours before a steady state for which its earlier doses are listed: longer than any time in
# data/safety.toml, and no more doses than this.
_BEFORE, _MOST_BEFORE = 5000.0, 10_000


class Doses(NamedTuple):
    """These are doses of one drug by one route, between two resets of the body."""

    drug: str
    route: str
    """This is the short name of the route; it is empty for a dose into a compartment."""
    stretch: int
    """This is the number of resets before the doses; a reset separates what lies around it."""
    begin: FloatArray
    """The doses begin at these times [h]."""
    end: FloatArray
    """The doses end at these times [h]; an infusion ends later than it begins."""
    amount: FloatArray
    """The amounts are as the label names them [mg]."""


def doses_of(regimen: _core.Regimen) -> list[Doses]:
    """Returns the doses of a regimen; a dose of nothing, such as a placebo, is none."""
    records = regimen.records
    resets = np.sort([record.time for record in records if isinstance(record, _core.Reset)])
    return list(_listed(records, resets))


def concentrations_of(regimen: _core.Regimen) -> list[Doses]:
    """Returns the drugs whose concentration is given, as doses that last while it is above 0."""
    found = []
    for one in regimen.concentrations:
        present = np.flatnonzero(np.asarray(one.values) > 0.0)
        if present.size:
            times = np.asarray(one.times)[present[[0, -1]]] + one.time
            found.append(Doses(one.drug, "", 0, times[:1], times[1:], np.zeros(1)))
    return found


def _listed(records: Sequence[object], resets: FloatArray) -> Iterator[Doses]:
    reset_at: dict[float, int] = {}  # those so far in the list: it decides the order at one time
    for record in records:
        if isinstance(record, _core.Reset):
            reset_at[record.time] = reset_at.get(record.time, 0) + 1
        if isinstance(record, _core.Dose) and _is_real(record):
            stretch = int(np.searchsorted(resets, record.time)) + reset_at.get(record.time, 0)
            begin, end = _times(record)
            if stretch < resets.size:  # a reset cancels the doses that come after it
                kept = begin < resets[stretch]
                begin, end = begin[kept], end[kept]
            amount = np.full(begin.size, record.amt)
            yield Doses(record.drug, _route(record), stretch, begin, end, amount)


def _is_real(dose: _core.Dose) -> bool:
    return dose.F > 0.0 and (dose.amt > 0.0 or (dose.ss > 0 and dose.rate > 0.0))


def _route(dose: _core.Dose) -> str:
    return "" if dose.cmt else dose.route


def _times(dose: _core.Dose) -> tuple[FloatArray, FloatArray]:
    length = dose.dur or (dose.F * dose.amt / dose.rate if dose.rate > 0.0 else 0.0)
    begin: FloatArray = dose.time + dose.ii * np.arange(1 + dose.addl, dtype=np.float64)
    if dose.ss == 0:
        return begin, begin + length
    if dose.ii <= 0.0:  # an infusion that has been running for ever
        return np.array([-math.inf]), np.array([dose.time])
    count = min(_MOST_BEFORE, math.ceil(_BEFORE / dose.ii))
    earlier = dose.time - dose.ii * np.arange(count, 0, -1, dtype=np.float64)
    begin = np.concatenate([earlier, begin])
    return begin, begin + length
