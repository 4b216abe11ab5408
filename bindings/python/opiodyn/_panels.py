"""The panels of a picture: plasma, and one per receptor, for a stretch of time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from opiodyn._check import FloatArray
from opiodyn._style import DRUG_COLOURS, FREE, INK, Line
from opiodyn._windows import Window, dose_times

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import SubFigure

    from opiodyn._run import Run

_GREEK = {"mu": "μ", "delta": "δ", "kappa": "κ"}
_DECADES_SHOWN = 4.5
_SMALLEST_MARKED = 3.0
_HIGH_MARKED = 88.0
_MOST_CYCLES = 60
_BANDS = 150


class Column(NamedTuple):
    """A stretch of time that gets a column of panels."""

    title: str
    window: Window
    origin: float
    """What the time axis counts from, h."""
    unit: float
    """Of the time axis, h."""
    label: str
    detailed: bool
    """Whether there is room to write numbers at the curves."""


def draw_panels(run: Run, columns: list[Column], lines: dict[str, Line], figure: SubFigure) -> None:
    """Plasma on top, a row per receptor, a column per stretch of time."""
    rows = 1 + len(run.receptors)
    grid: npt.NDArray[Any] = figure.subplots(
        rows,
        len(columns),
        squeeze=False,
        sharex="col",
        sharey="row",
        gridspec_kw={"height_ratios": [1.25, *[1.0] * (rows - 1)]},
    )
    for j, column in enumerate(columns):
        _draw_plasma(run, column, lines, grid[0, j])
        for receptor, axes in zip(run.receptors, grid[1:, j], strict=True):
            _draw_receptor(run, column, lines, receptor, axes)
        _finish_column(run, column, grid[:, j])
    if len(columns) > 1:
        _shade(columns[0], columns[1], grid[:, 0])
    for axes, label in zip(grid[:, 0], _row_labels(run), strict=True):
        axes.set_ylabel(label)
    _limit_plasma(run, grid[0, 0])
    figure.align_ylabels(list(grid[:, 0]))


def _row_labels(run: Run) -> Iterator[str]:
    yield "plasma, ng/mL"
    for receptor in run.receptors:
        yield f"{_GREEK.get(receptor, receptor)} receptors, %"


def _samples(column: Column, run: Run, values: FloatArray) -> tuple[FloatArray, FloatArray]:
    chosen = column.window.select(run.times)
    return (run.times[chosen] - column.origin) / column.unit, values[chosen]


def _doses(run: Run, column: Column) -> FloatArray:
    """When doses are given within the column, on its time axis."""
    given = dose_times(run.regimen)
    given = given[(given >= column.window.begin) & (given <= column.window.end)]
    return (given - column.origin) / column.unit


def _draw_curve(run: Run, column: Column, line: Line, axes: Axes, values: FloatArray) -> None:
    """A line; or a band from lowest to highest, where the ups and downs are too many to see."""
    x, y = _samples(column, run, values)
    cycles = _doses(run, column).size
    if cycles <= _MOST_CYCLES:
        axes.plot(x, y, line.style, color=line.colour)
        return
    edges = np.linspace(x[0], x[-1], 1 + min(_BANDS, cycles // 2))
    starts = np.unique(np.searchsorted(x, edges[:-1]))
    ends = np.append(x[starts], x[-1])
    low, high = (
        np.append(limits, limits[-1])
        for limits in (np.fmin.reduceat(y, starts), np.fmax.reduceat(y, starts))
    )
    axes.fill_between(ends, low, high, color=line.colour, alpha=0.35, linewidth=0)
    for edge in (low, high):
        axes.plot(ends, edge, line.style, color=line.colour, linewidth=0.9)


def _draw_plasma(run: Run, column: Column, lines: dict[str, Line], axes: Axes) -> None:
    for ligand in run._trajectory.ligands:
        if ligand.kind == "peptide":
            continue
        values = run.concentration(ligand.name, "ng/mL")
        values[values <= 0.0] = np.nan  # not on a logarithmic axis
        _draw_curve(run, column, lines[ligand.name], axes, values)
    axes.set_yscale("log")
    axes.yaxis.set_major_formatter("{x:g}")
    axes.yaxis.set_minor_locator(_ticker().NullLocator())


def _limit_plasma(run: Run, axes: Axes) -> None:
    """From below the lowest level between doses, but not into the first moments of absorption."""
    levels = [
        run.concentration(ligand.name, "ng/mL")
        for ligand in run._trajectory.ligands
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
    run: Run, column: Column, lines: dict[str, Line], receptor: str, axes: Axes
) -> None:
    bound = [c.subject for c in run._trajectory.columns if c.name.endswith(f".{receptor}")]
    for name in filter(None, bound):
        line, values = lines[name], 100.0 * run.occupancy(name, receptor)
        _draw_curve(run, column, line, axes, values)
        if line.colour == DRUG_COLOURS[0]:
            x, y = _samples(column, run, values)
            axes.fill_between(x, y, color=line.colour, alpha=0.12, linewidth=0)
            if column.detailed:
                _mark_extremes(axes, x, y, line.colour)
    _draw_curve(run, column, FREE, axes, 100.0 * run.free_receptors(receptor))
    axes.set_ylim(0.0, 100.0)
    axes.set_yticks([0, 25, 50, 75, 100])


def _mark_extremes(axes: Axes, x: FloatArray, y: FloatArray, colour: str) -> None:
    """Writes the peak above it, and the last value beside it."""
    top, end = int(np.argmax(y)), y.size - 1
    if y[top] < _SMALLEST_MARKED:
        return
    style: dict[str, Any] = {
        "color": colour,
        "fontsize": 9.5,
        "fontweight": "bold",
        "textcoords": "offset points",
        "annotation_clip": False,
    }
    axes.plot(x[top], y[top], "o", color=colour, markersize=4)
    place: dict[str, Any] = {"xytext": (0, 5), "va": "bottom", "ha": "center"}
    if y[top] > _HIGH_MARKED:
        place |= {"xytext": (0, -6), "va": "top"}
    if top == 0:
        place["ha"] = "left"
    axes.annotate(f"{y[top]:.0f} %", (x[top], y[top]), **place, **style)
    if top < 0.9 * end:
        axes.annotate(
            f"{y[end]:.0f} %", (x[end], y[end]), xytext=(4, 0), va="center", ha="left", **style
        )


def _finish_column(run: Run, column: Column, panels: npt.NDArray[Any]) -> None:
    begin, end = column.window.begin, column.window.end
    first, last = (begin - column.origin) / column.unit, (end - column.origin) / column.unit
    panels[0].set_title(column.title)
    panels[0].set_xlim(first, last)
    panels[-1].set_xlabel(column.label)
    if column.unit == 1.0:
        step = next((s for s in (1, 2, 3, 4, 6, 12) if (last - first) / s <= 9.0), 24)
        panels[-1].xaxis.set_major_locator(_ticker().MultipleLocator(step))
    given = _doses(run, column)
    if given.size == 0:
        return
    if given.size > _MOST_CYCLES:
        panels[0].set_title(f"{column.title}, bands from lowest to highest".lstrip(", "))
    panels[0].plot(
        given,
        np.full(given.size, 0.03),
        "^",
        color=INK,
        markersize=4.5 if given.size <= _MOST_CYCLES else 2.0,
        markeredgewidth=0.0,
        transform=panels[0].get_xaxis_transform(),
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
