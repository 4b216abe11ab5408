"""This module puts charts into a figure with heading and caption, or into Axes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from opiodyn._checks import check
from opiodyn._plot import style
from opiodyn._plot.asked import count_of, read_target
from opiodyn._plot.page import lay_out, new_figure
from opiodyn._plot.words import Words
from opiodyn._result.wording import ADVICE, rounded

if TYPE_CHECKING:
    import xarray as xr
    from matplotlib.axes import Axes
    from matplotlib.figure import SubFigure


class Chart(NamedTuple):
    """A chart shows one metric."""

    name: str
    height: float
    """This is its height in a new figure of the style "paper" [inches]."""
    draw: Callable[[Axes], None]
    handles: Callable[[], Sequence[Any]]
    """These are the handles of its legend; there may be none."""


class Wanted(NamedTuple):
    """A user wants charts there; the arguments are those of `plot_sweep`."""

    figure: Any = None
    ax: Any = None
    style: str | None = None


def draw(charts: Sequence[Chart], words: Words, wanted: Wanted) -> Any:
    """Draws charts below each other, and returns the figure or the Axes."""
    look = style.read_style("style", wanted.style)
    style.require_matplotlib()
    target = read_target(wanted.figure, wanted.ax)
    if target.axes and len(target.axes) != len(charts):
        names = ", ".join(f"'{chart.name}'" for chart in charts)
        rule = f"must be one for each metric, and there are {len(charts)}: {names}"
        raise check.input_error("ax", count_of(target.axes), rule)
    chosen = look or (None if target.axes else style.LOOKS["paper"])
    with style.in_force(chosen):
        if target.axes:
            _draw_in_axes(charts, target.axes, None if wanted.style is None else chosen)
            return wanted.ax
        handles = list({one.get_label(): one for c in charts for one in c.handles()}.values())
        canvas = target.figure or new_figure(charts, 1, words, handles)
        lay_out(canvas, words, handles, lambda body: _draw_in_figure(charts, body))
    return canvas


def _draw_in_figure(charts: Sequence[Chart], body: SubFigure) -> None:
    heights = [chart.height for chart in charts]
    panels = body.subplots(len(charts), 1, squeeze=False, gridspec_kw={"height_ratios": heights})[
        :, 0
    ]
    for chart, axes in zip(charts, panels, strict=True):
        chart.draw(axes)
    body.align_ylabels(list(panels))


def _draw_in_axes(charts: Sequence[Chart], panels: Sequence[Axes], look: style.Look | None) -> None:
    for chart, axes in zip(charts, panels, strict=True):
        chart.draw(axes)
        if look is not None:
            style.restyle(axes, look)
        if handles := list(chart.handles()):
            legend = axes.legend(handles=handles, frameon=True, framealpha=0.9, edgecolor="none")
            legend.set_zorder(6)


def words_of(found: xr.Dataset, subheading: Sequence[str], caption: Sequence[str]) -> Words:
    """Returns the words around charts: regimen and title above them, and notes below."""
    regimen = str(found.attrs.get("regimen", ""))
    title = str(found.attrs.get("title", "")).removeprefix("opiodyn ")
    heading, below = title, list(subheading)
    if regimen not in ("", "several"):
        heading, below = rounded(regimen), [*filter(None, [title]), *subheading]
    notes = str(found.attrs.get("notes", "")).splitlines()
    model = str(found.attrs.get("model", "several"))
    made = [] if model == "several" else [f"{model}."]
    return Words(heading, "; ".join(below), [*notes, *caption, *made, ADVICE])
