"""The profile of a run is that of its solution, whatever the output times are."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np

from opiodyn import _core
from opiodyn._checks.check import FloatArray
from opiodyn._checks.instants import is_before, is_same
from opiodyn._nca.grid import Grid, grid_of
from opiodyn._nca.instants import settled
from opiodyn._nca.occasion import Occasion
from opiodyn._nca.profile import Extremes, Point
from opiodyn._result.measure import CoreMetric, Points

_SLACK = 1e-12
"""A solution has no noise but that of the solver, so that a longer tail must fit as well."""
_FLOOR = 1e-6
"""Concentrations below this part of the peak are left to lambda_z: the solver's absolute
tolerance would show in their logarithms."""
_BEFORE = 1e-9  # of the hours, by which the last value comes before a dose at the end
_TERMINAL_POINTS = 17  # in the hours that a user gives
_STEADY = 0.01  # of the area of an interval, by which that before may differ at steady state


class Plan(NamedTuple):
    """A plan says what is measured of a run."""

    occasion: Occasion
    grid: Grid
    times: FloatArray
    """The values at the edges of the grid are those at these times of the run [h]."""
    tau: float | None
    """The dosing interval ends at this edge [h]; None if it does not."""
    before: bool
    """The area of the interval before is measured too."""

    def points(self, column: str) -> Points:
        """Returns the output times, and the column wanted there."""
        return Points(self.times, [column])

    def metrics(self, column: str) -> list[CoreMetric]:
        """Returns the metrics as the core takes them: first areas, and then extremes."""
        begin, cuts = self.occasion.begin, self.occasion.at(self.grid.cuts)
        windows = [("area", start, stop) for start, stop in pairwise(cuts.tolist())]
        hours = self.occasion.hours
        for end in self.occasion.at(np.array([hours, self.tau or hours])).tolist():
            windows += [(kind, begin, end) for kind in ("peak", "t_peak", "trough")]
        if self.before and self.tau:
            windows.append(("area", max(0.0, begin - self.tau), begin))
        return [
            (kind, column, (float(start), float(stop), 0.0, 0.0, 0.0), 0.0)
            for kind, start, stop in windows
        ]


def plan_of(occasion: Occasion, regimen: _core.Regimen) -> Plan:
    """Returns the plan for a run."""
    tau = occasion.tau if occasion.tau and occasion.tau <= occasion.hours else None
    asked = [*occasion.marks]
    if occasion.terminal is not None:
        inside = np.linspace(*occasion.terminal, _TERMINAL_POINTS)
        asked += occasion.settled(inside).tolist()
    grid = grid_of(occasion.hours, asked, occasion.stops)
    times = occasion.at(grid.edges)
    if is_same(regimen.given(), occasion.end).any():
        times[-1] -= _BEFORE * occasion.hours
    again = not (occasion.first or occasion.steady)
    before = again and tau is not None and not is_before(occasion.begin, tau)
    return Plan(occasion, grid, times, tau, before)


class Solution:
    """A solution answers as `Profile` says, from the numbers of a plan.

    Args:
        plan: The plan.
        metrics: The numbers of its metrics, as the core gives them.
        curve: The concentrations at its times, as the core gives them.
        factor: The factor from the core's concentration to that of the results.
        lloq: Concentrations below this cannot be quantified.
    """

    slack = _SLACK

    def __init__(
        self,
        plan: Plan,
        metrics: FloatArray,
        curve: FloatArray,
        factor: float,
        lloq: float | None,
    ) -> None:
        self._plan, values = plan, factor * curve
        count = len(plan.grid.cuts) - 1
        self._areas = plan.grid.sums(factor * metrics[:count])
        self._moments = plan.grid.moments(factor * metrics[:count])
        self.extremes = _extremes(metrics[count : count + 3], factor, plan)
        self._within = _extremes(metrics[count + 3 : count + 6], factor, plan)
        self._before = factor * metrics[count + 6 :]
        self.start = float(values[0])
        self.end = Point(float(plan.grid.edges[-1]), float(values[-1]))
        floor = max(lloq or 0.0, _FLOOR * self.extremes.highest.value)
        seen = (values > 0.0) & (values >= floor)
        self.points = plan.grid.edges[seen], values[seen]

    @property
    def notes(self) -> dict[str, str]:
        """These are the notes of `Profile`: whether the steady state is reached."""
        tau = self._plan.tau
        if not (self._plan.before and tau):
            return {}
        change = float(self._before[0]) / self.area(tau) - 1.0
        if abs(change) < _STEADY:
            return {}
        words = f"no steady state: AUC_tau was {100.0 * change:+.2g} % in the interval before"
        return {"CL_F": words}

    def extremes_until(self, time: float) -> Extremes | None:
        """Returns the extremes of the dosing interval; None if the run ends before it does."""
        return self._within if self._plan.tau else None

    def area(self, time: float) -> float:
        """Returns the area from the dose to an edge."""
        return float(self._areas[self._plan.grid.place(time)])

    def moment(self, time: float) -> float:
        """Returns the first moment from the dose to an edge."""
        return float(self._moments[self._plan.grid.place(time)])


def _extremes(three: FloatArray, factor: float, plan: Plan) -> Extremes:
    highest, time, lowest = three.tolist()
    # A peak where an infusion ends is on an edge, but for the rounding of its time.
    (time,) = settled(plan.occasion.begin, [time], plan.grid.edges).tolist()
    return Extremes(Point(time, factor * highest), factor * lowest)
