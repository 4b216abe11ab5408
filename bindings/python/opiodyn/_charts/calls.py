"""This module has the calls that draw sweeps and sensitivities."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, overload

if TYPE_CHECKING:
    import xarray as xr
    from matplotlib.figure import Figure, SubFigure

    from opiodyn._plot.wanted import AnyAxes, Canvas


@overload
def plot_sweep(
    found: xr.Dataset, *, metrics: Iterable[str] | None = None, style: str | None = None
) -> Figure: ...
@overload
def plot_sweep(
    found: xr.Dataset,
    *,
    metrics: Iterable[str] | None = None,
    figure: Canvas,
    style: str | None = None,
) -> Canvas: ...
@overload
def plot_sweep(
    found: xr.Dataset,
    *,
    metrics: Iterable[str] | None = None,
    ax: AnyAxes,
    style: str | None = None,
) -> AnyAxes: ...
def plot_sweep(
    found: xr.Dataset,
    *,
    metrics: Iterable[str] | None = None,
    figure: Figure | SubFigure | None = None,
    ax: Any = None,
    style: str | None = None,
) -> Any:
    """Draws what `sweep` returned, a panel for each metric.

    One axis of numbers is a line. Two of them are a map, whose cells have their numbers if there
    are few. An axis of labels, such as regimens, gives a line for each label; alone it has points.
    Over people there is a median with the band of the middle 90 %. Columns over time are lines, one
    for each value of another axis. Choose values of further axes first, by ``found.sel(...)``.
    Labels have words and units as in `Run.plot`: occupancies and effects are drawn in per cent, and
    a line marks the drug-free level of what is relative to it. A name that you gave to a metric
    stays.

    Args:
        found: The dataset of `sweep`, or a part of it.
        metrics: The names of metrics and columns of the dataset. None stands for all.
        figure: A matplotlib figure or subfigure to draw in; None makes one.
        ax: The Axes to draw in, or a list of Axes with one for each metric.
        style: The name of a style, as in `Run.plot`.

    Returns:
        The figure; or ``ax``, if that is given. Global matplotlib settings are left alone.

    Raises:
        InputError: ``found`` is no such dataset, a metric has other than one or two axes, or there
            is another number of Axes than of metrics.
        UnknownNameError: The dataset has no such metric, or there is no such style.
        ImportError: matplotlib is not installed (``pip install 'opiodyn[plot]'``).

    Example:
        >>> from opiodyn import regimen, sweep
        >>> week = regimen("naltrexone 4.5 mg po q24h x7")
        >>> found = sweep(week, over={"dose": [1.5, 4.5, 50]}, metrics="tone.mu.mean")
        >>> figure = plot_sweep(found)
        >>> figure.axes[0].get_xlabel(), figure.axes[0].get_ylabel()
        ('dose, mg', 'mean μ tone, × drug-free')
    """
    from opiodyn._charts.frame import Wanted
    from opiodyn._charts.sweeps import plot_sweep as draw

    return draw(found, metrics, Wanted(figure, ax, style))


@overload
def plot_sensitivity(
    found: xr.Dataset, *, metrics: Iterable[str] | None = None, style: str | None = None
) -> Figure: ...
@overload
def plot_sensitivity(
    found: xr.Dataset,
    *,
    metrics: Iterable[str] | None = None,
    figure: Canvas,
    style: str | None = None,
) -> Canvas: ...
@overload
def plot_sensitivity(
    found: xr.Dataset,
    *,
    metrics: Iterable[str] | None = None,
    ax: AnyAxes,
    style: str | None = None,
) -> AnyAxes: ...
def plot_sensitivity(
    found: xr.Dataset,
    *,
    metrics: Iterable[str] | None = None,
    figure: Figure | SubFigure | None = None,
    ax: Any = None,
    style: str | None = None,
) -> Any:
    """Draws what `sensitivity` returned, as bars with their signs.

    A bar is an elasticity: the change of the number [%] if the variable changes by 1 %.
    Derivatives have different units, and become elasticities here. The largest bar is on top, and
    at most 15 are shown. Over people a bar is the median, and its line holds the middle 90 %.

    Args:
        found: The dataset of `sensitivity`, or a part of it. Of numbers at several times, choose
            one by ``found.sel(time=...)``.
        metrics: The names of metrics and columns of the dataset. None stands for all.
        figure: A matplotlib figure or subfigure to draw in; None makes one.
        ax: The Axes to draw in, or a list of Axes with one for each metric.
        style: The name of a style, as in `Run.plot`.

    Returns:
        The figure; or ``ax``, if that is given. Global matplotlib settings are left alone.

    Raises:
        InputError: ``found`` is no such dataset, a number has several times or no finite
            elasticity, or there is another number of Axes than of metrics.
        UnknownNameError: The dataset has no such metric, or there is no such style.
        ImportError: matplotlib is not installed (``pip install 'opiodyn[plot]'``).

    Example:
        >>> from opiodyn import regimen, sensitivity
        >>> week = regimen("naltrexone 4.5 mg po q24h x7")
        >>> found = sensitivity(week, to=["naltrexone.CL", "amt"])
        >>> figure = plot_sensitivity(found)
        >>> figure.axes[0].get_xlabel()
        'elasticity of tone.mu.mean, % per %'
    """
    from opiodyn._charts.bars import plot_sensitivity as draw
    from opiodyn._charts.frame import Wanted

    return draw(found, metrics, Wanted(figure, ax, style))
