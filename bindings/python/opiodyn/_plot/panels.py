"""The panels of a picture for a stretch of time: plasma, one per receptor, and the response."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from opiodyn._checks.check import FloatArray
from opiodyn._dosing.windows import stimulus_times
from opiodyn._plot.curves import (
    MOST_CYCLES,
    Column,
    Row,
    doses,
    draw_curve,
    mark_extremes,
    samples,
    within,
)
from opiodyn._plot.response import response_rows
from opiodyn._plot.style import DRUG_COLOURS, FREE, INK, STIMULUS_MARK, Line, greek
from opiodyn._result.inside import trajectory_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import SubFigure

    from opiodyn._result.run_data import RunData

_DECADES_SHOWN = 4.5


def rows(run: RunData) -> list[Row]:
    """The panels of a run from top to bottom."""
    answers = response_rows(run)
    height = 1.45 if answers else 1.8
    receptors = [
        Row(f"{greek(name)} receptors, %", height, partial(_draw_receptor, receptor=name))
        for name in run.receptors
    ]
    return [Row("plasma, ng/mL", 2.2, _draw_plasma), *receptors, *answers]


def draw_panels(
    run: RunData, columns: list[Column], lines: dict[str, Line], figure: SubFigure
) -> None:
    """A row per quantity, a column per stretch of time."""
    drawn = rows(run)
    grid: npt.NDArray[Any] = figure.subplots(
        len(drawn),
        len(columns),
        squeeze=False,
        sharex="col",
        sharey="row",
        gridspec_kw={"height_ratios": [row.height for row in drawn]},
    )
    for j, column in enumerate(columns):
        for row, axes in zip(drawn, grid[:, j], strict=True):
            row.draw(run, column, lines, axes)
        _finish_column(run, column, grid[:, j])
    if len(columns) > 1:
        _shade(columns[0], columns[1], grid[:, 0])
    for axes, row in zip(grid[:, 0], drawn, strict=True):
        axes.set_ylabel(row.label)
    _limit_plasma(run, grid[0, 0])
    figure.align_ylabels(list(grid[:, 0]))


def _draw_plasma(run: RunData, column: Column, lines: dict[str, Line], axes: Axes) -> None:
    for ligand in trajectory_of(run).ligands:
        if ligand.kind == "peptide":
            continue
        values = run.concentration(ligand.name, "ng/mL")
        values[values <= 0.0] = np.nan  # not on a logarithmic axis
        draw_curve(run, column, lines[ligand.name], axes, values)
    axes.set_yscale("log")
    axes.yaxis.set_major_formatter("{x:g}")
    axes.yaxis.set_minor_locator(_ticker().NullLocator())


def _limit_plasma(run: RunData, axes: Axes) -> None:
    """From below the lowest level between doses, but not into the first moments of absorption."""
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
    run: RunData, column: Column, lines: dict[str, Line], axes: Axes, receptor: str
) -> None:
    found = [c for c in trajectory_of(run).columns if c.quantity == "occupancy"]
    for name in (c.subject for c in found if c.part == receptor):
        line, values = lines[name], 100.0 * run.occupancy(name, receptor)
        draw_curve(run, column, line, axes, values)
        if line.colour == DRUG_COLOURS[0]:
            x, y = samples(column, run, values)
            axes.fill_between(x, y, color=line.colour, alpha=0.12, linewidth=0)
            if column.detailed:
                mark_extremes(axes, x, y, line.colour)
    draw_curve(run, column, FREE, axes, 100.0 * run.free_receptors(receptor))
    axes.set_ylim(0.0, 100.0)
    axes.set_yticks([0, 25, 50, 75, 100])


def _finish_column(run: RunData, column: Column, panels: npt.NDArray[Any]) -> None:
    begin, end = column.window.begin, column.window.end
    first, last = (begin - column.origin) / column.unit, (end - column.origin) / column.unit
    panels[0].set_title(column.title)
    panels[0].set_xlim(first, last)
    panels[-1].set_xlabel(column.label)
    if column.unit == 1.0:
        step = next((s for s in (1, 2, 3, 4, 6, 12) if (last - first) / s <= 9.0), 24)
        panels[-1].xaxis.set_major_locator(_ticker().MultipleLocator(step))
    given = doses(run, column)
    if given.size > MOST_CYCLES:
        panels[0].set_title(f"{column.title}, bands from lowest to highest".lstrip(", "))
    _mark(panels[0], given, "^", 0.03)
    _mark(panels[0], within(column, stimulus_times(run.regimen)), STIMULUS_MARK, 0.1)


def _mark(axes: Axes, times: FloatArray, marker: str, height: float) -> None:
    """What happens at these times, at a height above the time axis, as a fraction of the panel."""
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


def _shade(column: Column, zoom: Column, panels: npt.NDArray[Any]) -> None:
    """Shows in the whole run what the second column zooms in on."""
    for axes in panels:
        axes.axvspan(
            zoom.window.begin / column.unit,
            zoom.window.end / column.unit,
            color="#000000",
            alpha=0.06,
            linewidth=0,
            zorder=0,
        )


def _ticker() -> Any:
    from matplotlib import ticker

    return ticker
