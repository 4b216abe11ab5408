"""This module makes the run of a set-up, and takes the curve that its measure looks at."""

from __future__ import annotations

import numpy as np

from opiodyn._checks.check import FloatArray
from opiodyn._dosing.regimen import regimen as parse_regimen
from opiodyn._runs.run import Run
from opiodyn._validation.cases import Setup
from opiodyn._validation.world import QUARTER, World, column

_PLASMA = (("receptors", ()), ("endogenous", ()))  # such a model is linear, so its run is exact
_LONG = 240.0  # least end of a run for levels in plasma [h]
_SLACK = 1e-9  # the ends of a window are output times up to rounding [h]


def run_of(setup: Setup, world: World) -> Run:
    """Returns the run of a set-up; without a column it has levels in plasma alone."""
    last = max(setup.to, setup.start)
    if not setup.column:
        end = setup.end or max(last, _LONG)
        return world.run(
            setup.regimen, end, setup.delta, (*_PLASMA, *setup.options), setup.parameters
        )
    delta = setup.delta or QUARTER
    end = setup.end or last + delta
    return world.run(setup.regimen, end, delta, setup.options, setup.parameters)


def observed_drug(setup: Setup) -> str:
    """Returns the substance whose level in plasma is observed."""
    return setup.drug or parse_regimen(setup.regimen).doses[0].drug


def has_window(setup: Setup) -> bool:
    """Tells whether a set-up looks at a part of its run."""
    return setup.to > setup.start


def curve(setup: Setup, world: World) -> tuple[FloatArray, FloatArray]:
    """Returns times [h] and values of what is observed, within the window if there is one."""
    run = run_of(setup, world)
    if setup.column:
        times, values = column(run, setup.column)
    else:
        times, values = run.times, run.concentration(observed_drug(setup), "ng/mL")
    if not has_window(setup):
        return times, setup.scale * values
    inside = (times >= setup.start - _SLACK) & (times <= setup.to + _SLACK)
    return times[inside], setup.scale * values[inside]


def half_life_of(times: FloatArray, values: FloatArray) -> float:
    """Returns the half-life [h] by log-linear regression."""
    return float(-np.log(2.0) / np.polyfit(times, np.log(values), 1)[0])
