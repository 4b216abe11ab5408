"""This module measures the figure of a set-up, read off one run or one run for each dose."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from opiodyn._checks.check import FloatArray
from opiodyn._model.inside import used_rows
from opiodyn._validation import effects, laws, pk
from opiodyn._validation.cases import Setup
from opiodyn._validation.readings import (
    half_life_of,
    has_window,
    hours_above,
    statistic,
    taken_of,
    value_at,
    values_at,
    window,
)
from opiodyn._validation.world import World, column

_SAMPLES = 25  # spread evenly over a window, where no study says when it sampled
_FINE = 0.02  # distance of a fine read-out, of what is no column of a run [h]


def measure(setup: Setup, world: World) -> float:
    """Returns the simulated figure."""
    figure: Any = MEASURES[setup.measure](setup, world)
    if setup.minus is not None:
        figure = figure - measure(setup.minus, world)
    if setup.over is not None:
        other = np.asarray(measure(setup.over, world))
        figure = np.divide(figure, np.where(other == 0.0, np.nan, other))[()]
    found: float = figure
    return found


def at(setup: Setup, world: World) -> float:
    """Returns the value at the start of the window."""
    return value_at(setup, world, setup.start)


def mean(setup: Setup, world: World) -> float:
    """Returns the mean of the window."""
    return statistic(setup, world, "mean")


def peak(setup: Setup, world: World) -> float:
    """Returns the highest value of the window."""
    return statistic(setup, world, "peak")


def peak_time(setup: Setup, world: World) -> float:
    """Returns the time of the highest value in the window [h]."""
    return setup.start + hours_to_peak(setup, world)


def hours_to_peak(setup: Setup, world: World) -> float:
    """Returns how long the value takes to its highest, from the start of the window on [h]."""
    return statistic(setup, world, "t_peak")


def trough(setup: Setup, world: World) -> float:
    """Returns the lowest value of the window."""
    return statistic(setup, world, "trough")


def at_excess(setup: Setup, world: World) -> float:
    """Returns the value at the start of the window, less the threshold."""
    return at(setup, world) - setup.threshold


def mean_excess(setup: Setup, world: World) -> float:
    """Returns the mean of the window, less the threshold."""
    return mean(setup, world) - setup.threshold


def peak_excess(setup: Setup, world: World) -> float:
    """Returns the highest value of the window, less the threshold."""
    return peak(setup, world) - setup.threshold


def fall(setup: Setup, world: World) -> float:
    """Returns by how many per cent the value falls from the start of the window to its lowest."""
    return 100.0 * (1.0 - trough(setup, world) / at(setup, world))


def half_life(setup: Setup, world: World) -> float:
    """Returns the half-life [h] of the distance from the threshold.

    It is the slope of a regression through values at the study's times, or at 25 times that are
    spread evenly over the window.
    """
    times = np.array(setup.targets or np.linspace(*window(setup), _SAMPLES))
    return half_life_of(times, np.abs(values_at(setup, world, times) - setup.threshold))


def hours_to_half(setup: Setup, world: World) -> float:
    """Returns how long the value takes to fall from its peak in the window to half of it [h].

    It is the time above that half after the peak, as the value falls but once.
    """
    start, end = window(setup)
    top = start + statistic(setup, world, "t_peak")
    hours = hours_above(setup, world, 0.5 * statistic(setup, world, "peak"), (top, end))
    return hours if hours < end - top else float("nan")


def hours_to_rise(setup: Setup, world: World) -> float:
    """Returns how long the value takes to reach a share of its peak in the window [h].

    The threshold is that share. The time is counted from the start of the window, and is that below
    the share before the peak, as the value rises but once.
    """
    start, length = setup.start, statistic(setup, world, "t_peak")
    if length <= 0.0:
        return 0.0
    level = setup.threshold * statistic(setup, world, "peak")
    return length - hours_above(setup, world, level, (start, start + length))


def hours_to_half_way(setup: Setup, world: World) -> float:
    """Returns how long the value takes to come half-way from its first to the threshold [h].

    It is the time below, as the value rises but once.
    """
    start, end = window(setup)
    middle = 0.5 * (value_at(setup, world, start) + setup.threshold)
    below = end - start - hours_above(setup, world, middle, (start, end))
    return below if below < end - start else float("nan")


def value_at_level(setup: Setup, world: World) -> float:
    """Returns the value when the first drug's level in plasma has fallen to the threshold."""
    level = replace(setup, column=f"mass_concentration.{_first_drug(setup, world)}", scale=1.0)
    start, end = window(setup)
    top = start + statistic(level, world, "t_peak")
    return value_at(setup, world, top + hours_above(level, world, setup.threshold, (top, end)))


def _first_drug(setup: Setup, world: World) -> str:
    return str(world.regimen(setup.regimen).doses[0].drug)


def adapted_tone(setup: Setup, world: World) -> float:
    """Returns the lowest mu tone after adaptation, S' of theory (10a) over S(0), in the window.

    S' is S / (1 + gZ Z). It is no column of a run, and read off every 0.02 h.
    """
    begin, end = window(setup)
    taken = taken_of(setup)
    run = world.run(taken, np.arange(begin, end + 0.5 * _FINE, _FINE))
    gain = {row.name: row.value for row in used_rows(world.model(*taken))}["mu.gZ"]
    return float(np.min(column(run, "tone.mu") / (1.0 + gain * column(run, "adaptation.mu"))))


def _of_doses(setup: Setup, world: World) -> FloatArray:
    """Returns the mean of the window, or the value at its start, for each dose."""
    found = []
    for dose in setup.doses:
        one = replace(setup, regimen=setup.regimen.replace("{dose}", f"{dose:g}"))
        found.append(mean(one, world) if has_window(setup) else at(one, world))
    return np.array(found)


def rms_error(setup: Setup, world: World) -> float:
    """Returns the root mean square difference of the values by dose from the published ones."""
    return float(np.sqrt(np.mean((_of_doses(setup, world) - np.array(setup.targets)) ** 2)))


def best_dose(setup: Setup, world: World) -> float:
    """Returns the dose with the highest value."""
    return float(setup.doses[int(np.argmax(_of_doses(setup, world)))])


def highest_over_doses(setup: Setup, world: World) -> float:
    """Returns the highest value of all doses."""
    return float(_of_doses(setup, world).max())


def half_dose(setup: Setup, world: World) -> float:
    """Returns the dose with half of the largest possible value (1), by interpolated log odds."""
    share = _of_doses(setup, world)
    odds = np.log(share / (1.0 - share))
    return float(np.exp(np.interp(0.0, odds, np.log(setup.doses))))


def least_rise(setup: Setup, world: World) -> float:
    """Returns the smallest factor by which the peak rises from one dose to the next."""
    texts = (setup.regimen.replace("{dose}", f"{dose:g}") for dose in setup.doses)
    found = np.array([peak(replace(setup, regimen=text), world) for text in texts])
    before = np.where(found[:-1] > 0.0, found[:-1], np.nan)
    least: float = np.min(found[1:] / before, axis=0)
    return least


MEASURES: dict[str, Callable[[Setup, World], float]] = {
    "at": at,
    "mean": mean,
    "peak": peak,
    "peak_time": peak_time,
    "hours_to_peak": hours_to_peak,
    "trough": trough,
    "at_excess": at_excess,
    "mean_excess": mean_excess,
    "peak_excess": peak_excess,
    "fall": fall,
    "half_life": half_life,
    "hours_to_half": hours_to_half,
    "hours_to_rise": hours_to_rise,
    "hours_to_half_way": hours_to_half_way,
    "value_at_level": value_at_level,
    "adapted_tone": adapted_tone,
    "rms_error": rms_error,
    "best_dose": best_dose,
    "highest_over_doses": highest_over_doses,
    "half_dose": half_dose,
    "least_rise": least_rise,
    **effects.MEASURES,
    **laws.MEASURES,
    **pk.MEASURES,
}
