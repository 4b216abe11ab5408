"""The picture of a fit shows observed against predicted values, residuals, and the course."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from opiodyn._fit.estimates import Estimates
from opiodyn._fit.inside import setup_of
from opiodyn._fit.objective import Objective
from opiodyn._fit.shown.tables import predictions_table
from opiodyn._plot import style

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

_WIDTH, _HEIGHT = 10.5, 3.4  # inches, of a row of panels
_OBSERVED, _BELOW, _LINE = "#0072B2", "#D55E00", style.GREY


def plot(goal: Objective, found: Estimates, figure: Any) -> Any:
    """Draws `Fit.plot`."""
    matplotlib = style.require_matplotlib()
    quantities = setup_of(goal).observed.quantities
    frame = predictions_table(goal, found)
    with matplotlib.rc_context(style.STYLE):
        from matplotlib import pyplot as plt

        canvas = figure or plt.figure(
            figsize=(_WIDTH, _HEIGHT * len(quantities)), layout="constrained"
        )
        panels = canvas.subplots(len(quantities), 3, squeeze=False)
        for row, one in zip(panels, quantities, strict=True):
            own = frame[frame["quantity"] == one.name]
            unit = "" if one.unit == "1" else f", {one.unit}"
            _draw_agreement(row[0], own, unit)
            _draw_residuals(row[1], own)
            _draw_course(row[2], own, unit)
            row[0].set_title(one.name)
    return canvas


def _draw_agreement(axes: Axes, frame: pd.DataFrame, unit: str) -> None:
    for below, part in frame.groupby("censored"):
        axes.plot(part["predicted"], part["observed"], **_points(bool(below)))
    low = min(frame["predicted"].min(), frame["observed"].min())
    high = max(frame["predicted"].max(), frame["observed"].max())
    axes.plot([low, high], [low, high], color=_LINE, linewidth=1.0, zorder=1)
    if low > 0.0 and high > 10.0 * low:
        axes.set_xscale("log")
        axes.set_yscale("log")
    axes.set_xlabel(f"predicted{unit}")
    axes.set_ylabel(f"observed{unit}")
    if frame["censored"].any():
        axes.legend(loc="upper left")


def _draw_residuals(axes: Axes, frame: pd.DataFrame) -> None:
    seen = frame[~frame["censored"]]
    axes.plot(seen["time"], seen["weighted"], **_points(below=False))
    axes.axhline(0.0, color=_LINE, linewidth=1.0, zorder=1)
    for edge in (-1.96, 1.96):
        axes.axhline(edge, color=_LINE, linewidth=0.8, linestyle=":", zorder=1)
    reach = max(3.0, 1.1 * float(np.nanmax(np.abs(seen["weighted"]), initial=0.0)))
    axes.set_ylim(-reach, reach)
    axes.set_xlabel("time, h")
    axes.set_ylabel("weighted residual")


def _draw_course(axes: Axes, frame: pd.DataFrame, unit: str) -> None:
    for _, own in frame.groupby("subject", sort=False):
        axes.plot(own["time"], own["predicted"], color=_LINE, linewidth=1.0, zorder=1)
    for below, part in frame.groupby("censored"):
        axes.plot(part["time"], part["observed"], **_points(bool(below)))
    axes.set_xlabel("time, h")
    axes.set_ylabel(f"observed, and predicted (lines){unit}")


def _points(below: bool) -> dict[str, Any]:
    """Returns the looks of observations; those below a limit point down from it."""
    shape = {"marker": "v", "color": _BELOW, "label": "below the limit"}
    seen = {"marker": "o", "color": _OBSERVED, "label": "observed"}
    chosen: dict[str, Any] = shape if below else seen
    return {**chosen, "linestyle": "none", "markersize": 4.0, "alpha": 0.8}
