"""This module finds another start for a search that got lost.

Far from the optimum, an error that is a share of the prediction makes every observation improbable
in proportion to its size, and a search can end on a plateau. With an additive error the largest
observations lead the way, and the other start is where that fit ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from opiodyn._checks.check import FloatArray
from opiodyn._fit.errors import ADDITIVE
from opiodyn._fit.inside import parameters_of, setup_of
from opiodyn._fit.objective import Objective
from opiodyn._fit.parameters import Coordinates, Parameter, scatter_parameters
from opiodyn._fit.search import Search


def rough_start(goal: Objective) -> FloatArray:
    """Returns where to begin a search again.

    Raises:
        InputError: A prediction is impossible.
        SolverError: A run could not go on.
        Interrupted: Ctrl-C was pressed.
    """
    setup = setup_of(goal)
    quantities = tuple(one._replace(error=ADDITIVE) for one in setup.observed.quantities)
    observed = replace(setup.observed, quantities=quantities)
    f = goal.predictions(goal.start)
    additive = Objective(
        setup._replace(
            observed=observed, scatter=tuple(scatter_parameters(observed, f)), fixed={}, priors=()
        )
    )
    free = np.ones(additive.start.size, dtype=np.bool_)
    x = Search(additive, free, Coordinates(parameters_of(additive))).run(additive.start).x
    of_model = x[: len(setup.vary)]
    return np.append(of_model, _scatter_at(goal, of_model, setup.scatter))


def _scatter_at(
    goal: Objective, of_model: FloatArray, estimated: Sequence[Parameter]
) -> FloatArray:
    """Returns rough values of the error parameters at estimates, within their bounds."""
    rest = goal.start[of_model.size :]
    f = goal.predictions(np.append(of_model, rest))
    every = {one.name: one.start for one in scatter_parameters(setup_of(goal).observed, f)}
    return np.array([np.clip(every[one.name], one.low, one.high) for one in estimated])
