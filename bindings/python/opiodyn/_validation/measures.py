"""This module measures the figure of a set-up, read off one run or one run for each dose."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from opiodyn import metrics
from opiodyn._checks.check import FloatArray
from opiodyn._validation import effects, laws, pk
from opiodyn._validation.cases import Setup
from opiodyn._validation.curves import curve, half_life_of, has_window, run_of
from opiodyn._validation.world import World, column

_SAMPLES = 25  # spread evenly over a window, where no study says when it sampled


def measure(setup: Setup, world: World) -> float:
    """Returns the simulated figure."""
    figure = MEASURES[setup.measure](setup, world)
    if setup.minus is not None:
        figure -= measure(setup.minus, world)
    if setup.over is None:
        return figure
    other = measure(setup.over, world)
    return figure / other if other != 0.0 else float("nan")


def at(setup: Setup, world: World) -> float:
    """Returns the value at the start of the window."""
    times, values = curve(setup, world)
    return float(np.interp(setup.start, times, values))


def mean(setup: Setup, world: World) -> float:
    """Returns the mean of the window."""
    return metrics.mean(*curve(setup, world))


def peak(setup: Setup, world: World) -> float:
    """Returns the highest value of the window."""
    return metrics.peak(*curve(setup, world)).value


def trough(setup: Setup, world: World) -> float:
    """Returns the lowest value of the window."""
    return metrics.trough(*curve(setup, world)).value


def at_excess(setup: Setup, world: World) -> float:
    """Returns the value at the start of the window, less the threshold."""
    return at(setup, world) - setup.threshold


def mean_excess(setup: Setup, world: World) -> float:
    """Returns the mean of the window, less the threshold."""
    return mean(setup, world) - setup.threshold


def peak_excess(setup: Setup, world: World) -> float:
    """Returns the highest value of the window, less the threshold."""
    return peak(setup, world) - setup.threshold


def half_life(setup: Setup, world: World) -> float:
    """Returns the half-life [h], in the window, of the distance from the threshold."""
    times, values = curve(setup, world)
    excess = np.abs(values - setup.threshold)
    if not np.all(excess > 0.0):
        return float("nan")
    return half_life_of(times, excess)


def sampled_half_life(setup: Setup, world: World) -> float:
    """Returns the half-life [h] from the values at a study's times, or at times spread evenly."""
    times, values = curve(setup, world)
    samples = np.array(setup.targets or np.linspace(setup.start, setup.to, _SAMPLES))
    return half_life_of(samples, np.interp(samples, times, values))


def hours_to_half(setup: Setup, world: World) -> float:
    """Returns how long the value takes to fall from its peak in the window to half of it [h]."""
    times, values = curve(setup, world)
    top = metrics.peak(times, values)
    when = metrics.time_to_fall_below(times, values, top.value / 2.0, after=top.time)
    return float("nan") if when is None else when - top.time


def hours_to_rise(setup: Setup, world: World) -> float:
    """Returns how long the value takes to reach a share of its peak in the window [h].

    The threshold is that share. The time is counted from the start of the window.
    """
    times, values = curve(setup, world)
    return float(times[np.argmax(values >= setup.threshold * values.max())] - setup.start)


def hours_to_half_way(setup: Setup, world: World) -> float:
    """Returns how long the value takes to come half-way from its first to the threshold [h]."""
    times, values = curve(setup, world)
    middle = 0.5 * (values[0] + setup.threshold)
    reached = values >= middle
    return float(times[np.argmax(reached)] - setup.start) if reached.any() else float("nan")


def value_at_level(setup: Setup, world: World) -> float:
    """Returns the value when the first drug's level in plasma has fallen to the threshold."""
    run = run_of(setup, world)
    level = run.concentration(run.ligands[0], "ng/mL")
    top = metrics.peak(run.times, level)
    when = metrics.time_to_fall_below(run.times, level, setup.threshold, after=top.time)
    if when is None:
        return float("nan")
    times, values = column(run, setup.column)
    return float(setup.scale * np.interp(when, times, values))


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


def half_best_dose(setup: Setup, world: World) -> float:
    """Returns the dose, on the rising side, with half of the largest gain over 1; doses ascend."""
    gain = _of_doses(setup, world) - 1.0
    top = int(np.argmax(gain))
    if gain[top] <= 0.0:
        return float("nan")
    rising = gain[: top + 1]
    return float(np.exp(np.interp(gain[top] / 2.0, rising, np.log(setup.doses[: top + 1]))))


def half_dose(setup: Setup, world: World) -> float:
    """Returns the dose with half of the largest possible value (1), by interpolated log odds."""
    share = _of_doses(setup, world)
    odds = np.log(share / (1.0 - share))
    return float(np.exp(np.interp(0.0, odds, np.log(setup.doses))))


MEASURES: dict[str, Callable[[Setup, World], float]] = {
    "at": at,
    "mean": mean,
    "peak": peak,
    "trough": trough,
    "at_excess": at_excess,
    "mean_excess": mean_excess,
    "peak_excess": peak_excess,
    "half_life": half_life,
    "sampled_half_life": sampled_half_life,
    "hours_to_half": hours_to_half,
    "hours_to_rise": hours_to_rise,
    "hours_to_half_way": hours_to_half_way,
    "value_at_level": value_at_level,
    "rms_error": rms_error,
    "best_dose": best_dose,
    "highest_over_doses": highest_over_doses,
    "half_best_dose": half_best_dose,
    "half_dose": half_dose,
    **effects.MEASURES,
    **laws.MEASURES,
    **pk.MEASURES,
}
