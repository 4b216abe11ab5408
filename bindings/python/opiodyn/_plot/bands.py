"""This module draws bands and points into a panel, in the style of the house.

A room that has a median with limits over time, or observations, draws them with these functions. A
picture calls them inside ``with in_force(...)`` of `opiodyn._plot.style`, or inside a style.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from opiodyn._checks.check import FloatArray
from opiodyn._plot.lines import Line

if TYPE_CHECKING:
    from matplotlib.axes import Axes

BAND_ALPHA = 0.22
_EDGE_WIDTH = 0.35  # of the line of the median


def draw_band(
    axes: Axes,
    times: FloatArray,
    low: FloatArray,
    median: FloatArray,
    high: FloatArray,
    line: Line,
) -> None:
    """Draws a median as a line, and the band from low to high around it.

    The line has the label of ``line``, so that ``axes.legend()`` names it once. A value that is NaN
    leaves a gap.

    Args:
        axes: The panel to draw in.
        times: The times, in the unit of the time axis.
        low: The lower end of the band at each time, in the unit of the panel.
        median: The middle of the band, likewise.
        high: The upper end of the band, likewise.
        line: The label, colour and dashes.
    """
    import matplotlib as mpl

    colour, width = line.colour, float(mpl.rcParams["lines.linewidth"])
    axes.fill_between(times, low, high, color=colour, alpha=BAND_ALPHA, linewidth=0)
    for edge in (low, high):
        axes.plot(times, edge, "-", color=colour, linewidth=_EDGE_WIDTH * width, alpha=0.6)
    axes.plot(times, median, linestyle=line.style, color=colour, label=line.label)


def draw_points(
    axes: Axes,
    times: npt.ArrayLike,
    values: npt.ArrayLike,
    line: Line,
    *,
    error: npt.ArrayLike | None = None,
    censored: npt.ArrayLike | None = None,
) -> None:
    """Draws observations as points, with bars of error if these are known.

    An observation below a limit of quantification is an open triangle that points down, at the
    limit. The points have the label of ``line``.

    Args:
        axes: The panel to draw in.
        times: The times of the observations, in the unit of the time axis, [observation].
        values: The observations in the unit of the panel; the limit where one is censored.
        line: The label and colour.
        error: The half length of the bar at each observation, or one for all; for bars of unequal
            halves the shape is [2, observation], the lower halves first. None draws no bars.
        censored: The observations that are below the limit, as truth values. None stands for none.
    """
    x, y = np.asarray(times, dtype=np.float64), np.asarray(values, dtype=np.float64)
    below = np.zeros(x.shape, bool) if censored is None else np.asarray(censored, dtype=bool)
    seen = ~below
    bars = None if error is None else np.broadcast_to(error, (*np.shape(error)[:-1], *x.shape))
    style: dict[str, Any] = {"color": line.colour, "linestyle": "", "zorder": 4.0}
    axes.errorbar(
        x[seen],
        y[seen],
        None if bars is None else bars[..., seen],
        fmt="o",
        markersize=_points(0.45),
        capsize=_points(0.2),
        label=line.label,
        **style,
    )
    if below.any():
        label = f"{line.label}, below the limit"
        style |= {"marker": "v", "markerfacecolor": "none", "markersize": _points(0.55)}
        axes.plot(x[below], y[below], label=label, **style)


def _points(share: float) -> float:
    """Returns a size that is a share of that of text [pt]."""
    import matplotlib as mpl
    from matplotlib.font_manager import FontProperties

    return share * float(FontProperties(size=mpl.rcParams["font.size"]).get_size_in_points())
