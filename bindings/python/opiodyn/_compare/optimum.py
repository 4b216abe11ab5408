"""The best dose is one of those tried, or lies between them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from opiodyn._checks import extras
from opiodyn._checks.check import FloatArray
from opiodyn._compare.study import Group, Study
from opiodyn._result.metric import Metric

FLAT = 1e-5
"""Values that differ by less than this, relative to the largest, do not differ: ten times the
relative tolerance of the solver."""
_CLOSE = 1e-3  # of log dose, or of the dose tried: 0.1 % of the dose


class Best(NamedTuple):
    """This is the best dose of a column."""

    tried: float
    """This is the best of the doses tried [mg]."""
    dose: float
    """This is the best dose [mg], which may lie between those tried."""
    value: float
    """This is the value of the column at that dose."""
    place: str
    """The place is ``"inside"`` the doses tried, where alone an optimum is found; or at their
    ``"lowest"`` or ``"highest"``; ``"flat"`` if the values do not differ; ``"single"`` if there is
    one dose."""
    refined: bool = False
    """This is True if the dose was searched for between those tried."""


def best(doses: Sequence[float], values: FloatArray, sign: int) -> Best:
    """Returns the best of the doses tried, which ascend.

    Args:
        doses: The doses tried [mg].
        values: The value at each dose.
        sign: 1 if the highest value is the best, -1 if the lowest is.
    """
    index = int(np.argmax(sign * values))
    found = Best(doses[index], doses[index], float(values[index]), "inside")
    if len(doses) == 1:
        return found._replace(place="single")
    close = np.abs(values - values[index]) <= FLAT * np.max(np.abs(values))
    if close.all():
        return found._replace(place="flat")
    # A plateau that reaches an end is not inside either.
    if close[0] or close[-1]:
        return found._replace(place="lowest" if close[0] else "highest")
    return found


def refined(study: Study, group: Group, metric: Metric, found: Best) -> Best:
    """Returns the optimum between the neighbours of the best dose tried.

    The scale is logarithmic, or linear down to a placebo. A best dose that is not inside the doses
    tried stays as it is.
    """
    if found.place != "inside":
        return found
    position = study.doses.index(found.tried)
    low, high = study.doses[position - 1], study.doses[position + 1]
    logarithmic = low > 0.0

    def dose(x: float) -> float:
        return math.exp(x) if logarithmic else x * found.tried

    def loss(x: float) -> float:
        return -metric.sign * study.number(group, dose(x), metric)

    result = require_scipy().minimize_scalar(
        loss,
        bounds=(math.log(low), math.log(high)) if logarithmic else (0.0, high / found.tried),
        method="bounded",
        options={"xatol": _CLOSE},
    )
    if not result.success or -result.fun < metric.sign * found.value:
        return found
    value = -metric.sign * float(result.fun)
    return found._replace(dose=dose(float(result.x)), value=value, refined=True)


def require_scipy() -> Any:
    """Returns the module scipy.optimize.

    Raises:
        ImportError: scipy is not installed; the message says how to get it.
    """
    return extras.require("scipy.optimize", "searching the optimum", "optimum")
