"""The profile over a parameter is the best log-posterior at each of its values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from joint import modes
from joint.likelihood import Problem
from joint.modes import Mode

_STEP, _GENERATIONS = 0.2, 120


def over(problem: Problem, name: str, values: Sequence[float], best: Mode) -> list[dict[str, Any]]:
    """Returns the best log-posterior at values of a parameter, less that of the mode.

    Args:
        problem: The problem.
        name: The name of the parameter.
        values: The values of the parameter.
        best: The mode of the problem.
    """
    i = problem.names.index(name)
    parameter = problem.parameters[i]
    rows = []
    place = np.delete(modes.to_places(problem, best.logs), i)
    for value in values:
        held = Problem(replace(problem.structure, fixed={**problem.structure.fixed, name: value}))
        found = modes.search(held, place, 1, _STEP, _GENERATIONS)
        at = (np.log(value) - parameter.middle) / parameter.width
        density = found.log_posterior - 0.5 * at**2 - 0.5 * np.log(2.0 * np.pi)
        rows.append(
            {
                "value": value,
                "log_posterior": round(density - best.log_posterior, 3),
                "log_likelihood": round(found.log_likelihood - best.log_likelihood, 3),
            }
        )
    return rows
