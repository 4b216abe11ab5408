"""This module draws pictures of runs into a figure or into Axes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy.typing as npt

from opiodyn._plot import style
from opiodyn._plot.asked import (
    Target,
    read_ligands,
    read_panels,
    read_receptors,
    read_target,
    require_curves,
    require_one_each,
)
from opiodyn._plot.curves import TimeSpan
from opiodyn._plot.groups import Group, group_of_run, taken_in
from opiodyn._plot.page import heights_of, lay_out, new_figure
from opiodyn._plot.panels import Shown, panels_of, usual_names
from opiodyn._plot.picture import (
    Picture,
    draw_marks,
    draw_panel,
    handles_of,
    is_ranged,
    read_numbers,
    set_time_axis,
)
from opiodyn._plot.spans import Taken, marks_of, spans_of
from opiodyn._plot.wanted import Wanted
from opiodyn._plot.words import words_of

if TYPE_CHECKING:
    from matplotlib.figure import SubFigure

    from opiodyn._result.run_data import RunData


def plot_run(run: RunData, wanted: Wanted) -> Any:
    """Draws the picture of `Run.plot`."""

    def groups(spans: Sequence[TimeSpan]) -> list[Group]:
        return [group_of_run("", run, spans)]

    return plot_groups([run], [taken_in(run)], groups, wanted)


def plot_groups(
    examples: Sequence[RunData],
    all_taken: Sequence[Taken],
    groups_of: Callable[[Sequence[TimeSpan]], Sequence[Group]],
    wanted: Wanted,
    *,
    drugs: Sequence[str] | None = None,
) -> Any:
    """Draws groups, and returns the figure or the Axes.

    Args:
        examples: A run of each group.
        all_taken: The regimen and the end of each run; a last interval of all gets a zoom.
        groups_of: This makes the groups for the time spans of the picture.
        wanted: The arguments of the user.
        drugs: The ligands that are shown unless the user chose some; None stands for all.
    """
    names = read_panels(examples, wanted.panels)
    ligands = read_ligands(examples, wanted.ligands)
    receptors = read_receptors(examples, wanted.receptors)
    look = style.read_style("style", wanted.style)
    style.require_matplotlib()
    target = read_target(wanted.figure, wanted.ax)
    chosen = look or (None if target.axes else style.LOOKS["paper"])
    with style.in_force(chosen):
        spans = spans_of(all_taken, zoomed=not target.axes)
        groups = groups_of(spans)
        shown = Shown([group.example for group in groups], ligands or drugs, receptors)
        panels = panels_of(shown, names or usual_names(shown.runs[0]))
        if not (ligands is None and receptors is None):
            require_curves(names, panels, {"ligands": ligands, "receptors": receptors})
        if target.axes:
            require_one_each(target.axes, panels)
        picture = Picture(groups, read_numbers(groups, panels), panels, spans, marks_of(all_taken))
        if target.axes:
            _draw_in_axes(picture, target, None if wanted.style is None else chosen)
            return wanted.ax
        words, handles = (
            words_of(groups, picture.marks, brief=style.look().brief),
            handles_of(picture),
        )
        canvas = target.figure
        if canvas is None:
            canvas = new_figure(panels, len(spans), words, handles)
        lay_out(canvas, words, handles, lambda body: _draw_in_figure(picture, body))
    return canvas


def _draw_in_figure(picture: Picture, figure: SubFigure) -> None:
    """Draws a row of panels per quantity, and a column per time span."""
    grid: npt.NDArray[Any] = figure.subplots(
        len(picture.panels),
        len(picture.spans),
        squeeze=False,
        sharex="col",
        sharey="row",
        gridspec_kw={"height_ratios": heights_of(picture.panels)},
    )
    for j, span in enumerate(picture.spans):
        for panel, axes in zip(picture.panels, grid[:, j], strict=True):
            draw_panel(picture, panel, span, axes)
        _finish_column(picture, span, grid[:, j])
    if len(picture.spans) > 1:
        _shade(picture.spans[0], picture.spans[1], grid[:, 0])
    for panel, axes in zip(picture.panels, grid[:, 0], strict=True):
        axes.set_ylabel(panel.label)
    figure.align_ylabels(list(grid[:, 0]))


def _finish_column(picture: Picture, span: TimeSpan, column: npt.NDArray[Any]) -> None:
    top, bottom = column[0], column[-1]
    ranged = "bands from lowest to highest" if is_ranged(picture, span) else ""
    top.set_title(", ".join(filter(None, (span.title, ranged))))
    for axes in column:
        set_time_axis(span, axes)
    bottom.set_xlabel(span.label)
    draw_marks(picture.marks, span, top)


def _shade(whole: TimeSpan, zoom: TimeSpan, column: npt.NDArray[Any]) -> None:
    """Draws a shade in the whole run over the time span of the second column."""
    first, last = whole.on_axis(zoom.window.begin), whole.on_axis(zoom.window.end)
    for axes in column:
        axes.axvspan(first, last, color=style.ink(), alpha=0.07, linewidth=0, zorder=0)


def _draw_in_axes(picture: Picture, target: Target, chosen: style.Look | None) -> None:
    """Draws each panel into its Axes, which belong to the caller."""
    (span,) = picture.spans
    for panel, axes in zip(picture.panels, target.axes, strict=True):
        draw_panel(picture, panel, span, axes)
        set_time_axis(span, axes)
        draw_marks(picture.marks, span, axes)
        axes.set_ylabel(panel.label)
        if axes.xaxis.get_tick_params().get("labelbottom", True):  # not above a shared axis
            axes.set_xlabel(span.label)
        if chosen is not None:
            style.restyle(axes, chosen)
        if len(picture.groups) > 1 or not panel.told:
            axes.legend(frameon=True, framealpha=0.9, edgecolor="none").set_zorder(6)
