"""Slopes are the derivatives of the numbers of a search with respect to its variables.

Amounts have the derivatives of the run itself, by the chain rule over records. So have times if no
window changes its length when they move. A window that moves with the last dose needs no derivative
of its own. A run that moves as a whole, windows included, keeps its numbers. To move a window is
thus to move all records the other way. What is left, such as intervals, which would need the
time of each single dose, has differences of a few runs.
"""

from __future__ import annotations

import numpy as np

from opiodyn import _core
from opiodyn._checks.check import FloatArray
from opiodyn._optimum.numbers import Numbers

_AMOUNT, _TIME = "amount", "time"  # the core's names
_MOVE = 2.0**-10  # h: windows are linear in times, so that any step will do
# The differences err by the fourth power of the step, and by rounding over the step.
_STEP = 1e-3  # of an interval or amount
_HOURS = 0.01  # h: step of a time
# Offsets in steps, and the weights of the values there whose sum is the slope of a polynomial of
# the fourth degree.
_CENTRAL = np.array([-2.0, -1.0, 1.0, 2.0]), np.array([1.0, -8.0, 8.0, -1.0]) / 12.0
_FORWARD = np.arange(5.0), np.array([-25.0, 48.0, -36.0, 16.0, -3.0]) / 12.0


def slopes(numbers: Numbers, point: FloatArray, count: int | None) -> FloatArray:
    """Returns the derivatives of all numbers at a point, [number, variable].

    Args:
        numbers: The numbers.
        point: The point.
        count: The number of doses, as for `Numbers.values`.
    """
    space = numbers.space
    doses = space.count(point) if count is None else count
    found = np.full((numbers.metrics, len(space.variables)), np.nan)
    places = range(len(space.variables))
    chains = {k: chain for k in places if (chain := _chain(numbers, point, doses, k)) is not None}
    inputs = list(dict.fromkeys(one for chain in chains.values() for one in chain))
    if inputs:
        exact = numbers.exact(point, doses, inputs)
        for k, chain in chains.items():
            found[:, k] = sum(exact[:, inputs.index(one)] * chain[one] for one in chain)
    for k in places:
        if np.isnan(found[:, k]).any():
            found[:, k] = _difference(numbers, point, doses, k)
    return np.vstack([found, space.total(point, count)[1]])


_Input = tuple[str, str, int]


def _chain(
    numbers: Numbers, point: FloatArray, count: int, place: int
) -> dict[_Input, FloatArray] | None:
    """Returns the factors of the derivatives to sum for a variable, each with one per metric.

    None if the variable has differences instead.
    """
    space = numbers.space
    variable, records = space.variables[place], space.records[place]
    if variable.kind in ("dose", "amt"):
        return {("", _AMOUNT, i): np.ones(numbers.metrics) for i in records}
    if variable.kind == "interval":
        return None
    begins, ends = _windows_move(numbers, point, count, place)
    factors = {
        ("", _TIME, i): np.where(i in records, 1.0, 0.0) - begins
        for i in range(len(space.regimen.records))
    }
    used = {one: factor for one, factor in factors.items() if factor.any()}
    kinds = {type(space.regimen.records[i]) for _, _, i in used}
    rigid = bool((begins == ends).all()) and kinds <= {_core.Dose, _core.Stimulus}
    return used if rigid else None


def _windows_move(
    numbers: Numbers, point: FloatArray, count: int, place: int
) -> tuple[FloatArray, FloatArray]:
    """Returns by how much begin and end of each window move with a time [h/h]."""
    moved = point.copy()
    moved[place] += _MOVE
    pairs = zip(numbers.asked(point, count), numbers.asked(moved, count), strict=True)
    moves = [np.subtract(after[2][:2], before[2][:2]) for before, after in pairs]
    rates: FloatArray = np.round(np.array(moves) / _MOVE, 6)
    return rates[:, 0], rates[:, 1]


def _difference(numbers: Numbers, point: FloatArray, count: int, place: int) -> FloatArray:
    """Returns the derivatives of the metrics with respect to a variable from a few runs."""
    space = numbers.space
    kind, value = space.variables[place].kind, point[place]
    step = _HOURS if kind in ("hour", "time") else _STEP * (value or space.highs[place])
    floor = space.lows[place] if kind == "interval" else 0.0
    offsets, weights = _CENTRAL if value - 2.0 * step >= floor else _FORWARD
    points = np.tile(point, (offsets.size, 1))
    points[:, place] += step * offsets
    values = numbers.values(list(points), [count] * offsets.size)[:, :-1]
    found: FloatArray = weights @ values / step
    return found
