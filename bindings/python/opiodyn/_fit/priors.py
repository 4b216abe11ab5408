"""A prior says what is known of a parameter before the data, as a normal distribution.

With priors a fit gives the mode of the posterior (MAP).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from opiodyn._checks import ask, check
from opiodyn._checks.check import FloatArray
from opiodyn._checks.pickles import pickled_by_fields
from opiodyn._checks.shown import shown
from opiodyn._fit import finite

NORMAL, LOGNORMAL = KINDS = ("normal", "lognormal")
_RULE = (
    "must be ('normal', mean, standard deviation), or ('lognormal', median, standard deviation of "
    "the log)"
)


@pickled_by_fields("Prior")
class Prior(NamedTuple):
    """A prior is a distribution of one parameter."""

    place: int
    """The place of the parameter among those of the fit."""
    kind: str
    centre: float
    spread: float

    def contribution(self, value: float) -> tuple[float, float, float]:
        """Returns the log density at a value, its derivative, and the information."""
        log = self.kind == LOGNORMAL
        if log and value <= 0.0:  # the bound of a parameter may be 0
            return -math.inf, 0.0, 0.0
        at, centre = (math.log(value), math.log(self.centre)) if log else (value, self.centre)
        z, slope = (at - centre) / self.spread, 1.0 / value if log else 1.0
        density = -0.5 * (z * z + math.log(2.0 * math.pi)) - math.log(self.spread)
        density -= at if log else 0.0
        gradient = -z / self.spread * slope - (slope if log else 0.0)
        return density, gradient, (slope / self.spread) ** 2


def read_priors(priors: object, names: Sequence[str]) -> list[Prior]:
    """Returns the priors of the parameters.

    Raises:
        InputError: A prior is none.
        UnknownNameError: There is no such parameter.
    """
    if priors is None:
        return []
    given = check.mapping("priors", priors, "must be priors by the name of a parameter")  # type: ignore[arg-type]
    found = []
    for name, prior in given.items():
        if name not in names:
            raise check.unknown("priors", name, names)
        found.append(_prior(f"priors[{name!r}]", prior, list(names).index(name)))
    return found


def _prior(field: str, prior: Any, place: int) -> Prior:
    parts = check.items(field, prior, _RULE)
    kind = str.__str__(parts[0]) if len(parts) == 3 and ask.is_a(parts[0], str) else ""
    if kind not in KINDS:
        raise check.input_error(field, shown(prior), _RULE)
    number = finite.positive if kind == LOGNORMAL else finite.number
    return Prior(
        place, kind, number(f"{field}[1]", parts[1]), finite.positive(f"{field}[2]", parts[2])
    )


def of_all(priors: Sequence[Prior], x: FloatArray) -> tuple[float, FloatArray, FloatArray]:
    """Returns the log density of all priors, its gradient, and the diagonal of the information."""
    value, gradient, information = 0.0, np.zeros_like(x), np.zeros_like(x)
    for prior in priors:
        density, slope, inverse = prior.contribution(float(x[prior.place]))
        value += density
        gradient[prior.place] += slope
        information[prior.place] += inverse
    return value, gradient, information
