"""The profile of observed data is made of trapezoids between the observations."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from opiodyn._checks.check import FloatArray
from opiodyn._nca.profile import Extremes, Point
from opiodyn._nca.request import LINEAR

Bools = npt.NDArray[np.bool_]

_SLACK = 1e-4
"""This is adj.r.squared.factor of PKNCA, and the number of Phoenix WinNonlin."""


class Observed:
    """Observations answer as `Profile` says.

    Between two observations the curve is a straight line. By the method "linear up log down" it is
    an exponential where it falls and both concentrations are above 0.

    Args:
        times: The times after the dose [h], ascending.
        values: The concentrations. Those that cannot be quantified are 0, and stand before or
            after all others.
        start: The concentration at the dose, from which areas begin.
        method: The method of the trapezoids.
        notes: The sentences on what was done to the data.
    """

    slack = _SLACK

    def __init__(
        self,
        times: FloatArray,
        values: FloatArray,
        start: float,
        method: str,
        notes: dict[str, str],
    ) -> None:
        self._times, self._values = times, values
        self.start, self.notes = start, notes
        self.points = times[values > 0.0], values[values > 0.0]
        self.end = Point(float(self.points[0][-1]), float(self.points[1][-1]))
        self.extremes = _extremes(times, values)
        self._linear = method == LINEAR
        until_end = (times > 0.0) & (times <= self.end.time)
        self._knots = np.concatenate([[0.0], times[until_end]])
        self._heights = np.concatenate([[start], values[until_end]])

    def extremes_until(self, time: float) -> Extremes | None:
        """Returns the extremes of the observations up to a time."""
        within = self._times <= time
        return _extremes(self._times[within], self._values[within]) if within.any() else None

    def area(self, time: float) -> float:
        """Returns the area from the dose to a time that is not after the last observation."""
        begin, end, first, last, falls = self._segments(time)
        linear = (end - begin) * (first + last) / 2.0
        with np.errstate(divide="ignore", invalid="ignore"):
            rate = np.log(first / last) / (end - begin)
            return float(np.where(falls, (first - last) / rate, linear).sum())

    def moment(self, time: float) -> float:
        """Returns the first moment from the dose to a time, as `area` does."""
        begin, end, first, last, falls = self._segments(time)
        linear = (end - begin) * (begin * first + end * last) / 2.0
        with np.errstate(divide="ignore", invalid="ignore"):
            rate = np.log(first / last) / (end - begin)
            log = (begin * first - end * last) / rate + (first - last) / rate**2
        return float(np.where(falls, log, linear).sum())

    def _segments(
        self, time: float
    ) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray, Bools]:
        """Returns begin and end, heights there, and whether it falls, of each segment to a time."""
        inside = self._knots < time
        times = np.append(self._knots[inside], time)
        heights = np.append(self._heights[inside], self._at(time))
        first, last = heights[:-1], heights[1:]
        falls = (last < first) & (last > 0.0) & (not self._linear)
        return times[:-1], times[1:], first, last, falls

    def _at(self, time: float) -> float:
        """Returns the height of the curve at a time."""
        after = int(np.searchsorted(self._knots, time))
        if after == 0:
            return float(self._heights[0])
        first, last = self._heights[after - 1 : after + 1].tolist()
        begin, end = self._knots[after - 1 : after + 1].tolist()
        share = (time - begin) / (end - begin)
        if self._linear or last >= first or last <= 0.0:
            return float(first + share * (last - first))
        return float(first * (last / first) ** share)


def _extremes(times: FloatArray, values: FloatArray) -> Extremes:
    top = int(values.argmax())
    return Extremes(Point(float(times[top]), float(values[top])), float(values.min()))
