"""This module measures what an agonist does on top of the regimen.

The effect of an agonist is the highest value of the column in the window. The column is the
receptors that the agonist holds, to which published models of opioids in man have the effect in
proportion, or the operational response.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from opiodyn._validation.cases import Setup
from opiodyn._validation.curves import curve, has_window
from opiodyn._validation.world import World


def _effect(setup: Setup, world: World, base: str, dose: float) -> float:
    """Returns the effect of the agonist on top of a base regimen, or alone."""
    agonist = setup.agonist.replace("{dose}", f"{dose:.9g}")
    together = replace(setup, regimen=f"{base} + {agonist}" if base else agonist)
    times, values = curve(together, world)
    return float(values.max() if has_window(setup) else np.interp(setup.start, times, values))


def remaining_effect(setup: Setup, world: World) -> float:
    """Returns the effect of the agonist on top of the regimen, as a share of its effect alone."""
    alone = _effect(setup, world, "", setup.dose)
    return setup.scale * _effect(setup, world, setup.regimen, setup.dose) / alone


def blocked_effect(setup: Setup, world: World) -> float:
    """Returns the share of the agonist's effect that is missing on top of the regimen."""
    return setup.scale - remaining_effect(setup, world)


def ventilation(setup: Setup, world: World) -> float:
    """Returns ventilation [% of control] if it falls in proportion to the effect.

    The threshold is the ventilation that the agonist alone leaves.
    """
    return 100.0 - (100.0 - setup.threshold) * remaining_effect(setup, world)


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
    "ventilation": ventilation,
    "potency_ratio": potency_ratio,
    "potency_gain": potency_gain,
}
