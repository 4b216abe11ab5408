"""This module draws the pictures of docs/validation.md."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from opiodyn._plot.style import INK, settings
from opiodyn._validation import cases
from opiodyn._validation.cases import Case, Setup
from opiodyn._validation.measures import measure
from opiodyn._validation.table import Row
from opiodyn._validation.world import Taken, World, column, preset_names

# Okabe, Ito (2008)
PALETTE = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00")
COLOURS = dict(zip(preset_names(), PALETTE, strict=False))
DASHES = dict(zip(preset_names(), ("-", "--", "-.", ":", (0, (6, 1, 1, 1, 1, 1))), strict=False))
PET = ((2, 27), (5, 43), (5, 46), (5, 58), (15, 61), (50, 92), (50, 98))  # [mg], [%] (Rabiner 2011)
LEE = ((48, 91, 6.4), (72, 80, 6.3), (120, 46, 7.4), (168, 30, 13.8))  # [h], [%], SEM (Lee 1988)
VEREBEY = ((24, 96), (48, 86.5), (72, 46.6))  # [h], [%] (Verebey 1976, from memory)
TRIALS = (-0.2, 2.0)  # ends of the axis for figures of trials
SHIFTS = (-0.28, -0.14, 0.0, 0.14, 0.28)  # places of the presets within a row
RESCUES = {
    "": "none",
    " + naloxone 0.4 mg iv at 5min": "0.4 mg by vein",
    " + naloxone 2 mg iv at 5min": "2 mg by vein",
    " + naloxone/occupancy 0.4 mg iv at 5min": "0.4 mg by vein, K 0.38 nM",
    " + naloxone/nasal 0.4 mg iv at 5min": "0.4 mg by vein, K 1.6 nM",
    " + naloxone 2 mg im at 5min": "2 mg into muscle",
    " + naloxone 4 mg in at 5min": "4 mg by nose",
}
HELD = "occupancy.naltrexone.mu + occupancy.6-beta-naltrexol.mu"
BESIDE: dict[str, Any] = {"loc": "upper left", "bbox_to_anchor": (1.0, 1.0)}


def write(folder: Path, rows: Sequence[Row], screened: dict[str, Any]) -> None:
    """Writes all pictures as PNG."""
    with mpl.rc_context(settings()):
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


def _case(name: str) -> Case:
    return next(case for case in cases.read("receptors") if case.id == name)


def dose_occupancy(axes: Axes) -> None:
    doses = np.geomspace(0.5, 100.0, 25)
    for preset in preset_names():
        world = World(preset)
        runs = [world.run(Taken(f"naltrexone {dose:.4g} mg po"), [4.0]) for dose in doses]
        _line(axes, preset, doses, [100.0 * column(run, HELD)[0] for run in runs])
    axes.plot(*zip(*PET, strict=True), "o", color=INK, label="PET, within 8 h\n(Rabiner 2011)")
    axes.set(xscale="log", xlabel="single oral dose, mg", ylabel="mu occupied after 4 h, %")
    axes.set(title="Dose and occupancy by naltrexone", ylim=(0, 102))
    axes.set_xticks([1, 2, 5, 15, 50, 100], ["1", "2", "5", "15", "50", "100"])
    axes.legend(**BESIDE)


def time_course(axes: Axes) -> None:
    hours = np.linspace(0.0, 168.0, 337)
    for preset in preset_names():
        held = column(World(preset).run(Taken("naltrexone 50 mg po"), hours), HELD)
        _line(axes, preset, hours / 24.0, 100.0 * held / held[hours == 1.0])
    when, share, spread = np.array(LEE).T
    axes.errorbar(
        *(when / 24.0, share, 2.0 * spread),
        fmt="o",
        color=INK,
        mfc="white",
        capsize=3,
        label="scans, 2 SEM\n(Lee 1988)",
    )
    axes.set(xlabel="days after a single 50 mg by mouth", ylim=(0, 150))
    axes.set_ylabel("mu occupied, % of that after 1 h")
    axes.set_title("Occupancy over time, counted as in the study")
    axes.legend(**BESIDE)


def block(axes: Axes) -> None:
    """Draws the case V28-24 at other hours."""
    setup = _case("V28-24").setup
    hours = np.arange(6.0, 97.0, 6.0)
    for preset in preset_names():
        world = World(preset)
        blocked = [measure(_challenge(setup, hour), world) for hour in hours]
        _line(axes, preset, hours, blocked)
    when, share = np.array(VEREBEY).T
    axes.errorbar(
        *(when, share, 10.0),
        fmt="o",
        color=INK,
        mfc="white",
        capsize=3,
        label="published,\nfrom memory;\nband of 10 points",
    )
    axes.set(
        xlabel="h after naltrexone 100 mg by mouth", ylabel="liking blocked, %", ylim=(-5, 105)
    )
    axes.set_title("Block of heroin 25 mg (as 51.4 mg of morphine sulfate by vein)")
    axes.set_xticks(np.arange(0, 97, 24))
    axes.legend(**BESIDE)


def _challenge(setup: Setup, hour: float) -> Setup:
    agonist = f"morphine {{dose}} mg iv at {hour:g}h"
    return replace(setup, agonist=agonist, start=hour, to=hour + 4.0)


def rescue(axes: Axes) -> None:
    minutes = np.linspace(0.0, 120.0, 481)
    world = World("pet")
    for (text, words), dashes in zip(RESCUES.items(), cycle(DASHES.values()), strict=False):
        run = world.run(Taken(f"fentanyl 0.5 mg iv{text}"), minutes / 60.0)
        axes.plot(minutes, column(run, "ventilation"), linestyle=dashes, label=words)
    axes.axvline(5.0, color="#888888", linewidth=0.8)
    axes.axhline(85.0, color="#888888", linewidth=0.8, linestyle=":")
    axes.set(xlabel="min after fentanyl 0.5 mg by vein", ylabel="ventilation, %", ylim=(0, 115))
    axes.set_title("Naloxone after 5 min, by dose, route and set")
    axes.legend(**BESIDE)


def dose_ratio(axes: Axes) -> None:
    """Draws the case pellet-shift for blocks of any size."""
    case = _case("pellet-shift")
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
    axes.text(0.25, 5.0, "slow: it hardly leaves\nwithin the hour", color="#555555")
    axes.legend(**BESIDE)


def tone_dose(axes: Axes) -> None:
    """Draws the case waking-tone for doses of any size."""
    setup = _case("waking-tone").setup
    doses = np.geomspace(0.05, 50.0, 25)
    for preset in preset_names():
        world = World(preset)
        texts = (f"naltrexone {dose:.4g} mg po q24h x28" for dose in doses)
        _line(axes, preset, doses, [measure(replace(setup, regimen=text), world) for text in texts])
    axes.axhline(1.0, color="#888888", linewidth=0.8)
    axes.axvline(4.5, color="#888888", linewidth=0.8)
    axes.text(4.7, 0.05, "4.5 mg", color="#555555")
    axes.set(xscale="log", xlabel="daily dose, mg", ylabel="mu tone, drug-free 1", ylim=(0, 1.4))
    axes.set_xticks([0.1, 0.5, 1.5, 4.5, 12.5, 50], ["0.1", "0.5", "1.5", "4.5", "12.5", "50"])
    axes.set_title("Waking-hours tone on day 28 (phi 1, a hypothesis)")
    axes.legend(**BESIDE)


def density(axes: Axes) -> None:
    hours = np.linspace(0.0, 1344.0, 673)
    for preset in preset_names():
        run = World(preset).run(Taken("hold(300, 672)"), hours)
        _line(axes, preset, hours / 24.0, run.receptor_density("mu"))
    axes.axvspan(0, 28, color="#F0F0F0", zorder=0)
    axes.text(0.5, 0.97, "continuous block", color="#555555")
    axes.plot([3, 4], [1.4, 1.4], color=INK, linewidth=4, label="half-way,\n3 to 4 d (rat)")
    axes.plot([14, 14], [1.7, 1.8], color=INK, linewidth=4)
    axes.text(15.0, 1.6, "1.7 to 1.8\nby 2 weeks")
    axes.set(xlabel="days", ylabel="mu density, drug-free 1", ylim=(0.95, 1.9))
    axes.set_title("Up-regulation under a continuous block, and its loss")
    axes.legend(**BESIDE)


def withdrawal(axes: Axes) -> None:
    hours = np.linspace(-1.0, 6.0, 351)
    world = World("pet")
    for mg, dashes in zip((0.1, 0.4, 2.0), DASHES.values(), strict=False):
        taken = Taken(f"methadone 60 mg po q24h x14 + naloxone {mg:g} mg iv at 316h")
        index = world.run(taken, 316.0 + hours).withdrawal
        axes.plot(hours, index, linestyle=dashes, label=f"{mg:g} mg")
    axes.axvline(0.0, color="#888888", linewidth=0.8)
    axes.axvspan(0.0, 1.0, color="#F0F0F0", zorder=0)
    axes.set(xlabel="h after naloxone by vein", ylabel="withdrawal index", ylim=(0, 0.6))
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
    axes.set(xlim=TRIALS, xlabel="figure, of 1; grey: its band")
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
    "block": block,
    "rescue": rescue,
    "dose-ratio": dose_ratio,
    "tone-dose": tone_dose,
    "density": density,
    "withdrawal": withdrawal,
}
