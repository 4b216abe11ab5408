"""Figures of pharmacokinetics are read off a level in plasma."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from opiodyn import _core, metrics
from opiodyn._dosing.regimen import regimen as parse_regimen
from opiodyn._model.inside import core_of
from opiodyn._validation.cases import Setup
from opiodyn._validation.curves import curve, half_life_of, has_window, observed_drug, run_of
from opiodyn._validation.world import World


def peak_time(setup: Setup, world: World) -> float:
    """Returns the time of the peak [h]."""
    return metrics.peak(*curve(setup, world)).time


def area(setup: Setup, world: World) -> float:
    """Returns the area [ng h/mL] of the window; without one, to infinity by the last slope."""
    times, values = curve(setup, world)
    within = metrics.area(times, values)
    if has_window(setup):
        return within
    late = times >= 0.9 * times[-1]
    return float(within + values[-1] * half_life_of(times[late], values[late]) / np.log(2.0))


def days_above(setup: Setup, world: World) -> float:
    """Returns the time above the threshold [d]."""
    return metrics.time_above(*curve(setup, world), setup.threshold) / 24.0


def clearance(setup: Setup, world: World) -> float:
    """Returns the dose over the area [L/h]; mg as the dose names them, without a salt factor."""
    return 1e3 * _dose(setup).amt / area(setup, world)


def volume(setup: Setup, world: World) -> float:
    """Returns the volume at steady state [L]: clearance times mean residence time."""
    times, values = curve(setup, world)
    residence = metrics.area(times, times * values) / metrics.area(times, values)
    return clearance(setup, world) * residence


def urine(setup: Setup, world: World) -> float:
    """Returns what leaves unchanged in urine [% of an oral dose, mole for mole]: CL_renal x AUC."""
    drug, dose = observed_drug(setup), _dose(setup)
    value = {row.name: row.value for row in core_of(run_of(setup, world).model).parameters}
    excreted = 1e-3 * value[f"{drug}.CL_renal"] * area(setup, world)  # [mg]
    base = dose.amt * value[f"{dose.drug}.oral.salt_factor"]  # [mg]
    moles = value[f"{dose.drug}.molar_mass"] / value[f"{drug}.molar_mass"]
    return 100.0 * excreted * moles / base


def _dose(setup: Setup) -> _core.Dose:
    (dose,) = parse_regimen(setup.regimen).doses
    return dose


MEASURES: dict[str, Callable[[Setup, World], float]] = {
    "peak_time": peak_time,
    "area": area,
    "days_above": days_above,
    "clearance": clearance,
    "volume": volume,
    "urine": urine,
}
