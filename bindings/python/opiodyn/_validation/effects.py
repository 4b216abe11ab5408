"""This module measures what an agonist does on top of the regimen.

The effect of an agonist is the highest value of the column in the window. The column is an effect
of theory (10b), such as ``effect.liking``, or what the receptors tell before it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from opiodyn._model.inside import used_rows
from opiodyn._validation.cases import Setup
from opiodyn._validation.readings import has_window, statistic, value_at, values_at
from opiodyn._validation.world import World

_EVERY = 0.05  # distance of the read-out of a product of columns [h]


def _together(setup: Setup, world: World, base: str, dose: float) -> Setup:
    """Returns the set-up with the agonist on top of a base regimen, or alone.

    The agonist alone has those of the set-up's values that its model knows.
    """
    agonist = setup.agonist.replace("{dose}", f"{dose:.9g}")
    if base:
        return replace(setup, regimen=f"{base} + {agonist}")
    known = {row.name for row in used_rows(world.model(agonist, setup.options))}
    values = tuple(pair for pair in setup.parameters if pair[0] in known)
    return replace(setup, regimen=agonist, parameters=values)


def _effect(setup: Setup, world: World, base: str, dose: float) -> float:
    """Returns the effect of the agonist on top of a base regimen, or alone.

    The library has no statistic of a product of columns, which is read off every 0.05 h.
    """
    together = _together(setup, world, base, dose)
    if not has_window(setup):
        return value_at(together, world, setup.start)
    if " * " in setup.column:
        times = np.arange(setup.start, setup.to + 0.5 * _EVERY, _EVERY)
        highest: float = values_at(together, world, times).max(axis=0)
        return highest
    return statistic(together, world, "peak")


def remaining_effect(setup: Setup, world: World) -> float:
    """Returns the effect of the agonist on top of the regimen, as a share of its effect alone."""
    alone = _effect(setup, world, "", setup.dose) / setup.scale
    return _effect(setup, world, setup.regimen, setup.dose) / alone


def blocked_effect(setup: Setup, world: World) -> float:
    """Returns the share of the agonist's effect that is missing on top of the regimen."""
    return setup.scale - remaining_effect(setup, world)


def remaining_rise(setup: Setup, world: World) -> float:
    """Returns what the agonist adds on top of the regimen, as a share of its effect alone.

    The regimen has an effect of its own, which counts up to the start of the window alone.
    """
    before = value_at(setup, world, setup.start)
    alone = _effect(setup, world, "", setup.dose) / setup.scale
    return (_effect(setup, world, setup.regimen, setup.dose) - before) / alone


def potency_ratio(setup: Setup, world: World) -> float:
    """Returns how many times more of the agonist reaches the same effect on top of the regimen.

    The agonist is less potent there if this is above 1, and more potent if it is below.
    """
    wanted = _effect(setup, world, "", setup.dose)

    def excess(log_dose: float) -> float:
        return _effect(setup, world, setup.regimen, float(np.exp(log_dose))) - wanted

    return _dose_at_zero(excess, setup.dose) / setup.dose


def potency_gain(setup: Setup, world: World) -> float:
    """Returns how many times more potent the agonist is after the regimen."""
    return 1.0 / potency_ratio(setup, world)


def _dose_at_zero(excess: Callable[[float], float], usual: float) -> float:
    """Returns the dose whose logarithm leaves no excess, or nan if it is far from the usual dose.

    It is looked for from a thousandth to a million times the usual dose.
    """
    from scipy.optimize import brentq

    low, high = np.log(1e-3 * usual), np.log(1e6 * usual)
    if excess(low) > 0.0 or excess(high) < 0.0:
        return float("nan")
    return float(np.exp(brentq(excess, low, high, xtol=1e-6)))


MEASURES: dict[str, Callable[[Setup, World], float]] = {
    "remaining_effect": remaining_effect,
    "blocked_effect": blocked_effect,
    "remaining_rise": remaining_rise,
    "potency_ratio": potency_ratio,
    "potency_gain": potency_gain,
}
