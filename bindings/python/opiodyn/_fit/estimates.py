"""Estimates are what a search found, with their covariance."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from opiodyn._checks.check import FloatArray
from opiodyn._checks.pickles import pickled_by_fields
from opiodyn._fit.information import Covariance, covariance_of
from opiodyn._fit.objective import Objective
from opiodyn._fit.parameters import Coordinates, Parameter
from opiodyn._fit.search import Found

CONVERGED = "converged"


@pickled_by_fields("Estimates")
class Estimates(NamedTuple):
    """Estimates are plain data; the names of the parameters are those of the objective."""

    x: FloatArray
    covariance: FloatArray
    """The covariance of the values, [parameter, parameter]; NaN where there is none."""
    degrees: float
    """The degrees of freedom of intervals; infinite for those of a normal distribution."""
    level: float
    undetermined: str
    """The combination of parameters that the data do not determine; empty if none."""
    status: str
    evaluations: int

    @property
    def converged(self) -> bool:
        """Tells whether the search came to its end."""
        return self.status == CONVERGED


def estimates_of(
    goal: Objective,
    parameters: tuple[Parameter, ...],
    found: Found,
    level: float,
    *,
    of_model: int,
    with_priors: bool,
) -> Estimates:
    """Returns the estimates that a search found.

    Args:
        goal: The objective.
        parameters: The parameters of the objective.
        found: The values that the search found.
        level: The level of intervals.
        of_model: The number of parameters of the model.
        with_priors: Whether there are priors.
    """
    coordinates = Coordinates(parameters)
    slopes = coordinates.slopes(found.x)
    information = goal.information(found.x) * np.outer(slopes, slopes)
    at_bound = (found.x <= goal.low) | (found.x >= goal.high)
    free = np.flatnonzero(~at_bound)
    names = [_name(one) for one in parameters]
    part = covariance_of(information[np.ix_(free, free)], [names[i] for i in free])
    count = len(goal)
    spare = count - of_model
    factor = 1.0 if with_priors or spare <= 0 else count / spare
    covariance = np.full_like(information, np.nan)
    covariance[np.ix_(free, free)] = factor * part.matrix
    return Estimates(
        found.x,
        covariance * np.outer(slopes, slopes),
        np.inf if with_priors or spare <= 0 else float(spare),
        level,
        part.undetermined,
        _status(found, part),
        found.evaluations,
    )


def _name(parameter: Parameter) -> str:
    return f"log {parameter.name}" if parameter.logarithmic else parameter.name


def _status(found: Found, covariance: Covariance) -> str:
    if covariance.undetermined:
        return f"not converged: the data do not determine {covariance.undetermined}"
    if not found.converged:
        return (
            f"not converged: the optimum is about {found.distance:.2g} standard errors away; the "
            f"search ended with: {found.message}"
        )
    return CONVERGED
