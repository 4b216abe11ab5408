"""This module draws the metrics of a sweep: as lines over one axis, or as a map of two."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from opiodyn._charts.axes import set_x, thinned
from opiodyn._charts.frame import Chart, Wanted, draw, words_of
from opiodyn._charts.labels import Label, label_of
from opiodyn._charts.read import (
    SUBJECT,
    TIME,
    Axis,
    axes_of,
    fixed_in,
    lost_in,
    numbers_of,
    read_dataset,
    read_metrics,
)
from opiodyn._checks import check
from opiodyn._plot import style
from opiodyn._plot.bands import draw_band
from opiodyn._plot.lines import MOST_RUNS, Line, dashed, run_line

if TYPE_CHECKING:
    import xarray as xr
    from matplotlib.axes import Axes

_MADE_BY = "opiodyn.sweep"
_LINES, _MAP, _POINTS = 2.8, 3.4, 0.4  # inches; of points it is the height of one
_MOST_WRITTEN = 60  # cells of a map with their numbers
_MOST_ROWS = 30  # of points with a label each
_LOW, _HIGH = 0.05, 0.95
_EVEN = 0.21  # the luminance from which dark text stands out more than white


def plot_sweep(found: Any, metrics: Iterable[str] | None, wanted: Wanted) -> Any:
    """Draws the picture of `opiodyn.plot_sweep`."""
    dataset = read_dataset(found, _MADE_BY)
    names = read_metrics(numbers_of(dataset), metrics, _MADE_BY)
    squeezed = dataset.squeeze()
    charts = [_chart(name, squeezed[name]) for name in names]
    banded = any(SUBJECT in squeezed[name].dims for name in names)
    caption = ["Lines are medians over subjects, and bands hold the middle 90 % of them."]
    lost = lost_in(dataset)
    words = words_of(dataset, fixed_in(squeezed), [*caption[: int(banded)], *filter(None, [lost])])
    return draw(charts, words, wanted)


def _chart(name: str, values: xr.DataArray) -> Chart:
    label, axes = label_of(name, values), axes_of(values)
    numbers = values.values * label.factor
    if len(axes) == 2 and axes[1].name == SUBJECT and axes[0].is_number:
        return _bands(name, label, axes[0], numbers)
    if len(axes) == 2 and axes[0].name == SUBJECT and axes[1].is_number:
        return _bands(name, label, axes[1], numbers.T)
    if len(axes) == 1:
        return _lines(name, label, axes[0], None, numbers[np.newaxis])
    if len(axes) == 2:
        return _of_two(name, label, axes, numbers)
    shape = " x ".join(one.name for one in axes) or "one number"
    rule = "a picture has one or two axes of at least 2 values"
    if len(axes) > 2:
        rule += (
            f"; choose of the others, as in found.sel({{{axes[0].name!r}: {axes[0].values[0]!s}}})"
        )
    raise check.input_error(f"found[{name!r}]", shape, rule)


def _of_two(name: str, label: Label, axes: Sequence[Axis], values: npt.NDArray[Any]) -> Chart:
    """Draws lines over time or over the axis of numbers if the other one has few labels."""
    for place in (1, 0):
        x, others = axes[place], axes[1 - place]
        told = x.is_number and len(others.values) <= MOST_RUNS
        if told and (x.name == TIME or not others.is_number):
            return _lines(name, label, x, others, values if place == 1 else values.T)
    return _map(name, label, axes, values)


def _lines(name: str, label: Label, x: Axis, others: Axis | None, rows: npt.NDArray[Any]) -> Chart:
    """Returns a chart of one line, or of a line for each value of another axis [line, x]."""
    if not x.is_number or x.name == "row":
        return _points(name, label, x, rows[0])
    words = [""] if others is None else [f"{others.name} {word}" for word in others.words()]
    if others is not None and others.unit:
        words = [f"{word} {others.unit}" for word in words]
    lines = [dashed(run_line(word, i), i) for i, word in enumerate(words)]

    def draw_lines(axes: Axes) -> None:
        marker = "" if x.name == TIME else "o"
        for line, row in zip(lines, rows, strict=True):
            axes.plot(
                x.values, row, marker=marker, markersize=5, linestyle=line.style, color=line.colour
            )
        set_x(axes, x)
        _set_y(axes, label)

    return Chart(name, _LINES, draw_lines, lambda: _handles(lines) if others else [])


def _set_y(axes: Axes, label: Label) -> None:
    """Sets the label, and draws the level of the drug-free body where there is one."""
    axes.set_ylabel(label.text)
    if label.drug_free is not None:
        axes.axhline(label.drug_free, **_drug_free_line())


def _drug_free_line() -> dict[str, Any]:
    return {"color": style.grey(), "linewidth": 1.0, "zorder": 1.5}


def _handles(lines: Iterable[Line]) -> list[Any]:
    from matplotlib.lines import Line2D

    return [
        Line2D([], [], color=line.colour, linestyle=line.style, label=line.label) for line in lines
    ]


def _points(name: str, label: Label, x: Axis, values: npt.NDArray[Any]) -> Chart:
    """Returns a chart of a point for each label, in the order of the sweep from top to bottom."""
    words = [f"{x.name} {word}" if x.is_number else word for word in x.words()]

    def draw_points(axes: Axes) -> None:
        axes.plot(values, range(len(words)), "o", color=run_line("", 0).colour)
        axes.set_yticks(*thinned(words, _MOST_ROWS))
        axes.set_ylim(len(words) - 0.5, -0.5)
        axes.set_xlabel(label.text)
        if label.drug_free is not None:
            axes.axvline(label.drug_free, **_drug_free_line())

    shown = min(len(words), _MOST_ROWS)
    return Chart(name, 0.6 + _POINTS * shown, draw_points, lambda: [])


def _bands(name: str, label: Label, x: Axis, values: npt.NDArray[Any]) -> Chart:
    """Returns a chart of the median over subjects with a band [x, subject]."""
    low, median, high = np.nanquantile(values, [_LOW, 0.5, _HIGH], axis=1)

    def draw_bands(axes: Axes) -> None:
        draw_band(axes, np.asarray(x.values, float), low, median, high, run_line("", 0))
        set_x(axes, x)
        _set_y(axes, label)

    return Chart(name, _LINES, draw_bands, lambda: [])


def _map(name: str, label: Label, axes: Sequence[Axis], values: npt.NDArray[Any]) -> Chart:
    """Returns a map of equal cells [y, x]; a cell without a number is left empty."""
    y, x = axes

    def draw_map(panel: Axes) -> None:
        panel.set_facecolor("none")
        image = panel.imshow(values, cmap="viridis", aspect="auto", origin="lower")
        panel.figure.colorbar(image, ax=panel, label=label.text)
        panel.set_xticks(*thinned(x.words(), 9))
        panel.set_yticks(*thinned(y.words(), 9))
        panel.set_xlabel(x.label)
        panel.set_ylabel(y.label)
        panel.grid(visible=False)
        if values.size <= _MOST_WRITTEN and values.shape[1] <= 9:
            _write_cells(panel, values, image)

    return Chart(name, _MAP, draw_map, lambda: [])


def _write_cells(panel: Axes, values: npt.NDArray[Any], image: Any) -> None:
    """Writes the number of each cell, dark on light colours and light on dark ones."""
    import matplotlib as mpl

    for (i, j), value in np.ndenumerate(values):
        if np.isnan(value):
            panel.text(j, i, "none", ha="center", va="center", color=style.grey())
            continue
        colour = "white" if _luminance(image.to_rgba(value)) < _EVEN else style.INK
        size = mpl.rcParams["ytick.labelsize"]
        panel.text(j, i, f"{value:.3g}", ha="center", va="center", color=colour, fontsize=size)


def _luminance(colour: Sequence[float]) -> float:
    """Returns the relative luminance of WCAG 2.1, of a colour in sRGB."""
    rgb: npt.NDArray[Any] = np.asarray(colour[:3])
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])
