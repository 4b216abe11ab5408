"""The picture of a fit shows observed against predicted values, residuals, and the course."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from opiodyn._fit.data.courses import Course, courses
from opiodyn._fit.estimates import Estimates
from opiodyn._fit.inside import design_of, setup_of
from opiodyn._fit.objective import Objective
from opiodyn._fit.shown.tables import predictions_table
from opiodyn._plot import style
from opiodyn._plot.asked import read_target
from opiodyn._plot.bands import draw_points
from opiodyn._plot.lines import Line

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

_WIDTH, _HEIGHT = 11.0, 3.6  # inches, of a row of panels
_DECADE = 10.0  # from this ratio of values on, axes are logarithmic


def plot(goal: Objective, found: Estimates, figure: Any, named: str | None) -> Any:
    """Draws `Fit.plot`."""
    setup = setup_of(goal)
    quantities = setup.observed.quantities
    style.require_matplotlib()
    target = read_target(figure, None)
    look = style.read_style("style", named) or (None if target.figure else style.look())
    frame = predictions_table(goal, found)
    drawn = courses(design_of(goal), found.x[: len(setup.vary)])
    with style.in_force(look):
        from matplotlib import pyplot as plt

        enlarged = style.look().enlarged
        size = (_WIDTH * enlarged, _HEIGHT * enlarged * len(quantities))
        canvas = target.figure or plt.figure(figsize=size, layout="constrained")
        panels = canvas.subplots(len(quantities), 3, squeeze=False)
        for k, (row, one) in enumerate(zip(panels, quantities, strict=True)):
            own = frame[frame["quantity"] == one.name]
            unit = "" if one.unit == "1" else f", {one.unit}"
            _draw_agreement(row[0], own, unit)
            _draw_residuals(row[1], own)
            _draw_course(row[2], own, [part.of(k) for part in drawn], unit)
            row[0].set_title(one.name)
    return canvas


def _observed(label: str = "observed") -> Line:
    return Line(label, style.look().colour("#0072B2"), "-")


def _draw_agreement(axes: Axes, frame: pd.DataFrame, unit: str) -> None:
    draw_points(
        axes, frame["predicted"], frame["observed"], _observed(), censored=frame["censored"]
    )
    low = float(min(frame["predicted"].min(), frame["observed"].min()))
    high = float(max(frame["predicted"].max(), frame["observed"].max()))
    axes.plot([low, high], [low, high], color=style.grey(), linewidth=1.0, zorder=1)
    if low > 0.0 and high > _DECADE * low:
        _log_axes(axes)
    axes.set_xlabel(f"predicted{unit}")
    axes.set_ylabel(f"observed{unit}")
    if frame["censored"].any():
        axes.legend(loc="upper left")


def _log_axes(axes: Axes) -> None:
    """Makes both axes logarithmic, with plain numbers."""
    for axis, scale in ((axes.xaxis, axes.set_xscale), (axes.yaxis, axes.set_yscale)):
        scale("log")
        axis.set_major_formatter("{x:g}")


def _draw_residuals(axes: Axes, frame: pd.DataFrame) -> None:
    seen = frame[~frame["censored"]]
    draw_points(axes, seen["time"], seen["weighted"], _observed())
    axes.axhline(0.0, color=style.grey(), linewidth=1.0, zorder=1)
    for edge in (-1.96, 1.96):
        axes.axhline(edge, color=style.grey(), linewidth=0.8, linestyle=":", zorder=1)
    reach = max(3.0, 1.1 * float(np.nanmax(np.abs(seen["weighted"]), initial=0.0)))
    axes.set_ylim(-reach, reach)
    axes.set_xlabel("time, h")
    axes.set_ylabel("weighted residual")


def _draw_course(axes: Axes, frame: pd.DataFrame, drawn: list[Course], unit: str) -> None:
    for course in drawn:
        axes.plot(course.times, course.values, color=style.grey(), linewidth=1.0, zorder=1)
    draw_points(axes, frame["time"], frame["observed"], _observed(), censored=frame["censored"])
    axes.set_xlabel("time, h")
    axes.set_ylabel(f"observed, and fit (line){unit}")
