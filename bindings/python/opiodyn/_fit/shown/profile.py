"""A profile likelihood holds one parameter, and lets the others do their best."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from opiodyn._checks import check, extras
from opiodyn._checks.check import FloatArray
from opiodyn._fit.estimates import Estimates
from opiodyn._fit.inside import parameters_of
from opiodyn._fit.objective import Objective
from opiodyn._fit.parameters import Coordinates
from opiodyn._fit.search import Search

if TYPE_CHECKING:
    import pandas as pd

_POINTS = 6  # on each side of the estimate, which both sides share
_FIRST = 2.0  # standard errors that the search for an end goes in its first step
_GROWTH = 1.6


class _Profile:
    """A profile is a function of the coordinate of one parameter."""

    def __init__(self, goal: Objective, found: Estimates, place: int) -> None:
        self._goal, self._place = goal, place
        self._coordinates = Coordinates(parameters_of(goal))
        self._best = goal(found.x)
        self._near = {self.coordinate(found.x[place]): found.x}
        free = np.ones(found.x.size, dtype=np.bool_)
        free[place] = False
        self._search = Search(goal, free, self._coordinates)

    def coordinate(self, value: float) -> float:
        """Returns the coordinate of a value of the parameter."""
        return float(self._coordinates.inside(self._with(value))[self._place])

    def value(self, coordinate: float) -> float:
        """Returns the value of the parameter at a coordinate, within its bounds."""
        where = self._coordinates.inside(self._goal.start)
        where[self._place] = coordinate
        return float(
            np.clip(
                self._coordinates.outside(where)[self._place],
                self._goal.low[self._place],
                self._goal.high[self._place],
            )
        )

    def deviance(self, coordinate: float) -> float:
        """Returns twice the difference of the objective from its smallest value."""
        nearest = min(self._near, key=lambda known: abs(known - coordinate))
        start = self._near[nearest].copy()
        start[self._place] = self.value(coordinate)
        found = self._search.run(start)
        self._near[coordinate] = found.x
        return 2.0 * (found.value - self._best)

    def _with(self, value: float) -> FloatArray:
        x = self._goal.start
        x[self._place] = value
        return x


def profile(
    goal: Objective,
    found: Estimates,
    parameter: str,
    values: Sequence[float] | None,
    level: float,
) -> pd.DataFrame:
    """Returns `Fit.profile`."""
    import pandas as pd

    parameter = check.word("parameter", parameter)
    if parameter not in goal.names:
        raise check.unknown("parameter", parameter, goal.names)
    chosen = check.fraction("level", level)
    if chosen in (0.0, 1.0):
        raise check.input_error("level", f"{chosen:g}", "must lie between 0 and 1, and be neither")
    place = goal.names.index(parameter)
    wanted = None if values is None else _values(goal, place, values)
    curve = _Profile(goal, found, place)
    centre = curve.coordinate(float(found.x[place]))
    ends = [_end(curve, goal, found, place, side, chosen) for side in (-1.0, 1.0)]
    if wanted is None:
        edges = [
            _edge(curve, goal, place, side, end) for side, end in zip((-1, 1), ends, strict=True)
        ]
        sides = [np.linspace(edge, centre, _POINTS) for edge in edges]
        places = np.unique(np.concatenate(sides))
        wanted = [curve.value(one) for one in places.tolist()]
    rows = [(one, curve.deviance(curve.coordinate(one))) for one in wanted]
    frame = pd.DataFrame(rows, columns=[parameter, "deviance"])
    frame.attrs["interval"] = tuple(curve.value(end) if np.isfinite(end) else end for end in ends)
    frame.attrs["level"] = chosen
    return frame


def _values(goal: Objective, place: int, values: Sequence[float]) -> list[float]:
    found = check.numbers("values", values)
    low, high = goal.low[place], goal.high[place]
    for i, one in enumerate(found):
        if not low <= one <= high:
            rule = f"must lie within the bounds, {low:g} to {high:g}"
            raise check.input_error(f"values[{i}]", f"{one:g}", rule)
    return found


def _end(
    curve: _Profile, goal: Objective, found: Estimates, place: int, side: float, level: float
) -> float:
    """Returns the coordinate of an end of the interval; infinite where the bounds cut it off."""
    optimize = extras.require("scipy.optimize", "a profile likelihood", "fit")
    threshold = extras.require("scipy.stats", "a profile likelihood", "fit").chi2.ppf(level, 1)
    centre = curve.coordinate(float(found.x[place]))
    bound = curve.coordinate(float((goal.low if side < 0.0 else goal.high)[place]))
    step, inner = _FIRST * _error(goal, found, place), centre
    while True:
        outer = centre + side * step
        beyond = side * (outer - bound) >= 0.0
        outer = bound if beyond else outer
        if curve.deviance(outer) >= threshold:
            break
        if beyond:
            return side * np.inf
        inner, step = outer, step * _GROWTH
    return float(optimize.brentq(lambda u: curve.deviance(u) - threshold, inner, outer, xtol=1e-6))


def _error(goal: Objective, found: Estimates, place: int) -> float:
    """Returns the standard error of the coordinate, or a hundredth of its range."""
    coordinates = Coordinates(parameters_of(goal))
    error = np.sqrt(found.covariance[place, place]) / coordinates.slopes(found.x)[place]
    whole = coordinates.inside(goal.high)[place] - coordinates.inside(goal.low)[place]
    return float(error) if np.isfinite(error) else 0.01 * float(whole)


def _edge(curve: _Profile, goal: Objective, place: int, side: int, end: float) -> float:
    """Returns the end of the interval, or the bound that cuts it off."""
    bound = (goal.low if side < 0 else goal.high)[place]
    return end if np.isfinite(end) else curve.coordinate(float(bound))
