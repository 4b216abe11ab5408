"""Numbers that sum up a sampled curve: peak, trough, mean, area, hours above a threshold.

Every function takes ``times`` (h, ascending) and ``values`` of the same length; between two samples
the curve is the straight line. They raise InputError for curves that are empty, of unequal length,
not finite or not ascending in time.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy.typing as npt

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._checks.check import FloatArray

__all__ = [
    "Extremum",
    "area",
    "mean",
    "peak",
    "time_above",
    "time_since",
    "time_to_fall_below",
    "trough",
]


class Extremum(NamedTuple):
    """A highest or lowest value, and when it was reached (the first time, if several)."""

    value: float
    time: float


def _curve(times: npt.ArrayLike, values: npt.ArrayLike) -> tuple[FloatArray, FloatArray]:
    return check.curve("times", times), check.curve("values", values)


def peak(times: npt.ArrayLike, values: npt.ArrayLike) -> Extremum:
    """The highest sample and its time.

    Example:
        >>> peak([0, 1, 2], [0.0, 3.0, 1.0])
        Extremum(value=3.0, time=1.0)
    """
    return Extremum(*_core.peak(*_curve(times, values)))


def trough(times: npt.ArrayLike, values: npt.ArrayLike) -> Extremum:
    """The lowest sample and its time."""
    return Extremum(*_core.trough(*_curve(times, values)))


def area(times: npt.ArrayLike, values: npt.ArrayLike) -> float:
    """Area under the curve by the linear trapezoidal rule: the unit of the values times h."""
    return _core.area(*_curve(times, values))


def mean(times: npt.ArrayLike, values: npt.ArrayLike) -> float:
    """Mean over time: the area over the time it covers. A single sample is its own mean."""
    return _core.mean(*_curve(times, values))


def time_above(times: npt.ArrayLike, values: npt.ArrayLike, threshold: float) -> float:
    """Hours during which the curve lies above the threshold (in the unit of the values)."""
    return _core.time_above(*_curve(times, values), check.number("threshold", threshold))


def time_to_fall_below(
    times: npt.ArrayLike, values: npt.ArrayLike, threshold: float, *, after: float
) -> float | None:
    """First time (h) at or after ``after`` at which the curve is at or below the threshold.

    Returns:
        The time, or None if the curve stays above to its end.
    """
    return _core.time_to_fall_below(
        *_curve(times, values),
        check.number("threshold", threshold),
        after=check.number("after", after),
    )


def time_since(times: npt.ArrayLike, events: npt.ArrayLike) -> FloatArray:
    """Hours since the latest of the events (h, ascending) at each time; infinite before the first.

    Returns:
        An array as long as ``times``.
    """
    return _core.time_since(check.curve("times", times), check.curve("events", events))
