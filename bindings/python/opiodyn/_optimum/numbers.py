"""The numbers of a search are metrics of runs, as functions of its variables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._checks.check import FloatArray
from opiodyn._checks.solver import solver_error
from opiodyn._model.inside import core_of
from opiodyn._model.model import Model
from opiodyn._optimum.scale import Scale
from opiodyn._optimum.space import Space
from opiodyn._result.columns import OutputColumn
from opiodyn._result.course import Course, end_of
from opiodyn._result.measure import COMPLETE, CoreMetric, Subjects, factor_of, in_core, measured
from opiodyn._result.metric import Metric


class Setting(NamedTuple):
    """A setting is what all runs of a search share."""

    model: Model
    """The model is settled."""
    metrics: Mapping[str, Metric]
    columns: Mapping[str, OutputColumn]
    solver: dict[str, Any]
    threads: int


class Numbers:
    """Numbers have a value for each metric, and last the total dose of the drug [mg].

    Windows that follow the last dose move with it, so that a value is the number that a sweep gives
    for the regimen of the point.
    """

    def __init__(self, space: Space, setting: Setting) -> None:
        self.space, self.setting = space, setting
        self.scale = Scale(space)
        metrics = setting.metrics.values()
        self._factors = np.array([factor_of(one, setting.columns[one.column]) for one in metrics])
        self.metrics = len(setting.metrics)
        self.runs = 0

    def values(self, points: Sequence[FloatArray], counts: Sequence[int | None]) -> FloatArray:
        """Returns the values at each point, [point, number].

        Args:
            points: The points.
            counts: The number of doses at each point; None lets it follow from the interval, and
                takes the smooth total dose (`Space.total`).

        Raises:
            SolverError: The solver could not go on at a point.
        """
        found = np.empty((len(points), self._factors.size + 1))
        regimens = [self.space.at(*both) for both in zip(points, counts, strict=True)]
        groups: dict[tuple[CoreMetric, ...], list[int]] = {}
        for row, point in enumerate(points):
            groups.setdefault(self.asked(point, counts[row]), []).append(row)
        for asked, rows in groups.items():
            found[rows, :-1] = self._measured(asked, rows, points, regimens) * self._factors
        for row, point in enumerate(points):
            found[row, -1] = self.space.total(point, counts[row])[0]
        return found

    def exact(
        self, point: FloatArray, count: int | None, variables: Sequence[tuple[str, str, int]]
    ) -> FloatArray:
        """Returns derivatives with respect to amounts and times of records, [metric, variable].

        Windows stay where they are. Where the run has no derivatives, because two events fall
        together, they are NaN.

        Args:
            point: The point.
            count: The number of doses, as for `values`.
            variables: The inputs, as the core's evaluator takes them.
        """
        setting, regimen = self.setting, self.space.at(point, count)
        function = _core.Evaluator(
            core_of(setting.model),
            regimen,
            variables,
            times=np.empty(0),
            columns=[],
            metrics=list(self.asked(point, count)),
            threads=setting.threads,
            **setting.solver,
        )
        fields = {"amount": "amt", "time": "time"}
        own = [getattr(regimen.records[i], fields[kind]) for _, kind, i in variables]
        _, slopes, _, stopped = function.run(np.array([own]), True)
        self.runs += 1
        if stopped:
            raise KeyboardInterrupt
        assert slopes is not None
        found: FloatArray = slopes[0] * self._factors[:, np.newaxis]
        return found

    def asked(self, point: FloatArray, count: int | None) -> tuple[CoreMetric, ...]:
        """Returns the metrics of the run of a point, as the core takes them."""
        regimen = self.space.at(point, count)
        end, columns = end_of(regimen, None, np.empty(0)), self.setting.columns
        try:
            return tuple(
                in_core(one, columns[one.column], one.window_of(regimen, self.space.drug, end))
                for one in self.setting.metrics.values()
            )
        except _core.InputError as error:
            rule = f"{error.rule}, at {self.words(point)}"
            raise check.input_error(error.field, error.value, rule) from None

    def _measured(
        self,
        asked: tuple[CoreMetric, ...],
        rows: list[int],
        points: Sequence[FloatArray],
        regimens: Sequence[_core.Regimen],
    ) -> FloatArray:
        """Returns the metrics of some points, in the core's units."""
        setting = self.setting
        subjects = Subjects([setting.model] * len(rows), [regimens[row] for row in rows])
        course = Course(0.0, "rodas5p", **setting.solver)
        found = measured(subjects, asked, course, setting.threads)
        self.runs += len(rows)
        for row, status in zip(rows, found.statuses, strict=True):
            if status != COMPLETE:
                raise solver_error(f"at {self.words(points[row])}: {status}", status)
        return found.numbers

    def words(self, point: FloatArray) -> str:
        """Returns the values of the variables in words."""
        pairs = zip(self.space.variables, point, strict=True)
        return ", ".join(f"{one.name} = {value:.6g} {one.unit}" for one, value in pairs)
