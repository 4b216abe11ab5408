"""A problem is a search as SciPy takes it: functions of an array, all scaled."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np

from opiodyn._checks.check import FloatArray
from opiodyn._optimum.limits import Goals, Limit
from opiodyn._optimum.numbers import Numbers
from opiodyn._optimum.slopes import slopes

ALLOWED = 1e-6
"""A limit is kept if it is broken by no more than this, relative to itself: less than the error of
the runs."""


class End(NamedTuple):
    """An end is a point with its numbers, where a search came to rest or passed."""

    unit: FloatArray
    """This is the point on the scales of the variables."""
    point: FloatArray
    values: FloatArray
    loss: float
    excess: float
    """This is by how much the worst limit is broken, relative to it [-]."""
    level: bool = False
    """This is True if no way within bounds and limits leads further down."""

    @property
    def feasible(self) -> bool:
        """This is True if all limits are kept."""
        return self.excess <= ALLOWED

    @property
    def rank(self) -> tuple[float, float]:
        """The best end has the lowest rank."""
        return (0.0, self.loss) if self.feasible else (self.excess, self.loss)


class Problem:
    """A problem has a loss and conditions, as functions of a point on a scale from 0 to 1.

    Args:
        numbers: The numbers of runs.
        goals: The number to optimise, and the limits.
        tried: The numbers at some points, [point, number], which tell their sizes.
        count: The number of doses, if the interval varies; None lets it follow.
    """

    def __init__(
        self, numbers: Numbers, goals: Goals, tried: FloatArray, count: int | None = None
    ) -> None:
        self.numbers, self.goals, self.count = numbers, goals, count
        self.scale = numbers.scale
        self._tried = tried
        self._sizes = [_size(column) for column in tried.T]
        self._goal = goals.place(goals.name)
        self._values: dict[bytes, FloatArray] = {}
        self._slopes: dict[bytes, FloatArray] = {}

    def with_count(self, count: int) -> Problem:
        """Returns the problem of so many doses."""
        return Problem(self.numbers, self.goals, self._tried, count)

    def values(self, unit: FloatArray) -> FloatArray:
        """Returns the numbers at a point."""
        key = unit.tobytes()
        if key not in self._values:
            point = self.scale.point(unit)
            self._values[key] = self.numbers.values([point], [self.count])[0]
        return self._values[key]

    def slopes(self, unit: FloatArray) -> FloatArray:
        """Returns the derivatives of the numbers with respect to the point."""
        key = unit.tobytes()
        if key not in self._slopes:
            point = self.scale.point(unit)
            found = slopes(self.numbers, point, self.count)
            self._slopes[key] = found * self.scale.slopes(point)
        return self._slopes[key]

    def end(self, unit: FloatArray, values: FloatArray) -> End:
        """Returns a point with its numbers."""
        broken = -np.minimum(self._margins(values, equal=False), 0.0)
        missed = np.abs(self._margins(values, equal=True))
        excess = float(np.max(np.concatenate([broken, missed]), initial=0.0))
        return End(unit, self.scale.point(unit), values, self._loss(values), excess)

    def loss(self, unit: FloatArray) -> float:
        """Returns the number to minimise."""
        return self._loss(self.values(unit))

    def loss_slopes(self, unit: FloatArray) -> FloatArray:
        """Returns the derivatives of the loss."""
        found: FloatArray = -self.goals.sign * self.slopes(unit)[self._goal]
        return found / self._sizes[self._goal]

    def conditions(self, *, equal: bool) -> list[tuple[Limit, float, float]]:
        """Returns each condition: (number - end) times a factor must be at least 0, or equal 0."""
        found = []
        for limit in self.goals.limits:
            if (limit.low == limit.high) != equal:
                continue
            for end, side in ((limit.low, 1.0), (limit.high, -1.0))[: 1 if equal else 2]:
                if math.isfinite(end):
                    size = abs(end) or self._sizes[self.goals.place(limit.name)]
                    found.append((limit, end, side / size))
        return found

    def margins(self, unit: FloatArray, *, equal: bool) -> FloatArray:
        """Returns the value of each condition."""
        return self._margins(self.values(unit), equal=equal)

    def margin_slopes(self, unit: FloatArray, *, equal: bool) -> FloatArray:
        """Returns the derivatives of each condition, [condition, variable]."""
        rows, place = self.slopes(unit), self.goals.place
        found = [rows[place(one.name)] * by for one, _, by in self.conditions(equal=equal)]
        return np.array(found).reshape(-1, unit.size)

    def misfit(self, unit: FloatArray) -> tuple[float, FloatArray]:
        """Returns half the sum of squares of what breaks conditions, and its derivatives."""
        broken = np.minimum(self.margins(unit, equal=False), 0.0)
        missed = self.margins(unit, equal=True)
        slope: FloatArray = broken @ self.margin_slopes(unit, equal=False)
        slope = slope + missed @ self.margin_slopes(unit, equal=True)
        return 0.5 * float(broken @ broken + missed @ missed), slope

    def _loss(self, values: FloatArray) -> float:
        return float(-self.goals.sign * values[self._goal] / self._sizes[self._goal])

    def _margins(self, values: FloatArray, *, equal: bool) -> FloatArray:
        place, conditions = self.goals.place, self.conditions(equal=equal)
        return np.array([(values[place(one.name)] - end) * by for one, end, by in conditions])

    def bounds(self) -> tuple[FloatArray, FloatArray]:
        """Returns the bounds of a point; within them the number of doses is that of the problem."""
        space = self.numbers.space
        lows, highs = space.part(self.count) if self.count else (space.lows, space.highs)
        return self.scale.unit(lows), self.scale.unit(highs)

    def constraints(self) -> list[dict[str, Any]]:
        """Returns the conditions as `scipy.optimize.minimize` takes them."""
        found = []
        for kind, equal in (("ineq", False), ("eq", True)):
            if self.conditions(equal=equal):
                own = {"fun": self.margins, "jac": self.margin_slopes}
                found.append(
                    {"type": kind, **{name: _bound(one, equal) for name, one in own.items()}}
                )
        return found


def _bound(function: Any, equal: bool) -> Any:
    """Returns the function of a point alone, for the conditions of one kind."""
    return lambda unit: function(unit, equal=equal)


def _size(values: FloatArray) -> float:
    """Returns the size of a number: how much it differs, or else what it is."""
    return float(np.ptp(values)) or float(np.max(np.abs(values))) or 1.0
