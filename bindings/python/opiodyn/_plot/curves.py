"""This module draws the curves of a run in a panel, over a time span."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import numpy as np

from opiodyn._checks.check import FloatArray
from opiodyn._dosing.intervals import DosingInterval
from opiodyn._plot.style import Line

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from opiodyn._result.run_data import RunData

MOST_CYCLES = 60
_SMALLEST_MARKED = 3.0
_HIGH_MARKED = 88.0
_BANDS = 150
_EDGE = 0.03  # of the width of a panel
_MARK: dict[str, Any] = {
    "fontsize": 9.5,
    "fontweight": "bold",
    "textcoords": "offset points",
    "annotation_clip": False,
}


Time = TypeVar("Time", float, FloatArray)


class TimeSpan(NamedTuple):
    """A time span of the run gets a column of panels."""

    title: str
    window: DosingInterval
    origin: float
    """This is the time of the run at which the time axis has its 0 [h]."""
    unit: float
    """This is the unit of the time axis [h]."""
    label: str
    detailed: bool
    """This tells whether there is room to write numbers at the curves."""

    def on_axis(self, times: Time) -> Time:
        """Converts times of the run [h] to the time axis."""
        return (times - self.origin) / self.unit

    def within(self, times: FloatArray) -> FloatArray:
        """Returns the times that lie within the span, on the time axis."""
        return self.on_axis(times[(times >= self.window.begin) & (times <= self.window.end)])


class Panel(NamedTuple):
    """A panel shows a quantity in every time span."""

    label: str
    height: float
    """This is the height of the panel in a new figure [inches]."""
    draw: Callable[[RunData, TimeSpan, dict[str, Line], Axes], None]


def samples(span: TimeSpan, run: RunData, values: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Returns the output times within a span, on its time axis, and the values at them.

    A span shows what is there after a dose at its begin, and before a dose at its end.
    """
    first = int(np.searchsorted(run.times, span.window.begin, side="right")) - 1
    last = int(np.searchsorted(run.times, span.window.end, side="left")) + 1
    chosen = slice(max(first, 0), last)
    return span.on_axis(run.times[chosen]), values[chosen]


def doses(run: RunData, span: TimeSpan) -> FloatArray:
    """Returns the times of the doses within a span, on its time axis."""
    return span.within(run.regimen.given())


def draw_curve(run: RunData, span: TimeSpan, line: Line, axes: Axes, values: FloatArray) -> None:
    """Draws a line; or a band from lowest to highest, if there are too many doses to see each."""
    x, y = samples(span, run, values)
    cycles = doses(run, span).size
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
    """Writes the peak of an occupancy [%] above the curve, and the last value beside it."""
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
    """Draws a dot at the peak, and writes the text above or below it."""
    top = int(np.argmax(y))
    place: dict[str, Any] = {"xytext": (0, 5), "va": "bottom", "ha": "center"}
    if below:
        place |= {"xytext": (0, -6), "va": "top"}
    margin = _EDGE * (x[-1] - x[0])  # a text in the middle of its peak would cross the frame
    if x[top] <= x[0] + margin:
        place["ha"] = "left"
    elif x[top] >= x[-1] - margin:
        place["ha"] = "right"
    axes.plot(x[top], y[top], "o", color=colour, markersize=4)
    axes.annotate(text, (x[top], y[top]), color=colour, **place, **_MARK)
