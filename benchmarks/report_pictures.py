"""Draws the two pictures of docs/benchmarks.md: time beside error, and how costs grow."""

from pathlib import Path
from typing import Any

import matplotlib as mpl

mpl.use("Agg")

import matplotlib.pyplot as plt
import pandas as pd
import report_rows as rows
from matplotlib.axes import Axes

from opiodyn._plot.style import STYLE

# Okabe, Ito (2008), and a marker each: ours solid, others dashed.
COLOURS = ("#0072B2", "#56B4E9", "#000000", "#D55E00", "#E69F00", "#CC79A7", "#009E73", "#999999")
MARKERS = "osD^v<>Pph*"


def write(figures: dict[str, Any], folder: Path) -> None:
    """Writes both pictures as PNG."""
    folder.mkdir(parents=True, exist_ok=True)
    with plt.rc_context({**STYLE, "text.parse_math": True}):  # powers of ten on the axes
        _precision(figures).savefig(folder / "benchmarks-precision.png", dpi=120)
        _scaling(figures).savefig(folder / "benchmarks-scaling.png", dpi=120)
    plt.close("all")


def _precision(figures: dict[str, Any]) -> Any:
    figure, axes = plt.subplots(figsize=(9, 6), layout="constrained")
    for k, (name, found) in enumerate(rows.precision(figures).groupby("solver", sort=False)):
        ours = str(name).startswith("opiodyn")
        axes.loglog(
            found.rms,
            found.us_per_patient / 1000.0,
            marker=MARKERS[k % len(MARKERS)],
            color=COLOURS[k % len(COLOURS)],
            linestyle="-" if ours else "--",
            markersize=5,
            label=str(name),
        )
    axes.axvline(rows.EQUAL_ERROR, color="#9A9A9A", linewidth=1, zorder=0)
    axes.set_xlabel("root mean square error, relative; the line is where ratios are taken")
    axes.set_ylabel("processor time, ms per patient")
    axes.set_title("Time beside error: further left and lower is better")
    figure.legend(loc="outside right upper", fontsize=9)
    return figure


def _line(axes: Axes, found: pd.DataFrame, x: str, y: str, labels: tuple[str, str, str]) -> None:
    axes.plot(found[x], found[y], "o-", color=COLOURS[0], markersize=5)
    axes.set_ylim(0, 1.2 * found[y].max())
    axes.set_title(labels[0])
    axes.set_xlabel(labels[1])
    axes.set_ylabel(labels[2])


def _scaling(figures: dict[str, Any]) -> Any:
    figure, axes = plt.subplots(2, 2, figsize=(10, 7), layout="constrained")
    cost = "us_per_patient_day", "us per patient-day"
    for spot, over, unit in ((axes[0, 0], "patients", "patients"), (axes[0, 1], "days", "days")):
        found = rows.scaling(figures, over)
        _line(spot, found, "at", cost[0], (f"Cost over {over}", unit, cost[1]))
        spot.set_xscale("log")
    labels = ("Cost over ligands", "ligands in the model", "ns per lane-step")
    _line(axes[1, 0], rows.scaling(figures, "ligands"), "at", "ns_per_lane_step", labels)
    _floor(axes[1, 1], rows.of(figures, "floor"))
    return figure


def _floor(axes: Axes, found: pd.DataFrame) -> None:
    """Draws the measured beside the counted times, by instruction set and lanes."""
    names = found.set.str.replace("baseline", "plain") + " x" + found.lanes.astype(str)
    places = range(len(found))
    axes.barh(places, found.ns_per_lane_step, color=COLOURS[1], label="measured")
    axes.barh(places, found.floor_ns, color=COLOURS[0], height=0.4, label="counted floor")
    axes.set_yticks(list(places), list(names), fontsize=9)
    axes.invert_yaxis()
    axes.grid(axis="y", visible=False)
    axes.set_title("One lane-step, by instruction set and lanes")
    axes.set_xlabel("ns")
    axes.legend(loc="lower right", fontsize=9)
