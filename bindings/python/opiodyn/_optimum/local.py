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
_MOST_COUNTS = 200  # changes of the number of doses from one start


def descend(problem: Problem, unit: FloatArray) -> End:
    """Returns the optimum near a start, which bounds may move.

    SLSQP may stick where it has come to from a point that breaks limits. It begins again from one
    that keeps them.
    """
    found = _descend(problem, unit)
    if found.level or not problem.goals.limits:
        return found
    return min(found, _descend(problem, approach(problem, unit).unit), key=_by_rank)


def _by_rank(end: End) -> tuple[float, float]:
    return end.rank


def _descend(problem: Problem, unit: FloatArray) -> End:
    """Returns where SciPy's SLSQP comes to rest."""
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
    return _end_at(problem, found.x)


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
    return _end_at(problem, found.x)


def _end_at(problem: Problem, unit: FloatArray) -> End:
    """Returns where a search came to rest; what is next to a bound is put onto it."""
    lows, highs = problem.bounds()
    unit = np.where(unit <= lows + _EDGE, lows, np.where(unit >= highs - _EDGE, highs, unit))
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

    The number of doses is held, because the numbers of a run jump where it changes. One dose more
    and one less are tried as long as that is better.
    """
    space = problem.numbers.space
    if space.interval is None:
        return first
    count = space.count(first.point)
    ends = {count: descend(problem.with_count(count), first.unit)}
    for _ in range(_MOST_COUNTS):
        new = [one for one in (count + 1, count - 1) if space.has(one) and one not in ends]
        for one in new:
            ends[one] = descend(problem.with_count(one), ends[count].unit)
        better = [one for one in new if ends[one].rank < _gained(ends[count])]
        if not better:
            return ends[count]
        count = min(better, key=lambda one: ends[one].rank)
    return ends[count]._replace(level=False)


def _gained(end: End) -> tuple[float, float]:
    """Returns the rank that is better than that of an end by more than rounding."""
    return end.rank[0], end.rank[1] - _GAIN
