"""This module draws the pictures of docs/calibration.md."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from joint import words
from joint.likelihood import Problem
from opiodyn._plot.style import settings

# Okabe, Ito (2008)
_BLUE, _ORANGE, _GREY = "#0072B2", "#D55E00", "#999999"


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
