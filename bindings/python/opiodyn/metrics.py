"""A sampled curve is summed up here: peak, trough, mean, area, hours above a threshold.

Every function takes ``times`` [h], ascending, and ``values`` of the same length. The curve between
two samples is the straight line. The functions raise InputError for curves that are empty, of
unequal length, not finite or not ascending in time. `quantities` and `statistics` list what metrics
such as ``tone.mu.mean`` are made of; those are taken from the solution itself (`Metric`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy.typing as npt

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._checks.check import FloatArray
from opiodyn._checks.pickles import pickled_by_fields

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "Extremum",
    "area",
    "mean",
    "peak",
    "quantities",
    "statistics",
    "time_above",
    "time_since",
    "time_to_fall_below",
    "trough",
]


@pickled_by_fields("Extremum")
class Extremum(NamedTuple):
    """An extremum is a highest or lowest value, and the first time at which it was reached [h]."""

    value: float
    time: float


def _curve(times: npt.ArrayLike, values: npt.ArrayLike) -> tuple[FloatArray, FloatArray]:
    return check.curve("times", times), check.curve("values", values)


def peak(times: npt.ArrayLike, values: npt.ArrayLike) -> Extremum:
    """Returns the highest sample and its time.

    Example:
        >>> peak([0, 1, 2], [0.0, 3.0, 1.0])
        Extremum(value=3.0, time=1.0)
    """
    return Extremum(*_core.peak(*_curve(times, values)))


def trough(times: npt.ArrayLike, values: npt.ArrayLike) -> Extremum:
    """Returns the lowest sample and its time."""
    return Extremum(*_core.trough(*_curve(times, values)))


def area(times: npt.ArrayLike, values: npt.ArrayLike) -> float:
    """Returns the area under the curve by the linear trapezoidal rule [unit of the values x h]."""
    return _core.area(*_curve(times, values))


def mean(times: npt.ArrayLike, values: npt.ArrayLike) -> float:
    """Returns the mean over time: the area over its hours. A single sample is its own mean."""
    return _core.mean(*_curve(times, values))


def time_above(times: npt.ArrayLike, values: npt.ArrayLike, threshold: float) -> float:
    """Returns the hours during which the curve lies above the threshold [h]."""
    return _core.time_above(*_curve(times, values), check.number("threshold", threshold))


def time_to_fall_below(
    times: npt.ArrayLike, values: npt.ArrayLike, threshold: float, *, after: float
) -> float | None:
    """Returns the first time at which the curve is at or below the threshold.

    Args:
        times: The times of the samples [h].
        values: The samples.
        threshold: The threshold, in the unit of the values.
        after: The time from which on the curve is looked at [h].

    Returns:
        The time [h], or None if the curve stays above to its end.
    """
    return _core.time_to_fall_below(
        *_curve(times, values),
        check.number("threshold", threshold),
        after=check.number("after", after),
    )


def time_since(times: npt.ArrayLike, events: npt.ArrayLike) -> FloatArray:
    """Returns the hours since the latest of the events at each time.

    Args:
        times: The times [h].
        events: The times of the events [h], ascending.

    Returns:
        An array as long as ``times`` [h]; it is infinite before the first event.
    """
    return _core.time_since(check.curve("times", times), check.curve("events", events))


def statistics() -> pd.DataFrame:
    """Returns the statistics that a `Metric` can take of a column.

    Returns:
        A table with the index ``statistic``, the last word of a metric such as ``tone.mu.mean``.
        The columns are ``unit``, in which "unit" stands for that of the column, and ``meaning``.

    Example:
        >>> statistics().loc["area", "unit"]
        'unit h'
    """
    from opiodyn._catalogue.metrics import statistics

    return statistics()


def quantities() -> pd.DataFrame:
    """Returns the quantities that a model with all parts of the response reports.

    Returns:
        A table with the index ``quantity``, the first word of a column of `Run.to_pandas`. The
        columns are ``column``, an example with its ligand and place; its ``unit``, where - is a
        pure number; and ``meaning``.

    Example:
        >>> quantities().loc["tone", "column"]
        'tone.mu'
    """
    from opiodyn._catalogue.metrics import quantities

    return quantities()
