"""This module draws the curves of a run in a panel, over a time span."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import numpy as np

from opiodyn._checks.check import FloatArray
from opiodyn._dosing.intervals import DosingInterval
from opiodyn._plot.bands import BAND_ALPHA, draw_band
from opiodyn._plot.lines import Line

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_CYCLES = 60
_SMALLEST_MARKED = 3.0
_HIGH_MARKED = 88.0
_BANDS = 150
_EDGE = 0.03  # of the width of a panel


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


class Samples(NamedTuple):
    """Samples are the values of a curve at times; subjects have limits around their median."""

    times: FloatArray
    values: FloatArray
    """These are the values of a run, or medians over subjects."""
    low: FloatArray | None = None
    high: FloatArray | None = None

    def within(self, span: TimeSpan) -> Samples:
        """Returns the samples within a span, on its time axis.

        A span shows what is there after a dose at its start, and before a dose at its end.
        """
        first = int(np.searchsorted(self.times, span.window.begin, side="right")) - 1
        last = int(np.searchsorted(self.times, span.window.end, side="left")) + 1
        chosen = slice(max(first, 0), last)
        return self._replace(times=span.on_axis(self.times[chosen])).each(lambda y: y[chosen])

    def each(self, change: Callable[[FloatArray], FloatArray]) -> Samples:
        """Returns the samples with their values and limits changed."""
        low, high = (None if y is None else change(y) for y in (self.low, self.high))
        return Samples(self.times, change(self.values), low, high)

    def drawn(self) -> list[FloatArray]:
        """Returns the values and their limits, as far as there are any."""
        return [y for y in self[1:] if y is not None]


def draw_curve(axes: Axes, span: TimeSpan, line: Line, samples: Samples, given: FloatArray) -> None:
    """Draws samples as a line, or as a median with its band.

    If there are too many doses to see each, a line becomes a band from lowest to highest. A band of
    subjects then reaches from the lowest of its low ends to the highest of its high ends.

    Args:
        axes: The panel to draw in.
        span: The time span of the panel.
        line: The label, colour and dashes.
        samples: The samples of the whole run, in the unit of the panel.
        given: The times of the doses [h].
    """
    x, y, lowest, highest = samples.within(span)
    cycles = span.within(given).size
    if cycles > MOST_CYCLES:
        if lowest is not None and highest is not None:
            ends, low, _ = _range(x, lowest, cycles)
            high = _range(x, highest, cycles)[2]
            axes.fill_between(ends, low, high, color=line.colour, alpha=BAND_ALPHA, linewidth=0)
        _draw_range(axes, x, y, line, cycles)
    elif lowest is not None and highest is not None:
        draw_band(axes, x, lowest, y, highest, line)
    else:
        axes.plot(x, y, linestyle=line.style, color=line.colour, label=line.label)


def _range(x: FloatArray, y: FloatArray, cycles: int) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Returns the lowest and the highest value of a curve in parts of time, behind their times."""
    edges = np.linspace(x[0], x[-1], 1 + min(_BANDS, cycles // 2))
    starts = np.unique(np.searchsorted(x, edges[:-1]))
    limits = (np.fmin.reduceat(y, starts), np.fmax.reduceat(y, starts))
    low, high = (np.append(limit, limit[-1]) for limit in limits)
    return np.append(x[starts], x[-1]), low, high


def _draw_range(axes: Axes, x: FloatArray, y: FloatArray, line: Line, cycles: int) -> None:
    """Draws a band from the lowest to the highest value of a curve."""
    ends, low, high = _range(x, y, cycles)
    axes.fill_between(ends, low, high, color=line.colour, alpha=0.35, linewidth=0)
    for edge, label in ((low, line.label), (high, "_nolegend_")):
        axes.plot(ends, edge, linestyle=line.style, color=line.colour, linewidth=0.9, label=label)


def mark_extremes(axes: Axes, x: FloatArray, y: FloatArray, colour: str) -> None:
    """Writes the peak of an occupancy [%] above the curve, and the last value beside it."""
    top, end = int(np.argmax(y)), y.size - 1
    if y[top] < _SMALLEST_MARKED:
        return
    mark_peak(axes, x, y, colour, f"{y[top]:.0f} %", below=y[top] > _HIGH_MARKED)
    if top < 0.9 * end:
        place: dict[str, Any] = {"xytext": (4, 0), "va": "center", "ha": "left"}
        axes.annotate(f"{y[end]:.0f} %", (x[end], y[end]), color=colour, **place, **_mark())


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
    axes.annotate(text, (x[top], y[top]), color=colour, **place, **_mark())


def _mark() -> dict[str, Any]:
    """Returns the style of a number at a curve; its rim keeps lines behind it apart."""
    import matplotlib as mpl
    from matplotlib.patheffects import withStroke

    rim = withStroke(linewidth=3.0, foreground=mpl.rcParams["axes.facecolor"])
    return {
        "path_effects": [rim],
        "fontsize": mpl.rcParams["ytick.labelsize"],
        "fontweight": "bold",
        "textcoords": "offset points",
        "annotation_clip": False,
    }
