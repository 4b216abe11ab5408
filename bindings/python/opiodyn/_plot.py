"""The picture of a run: plasma on top, then who sits on each receptor."""

from __future__ import annotations

import importlib
import textwrap
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from opiodyn import _check
from opiodyn._check import FloatArray
from opiodyn._windows import Window, dose_times, last_window

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure, SubFigure

    from opiodyn._run import Run

# Okabe, Ito (2008): colours that people with any kind of colour vision can tell apart.
_DRUG_COLOURS = ("#0072B2", "#CC79A7", "#56B4E9")
_METABOLITE_COLOURS = ("#D55E00", "#E69F00")
_PEPTIDE_COLOURS = {"beta-endorphin": "#009E73", "enkephalin": "#E69F00", "dynorphin": "#CC79A7"}
_OTHER_COLOUR = "#56B4E9"
_GREY = "#5F5F5F"
_INK = "#222222"

_STYLE: dict[str, Any] = {
    "axes.edgecolor": "#9A9A9A",
    "axes.grid": True,
    "axes.labelcolor": _INK,
    "axes.labelsize": 10,
    "axes.linewidth": 0.8,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlelocation": "left",
    "axes.titlesize": 10.5,
    "figure.dpi": 110,
    "figure.facecolor": "white",
    "font.family": "sans-serif",
    "font.size": 10,
    "grid.color": "#E6E6E6",
    "grid.linewidth": 0.7,
    "legend.fontsize": 10,
    "legend.frameon": False,
    "lines.linewidth": 1.8,
    "lines.solid_capstyle": "round",
    "savefig.dpi": 160,
    "text.color": _INK,
    "xtick.color": "#555555",
    "xtick.labelsize": 9.5,
    "ytick.color": "#555555",
    "ytick.labelsize": 9.5,
}

_GREEK = {"mu": "μ", "delta": "δ", "kappa": "κ"}
_DECADES_SHOWN = 4.5
_DAYS_FROM = 120.0
_ZOOM_FROM = 3.0
_SMALLEST_MARKED = 3.0
_HIGH_MARKED = 88.0
_CAPTION: dict[str, Any] = {"fontsize": 9, "color": _GREY, "va": "bottom", "linespacing": 1.35}


class _Line(NamedTuple):
    """How a ligand is drawn everywhere."""

    label: str
    colour: str
    style: Literal["-", "--"]


class _Column(NamedTuple):
    """A stretch of time that gets a column of panels."""

    title: str
    window: Window
    origin: float
    unit: float
    label: str
    detailed: bool


def require_matplotlib() -> Any:
    """The module matplotlib.

    Raises:
        ImportError: It is not installed; the message says how to get it.
    """
    try:
        return importlib.import_module("matplotlib")
    except ImportError as error:
        message = "plotting needs matplotlib: pip install opiodyn[plot]"
        raise ImportError(message) from error


def plot(run: Run, figure: Figure | SubFigure | None) -> Figure | SubFigure:
    """See `Run.plot`."""
    if run.times.size < 2:
        rule = "a picture needs at least two output times"
        raise _check.input_error("run", f"{run.times.size} times", rule)
    matplotlib = require_matplotlib()
    with matplotlib.rc_context(_STYLE):
        columns = _columns(run)
        drawn = _new_figure(run, len(columns)) if figure is None else figure
        _draw(run, columns, drawn)
    return drawn


def _new_figure(run: Run, columns: int) -> Figure:
    import matplotlib.pyplot as plt

    height = 2.9 + 1.9 * len(run.receptors) + 1.3
    figure = plt.figure(figsize=(11.5 if columns > 1 else 8.0, height), layout="constrained")
    if "inline" in plt.get_backend():
        plt.close(figure)  # a notebook shows what a cell returns; once is enough
    return figure


def _columns(run: Run) -> list[_Column]:
    """The whole run; and its last dosing interval, if that is a small part of it."""
    begin, end = float(run.times[0]), float(run.times[-1])
    in_days = end - begin > _DAYS_FROM
    unit, label = (24.0, "time, days") if in_days else (1.0, "time, h")
    whole = _Column("whole run", Window(begin, end, True), 0.0, unit, label, False)
    drugs = run.regimen.drugs
    if not drugs:
        return [whole._replace(title="", detailed=True)]
    windows = [last_window(run.regimen, drug, begin, end) for drug in drugs]
    last = max(windows, key=lambda window: window.begin)
    if end - begin < _ZOOM_FROM * (last.end - last.begin):
        return [whole._replace(title="", detailed=True)]
    if np.count_nonzero((run.times >= last.begin) & (run.times <= last.end)) < 8:
        return [whole._replace(title="", detailed=True)]
    title = f"last dosing interval, {last}"
    return [whole, _Column(title, last, last.begin, 1.0, "time after the last dose, h", True)]


def _lines(run: Run) -> dict[str, _Line]:
    found = {}
    drugs, metabolites = iter(_DRUG_COLOURS), iter(_METABOLITE_COLOURS)
    for ligand in run._trajectory.ligands:
        kind = ligand.kind
        if kind == "drug":
            line = _Line(ligand.name, next(drugs, _OTHER_COLOUR), "-")
        elif kind == "metabolite":
            line = _Line(ligand.name, next(metabolites, _OTHER_COLOUR), "-")
        else:
            line = _Line(ligand.name, _PEPTIDE_COLOURS.get(ligand.name, _OTHER_COLOUR), "--")
        found[ligand.name] = line
    return found


def _draw(run: Run, columns: list[_Column], figure: Figure | SubFigure) -> None:
    lines = _lines(run)
    handles = _handles(run, lines)
    legend_rows = -(-len(handles) // _legend_columns(figure, handles))
    head = 0.3 * len(_title(run, figure)) + 0.37
    foot = 0.21 * legend_rows + 0.18 * len(_caption(run, figure)) + 0.32
    heights = [head, _height(figure) - head - foot, foot]
    bands = figure.subfigures(3, 1, height_ratios=heights, hspace=0.0, squeeze=False)
    top, body, bottom = bands[:, 0]
    _write_heading(run, top)
    _draw_panels(run, columns, lines, body)
    _write_foot(run, lines, bottom)


def _draw_panels(
    run: Run, columns: list[_Column], lines: dict[str, _Line], figure: SubFigure
) -> None:
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


def _samples(column: _Column, run: Run, values: FloatArray) -> tuple[FloatArray, FloatArray]:
    chosen = column.window.select(run.times)
    return (run.times[chosen] - column.origin) / column.unit, values[chosen]


def _draw_plasma(run: Run, column: _Column, lines: dict[str, _Line], axes: Axes) -> None:
    for ligand in run._trajectory.ligands:
        if ligand.kind == "peptide":
            continue
        line = lines[ligand.name]
        x, y = _samples(column, run, run.concentration(ligand.name, "ng/mL"))
        axes.plot(x, np.where(y > 0.0, y, np.nan), line.style, color=line.colour)
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
    run: Run, column: _Column, lines: dict[str, _Line], receptor: str, axes: Axes
) -> None:
    bound = [c.subject for c in run._trajectory.columns if c.name.endswith(f".{receptor}")]
    for name in filter(None, bound):
        line = lines[name]
        x, y = _samples(column, run, 100.0 * run.occupancy(name, receptor))
        axes.plot(x, y, line.style, color=line.colour)
        if line.colour == _DRUG_COLOURS[0]:
            axes.fill_between(x, y, color=line.colour, alpha=0.12, linewidth=0)
            if column.detailed:
                _mark_extremes(axes, x, y, line.colour)
    x, y = _samples(column, run, 100.0 * run.free_receptors(receptor))
    axes.plot(x, y, ":", color=_GREY)
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


def _finish_column(run: Run, column: _Column, panels: npt.NDArray[Any]) -> None:
    begin, end = column.window.begin, column.window.end
    first, last = (begin - column.origin) / column.unit, (end - column.origin) / column.unit
    panels[0].set_title(column.title)
    panels[0].set_xlim(first, last)
    panels[-1].set_xlabel(column.label)
    hours = last - first
    if column.unit == 1.0 and hours <= _DAYS_FROM:
        step = next((s for s in (1, 2, 3, 4, 6, 12) if hours / s <= 9.0), 24)
        panels[-1].xaxis.set_major_locator(_ticker().MultipleLocator(step))
    given = dose_times(run.regimen)
    given = given[(given >= begin) & (given <= end)]
    if given.size == 0:
        return
    panels[0].plot(
        (given - column.origin) / column.unit,
        np.full(given.size, 0.03),
        "^",
        color=_INK,
        markersize=4.5,
        markeredgewidth=0.0,
        transform=panels[0].get_xaxis_transform(),
        clip_on=False,
        zorder=5,
    )


def _shade(column: _Column, zoom: _Column, panels: npt.NDArray[Any]) -> None:
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


def _write_heading(run: Run, band: SubFigure) -> None:
    """Regimen and preset, placed in inches from the top left corner."""
    y = 1.0
    for line in _title(run, band):
        y -= 0.3 / _height(band)
        band.text(_left(band), y, line, fontsize=14, fontweight="bold", va="bottom")
    y -= 0.27 / _height(band)
    band.text(_left(band), y, _subtitle(run), fontsize=11, color=_GREY, va="bottom")


def _write_foot(run: Run, lines: dict[str, _Line], band: SubFigure) -> None:
    """Legend, and under it what the picture rests on."""
    handles = _handles(run, lines)
    band.legend(
        handles=handles,
        loc="upper left",
        bbox_to_anchor=(_left(band), 1.0 - 0.1 / _height(band)),
        borderaxespad=0.0,
        borderpad=0.0,
        ncols=_legend_columns(band, handles),
    )
    band.text(_left(band), 0.1 / _height(band), "\n".join(_caption(run, band)), **_CAPTION)


def _height(figure: Figure | SubFigure) -> float:
    """Inches."""
    return float(figure.bbox.height / figure.dpi)


def _width(figure: Figure | SubFigure) -> float:
    """Inches."""
    return float(figure.bbox.width / figure.dpi)


def _left(figure: Figure | SubFigure) -> float:
    """The left margin as a fraction."""
    return 0.12 / _width(figure)


def _legend_columns(figure: Figure | SubFigure, handles: Sequence[Any]) -> int:
    return max(1, min(len(handles), int(_width(figure) / 1.62)))


def _title(run: Run, figure: Figure | SubFigure) -> list[str]:
    width = int(7.2 * _width(figure))
    return textwrap.wrap(str(run.regimen), width, max_lines=2, placeholder=" ...")


def _subtitle(run: Run) -> str:
    if not run.receptors:
        said = "pharmacokinetics only"
    else:
        said = f"biophase preset {run.model.preset.label}, {run.model.binding} binding"
    changed = "".join(f", {name} = {value:g}" for name, value in run.model.overrides.items())
    incomplete = "" if run.complete else "   INCOMPLETE RUN"
    return f"{said}{changed}{incomplete}"


def _caption(run: Run, figure: Figure | SubFigure) -> list[str]:
    rows = run.model._core.parameters
    unconfirmed = sum(row.unconfirmed for row in rows)
    said = [
        f"{unconfirmed} of {len(rows)} parameters are unconfirmed. A model, not medical advice."
    ]
    if run.receptors:
        preset = run.model.preset
        said = [f"Passes: {preset.matches}", f"Fails: {preset.fails}", *said]
    return [line for text in said for line in textwrap.wrap(text, int(13.5 * _width(figure)))]


def _handles(run: Run, lines: dict[str, _Line]) -> list[Any]:
    from matplotlib.lines import Line2D

    handles = [
        Line2D([], [], color=line.colour, linestyle=line.style, label=line.label)
        for line in lines.values()
    ]
    if run.receptors:
        handles.append(Line2D([], [], color=_GREY, linestyle=":", label="free receptors"))
    handles.append(Line2D([], [], color=_INK, linestyle="", marker="^", label="dose"))
    return handles


def _ticker() -> Any:
    from matplotlib import ticker

    return ticker
