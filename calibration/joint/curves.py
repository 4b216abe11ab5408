"""Some figures hang on a level that differs between draws; here they are read off a dense curve.

For one draw the measures of docs/validation.md find such a time from the solution itself. With many
draws each has another level, which no statistic of a shared run can have.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from opiodyn._checks.check import FloatArray
from opiodyn._validation import measures
from opiodyn._validation.cases import Setup
from opiodyn._validation.readings import values_at, window
from opiodyn._validation.world import World

_POINTS = 401  # spread evenly over a window; a figure then changes by less than 0.5 %


def measure(setup: Setup, world: World) -> Any:
    """Returns the figure of each draw, [draw]."""
    own = {"hours_to_half": _hours_to_half, "value_at_level": _value_at_level}
    return own.get(setup.measure, measures.measure)(setup, world)


def _hours_to_half(setup: Setup, world: World) -> FloatArray:
    times = np.linspace(*window(setup), _POINTS)
    values = values_at(setup, world, times)
    top = times[np.argmax(values, axis=0)]
    return _fall(times, values, 0.5 * values.max(axis=0)) - top


def _value_at_level(setup: Setup, world: World) -> FloatArray:
    times = np.linspace(*window(setup), _POINTS)
    drug = str(world.regimen(setup.regimen).doses[0].drug)
    level = replace(setup, column=f"mass_concentration.{drug}", scale=1.0)
    values = values_at(setup, world, times)
    when = _fall(times, values_at(level, world, times), setup.threshold)
    found = [np.interp(one, times, curve) for one, curve in zip(when, values.T, strict=False)]
    return np.array(found)


def _fall(times: FloatArray, values: FloatArray, level: FloatArray | float) -> FloatArray:
    """Returns when each curve falls through a level after its peak [h]; nan where it does not."""
    after = np.arange(len(times))[:, np.newaxis] >= np.argmax(values, axis=0)
    below = after & (values <= level)
    end = np.argmax(below, axis=0)
    rows = np.arange(values.shape[1])
    high, low = values[end - 1, rows], values[end, rows]
    with np.errstate(divide="ignore", invalid="ignore"):
        share = (high - level) / (high - low)
    when = times[end - 1] + share * (times[end] - times[end - 1])
    return np.where(below.any(axis=0) & (end > 0), when, np.nan)
