"""This module draws the pictures of docs/calibration.md."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

import opiodyn
from joint import words
from joint.likelihood import Problem
from opiodyn._plot.style import settings

_BLUE, _ORANGE, _GREY = "#0072B2", "#D55E00", "#999999"  # two of Okabe, Ito (2008)
_DAYS = np.linspace(624.0, 672.0, 97)  # [h]


def write(folder: Path, problem: Problem, posterior: Mapping[str, Any]) -> None:
    """Writes the pictures as PNG."""
    with mpl.rc_context(settings()):
        figure = Figure(figsize=(8.2, 6.4), layout="constrained")
        _parameters(figure.subplots(), problem, posterior["parameters"])
        _save(figure, folder / "calibration-parameters.png")
        figure = Figure(figsize=(8.2, 4.4), layout="constrained")
        left, right = figure.subplots(1, 2)
        _coverage(left, posterior)
        _places(right, posterior["held_out"])
        _save(figure, folder / "calibration-held-out.png")
        figure = Figure(figsize=(8.2, 3.8), layout="constrained")
        _low_dose(figure.subplots())
        _save(figure, folder / "calibration-low-dose.png")


def _save(figure: Figure, path: Path) -> None:
    figure.savefig(path, dpi=110, metadata={"Software": None})


def _parameters(axes: Axes, problem: Problem, found: Mapping[str, Any]) -> None:
    """Draws the central 90 % of each prior and posterior, over the median of the posterior."""
    names = problem.names[::-1]
    known = {one.name: one for one in problem.parameters}
    for y, name in enumerate(names):
        middle, own = found[name]["median"], words.own_number(known[name])
        prior = np.array([known[name].low, known[name].high]) / middle
        ends = np.array([found[name]["low"], found[name]["high"]]) / middle
        first = {"label": "prior, 90 %"} if y == 0 else {}
        axes.plot(prior, [y, y], color=_GREY, lw=1.5, solid_capstyle="butt", **first)
        first = {"label": "posterior, 90 %"} if y == 0 else {}
        axes.plot(ends, [y, y], color=_BLUE, lw=6, solid_capstyle="butt", **first)
        if own is not None:
            first = {"label": "library"} if y == len(names) - 1 else {}
            axes.plot(own / middle, y, "D", color=_ORANGE, ms=6, **first)
    axes.set_xscale("log")
    axes.set_yticks(range(len(names)), names)
    axes.set_xlabel("value over the median of the posterior")
    ticks = [0.01, 0.1, 0.3, 1.0, 3.0, 10.0]
    axes.set_xticks(ticks, [f"{x:g}" for x in ticks])
    axes.minorticks_off()
    axes.legend(loc="upper center", bbox_to_anchor=(0.3, 1.09), ncols=3, frameon=False)


def _low_dose(axes: Axes) -> None:
    """Draws the block of the last two of 28 days of 4.5 mg a day, with bands of the posterior."""
    column = "occupancy.naltrexone.mu"
    found = opiodyn.uncertainty(
        opiodyn.regimen("naltrexone 4.5 mg po q24h x28"),
        model=opiodyn.Model(biophase="pet"),
        times=_DAYS,
        columns=[column],
        source="posterior",
        interval=0.9,
    )
    low, median, high = 100.0 * found.bands[column].transpose("quantile", "time").values
    hours = _DAYS - _DAYS[0]
    axes.fill_between(hours, low, high, color=_BLUE, alpha=0.25, lw=0, label="posterior, 90 %")
    axes.plot(hours, median, color=_BLUE, label="posterior, median")
    run = opiodyn.simulate(
        opiodyn.regimen("naltrexone 4.5 mg po q24h x28"),
        model=opiodyn.Model(biophase="pet"),
        times=_DAYS,
    )
    axes.plot(hours, 100.0 * run.to_pandas()[column], "--", color=_ORANGE, label="library")
    axes.set(xlim=(0, 48), ylim=(0, 100), xlabel="hours of days 27 and 28, a dose at 0 and 24")
    axes.set_xticks(range(0, 49, 6))
    axes.set_ylabel("mu receptors held [%]")
    axes.legend(loc="lower right", frameon=False, ncols=3)


def _coverage(axes: Axes, posterior: Mapping[str, Any]) -> None:
    """Draws how often a central range of predicted readings holds what was published."""
    sizes = np.linspace(0.05, 0.95, 19)
    axes.plot([0, 1], [0, 1], color=_GREY, lw=1)
    for key, colour, style in (("held_out", _ORANGE, "-"), ("fitted", _BLUE, "--")):
        places = np.array([one["place"] for one in posterior[key] if one["place"] is not None])
        share = [float(np.mean(np.abs(places - 0.5) <= 0.5 * size)) for size in sizes]
        label = f"{key.replace('_', ' ')} ({len(places)} figures)"
        axes.plot(sizes, share, style, color=colour, label=label, drawstyle="steps-mid")
    axes.set(xlim=(0, 1), ylim=(0, 1.02), xlabel="size of the central range of readings")
    axes.set_ylabel("share of figures that it holds")
    axes.legend(loc="upper left", frameon=False)


def _places(axes: Axes, held_out: list[Mapping[str, Any]]) -> None:
    """Draws the place of each held-out number among predicted readings."""
    shown = [one for one in held_out if one["place"] is not None][::-1]
    for y, one in enumerate(shown):
        axes.plot(one["place"], y, "o", color=_ORANGE)
    axes.set_yticks(range(len(shown)), [one["id"] for one in shown])
    axes.axvspan(0.05, 0.95, color=_GREY, alpha=0.2, lw=0)
    axes.set(xlim=(0, 1), xlabel="share of predicted readings below it")
