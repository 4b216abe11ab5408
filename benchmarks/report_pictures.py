"""Draws the two pictures of docs/benchmarks.md: time beside error, and how costs grow."""

from pathlib import Path
from typing import Any

import matplotlib as mpl

mpl.use("Agg")

import matplotlib.pyplot as plt
import pandas as pd
import report_rows as rows
from matplotlib.axes import Axes

import opiodyn as od

# A series has a colour (Okabe, Ito 2008), a marker and a line of its own.
LOOKS = (
    ("#0072B2", "o", "-"),
    ("#56B4E9", "s", "-"),
    ("#000000", "D", "--"),
    ("#D55E00", "^", "-."),
    ("#009E73", "v", ":"),
    ("#CC79A7", "X", (0, (5, 1, 1, 1, 1, 1))),
)
OURS, ADDED = LOOKS[0][0], (LOOKS[1][0], "#E69F00")


def write(figures: dict[str, Any], folder: Path) -> None:
    """Writes both pictures as PNG."""
    folder.mkdir(parents=True, exist_ok=True)
    with od.style("paper"):
        _precision(figures).savefig(folder / "benchmarks-precision.png", dpi=120)
        _scaling(figures).savefig(folder / "benchmarks-scaling.png", dpi=120)
    plt.close("all")


def _precision(figures: dict[str, Any]) -> Any:
    figure, axes = plt.subplots(figsize=(9, 6), layout="constrained")
    series = dict(tuple(rows.precision(figures).groupby("solver")))
    for name, (colour, marker, line) in zip(rows.SHOWN, LOOKS, strict=True):
        if name not in series:
            continue
        found = series[name].sort_values("rtol")
        axes.loglog(
            found.rms,
            found.us_per_patient / 1000.0,
            marker=marker,
            color=colour,
            linestyle=line,
            markersize=6,
            label=name,
        )
    axes.axvline(rows.EQUAL_ERROR, color="#9A9A9A", linewidth=1, zorder=0)
    axes.set_xlabel("root mean square error, relative; the line is where ratios are taken")
    axes.set_ylabel("processor time, ms per person")
    axes.set_title("Time beside error: further left and lower is better")
    figure.legend(loc="outside right upper", fontsize=9)
    return figure


def _line(axes: Axes, found: pd.DataFrame, x: str, y: str, labels: tuple[str, str, str]) -> None:
    axes.plot(found[x], found[y], "o-", color=OURS, markersize=5)
    axes.set_ylim(0, 1.2 * found[y].max())
    axes.set_title(labels[0])
    axes.set_xlabel(labels[1])
    axes.set_ylabel(labels[2])


def _scaling(figures: dict[str, Any]) -> Any:
    figure, axes = plt.subplots(2, 2, figsize=(10, 7), layout="constrained")
    cost = "us_per_patient_day", "us per person-day"
    for spot, over, unit in ((axes[0, 0], "patients", "people"), (axes[0, 1], "days", "days")):
        found = rows.scaling(figures, over)
        _line(spot, found, "at", cost[0], (f"Cost over {unit}", unit, cost[1]))
        spot.set_xscale("log")
    labels = ("Cost over ligands", "ligands in the model", "ns per lane-step")
    _line(axes[1, 0], rows.scaling(figures, "ligands"), "at", "ns_per_lane_step", labels)
    _steps(axes[1, 1], rows.of(figures, "step"))
    return figure


def _steps(axes: Axes, found: pd.DataFrame) -> None:
    """Draws the bare step beside its floor, and what reductions and outputs add."""
    times = found.pivot_table("ns_per_lane_step", ["set", "lanes"], "asked", sort=False).dropna()
    floors = found[found.asked == "bare"].set_index(["set", "lanes"]).floor_ns[times.index]
    names = [f"{name.replace('baseline', 'plain')} x{lanes}" for name, lanes in times.index]
    places = range(len(times))
    axes.barh(places, times.bare, color=OURS, label="bare step")
    for shift, asked, colour in zip((-0.2, 0.2), ("reductions", "outputs"), ADDED, strict=True):
        axes.barh(
            [place + shift for place in places],
            (times[asked] - times.bare).clip(lower=0.0),
            left=times.bare,
            height=0.38,
            color=colour,
            label=f"{asked} add",
        )
    axes.barh(places, floors, color="#000000", height=0.25, label="counted floor")
    axes.set_yticks(list(places), names, fontsize=9)
    axes.invert_yaxis()
    axes.grid(axis="y", visible=False)
    axes.set_axisbelow(True)
    axes.set_title("One lane-step, by instruction set and lanes")
    axes.set_xlabel("ns")
    axes.legend(loc="upper center", bbox_to_anchor=(0.45, -0.14), ncols=4, fontsize=9)
