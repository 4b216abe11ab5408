"""Curves of a run in a panel, over a stretch of time."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from opiodyn._checks.check import FloatArray
from opiodyn._dosing.windows import Window, dose_times
from opiodyn._plot.style import Line

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from opiodyn._result.run_data import RunData

MOST_CYCLES = 60
_SMALLEST_MARKED = 3.0
_HIGH_MARKED = 88.0
_BANDS = 150
_MARK: dict[str, Any] = {
    "fontsize": 9.5,
    "fontweight": "bold",
    "textcoords": "offset points",
    "annotation_clip": False,
}


class Column(NamedTuple):
    """A stretch of time that gets a column of panels."""

    title: str
    window: Window
    origin: float
    """What the time axis counts from, h."""
    unit: float
    """Of the time axis, h."""
    label: str
    detailed: bool
    """Whether there is room to write numbers at the curves."""


class Row(NamedTuple):
    """A panel in every column."""

    label: str
    height: float
    """Inches in a figure of our own."""
    draw: Callable[[RunData, Column, dict[str, Line], Axes], None]


def samples(column: Column, run: RunData, values: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Times on the axis of the column, and the values then."""
    chosen = column.window.select(run.times)
    return (run.times[chosen] - column.origin) / column.unit, values[chosen]


def doses(run: RunData, column: Column) -> FloatArray:
    """When doses are given within the column, on its time axis."""
    return within(column, dose_times(run.regimen))


def within(column: Column, times: FloatArray) -> FloatArray:
    """Those of the times that lie within the column, on its time axis."""
    seen = times[(times >= column.window.begin) & (times <= column.window.end)]
    return (seen - column.origin) / column.unit


def draw_curve(run: RunData, column: Column, line: Line, axes: Axes, values: FloatArray) -> None:
    """A line; or a band from lowest to highest, where the ups and downs are too many to see."""
    x, y = samples(column, run, values)
    cycles = doses(run, column).size
    if cycles <= MOST_CYCLES:
        axes.plot(x, y, line.style, color=line.colour)
        return
    edges = np.linspace(x[0], x[-1], 1 + min(_BANDS, cycles // 2))
    starts = np.unique(np.searchsorted(x, edges[:-1]))
    ends = np.append(x[starts], x[-1])
    low, high = (
        np.append(limits, limits[-1])
        for limits in (np.fmin.reduceat(y, starts), np.fmax.reduceat(y, starts))
    )
    axes.fill_between(ends, low, high, color=line.colour, alpha=0.35, linewidth=0)
    for edge in (low, high):
        axes.plot(ends, edge, line.style, color=line.colour, linewidth=0.9)


def mark_extremes(axes: Axes, x: FloatArray, y: FloatArray, colour: str) -> None:
    """Writes the peak of an occupancy, %, above it, and the last value beside it."""
    top, end = int(np.argmax(y)), y.size - 1
    if y[top] < _SMALLEST_MARKED:
        return
    mark_peak(axes, x, y, colour, f"{y[top]:.0f} %", below=y[top] > _HIGH_MARKED)
    if top < 0.9 * end:
        place: dict[str, Any] = {"xytext": (4, 0), "va": "center", "ha": "left"}
        axes.annotate(f"{y[end]:.0f} %", (x[end], y[end]), color=colour, **place, **_MARK)


def mark_peak(
    axes: Axes, x: FloatArray, y: FloatArray, colour: str, text: str, *, below: bool = False
) -> None:
    """A dot at the peak, and the text above or below it."""
    top = int(np.argmax(y))
    place: dict[str, Any] = {"xytext": (0, 5), "va": "bottom", "ha": "center"}
    if below:
        place |= {"xytext": (0, -6), "va": "top"}
    if top == 0:
        place["ha"] = "left"
    elif top == y.size - 1:
        place["ha"] = "right"
    axes.plot(x[top], y[top], "o", color=colour, markersize=4)
    axes.annotate(text, (x[top], y[top]), color=colour, **place, **_MARK)
