"""This module draws the pictures of docs/validation.md."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

import opiodyn as od
from opiodyn._plot.style import INK, STYLE
from opiodyn._validation import cases
from opiodyn._validation.measures import measure
from opiodyn._validation.table import Row
from opiodyn._validation.world import World, preset_names

# Okabe, Ito (2008)
COLOURS = dict(zip(preset_names(), ("#0072B2", "#D55E00", "#009E73", "#CC79A7"), strict=False))
DASHES = dict(zip(preset_names(), ("-", "--", "-.", ":"), strict=False))
PET = ((2, 27), (5, 43), (5, 46), (5, 58), (15, 61), (50, 92), (50, 98))  # [mg], [%] (Rabiner 2011)
LEE = ((48, 91), (72, 80), (120, 46), (168, 30))  # [h], [%] (Lee 1988, from memory)
TRIALS = (-0.5, 5.0)  # ends of the axis for figures of trials
SHIFTS = (-0.24, -0.08, 0.08, 0.24)  # places of the presets within a row
BESIDE: dict[str, Any] = {"loc": "upper left", "bbox_to_anchor": (1.0, 1.0)}


def write(folder: Path, rows: Sequence[Row], screened: dict[str, Any]) -> None:
    """Writes all pictures as PNG."""
    with mpl.rc_context(STYLE):
        for name, draw in DRAWINGS.items():
            figure = Figure(figsize=(8.2, 4.0), layout="constrained")
            draw(figure.subplots())
            _save(figure, folder / f"validation-{name}.png")
        figure = Figure(figsize=(8.2, 4.8), layout="constrained")
        trials(figure.subplots(), rows)
        _save(figure, folder / "validation-trials.png")
        figure = Figure(figsize=(10.5, 4.8), layout="constrained")
        _sensitivity(figure, screened)
        _save(figure, folder / "validation-sensitivity.png")


def _save(figure: Figure, path: Path) -> None:
    figure.savefig(path, dpi=110, metadata={"Software": None})


def _line(axes: Axes, preset: str, x: Any, y: Any) -> None:
    axes.plot(x, y, color=COLOURS[preset], linestyle=DASHES[preset], label=preset)


def dose_occupancy(axes: Axes) -> None:
    doses = np.geomspace(0.5, 100.0, 25)
    for preset in preset_names():
        world = World(preset)
        runs = [world.run(f"naltrexone {dose:.4g} mg po", 4.0) for dose in doses]
        _line(axes, preset, doses, [100.0 * run.occupancy("naltrexone", "mu")[-1] for run in runs])
    axes.plot(*zip(*PET, strict=True), "o", color=INK, label="PET, within 8 h\n(Rabiner 2011)")
    axes.set(xscale="log", xlabel="single oral dose, mg", ylabel="mu occupied after 4 h, %")
    axes.set(title="Dose and occupancy: all presets share one calibration", ylim=(0, 100))
    axes.set_xticks([1, 2, 5, 15, 50, 100], ["1", "2", "5", "15", "50", "100"])
    axes.legend(**BESIDE)


def time_course(axes: Axes) -> None:
    for preset in preset_names():
        run = World(preset).run("naltrexone 50 mg po", 168.0)
        _line(axes, preset, run.times / 24.0, 100.0 * run.occupancy("naltrexone", "mu"))
    days = np.linspace(2.0, 7.0, 51)
    slow, fast = (91.0 * 0.5 ** ((days - 2.0) * 24.0 / half) for half in (108.0, 72.0))
    axes.fill_between(
        days, fast, slow, color="#BBBBBB", alpha=0.5, linewidth=0, label="half-time\n72 to 108 h"
    )
    hours, values = np.array(LEE).T
    axes.plot(hours / 24.0, values, "o", color=INK, mfc="white", label="from memory,\nunconfirmed")
    axes.set(xlabel="days after a single 50 mg by mouth", ylabel="mu occupied, %", ylim=(0, 100))
    axes.set_title("Occupancy over time, and the half-time that Lee 1988 measured")
    axes.legend(**BESIDE)


def dose_ratio(axes: Axes) -> None:
    """Draws the case pellet-shift for blocks of any size."""
    case = next(case for case in cases.read("receptors") if case.id == "pellet-shift")
    ratios = np.geomspace(0.1, 30.0, 7)
    for preset in preset_names():
        setups = [replace(case.setup, regimen=f"hold({x:.4g}, 336)") for x in ratios]
        world = World(preset)
        _line(axes, preset, ratios, [measure(setup, world) for setup in setups])
    axes.plot(ratios, 1.0 + ratios, color=INK, linewidth=0.8, label="1 + C/K")
    axes.set(xscale="log", yscale="log", xlabel="C/K of naltrexone at mu, held for 14 days")
    axes.set(ylabel="dose ratio of morphine", title="How much more morphine for the same occupancy")
    for axis, ticks in ((axes.xaxis, [0.1, 0.3, 1, 3, 10, 30]), (axes.yaxis, [1, 3, 10, 30])):
        axis.set_ticks(ticks, [f"{tick:g}" for tick in ticks])
        axis.set_minor_formatter("")
    axes.legend(**BESIDE)


def tone_dose(axes: Axes) -> None:
    doses = np.geomspace(0.05, 50.0, 25)
    for preset in preset_names():
        world = World(preset)
        tone = []
        for dose in doses:
            run = world.run(f"naltrexone {dose:.4g} mg po q24h x28", 672.0)
            waking = run.times >= 656.0
            tone.append(od.metrics.mean(run.times[waking], run.tone("mu")[waking]))
        _line(axes, preset, doses, tone)
    axes.axhline(1.0, color="#888888", linewidth=0.8)
    axes.axvline(4.5, color="#888888", linewidth=0.8)
    axes.text(4.7, 0.2, "4.5 mg", color="#555555")
    axes.set(xscale="log", xlabel="daily dose, mg", ylabel="mu tone, drug-free 1", ylim=(0, 1.3))
    axes.set_xticks([0.1, 0.5, 1.5, 4.5, 12.5, 50], ["0.1", "0.5", "1.5", "4.5", "12.5", "50"])
    axes.set_title("Waking-hours tone on day 28 (phi 1, a hypothesis): an inverted U")
    axes.legend(**BESIDE)


def density(axes: Axes) -> None:
    for preset in preset_names():
        run = World(preset).run("hold(300, 672)", 1344.0)
        _line(axes, preset, run.times / 24.0, run.receptor_density("mu"))
    axes.axvspan(0, 28, color="#F0F0F0", zorder=0)
    axes.text(0.5, 0.97, "continuous block", color="#555555")
    axes.plot([3, 4], [1.4, 1.4], color=INK, linewidth=4, label="half-way,\n3 to 4 d (rat)")
    axes.plot([14, 14], [1.7, 1.8], color=INK, linewidth=4)
    axes.text(14.6, 1.68, "1.7 to 1.8 by 2 weeks")
    axes.set(xlabel="days", ylabel="mu density, drug-free 1", ylim=(0.95, 1.9))
    axes.set_title("Up-regulation under a continuous block, and its loss")
    axes.legend(**BESIDE)


def withdrawal(axes: Axes) -> None:
    for preset in preset_names():
        dependent = "methadone 60 mg po q24h x14 + naloxone 2 mg iv at 316h"
        run = World(preset).run(dependent, 322.0, 0.02)
        near = run.times >= 315.0
        _line(axes, preset, run.times[near] - 316.0, run.withdrawal[near])
    axes.axvline(0.0, color="#888888", linewidth=0.8)
    axes.axvspan(0.0, 1.0, color="#F0F0F0", zorder=0)
    axes.set(xlabel="h after naloxone 2 mg by vein", ylabel="withdrawal index", ylim=(0, 0.7))
    axes.set_title("Precipitated withdrawal after 14 days of methadone 60 mg (a hypothesis)")
    axes.legend(**BESIDE)


def trials(axes: Axes, rows: Sequence[Row]) -> None:
    """Draws each figure on the scale of its band, with pain as a share of 1."""
    shown = [row for row in rows if row.case.group == "clinical"]
    for place, row in enumerate(shown):
        part = 100.0 if row.case.unit == "%" else 1.0
        low, high = np.clip(np.array(row.case.band) / part, *TRIALS)
        axes.barh(place, high - low, left=low, height=0.7, color="#DDDDDD", zorder=0)
        for preset, shift in zip(row.figures, SHIFTS, strict=False):
            axes.plot(
                row.figures[preset] / part,
                place + shift,
                "o",
                color=COLOURS[preset],
                markersize=4,
                label=preset if place == 0 else None,
            )
    axes.axvline(1.0, color="#888888", linewidth=0.8)
    axes.set_yticks(range(len(shown)), [row.case.id for row in shown])
    axes.invert_yaxis()
    axes.grid(axis="y", visible=False)
    axes.set(xlim=TRIALS, xlabel="figure, of 1 (bruun-plesner: mg); grey: its band")
    axes.set_title("Trials and animal studies beside their bands")
    axes.legend(**BESIDE)


def _sensitivity(figure: Figure, screened: dict[str, Any]) -> None:
    presets = [preset for preset in preset_names() if preset in screened]
    for axes, preset in zip(figure.subplots(1, len(presets)), presets, strict=True):
        names, star, spread, _, sigma = zip(*screened[preset]["rows"][:15], strict=True)
        place = np.arange(len(names))
        axes.barh(
            place,
            star,
            xerr=spread,
            height=0.6,
            color=COLOURS[preset],
            label="mu*",
            error_kw={"elinewidth": 1.0},
        )
        axes.plot(sigma, place, "D", color=INK, markersize=4, label="sigma")
        axes.set_yticks(place, names)
        axes.invert_yaxis()
        axes.grid(axis="y", visible=False)
        axes.set(xlabel="effect on waking mu tone, 4.5 mg, day 28", title=f"preset {preset}")
        axes.legend(loc="lower right")


DRAWINGS = {
    "dose-occupancy": dose_occupancy,
    "time-course": time_course,
    "dose-ratio": dose_ratio,
    "tone-dose": tone_dose,
    "density": density,
    "withdrawal": withdrawal,
}
