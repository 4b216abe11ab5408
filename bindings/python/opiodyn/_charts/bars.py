"""This module draws sensitivities as bars with their signs, the largest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from opiodyn._charts.frame import Chart, Wanted, draw, words_of
from opiodyn._charts.read import SUBJECT, fixed_in, lost_in, read_dataset, read_metrics
from opiodyn._checks import check
from opiodyn._plot import style
from opiodyn._sensitivity.results import elasticity

if TYPE_CHECKING:
    import xarray as xr
    from matplotlib.axes import Axes

_MADE_BY = "opiodyn.sensitivity"
_DERIVATIVE, _ELASTICITY, _VARIABLE = ".derivative", ".elasticity", "variable"
_MOST = 15
_BAR, _AROUND = 0.36, 0.9  # inches
_ROOM = 0.3  # for numbers beside the longest bar, of its length
_UP, _DOWN = "#0072B2", "#D55E00"
_LOW, _HIGH = 0.05, 0.95


class Bars(NamedTuple):
    """Bars show elasticities: medians over subjects with limits, where there are subjects."""

    names: Sequence[str]
    values: npt.NDArray[Any]
    low: npt.NDArray[Any]
    high: npt.NDArray[Any]


def plot_sensitivity(found: Any, metrics: Iterable[str] | None, wanted: Wanted) -> Any:
    """Draws the picture of `opiodyn.plot_sensitivity`."""
    dataset = read_dataset(found, _MADE_BY)
    names = read_metrics(_known(dataset), metrics, _MADE_BY)
    bars = {name: _bars(dataset, name) for name in names}
    charts = [_chart(name, one) for name, one in bars.items()]
    caption = ["A bar is the change of the number [%] if the variable changes by 1 %."]
    if SUBJECT in dataset.dims:
        caption.append("Bars are medians over subjects, and lines hold the middle 90 % of them.")
    if any(len(one.names) > _MOST for one in bars.values()):
        caption.append(f"The {_MOST} largest are shown.")
    caption += filter(None, [lost_in(dataset)])
    return draw(charts, words_of(dataset, fixed_in(dataset.squeeze()), caption), wanted)


def _known(found: xr.Dataset) -> list[str]:
    """Returns the numbers that have derivatives or elasticities beside them."""
    return [
        str(name)
        for name in found.data_vars
        if f"{name}{_DERIVATIVE}" in found or f"{name}{_ELASTICITY}" in found
    ]


def _bars(found: xr.Dataset, name: str) -> Bars:
    """Reads the bars of a metric.

    Raises:
        InputError: The number has times, or no variable has a finite elasticity.
    """
    values = _elasticities(found, name)
    extra = [str(one) for one in values.dims if one not in (SUBJECT, _VARIABLE)]
    if extra:
        chosen = f"found.sel({extra[0]}={found[extra[0]].values[-1]:g})"
        raise check.input_error(
            f"found[{name!r}]", " x ".join(extra), f"bars are of one time: choose it, as {chosen}"
        )
    rows = values.transpose(..., _VARIABLE).values.reshape(-1, values.sizes[_VARIABLE])
    finite = np.isfinite(rows).any(axis=0)
    if not finite.any():
        rule = "no variable has a finite elasticity: the number is 0, or no run is complete"
        raise check.input_error(f"found[{name!r}]", f"{rows.shape[1]} variables", rule)
    rows = np.where(np.isfinite(rows), rows, np.nan)[:, finite]
    low, middle, high = np.nanquantile(rows, [_LOW, 0.5, _HIGH], axis=0)
    order = np.argsort(-np.abs(middle), kind="stable")
    names = values[_VARIABLE].values[finite][order]
    return Bars([str(one) for one in names], middle[order], low[order], high[order])


def _elasticities(found: xr.Dataset, name: str) -> Any:
    if f"{name}{_ELASTICITY}" in found:
        return found[f"{name}{_ELASTICITY}"].squeeze(_single(found))
    slopes = found[f"{name}{_DERIVATIVE}"]
    number = found[name].broadcast_like(slopes).transpose(*slopes.dims)
    at = found["at"].broadcast_like(slopes).transpose(*slopes.dims)
    relative = elasticity((at * slopes).values, number.values)
    return slopes.copy(data=relative).squeeze(_single(found))


def _single(found: xr.Dataset) -> list[str]:
    """Returns the dimensions of one value, but for that of variables."""
    return [str(name) for name, size in found.sizes.items() if size == 1 and name != _VARIABLE]


def _chart(name: str, bars: Bars) -> Chart:
    shown = min(len(bars.names), _MOST)
    return Chart(
        name, _AROUND + _BAR * shown, lambda axes: _draw(axes, name, bars, shown), lambda: []
    )


def _draw(axes: Axes, name: str, bars: Bars, shown: int) -> None:
    values, places = bars.values[:shown], np.arange(shown)
    colours = [style.look().colour(_UP if one >= 0.0 else _DOWN) for one in values]
    axes.barh(places, values, height=0.62, color=colours)
    low, high = bars.low[:shown], bars.high[:shown]
    if np.any(high > low):
        axes.hlines(places, low, high, color=style.ink(), linewidth=1.4)
    axes.axvline(0.0, color=style.grey(), linewidth=1.0)
    reach = float(np.nanmax(np.abs([values, low, high]))) or 1.0
    digits = max(0, 1 - int(np.floor(np.log10(reach))))  # two of the largest
    for place, value, least, most in zip(places, values, low, high, strict=True):
        up = value >= 0.0
        end = max(value, most, 0.0) if up else min(value, least, 0.0)
        side = "left" if up else "right"
        axes.annotate(
            _signed(value, digits),
            (end, place),
            xytext=(4 if up else -4, 0),
            textcoords="offset points",
            ha=side,
            va="center",
        )
    axes.set_xlim(*_limits(np.concatenate([values, low, high]), reach))
    axes.set_yticks(places, bars.names[:shown])
    axes.set_ylim(shown - 0.4, -0.6)
    axes.grid(axis="y", visible=False)
    axes.set_axisbelow(True)
    axes.set_xlabel(f"elasticity of {name}, % per %")


def _signed(value: float, digits: int) -> str:
    """Returns a number with its sign, and zero without one."""
    text = f"{value:+.{digits}f}"
    return text.replace("-", "−") if float(text) else text[1:]


def _limits(values: npt.NDArray[Any], reach: float) -> tuple[float, float]:
    """Returns the ends of the axis, with room for numbers beside the bars."""
    low, high = min(float(values.min()), 0.0), max(float(values.max()), 0.0)
    return low - _ROOM * reach * (low < 0.0), high + _ROOM * reach * (high > 0.0)
