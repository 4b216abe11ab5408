"""From a set-up to a figure: what is read off a single run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from opiodyn import metrics
from opiodyn._checks.check import FloatArray
from opiodyn._validation import effects, laws
from opiodyn._validation.cases import Setup
from opiodyn._validation.world import World, column

_SLACK = 1e-9  # the ends of a window are grid times up to rounding


def measure(setup: Setup, world: World) -> float:
    """The simulated figure."""
    figure = MEASURES[setup.measure](setup, world)
    if setup.minus is not None:
        figure -= measure(setup.minus, world)
    if setup.over is None:
        return figure
    other = measure(setup.over, world)
    return figure / other if other != 0.0 else float("nan")


def _curve(setup: Setup, world: World) -> tuple[FloatArray, FloatArray]:
    """The column of the run within the window."""
    end = setup.end or max(setup.to, setup.start) + setup.delta
    run = world.run(setup.regimen, end, setup.delta, setup.options, setup.parameters)
    times, values = column(run, setup.column)
    if setup.to <= setup.start:
        return times, setup.scale * values
    inside = (times >= setup.start - _SLACK) & (times <= setup.to + _SLACK)
    return times[inside], setup.scale * values[inside]


def at(setup: Setup, world: World) -> float:
    """The value at the start of the window."""
    times, values = _curve(setup, world)
    return float(np.interp(setup.start, times, values))


def mean(setup: Setup, world: World) -> float:
    return metrics.mean(*_curve(setup, world))


def peak(setup: Setup, world: World) -> float:
    return metrics.peak(*_curve(setup, world)).value


def trough(setup: Setup, world: World) -> float:
    return metrics.trough(*_curve(setup, world)).value


def at_excess(setup: Setup, world: World) -> float:
    """Over the threshold; so the two below."""
    return at(setup, world) - setup.threshold


def mean_excess(setup: Setup, world: World) -> float:
    return mean(setup, world) - setup.threshold


def peak_excess(setup: Setup, world: World) -> float:
    return peak(setup, world) - setup.threshold


def half_life(setup: Setup, world: World) -> float:
    """By log-linear regression over the window; of the distance from the threshold."""
    times, values = _curve(setup, world)
    excess = np.abs(values - setup.threshold)
    if not np.all(excess > 0.0):
        return float("nan")
    return float(-np.log(2.0) / np.polyfit(times, np.log(excess), 1)[0])


def half_time_of_samples(setup: Setup, world: World) -> float:
    """As `half_life`, but from the values at the times of a study (targets) alone."""
    times, values = _curve(setup, world)
    samples = np.interp(setup.targets, times, values)
    return float(-np.log(2.0) / np.polyfit(setup.targets, np.log(samples), 1)[0])


def hours_to_half(setup: Setup, world: World) -> float:
    """From the start of the window until a value has fallen to half of its highest."""
    times, values = _curve(setup, world)
    top = metrics.peak(times, values)
    when = metrics.time_to_fall_below(times, values, top.value / 2.0, after=top.time)
    return float("nan") if when is None else when - top.time


def hours_to_rise(setup: Setup, world: World) -> float:
    """From the start of the window until the value reaches the threshold: a share of its highest
    there."""
    times, values = _curve(setup, world)
    return float(times[np.argmax(values >= setup.threshold * values.max())] - setup.start)


def hours_to_half_way(setup: Setup, world: World) -> float:
    """Until the value is half-way from its first to the threshold."""
    times, values = _curve(setup, world)
    middle = 0.5 * (values[0] + setup.threshold)
    reached = values >= middle
    return float(times[np.argmax(reached)] - setup.start) if reached.any() else float("nan")


def value_at_level(setup: Setup, world: World) -> float:
    """The value when, after the peak, the plasma level of the first drug falls to the threshold."""
    end = setup.end or setup.to
    run = world.run(setup.regimen, end, setup.delta, setup.options, setup.parameters)
    level = run.concentration(run.ligands[0], "ng/mL")
    top = metrics.peak(run.times, level)
    when = metrics.time_to_fall_below(run.times, level, setup.threshold, after=top.time)
    if when is None:
        return float("nan")
    times, values = column(run, setup.column)
    return float(setup.scale * np.interp(when, times, values))


def _of_doses(setup: Setup, world: World) -> FloatArray:
    """The mean of the window, or the value at its start, at each dose."""
    found = []
    for dose in setup.doses:
        one = replace(setup, regimen=setup.regimen.replace("{dose}", f"{dose:g}"))
        found.append(at(one, world) if setup.to <= setup.start else mean(one, world))
    return np.array(found)


def rms_error(setup: Setup, world: World) -> float:
    """Root mean square difference of the values at several doses from the published ones."""
    return float(np.sqrt(np.mean((_of_doses(setup, world) - np.array(setup.targets)) ** 2)))


def best_dose(setup: Setup, world: World) -> float:
    """The dose with the highest value."""
    return float(setup.doses[int(np.argmax(_of_doses(setup, world)))])


def highest_over_doses(setup: Setup, world: World) -> float:
    return float(_of_doses(setup, world).max())


def half_best_dose(setup: Setup, world: World) -> float:
    """The dose that gives half of the largest gain over 1, on the rising side; doses ascend."""
    gain = _of_doses(setup, world) - 1.0
    top = int(np.argmax(gain))
    if gain[top] <= 0.0:
        return float("nan")
    rising = gain[: top + 1]
    return float(np.exp(np.interp(gain[top] / 2.0, rising, np.log(setup.doses[: top + 1]))))


def half_dose(setup: Setup, world: World) -> float:
    """The dose with half of the largest possible value (1), by interpolation of the log odds."""
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
    "half_time_of_samples": half_time_of_samples,
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
}
