"""Figures of pharmacokinetics are read off a level in plasma."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from opiodyn import _core
from opiodyn._dosing.regimen import regimen as parse_regimen
from opiodyn._model.inside import core_of
from opiodyn._result.inside import trajectory_of
from opiodyn._validation.cases import Setup
from opiodyn._validation.readings import (
    half_life_of,
    has_window,
    hours_above,
    observed_drug,
    statistic,
    taken_of,
    values_at,
    window,
)
from opiodyn._validation.world import World, column


def area(setup: Setup, world: World) -> float:
    """Returns the area [ng h/mL] of the window; without one, to infinity by the last slope."""
    within = statistic(setup, world, "area")
    if has_window(setup):
        return within
    end = window(setup)[1]
    late = np.array([0.9 * end, end])
    values = values_at(setup, world, late)
    return float(within + values[-1] * half_life_of(late, values) / np.log(2.0))


def days_above(setup: Setup, world: World) -> float:
    """Returns the time above the threshold [d]."""
    return hours_above(setup, world, setup.threshold, window(setup)) / 24.0


def clearance(setup: Setup, world: World) -> float:
    """Returns the dose over the area [L/h]; mg as the dose names them, without a salt factor."""
    return 1e3 * _dose(setup).amt / area(setup, world)


def volume(setup: Setup, world: World) -> float:
    """Returns the volume at steady state [L]: what the body holds over its level in plasma.

    The regimen is an infusion that has come to its steady state at the start of the window.
    """
    run = world.run(taken_of(setup), [setup.start])
    drug = observed_drug(setup)
    rows = trajectory_of(run).columns
    places = [row.name for row in rows if row.quantity == "amount" and row.ligand == drug]
    held = sum(float(column(run, name)[0]) for name in places)  # [nmol]
    return held / float(run.concentration(drug)[0])


def urine(setup: Setup, world: World) -> float:
    """Returns what leaves unchanged in urine [% of an oral dose, mole for mole]: CL_renal x AUC."""
    drug, dose = observed_drug(setup), _dose(setup)
    model = world.model(*taken_of(setup))
    value = {row.name: row.value for row in core_of(model).parameters}
    excreted = 1e-3 * value[f"{drug}.CL_renal"] * area(setup, world)  # [mg]
    base = dose.amt * value[f"{dose.drug}.oral.salt_factor"]  # [mg]
    moles = value[f"{dose.drug}.molar_mass"] / value[f"{drug}.molar_mass"]
    return 100.0 * excreted * moles / base


def _dose(setup: Setup) -> _core.Dose:
    (dose,) = parse_regimen(setup.regimen).doses
    return dose


MEASURES: dict[str, Callable[[Setup, World], float]] = {
    "area": area,
    "days_above": days_above,
    "clearance": clearance,
    "volume": volume,
    "urine": urine,
}
