"""This module draws the panels of a time span: plasma, one per receptor, and the response."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from opiodyn._checks.check import FloatArray
from opiodyn._plot.curves import (
    MOST_CYCLES,
    Panel,
    TimeSpan,
    doses,
    draw_curve,
    mark_extremes,
    samples,
)
from opiodyn._plot.response import response_panels
from opiodyn._plot.style import DRUG_COLOURS, FREE, INK, STIMULUS_MARK, Line, greek
from opiodyn._result.inside import trajectory_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import SubFigure

    from opiodyn._result.run_data import RunData

_DECADES_SHOWN = 4.5


def panels_of(run: RunData, asked: Sequence[str] | None) -> dict[str, Panel]:
    """Returns the panels of a run by name, from top to bottom.

    Args:
        run: The run.
        asked: The names of the panels of the response; None takes those that a user expects.
    """
    response = response_panels(run, asked)
    height = 1.45 if response else 1.8
    receptors = {
        name: Panel(f"{greek(name)} receptors, %", height, partial(_draw_receptor, receptor=name))
        for name in run.receptors
    }
    return {"plasma": Panel("plasma, ng/mL", 2.2, _draw_plasma), **receptors, **response}


def draw_panels(
    run: RunData,
    panels: Sequence[Panel],
    spans: list[TimeSpan],
    lines: dict[str, Line],
    figure: SubFigure,
) -> None:
    """Draws a row of panels per quantity, and a column per time span."""
    grid: npt.NDArray[Any] = figure.subplots(
        len(panels),
        len(spans),
        squeeze=False,
        sharex="col",
        sharey="row",
        gridspec_kw={"height_ratios": [panel.height for panel in panels]},
    )
    for j, span in enumerate(spans):
        for panel, axes in zip(panels, grid[:, j], strict=True):
            panel.draw(run, span, lines, axes)
        _finish_column(run, span, grid[:, j])
    if len(spans) > 1:
        _shade(spans[0], spans[1], grid[:, 0])
    for axes, panel in zip(grid[:, 0], panels, strict=True):
        axes.set_ylabel(panel.label)
    _limit_plasma(run, grid[0, 0])
    figure.align_ylabels(list(grid[:, 0]))


def _draw_plasma(run: RunData, span: TimeSpan, lines: dict[str, Line], axes: Axes) -> None:
    for ligand in trajectory_of(run).ligands:
        if ligand.kind == "peptide":
            continue
        values = run.concentration(ligand.name, "ng/mL")
        values[values <= 0.0] = np.nan  # not on a logarithmic axis
        draw_curve(run, span, lines[ligand.name], axes, values)
    axes.set_yscale("log")
    axes.yaxis.set_major_formatter("{x:g}")
    axes.yaxis.set_minor_locator(_ticker().NullLocator())


def _limit_plasma(run: RunData, axes: Axes) -> None:
    """Sets the lower end of the axis below all levels between doses.

    The first moments of absorption, which begin at zero, do not count.
    """
    levels = [
        run.concentration(ligand.name, "ng/mL")
        for ligand in trajectory_of(run).ligands
        if ligand.kind != "peptide"
    ]
    top = max((float(level.max()) for level in levels), default=0.0)
    if top <= 0.0:
        axes.set_ylim(0.01, 1.0)
        return
    lows = [level[int(level.argmax()) :] for level in levels]
    low = min((float(part[part > 0.0].min()) for part in lows if np.any(part > 0.0)), default=top)
    axes.set_ylim(max(low / 3.0, top * 10.0**-_DECADES_SHOWN), top * 2.0)


def _draw_receptor(
    run: RunData, span: TimeSpan, lines: dict[str, Line], axes: Axes, receptor: str
) -> None:
    found = [c for c in trajectory_of(run).columns if c.quantity == "occupancy"]
    for name in (c.ligand for c in found if c.place == receptor):
        line, values = lines[name], 100.0 * run.occupancy(name, receptor)
        draw_curve(run, span, line, axes, values)
        if line.colour == DRUG_COLOURS[0]:
            x, y = samples(span, run, values)
            axes.fill_between(x, y, color=line.colour, alpha=0.12, linewidth=0)
            if span.detailed:
                mark_extremes(axes, x, y, line.colour)
    draw_curve(run, span, FREE, axes, 100.0 * run.free_receptors(receptor))
    axes.set_ylim(0.0, 100.0)
    axes.set_yticks([0, 25, 50, 75, 100])


def _finish_column(run: RunData, span: TimeSpan, column: npt.NDArray[Any]) -> None:
    top, bottom = column[0], column[-1]
    first, last = span.on_axis(span.window.begin), span.on_axis(span.window.end)
    top.set_title(span.title)
    top.set_xlim(first, last)
    bottom.set_xlabel(span.label)
    if span.unit == 1.0:
        step = next((s for s in (1, 2, 3, 4, 6, 12) if (last - first) / s <= 9.0), 24)
        bottom.xaxis.set_major_locator(_ticker().MultipleLocator(step))
    given = doses(run, span)
    if given.size > MOST_CYCLES:
        top.set_title(f"{span.title}, bands from lowest to highest".lstrip(", "))
    _mark(top, given, "^", 0.03)
    _mark(top, span.within(run.regimen.stimulated()), STIMULUS_MARK, 0.1)


def _mark(axes: Axes, times: FloatArray, marker: str, height: float) -> None:
    """Marks these times at a height above the time axis, as a fraction of the panel."""
    if times.size == 0:
        return
    few = times.size <= MOST_CYCLES
    axes.plot(
        times,
        np.full(times.size, height),
        marker,
        color=INK,
        markersize=4.5 if few else 2.0,
        markeredgewidth=0.0,
        transform=axes.get_xaxis_transform(),
        clip_on=False,
        zorder=5,
    )


def _shade(whole: TimeSpan, zoom: TimeSpan, column: npt.NDArray[Any]) -> None:
    """Draws a shade in the whole run over the time span of the second column."""
    for axes in column:
        axes.axvspan(
            whole.on_axis(zoom.window.begin),
            whole.on_axis(zoom.window.end),
            color="#000000",
            alpha=0.06,
            linewidth=0,
            zorder=0,
        )


def _ticker() -> Any:
    from matplotlib import ticker

    return ticker
