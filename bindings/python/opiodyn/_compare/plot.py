"""A comparison is drawn as curves against dose, or as a map of dose and interval."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from opiodyn._compare import report
from opiodyn._plot import style
from opiodyn._plot.lines import PEPTIDE_COLOURS
from opiodyn._plot.style import GREY, INK
from opiodyn._result.wording import ADVICE, notes_in_short, unconfirmed_values

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_COLOURS = ("#0072B2", "#D55E00", *PEPTIDE_COLOURS.values(), "#56B4E9", "#000000")
_DASHES = ("-", "--", ":", "-.", (0, (6, 2, 1, 2, 1, 2)), (0, (1, 4)))
_WIDTH = 8.0  # inches, as all sizes here
_CURVE, _MAP, _AXIS = 2.8, 3.2, 0.5
_KEPT = " (dose scaled to keep the amount of a day)"
_HEADING, _LINE = 0.4, 0.17


def plot(frame: pd.DataFrame) -> Figure:
    """Draws what `compare` returned.

    Raises:
        ImportError: matplotlib is not installed (``pip install 'opiodyn[plot]'``).
    """
    matplotlib = style.require_matplotlib()
    with matplotlib.rc_context({**style.settings(), "text.parse_math": False}):
        mapped = "interval" in frame.index.names
        figure = _maps(frame) if mapped else _curves(frame)
        _write_around(frame, figure)
    return figure


def _groups(frame: pd.DataFrame, *, apart: list[str]) -> list[tuple[str, pd.DataFrame]]:
    """Returns the parts that differ in preset and drive, with their names."""
    keys = [str(name) for name in frame.index.names if name not in apart]
    if not keys:
        return [("", frame)]
    # Pandas 2 warns of a list of one level.
    grouped = frame.groupby(level=keys if len(keys) > 1 else keys[0], sort=False)
    return [(_name(keys, key), part.droplevel([*keys])) for key, part in grouped]


def _name(keys: list[str], values: Any) -> str:
    pairs = zip(keys, values if isinstance(values, tuple) else (values,), strict=True)
    return ", ".join(value if name == "biophase" else f"{name} {value:g}" for name, value in pairs)


def _curves(frame: pd.DataFrame) -> Figure:
    import matplotlib.pyplot as plt

    metrics = list(frame.columns)
    figure, axes = plt.subplots(
        len(metrics), 1, figsize=(_WIDTH, _AXIS + _CURVE * len(metrics)), sharex=True,
        squeeze=False, layout="constrained",
    )  # fmt: skip
    for name, panel in zip(metrics, axes[:, 0], strict=True):
        _draw_curves(frame, name, panel)
    axes[-1, 0].set_xlabel(f"dose of {frame.attrs['drug']}, mg")
    return figure


def _draw_curves(frame: pd.DataFrame, metric: str, axes: Axes) -> None:
    rows = [row for row in frame.attrs["optima"] if row["metric"] == metric]
    parts = _groups(frame, apart=["dose"])
    for (name, part), row in zip(parts, rows, strict=True):
        colour, dashes = _line(frame, row)
        label = f"{name or _only(frame)}{_found(row)}"
        axes.plot(part.index, part[metric], ls=dashes, marker="o", ms=4, color=colour, label=label)
        if row["place"] == "inside":
            axes.plot(row["dose"], row["value"], "o", ms=10, mfc="none", mec=colour, mew=1.6)
    if _of_tone(frame, metric) and frame.attrs["units"][metric] == "-":
        axes.axhline(1.0, color=GREY, linewidth=0.8, zorder=0)
    doses = sorted(set(frame.index.get_level_values("dose")))
    _scale(axes, doses)
    axes.set_xticks(doses, [f"{dose:g}" for dose in doses])
    axes.set_xticks([], minor=True)
    axes.set_ylabel(_unit(frame, metric))
    axes.legend(
        title="hypothesis" if metric in frame.attrs["hypotheses"] else None,
        loc="center left", bbox_to_anchor=(1.0, 0.5), handlelength=3.0,
    )  # fmt: skip


def _only(frame: pd.DataFrame) -> str:
    """Returns the name of the only curve: its preset, or the drug if none follows presets."""
    attrs = frame.attrs
    return str(attrs["drug"] if attrs["preset_for"] is None else attrs["presets"][0]["name"])


def _scale(axes: Axes, doses: list[float]) -> None:
    """Makes the axis of the dose logarithmic; a placebo stands one step below the lowest dose."""
    above = [dose for dose in doses if dose > 0.0]
    if len(above) == len(doses):
        axes.set_xscale("log")
    elif above:
        axes.set_xscale("symlog", linthresh=above[0])


def _line(frame: pd.DataFrame, row: dict[str, Any]) -> tuple[str, Any]:
    """Returns the colour of the preset and the dashes of the drive."""
    presets = [preset["name"] for preset in frame.attrs["presets"]]
    colour, dashes = presets.index(row["biophase"]), frame.attrs["phi"].index(row["phi"])
    return _COLOURS[colour % len(_COLOURS)], _DASHES[dashes % len(_DASHES)]


def _found(row: dict[str, Any]) -> str:
    """Returns the optimum, which a ring marks, for the legend."""
    return f":\n{row['best']} at {row['dose']:.3g} mg" if row["place"] == "inside" else ""


def _maps(frame: pd.DataFrame) -> Figure:
    import matplotlib.pyplot as plt

    parts, metrics = _groups(frame, apart=["dose", "interval"]), list(frame.columns)
    figure, axes = plt.subplots(
        len(metrics), len(parts), squeeze=False, layout="constrained",
        figsize=(max(_WIDTH, 1.0 + 4.8 * len(parts)), _AXIS + _MAP * len(metrics)),
    )  # fmt: skip
    optima = iter(frame.attrs["optima"])  # by metric, group and interval
    for name, row in zip(metrics, axes, strict=True):
        limits = (float(frame[name].min()), float(frame[name].max()))
        for (label, part), panel in zip(parts, row, strict=True):
            table = part[name].unstack("interval")  # noqa: PD010 (every cell is there once)
            found = [next(optima) for _ in table.columns]
            _draw_map(table, panel, limits, found, _cell_text(frame, name))
            panel.set_title(f"{_unit(frame, name)}{', ' if label else ''}{label}")
            panel.set_ylabel(f"dose of {frame.attrs['drug']}, mg")
            panel.set_xlabel(f"interval, h{_KEPT if frame.attrs['keep'] else ''}")
    return figure


def _draw_map(
    table: pd.DataFrame,
    axes: Axes,
    limits: tuple[float, float],
    optima: list[dict[str, Any]],
    text: Callable[[float], str],
) -> None:
    """Draws a cell per dose and interval, and stars the best of an interval."""
    values = table.to_numpy()
    image = axes.imshow(
        values, cmap="viridis", vmin=limits[0], vmax=limits[1], aspect="auto", origin="lower"
    )
    axes.figure.colorbar(image, ax=axes)
    axes.set_xticks(range(values.shape[1]), [f"{x:g}" for x in table.columns])
    axes.set_yticks(range(values.shape[0]), [f"{x:g}" for x in table.index])
    axes.grid(False)
    best, doses = [report.marked(row) for row in optima], list(table.index)
    for (i, j), value in np.ndenumerate(values):
        top, dark = best[j], bool(value < sum(limits) / 2.0)
        _write_cell(axes, (j, i), text(float(value)), dark, doses[i] == top)


def _cell_text(frame: pd.DataFrame, metric: str) -> Callable[[float], str]:
    """Returns the format of a cell: tone differs between doses in its fourth digit."""
    return "{:#.4g}".format if _of_tone(frame, metric) else "{:.3g}".format


def _of_tone(frame: pd.DataFrame, metric: str) -> bool:
    return str(frame.attrs["metrics"][metric]).startswith("tone.")


def _write_cell(axes: Axes, at: tuple[int, int], value: str, dark: bool, best: bool) -> None:
    axes.text(
        *at, f"{value}{' *' if best else ''}", ha="center", va="center", fontsize=9,
        color="white" if dark else INK, fontweight="bold" if best else "normal",
    )  # fmt: skip


def _unit(frame: pd.DataFrame, metric: str) -> str:
    unit = frame.attrs["units"][metric]
    label = metric if unit == "-" else f"{metric}, {unit}"
    return f"{label} (hypothesis)" if metric in frame.attrs["hypotheses"] else label


def _write_around(frame: pd.DataFrame, figure: Figure) -> None:
    """Writes what is compared above the panels, and below them what the picture rests on."""
    width = int(13.0 * figure.get_figwidth())
    heading = textwrap.wrap(frame.attrs["regimen"], int(width * 0.7))
    lines = [
        line for text in _caption(report.attributes(frame)) for line in textwrap.wrap(text, width)
    ]
    around = _HEADING * len(heading) + _LINE * (len(lines) + 1)
    figure.set_figheight(figure.get_figheight() + around)
    figure.suptitle("\n".join(heading), x=0.01, ha="left", fontsize=13, fontweight="bold")
    figure.supxlabel("\n".join(lines), x=0.01, ha="left", fontsize=9, color=GREY)


def _caption(attrs: dict[str, Any]) -> list[str]:
    sentences = [
        *notes_in_short(attrs["notes"], 'attrs["notes"] of the table'),
        f"Numbers of {report.hours_text(attrs)}; the dose of {attrs['drug']} is replaced.",
        report.model_text(attrs),
        *report.hypotheses(attrs),
        *attrs["remarks"],
    ]
    for name, matches, fails in report.presets(attrs):
        sentences += [f"{name} passes: {matches}", f"{name} fails: {fails}"]
    count = unconfirmed_values(attrs["unconfirmed"], attrs["parameters"])
    return [*sentences, f"{count}. {ADVICE}"]
