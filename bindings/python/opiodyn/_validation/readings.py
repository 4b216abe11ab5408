"""This module reads what a measure looks at: statistics of the solution, or values at given times.

A statistic is the library's own (`Run.metrics` over a span), so no output time takes part. Values
at given times are outputs of a run at these very times.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from opiodyn._checks.check import FloatArray
from opiodyn._dosing.regimen import regimen as parse_regimen
from opiodyn._result.metric import Metric
from opiodyn._validation.cases import Setup
from opiodyn._validation.world import Taken, World

_PLASMA = (("receptors", ()), ("endogenous", ()))  # such a model is linear
_LONG = 240.0  # end of a window that a case leaves open, for levels in plasma [h]
_ADDITIVE = ("mean", "area")  # statistics of a sum that are sums of statistics


def taken_of(setup: Setup) -> Taken:
    """Returns what is taken; without a column the model has levels in plasma alone."""
    options = setup.options if setup.column else (*_PLASMA, *setup.options)
    return Taken(setup.regimen, options, setup.parameters)


def observed_drug(setup: Setup) -> str:
    """Returns the substance whose level in plasma is observed."""
    return setup.drug or parse_regimen(setup.regimen).doses[0].drug


def observed(setup: Setup) -> str:
    """Returns the column that is observed."""
    return setup.column or f"mass_concentration.{observed_drug(setup)}"


def has_window(setup: Setup) -> bool:
    """Tells whether a set-up looks at a part of its run."""
    return setup.to > setup.start


def window(setup: Setup) -> tuple[float, float]:
    """Returns the hours of the run that count."""
    return setup.start, setup.to if has_window(setup) else setup.end or _LONG


def statistic(
    setup: Setup, world: World, name: str, hours: tuple[float, float] | None = None
) -> float:
    """Returns a statistic of what is observed, over the set-up's window or other hours [h]."""
    columns, scale = observed(setup).split(" + "), 1.0 if name == "t_peak" else setup.scale
    if len(columns) > 1 and name not in _ADDITIVE:
        raise ValueError(f"{name} of a sum, {setup.column!r}: the library has it of a column alone")
    span = hours or window(setup)
    asked = (Metric(f"{one}.{name}", span=span) for one in columns)
    return scale * sum(world.statistic(taken_of(setup), metric) for metric in asked)


def hours_above(setup: Setup, world: World, level: float, hours: tuple[float, float]) -> float:
    """Returns how long what is observed lies above a level, within some hours [h]."""
    metric = Metric(f"{observed(setup)}.time_above", threshold=level / setup.scale, span=hours)
    return world.statistic(taken_of(setup), metric)


def values_at(setup: Setup, world: World, times: Sequence[float] | FloatArray) -> FloatArray:
    """Returns the values of what is observed at these times [h]."""
    return setup.scale * world.values(taken_of(setup), observed(setup), times)


def value_at(setup: Setup, world: World, time: float) -> float:
    """Returns the value of what is observed at a time [h]."""
    value: float = values_at(setup, world, [time])[0]
    return value


def half_life_of(times: FloatArray, values: FloatArray) -> float:
    """Returns the half-life [h] by log-linear regression; nan where a value is not above 0.

    Args:
        times: The times [h].
        values: The values, [time], or [time, draw] for a half-life of each draw.
    """
    far = times - times.mean()
    logs = np.log(np.where(values > 0.0, values, np.nan))
    found: float = -np.log(2.0) * (far @ far) / (far @ logs)
    return found
