"""A search tries points all over the bounds, and goes on from the best of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from opiodyn import _core
from opiodyn._checks import check, extras
from opiodyn._checks.check import FloatArray
from opiodyn._compare.optimum import FLAT
from opiodyn._optimum.limits import Goals
from opiodyn._optimum.local import approach, descend, settle
from opiodyn._optimum.numbers import Numbers
from opiodyn._optimum.problem import End, Problem

_POINTS = 8  # tried for each start
_SAME = 1e-3  # of a scale: ends that are nearer are one
_APPROACHES = 3  # starts from which limits that no point kept are approached


class Path(NamedTuple):
    """A path is a local search from its start to its end."""

    start: End
    end: End


@dataclass
class Search:
    """A search holds what was found so far, which is what is left of it after Ctrl-C."""

    numbers: Numbers
    goals: Goals
    starts: int
    seed: int
    tried: list[End] = field(default_factory=list)
    paths: list[Path] = field(default_factory=list)
    flat: bool = False
    """This is True if the number to optimise does not differ among the points tried."""
    _firsts: list[End] = field(default_factory=list)
    """Each path has the end here to which its interval varied freely."""

    @property
    def best(self) -> End | None:
        """This is the best point that keeps the limits, so far."""
        kept = [one for one in (*self.tried, *(path.end for path in self.paths)) if one.feasible]
        if not kept:
            return None
        top = min(kept, key=lambda one: one.loss)
        # If two ends do not differ, the one that came to rest is preferred.
        nearly = top.loss + FLAT * abs(top.loss)
        level = [one for one in kept if one.level and one.loss <= nearly]
        return min(level, key=lambda one: one.loss) if level else top

    def run(self) -> None:
        """Searches until there is a best point.

        Raises:
            InputError: A limit cannot be kept.
            SolverError: The solver could not go on at a point.
        """
        problem = self._try()
        if self.flat and self.best is not None:
            return
        for start in self._chosen(self.starts):
            self._descend(problem, start)
        if self.best is None:
            for start in self._chosen(_APPROACHES):
                self._descend(problem, self._tried(problem, approach(problem, start.unit).unit))
        if self.best is None:
            raise self._infeasible()

    def _try(self) -> Problem:
        """Tries points, that of the regimen as it is among them, and returns the problem."""
        space = self.numbers.space
        scale, own = self.numbers.scale, space.own()
        units = _spread(len(space.variables), _POINTS * self.starts, self.seed)
        if own is not None:
            units = np.vstack([scale.unit(own), units])
        points = [scale.point(unit) for unit in units]
        found = self.numbers.values(points, [space.count(one) for one in points])
        problem = Problem(self.numbers, self.goals, found)
        self.tried = [problem.end(*both) for both in zip(units, found, strict=True)]
        goal = found[:, self.goals.place(self.goals.name)]
        self.flat = bool(np.ptp(goal) <= FLAT * np.max(np.abs(goal)))
        return problem

    def _tried(self, problem: Problem, unit: FloatArray) -> End:
        """Tries one more point."""
        point = problem.scale.point(unit)
        (values,) = self.numbers.values([point], [self.numbers.space.count(point)])
        self.tried.append(problem.end(unit, values))
        return self.tried[-1]

    def _chosen(self, count: int) -> list[End]:
        """Returns the best of the points tried, as far as they lie apart."""
        apart = 0.5 / count ** (1.0 / len(self.numbers.space.variables))
        found: list[End] = []
        for one in sorted(self.tried, key=lambda end: end.rank):
            if len(found) < count and _distance(one, found) >= apart:
                found.append(one)
        return found

    def _descend(self, problem: Problem, start: End) -> None:
        """Adds the path from a start; one that comes where another was ends as that did."""
        first = descend(problem, start.unit)
        near = [_distance(first, [other]) for other in self._firsts]
        same = bool(near) and min(near) < _SAME
        end = self.paths[int(np.argmin(near))].end if same else settle(problem, first)
        self._firsts.append(first)
        self.paths.append(Path(start, end))

    def _infeasible(self) -> _core.InputError:
        """Returns the error of limits that cannot be kept, about the one that is broken most."""
        nearest = min((*self.tried, *(path.end for path in self.paths)), key=lambda end: end.excess)
        places = [self.goals.place(one.name) for one in self.goals.limits]
        values = [float(nearest.values[place]) for place in places]
        pairs = zip(self.goals.limits, values, strict=True)
        limit, value = max(pairs, key=lambda pair: pair[0].broken(pair[1]))
        others = " together with the other limits" if len(places) > 1 else ""
        rule = (
            f"cannot be met within the bounds{others}: the nearest found is {value:.6g}, at "
            f"{self.numbers.words(nearest.point)}; widen the bounds or the limit"
        )
        return check.input_error(limit.field, limit.words, rule)


def _distance(one: End, others: list[End]) -> float:
    """Returns the distance to the nearest of other points, on the scales of the variables."""
    return min((float(np.max(np.abs(one.unit - other.unit))) for other in others), default=np.inf)


def _spread(width: int, count: int, seed: int) -> FloatArray:
    """Returns points that fill the unit cube evenly: a power of 2, not fewer than asked for."""
    qmc = extras.require("scipy.stats.qmc", "searching the optimum", "optimum")
    points: FloatArray = qmc.Sobol(width, seed=seed).random_base2((count - 1).bit_length())
    return points
