"""This module sets the axes of charts: their scale and their marks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from opiodyn._charts.read import TIME, Axis

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_UNEVEN = 4.0  # the ratio of gaps from which on an axis is logarithmic
_MOST_MARKS = 8
_HOURS = (1, 2, 3, 6, 12, 24, 48, 96, 168)  # of time, between marks
_APART = 0.07  # of the length of an axis, between marks


def set_x(axes: Axes, axis: Axis) -> None:
    """Sets the horizontal axis of numbers; values that grow by factors get a logarithmic one."""
    values: npt.NDArray[Any] = np.unique(np.asarray(axis.values, dtype=np.float64))
    from matplotlib import ticker

    axes.set_xlabel(axis.label)
    if axis.name == TIME:
        _mark_hours(axes, float(np.ptp(values)))
        return
    scaled = _scale(axes, values)
    axes.xaxis.set_minor_locator(ticker.NullLocator())
    if values.size <= _MOST_MARKS:
        marked = values[_apart(scaled)]
        axes.set_xticks(marked, [f"{one:.4g}" for one in marked])
    elif axes.get_xscale() != "linear":
        log = ticker.LogLocator(subs=(1.0, 2.0, 5.0)).tick_values(*values[values > 0.0][[0, -1]])
        inside = log[(log >= values[values > 0.0][0]) & (log <= values[-1])]
        axes.set_xticks([*values[values == 0.0], *inside])
        axes.xaxis.set_major_formatter("{x:g}")


def _mark_hours(axes: Axes, hours: float) -> None:
    from matplotlib import ticker

    step = next((one for one in _HOURS if hours <= _MOST_MARKS * one), None)
    if step is not None:
        axes.xaxis.set_major_locator(ticker.MultipleLocator(step))


def _apart(places: npt.NDArray[Any]) -> list[int]:
    """Returns which values have room for a mark, from the first one on."""
    least, found = _APART * float(np.ptp(places)), [0]
    for i, place in enumerate(places):
        if place - places[found[-1]] > least:
            found.append(i)
    return found


def _scale(axes: Axes, values: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Sets the scale, and returns the places of the values on it."""
    gaps = np.diff(values)
    if gaps.size < 2 or gaps.max() < _UNEVEN * gaps.min() or values[0] < 0.0:
        return values
    if values[0] > 0.0:
        axes.set_xscale("log")
        return np.asarray(np.log(values))
    # A placebo stands one step below the lowest dose.
    axes.set_xscale("symlog", linthresh=values[1])
    return np.concatenate([[0.0], 1.0 + np.log10(values[1:] / values[1])])


def thinned(words: Sequence[str], most: int) -> tuple[list[int], list[str]]:
    """Returns the places of marks of equal cells, and their texts: at most so many."""
    step = max(1, -(-len(words) // most))
    return list(range(0, len(words), step)), list(words[::step])
