"""This module finishes panels: their range, their drug-free level, and what a run alone has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from opiodyn._checks.check import FloatArray
from opiodyn._plot.curves import Samples, TimeSpan, mark_extremes, mark_peak
from opiodyn._plot.lines import ABOVE_ALPHA, ABOVE_COLOUR, DRUG_LINES, Line
from opiodyn._plot.style import grey, look

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_DECADES_SHOWN = 4.5
_SMALLEST_MARKED = 1.005
_LEAST_RANGE = (0.9, 1.1)
_GAP = 5.0  # between a curve and the frame of its panel, %


# The range of a panel. The values are those of each curve over the whole run.


def finish_plasma(axes: Axes, values: Sequence[FloatArray]) -> None:
    """Makes the axis logarithmic, with its lower end below all levels between doses.

    The first moments of absorption, which begin at zero, do not count.
    """
    from matplotlib import ticker

    axes.set_yscale("log")
    axes.yaxis.set_major_formatter("{x:g}")
    axes.yaxis.set_minor_locator(ticker.NullLocator())
    levels = [level for level in values if np.any(level > 0.0)]
    if not levels:
        axes.set_ylim(0.01, 1.0)
        return
    top = max(float(np.nanmax(level)) for level in levels)
    lows = [level[int(np.nanargmax(level)) :] for level in levels]
    low = min(float(part[part > 0.0].min()) for part in lows)
    axes.set_ylim(max(low / 3.0, top * 10.0**-_DECADES_SHOWN), top * 2.0)


def finish_percent(axes: Axes, values: Sequence[FloatArray]) -> None:
    """Shows 0 to 100 %."""
    axes.set_ylim(0.0, 100.0)
    axes.set_yticks([0, 25, 50, 75, 100])


def finish_effect(axes: Axes, values: Sequence[FloatArray]) -> None:
    """Shows 0 to 100 %, and what an antagonist takes away below it."""
    _level(axes, 0.0)
    lowest = min((float(np.nanmin(one)) for one in values), default=0.0)
    axes.set_ylim(min(lowest, 0.0) - _GAP, 100.0)


def finish_ventilation(axes: Axes, values: Sequence[FloatArray]) -> None:
    """Shows breathing from 0 % on, and the drug-free level."""
    _level(axes, 100.0)
    axes.set_ylim(0.0, max(_highest(values) + _GAP, 110.0))


def finish_withdrawal(axes: Axes, values: Sequence[FloatArray]) -> None:
    """Shows the index from 0 on: most of what people feel lies in its first tenths."""
    highest = _highest(values)
    axes.set_ylim(0.0, next(top for top in (0.1, 0.2, 0.5, 1.0) if highest < top))


def finish_relative(axes: Axes, values: Sequence[FloatArray]) -> None:
    """Draws the drug-free level 1, and sets a range that does not enlarge small changes."""
    _around(axes, 1.0)


def finish_index(axes: Axes, values: Sequence[FloatArray]) -> None:
    """Draws the drug-free level 100 %, and sets a range that does not enlarge small changes."""
    _around(axes, 100.0)


def _around(axes: Axes, drug_free: float) -> None:
    _level(axes, drug_free)
    low, high = axes.get_ylim()
    least, most = (drug_free * limit for limit in _LEAST_RANGE)
    axes.set_ylim(min(low, least), max(high, most))


def _level(axes: Axes, drug_free: float) -> None:
    axes.axhline(drug_free, color=grey(), linewidth=1.0, zorder=1.5)


def _highest(values: Sequence[FloatArray]) -> float:
    return max((float(np.nanmax(one)) for one in values), default=0.0)


# What only a run alone has: several would write over each other.


def accent_receptor(axes: Axes, span: TimeSpan, line: Line, samples: Samples) -> None:
    """Fills the occupancy by the first drug, and writes its extremes if there is room."""
    if line.on_paper != DRUG_LINES[0][0]:
        return
    x, y, *_ = samples.within(span)
    axes.fill_between(x, y, color=line.colour, alpha=0.12, linewidth=0)
    if span.detailed:
        mark_extremes(axes, x, y, line.colour)


def accent_tone(axes: Axes, span: TimeSpan, line: Line, samples: Samples) -> None:
    """Shades the time above 1, and writes the peak if there is room."""
    x, y, *_ = samples.within(span)
    axes.fill_between(x, 1.0, y, where=y > 1.0, interpolate=True, **above_style())
    if span.detailed and y.max() > _SMALLEST_MARKED:
        mark_peak(axes, x, y, line.colour, f"{y.max():.2f}")


def above_style() -> dict[str, Any]:
    """Returns the style of the shade above 1."""
    return {"color": look().colour(ABOVE_COLOUR), "alpha": ABOVE_ALPHA, "linewidth": 0}


def is_above(samples: Samples) -> bool:
    """Tells whether tone lies above 1 by so much that a shade shows."""
    return float(samples.values.max()) >= _SMALLEST_MARKED
