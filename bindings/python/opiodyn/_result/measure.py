"""Metrics are taken here from the solution of runs, which no output time changes.

The runs are made once more for that, several in the lanes of a core, as a sweep makes them. So the
numbers of a summary are those of a sweep, to the last bit.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from opiodyn import _core
from opiodyn._checks.check import FloatArray
from opiodyn._checks.solver import solver_error
from opiodyn._core import StatusCode
from opiodyn._model.inside import core_of
from opiodyn._model.model import Model
from opiodyn._result.columns import OutputColumn
from opiodyn._result.course import Course
from opiodyn._result.metric import Metric, PlainWindow

COMPLETE = _core.status_text(StatusCode.complete)

CoreMetric: TypeAlias = tuple[str, str, PlainWindow, float]
"""A metric is a statistic, a column, a window and a threshold, as the core takes them."""


class Subjects(NamedTuple):
    """Subjects that share the windows of their metrics are measured together."""

    models: Sequence[Model]
    regimens: Sequence[_core.Regimen]
    people: Sequence[_core.Person] = ()
    """People have one model and one regimen; without people, each model has its own regimen."""

    def rows(self) -> npt.NDArray[np.int64]:
        """Returns model, regimen and person of each subject, as the core takes them."""
        if self.people:
            count = len(self.people)
            zeros = np.zeros((count, 2), dtype=np.int64)
            return np.column_stack([zeros, np.arange(count)])
        numbers = np.arange(len(self.regimens))
        return np.column_stack([numbers, numbers, np.full(len(numbers), -1)])


def in_core(metric: Metric, column: OutputColumn, window: PlainWindow) -> CoreMetric:
    """Returns a metric of a column over a window in the units of the core."""
    return metric.kind, column.core, window, metric.level / column.factor


def factor_of(metric: Metric, column: OutputColumn) -> float:
    """Returns the factor from the core's number to the unit of a metric."""
    return 1.0 if metric.is_time else column.factor


class Points(NamedTuple):
    """Points are output times [h], and the core's columns that are wanted there."""

    times: FloatArray
    columns: Sequence[str]


NO_POINTS = Points(np.empty(0), ())


class Measured(NamedTuple):
    """Measured are the metrics of subjects, in the core's units."""

    numbers: FloatArray
    """The shape is [subject, metric]; NaN where the status is not complete."""
    statuses: list[str]
    """The status of each subject is ``"complete"``, or the reason why its run did not end."""
    curves: FloatArray
    """The shape is [subject, time and column]: the columns at the first time come first."""

    def of_one(self) -> FloatArray:
        """Returns the metrics of the only subject.

        Raises:
            SolverError: The solver could not go on.
        """
        (status,) = self.statuses
        if status != COMPLETE:
            message = f"the run cannot be made again for its metrics: {status}"
            raise solver_error(message, status)
        numbers: FloatArray = self.numbers[0]
        return numbers


def measured(
    subjects: Subjects,
    metrics: Sequence[CoreMetric],
    course: Course,
    threads: int = 1,
    points: Points = NO_POINTS,
) -> Measured:
    """Takes metrics, and columns at some times, from the solution of each subject.

    Raises:
        KeyboardInterrupt: Ctrl-C was pressed.
    """
    rows = subjects.rows()
    if not metrics:
        return Measured(np.empty((len(rows), 0)), [COMPLETE] * len(rows), np.empty((len(rows), 0)))
    found = _core.simulate_batch(
        [core_of(model) for model in subjects.models],
        [{}] * len(subjects.models),
        list(subjects.regimens),
        list(subjects.people),
        rows,
        [],
        np.empty((len(rows), 0)),
        times=points.times,
        columns=list(points.columns),
        metrics=list(metrics),
        threads=threads,
        stop=None,
        rtol=course.rtol,
        atol=course.atol,
        max_steps=course.max_steps,
    )
    if found.interrupted:
        raise KeyboardInterrupt
    return Measured(found.metric_values, found.status, found.values)
