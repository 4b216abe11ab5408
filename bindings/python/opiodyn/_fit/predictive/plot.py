"""The picture of a check has percentiles of observations over bands of simulated ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opiodyn._plot import style
from opiodyn._plot.asked import read_target
from opiodyn._plot.bands import draw_points
from opiodyn._plot.lines import Line

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

_WIDTH, _HEIGHT = 7.5, 4.2  # inches, of a panel
_OUTER, _MIDDLE = "#56B4E9", "#E69F00"


def plot(table: pd.DataFrame, points: pd.DataFrame, figure: Any, named: str | None) -> Any:
    """Draws `PredictiveCheck.plot`."""
    quantities = list(dict.fromkeys(table.index.get_level_values("quantity")))
    style.require_matplotlib()
    target = read_target(figure, None)
    look = style.read_style("style", named) or (None if target.figure else style.look())
    with style.in_force(look):
        from matplotlib import pyplot as plt

        enlarged = style.look().enlarged
        size = (_WIDTH * enlarged, _HEIGHT * enlarged * len(quantities))
        canvas = target.figure or plt.figure(figsize=size, layout="constrained")
        panels = canvas.subplots(len(quantities), 1, squeeze=False)[:, 0]
        for axes, name in zip(panels, quantities, strict=True):
            _draw(axes, table.loc[name], points[points["quantity"] == name])
            unit = table.attrs["units"][name]
            axes.set_title(f"{name}{'' if unit == '1' else f', {unit}'}")
        panels[-1].set_xlabel("time, h")
        share = 100.0 * table.attrs["interval"]
        panels[0].legend(
            title=f"bands: {share:g} % of {table.attrs['replicates']} simulated studies",
            loc="upper right",
        )
    return canvas


def _draw(axes: Axes, table: pd.DataFrame, points: pd.DataFrame) -> None:
    draw_points(axes, points["time"], points["observed"], Line("", style.grey(), "-"))
    percentiles = list(dict.fromkeys(table.index.get_level_values("percentile")))
    for percentile in percentiles:
        levels = table.index.get_level_values("percentile")
        own = table[levels == percentile].sort_values("time")
        middle = percentile == percentiles[1]
        colour = style.look().colour(_MIDDLE if middle else _OUTER)
        axes.fill_between(own["time"], own["low"], own["high"], color=colour, alpha=0.45, lw=0)
        axes.plot(
            own["time"],
            own["observed"],
            color=style.ink(),
            linestyle="-" if middle else "--",
            label=f"observed {percentile:g} %",
        )
