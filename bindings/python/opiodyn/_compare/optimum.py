"""The best of the doses tried, and between them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from opiodyn._checks import extras
from opiodyn._checks.check import FloatArray
from opiodyn._compare.metrics import Metric
from opiodyn._compare.study import Case, Study

# Values that differ by less than this, relative to the largest, do not differ: ten times the
# relative tolerance of the solver.
_FLAT = 1e-5
_CLOSE = 1e-3  # of log dose: 0.1 % of the dose


class Best(NamedTuple):
    """The best dose of a column."""

    position: int
    """Which of the doses tried it is."""
    dose: float
    value: float
    place: str
    """``"inside"`` the doses tried, where alone an optimum is found; at their ``"lowest"`` or
    ``"highest"``; ``"flat"`` if the values do not differ; ``"single"`` if there is one dose."""
    refined: bool = False
    """Whether the dose was searched for between those tried."""


def best(doses: Sequence[float], values: FloatArray, sign: int) -> Best:
    """Of the doses tried, ascending; sign is 1 if the highest value is the best, else -1."""
    index = int(np.argmax(sign * values))
    found = Best(index, doses[index], float(values[index]), "inside")
    if len(doses) == 1:
        return found._replace(place="single")
    close = np.abs(values - values[index]) <= _FLAT * np.max(np.abs(values))
    if close.all():
        return found._replace(place="flat")
    # A plateau that reaches an end is not inside either.
    if close[0] or close[-1]:
        return found._replace(place="lowest" if close[0] else "highest")
    return found


def refined(study: Study, case: Case, metric: Metric, found: Best, doses: Sequence[float]) -> Best:
    """The optimum between the neighbours of the best dose tried, on a logarithmic scale; what was
    found, if that is not inside."""
    if found.place != "inside":
        return found

    def loss(log_dose: float) -> float:
        return -metric.sign * study.value(case._replace(dose=math.exp(log_dose)), metric)

    low, high = doses[found.position - 1], doses[found.position + 1]
    result = require_scipy().minimize_scalar(
        loss,
        bounds=(math.log(low), math.log(high)),
        method="bounded",
        options={"xatol": _CLOSE},
    )
    if not result.success or -result.fun < metric.sign * found.value:
        return found
    value = -metric.sign * float(result.fun)
    return found._replace(dose=math.exp(result.x), value=value, refined=True)


def require_scipy() -> Any:
    """The module scipy.optimize.

    Raises:
        ImportError: It is not installed; the message says how to get it.
    """
    return extras.require("scipy.optimize", "searching the optimum", "optimum")
