"""A course is what a model says of a subject between the observations too."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from opiodyn import _core
from opiodyn._checks.check import FloatArray
from opiodyn._fit.data.predictions import Design
from opiodyn._model.inside import core_of

_POINTS = 200  # of a course, from the first time to the last observation


class Course(NamedTuple):
    """A course has a value at each time, or one for each quantity, [time, quantity]."""

    times: FloatArray
    values: FloatArray

    def of(self, quantity: int) -> Course:
        """Returns the course of one quantity."""
        return Course(self.times, self.values[:, quantity])


def courses(design: Design, x: FloatArray) -> list[Course]:
    """Returns the course of each subject for typical values of the parameters.

    A subject that cannot run has a course of NaN, which draws nothing.
    """
    observed, count = design.observed, len(design.study.regimens)
    times = [_times(observed.time[observed.subject == i]) for i in range(count)]
    predictor = _core.Predictor(
        [core_of(design.model)] * count,
        design.study.regimens,
        [(one, np.full(one.size, -1)) for one in times],
        [one.core for one in observed.quantities],
        [(name, "", 0) for name in design.names],
        threads=design.threads,
        **design.solver,
    )
    numbers = predictor.run(design.study.factors * x, False)[0]
    factors = np.array([one.factor for one in observed.quantities])
    rows = np.split(numbers.reshape(-1, factors.size) * factors, np.cumsum(list(map(len, times))))
    return [Course(one, values) for one, values in zip(times, rows[:-1], strict=True)]


def _times(observed: FloatArray) -> FloatArray:
    grid = np.linspace(0.0, float(observed.max()), _POINTS)
    return np.unique(np.concatenate([grid, observed]))
