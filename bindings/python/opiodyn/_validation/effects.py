"""From a set-up to a figure: what an agonist does on top of what else is taken.

The effect of an agonist is the highest value of the column in the window: the receptors that the
agonist holds, as published models of opioids in man have it (effect in proportion to them), or the
operational response.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from opiodyn._checks.check import FloatArray
from opiodyn._validation.cases import Setup
from opiodyn._validation.world import World, column


def _values(setup: Setup, world: World, base: str, dose: float) -> FloatArray:
    """The column within the window, with the agonist on top of a base, if there is one."""
    agonist = setup.agonist.replace("{dose}", f"{dose:.9g}")
    regimen = f"{base} + {agonist}" if base else agonist
    end = setup.to + setup.delta
    run = world.run(regimen, end, setup.delta, setup.options, setup.parameters)
    times, values = column(run, setup.column)
    return values[(times >= setup.start - 1e-9) & (times <= setup.to + 1e-9)]


def _effect(setup: Setup, world: World, base: str, dose: float) -> float:
    return float(_values(setup, world, base, dose).max())


def remaining_effect(setup: Setup, world: World) -> float:
    """Effect of the agonist on top of the regimen, of that alone."""
    alone = _effect(setup, world, "", setup.dose)
    return setup.scale * _effect(setup, world, setup.regimen, setup.dose) / alone


def blocked_effect(setup: Setup, world: World) -> float:
    """What of the effect of the agonist is missing on top of the regimen."""
    return setup.scale - remaining_effect(setup, world)


def ventilation(setup: Setup, world: World) -> float:
    """Ventilation, % of control, if it falls in proportion to the effect, and the agonist alone
    leaves the threshold."""
    return 100.0 - (100.0 - setup.threshold) * remaining_effect(setup, world)


def potency_ratio(setup: Setup, world: World) -> float:
    """How many times more of the agonist the regimen asks for to reach the same effect.

    Above 1 the agonist has become less potent, below 1 more.
    """
    wanted = _effect(setup, world, "", setup.dose)

    def short(log_dose: float) -> float:
        return _effect(setup, world, setup.regimen, float(np.exp(log_dose))) - wanted

    return _root(short, np.log(setup.dose)) / setup.dose


def potency_gain(setup: Setup, world: World) -> float:
    """How many times more potent the agonist is after the regimen."""
    return 1.0 / potency_ratio(setup, world)


def _root(short: Callable[[float], float], middle: float) -> float:
    """The dose at which nothing is short, between a thousandth and a million times the middle."""
    from scipy.optimize import brentq

    low, high = middle - np.log(1e3), middle + np.log(1e6)
    if short(low) > 0.0 or short(high) < 0.0:
        return float("nan")
    return float(np.exp(brentq(short, low, high, xtol=1e-6)))


MEASURES: dict[str, Callable[[Setup, World], float]] = {
    "remaining_effect": remaining_effect,
    "blocked_effect": blocked_effect,
    "ventilation": ventilation,
    "potency_ratio": potency_ratio,
    "potency_gain": potency_gain,
}
