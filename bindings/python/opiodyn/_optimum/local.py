"""A local search goes from one start to an optimum near it."""

from __future__ import annotations

import numpy as np

from opiodyn._checks.check import FloatArray
from opiodyn._compare.optimum import require_scipy
from opiodyn._optimum.problem import ALLOWED, End, Problem

_ACCURACY = 1e-10  # of the loss, which differs by 1 among the points tried
_MOST = 100  # iterations
# The loss may still fall by so much along the scale of a variable.
_LEVEL = 1e-3
_EDGE = 1e-9  # of a scale: a point so near to its end is there
_GAIN = 1e-9  # of the loss: less is none
_MOST_PARTS = 200  # numbers of doses that one start looks at


def descend(problem: Problem, unit: FloatArray) -> End:
    """Returns the optimum that SciPy's SLSQP finds from a start, which bounds may move."""
    lows, highs = problem.bounds()
    found = require_scipy().minimize(
        problem.loss,
        np.clip(unit, lows, highs),
        jac=problem.loss_slopes,
        method="SLSQP",
        bounds=list(zip(lows, highs, strict=True)),
        constraints=problem.constraints(),
        options={"ftol": _ACCURACY, "maxiter": _MOST},
    )
    return _end_at(problem, np.clip(found.x, lows, highs))


def approach(problem: Problem, unit: FloatArray) -> End:
    """Returns where the limits are broken least, near a start."""
    lows, highs = problem.bounds()
    found = require_scipy().minimize(
        problem.misfit,
        np.clip(unit, lows, highs),
        jac=True,
        method="L-BFGS-B",
        bounds=list(zip(lows, highs, strict=True)),
    )
    return _end_at(problem, np.clip(found.x, lows, highs))


def _end_at(problem: Problem, unit: FloatArray) -> End:
    found = problem.end(unit, problem.values(unit))
    return found._replace(level=found.feasible and _rest(problem, unit) <= _LEVEL)


def _rest(problem: Problem, unit: FloatArray) -> float:
    """Returns the slope that is left when bounds and active limits have taken theirs away.

    Where it is 0, the conditions of Karush, Kuhn and Tucker hold.
    """
    lows, highs = problem.bounds()
    ways = np.eye(unit.size)
    active = np.abs(problem.margins(unit, equal=False)) <= 10.0 * ALLOWED
    equal = problem.margin_slopes(unit, equal=True)
    walls = [
        ways[unit <= lows + _EDGE],
        -ways[unit >= highs - _EDGE],
        problem.margin_slopes(unit, equal=False)[active],
        equal,
        -equal,
    ]
    slope = problem.loss_slopes(unit)
    wall = np.vstack(walls)
    if not wall.size:
        return float(np.linalg.norm(slope))
    return float(require_scipy().nnls(wall.T, slope)[1])


def settle(problem: Problem, first: End) -> End:
    """Returns the optimum of a whole number of doses near an end whose interval varied freely.

    The number of doses is held, because the numbers of a run jump where it changes. An interval
    that comes to rest at an end of those with so many doses goes on to the next number, as long as
    that is better.
    """
    space = problem.numbers.space
    if space.interval is None:
        return first
    best = descend(problem.with_count(space.count(first.point)), first.unit)
    for _ in range(_MOST_PARTS):
        count = _next_count(problem, best)
        if count is None:
            return best
        other = descend(problem.with_count(count), best.unit)
        if not other.rank < (best.rank[0], best.rank[1] - _GAIN):
            return best
        best = other
    return best._replace(level=False)


def _next_count(problem: Problem, best: End) -> int | None:
    """Returns the number of doses beyond the end that an interval rests at; None inside."""
    space = problem.numbers.space
    assert space.interval is not None
    count = space.count(best.point)
    lows, highs = problem.with_count(count).bounds()
    unit = best.unit[space.interval]
    others = {count + 1: unit - lows[space.interval], count - 1: highs[space.interval] - unit}
    for other, distance in others.items():
        if distance <= _EDGE and space.has(other):
            return other
    return None
