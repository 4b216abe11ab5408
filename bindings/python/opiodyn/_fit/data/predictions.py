"""Predictions are what a model says of every observation, with derivatives."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._checks.check import FloatArray
from opiodyn._checks.solver import solver_error
from opiodyn._core import StatusCode
from opiodyn._fit.data.observations import Observations
from opiodyn._fit.data.subjects import Study
from opiodyn._model.inside import core_of
from opiodyn._model.model import Model
from opiodyn._sweep.error import interrupted

if TYPE_CHECKING:
    from opiodyn._events.subject import SubjectId


class Design(NamedTuple):
    """A design is what predictions are made of."""

    model: Model
    study: Study
    ids: Sequence[SubjectId]
    observed: Observations
    names: Sequence[str]
    """The parameters of the model that vary."""
    solver: dict[str, Any]
    threads: int


class Predictions:
    """Predictions are a function of the parameters of the model that vary."""

    def __init__(self, design: Design) -> None:
        self._design, observed = design, design.observed
        columns = list(dict.fromkeys(one.core for one in observed.quantities))
        count = len(design.study.regimens)
        outputs = [self._outputs(i) for i in range(count)]
        sizes = [times.size for times, _ in outputs]
        first = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int64)
        column = np.array([columns.index(one.core) for one in observed.quantities])
        place = first[observed.subject] + self._own_place()
        self._chosen = place * len(columns) + column[observed.quantity]
        self._factors = np.array([one.factor for one in observed.quantities])[observed.quantity]
        self._scale = design.study.factors[observed.subject]
        self._compiled = _core.Predictor(
            [core_of(design.model)] * count,
            design.study.regimens,
            outputs,
            columns,
            [(name, "", 0) for name in design.names],
            threads=design.threads,
            **design.solver,
        )

    def values(self, x: FloatArray) -> FloatArray:
        """Returns the prediction of each observation, in its own unit.

        Raises:
            InputError: A value is impossible.
            SolverError: A run could not go on.
            Interrupted: Ctrl-C was pressed.
        """
        return self._run(x, derivatives=False)[0]

    def derivatives(self, x: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Returns predictions, and their derivatives by parameter, [observation, parameter]."""
        values, slopes = self._run(x, derivatives=True)
        return values, slopes

    def _outputs(self, i: int) -> Any:
        """Returns the outputs of a subject that were observed, each once."""
        times, seen = self._design.study.outputs[i]
        used = self._used(i)
        return times[used], seen[used]

    def _used(self, i: int) -> Any:
        observed = self._design.observed
        return np.unique(observed.place[observed.subject == i])

    def _own_place(self) -> Any:
        """Returns the place of each observation among the outputs that are computed."""
        observed = self._design.observed
        found = np.empty(observed.count, dtype=np.int64)
        for i in range(len(self._design.study.regimens)):
            mine = observed.subject == i
            found[mine] = np.searchsorted(self._used(i), observed.place[mine])
        return found

    def _run(self, x: FloatArray, *, derivatives: bool) -> tuple[FloatArray, Any]:
        return self._of_rows(self._design.study.factors * x, x, derivatives=derivatives)

    def of_subjects(self, own: FloatArray) -> FloatArray:
        """Returns predictions for values of each subject, on which its covariates act.

        Args:
            own: The values, [subject, parameter].
        """
        rows = self._design.study.factors * own
        return self._of_rows(rows, rows[0], derivatives=False)[0]

    def _of_rows(
        self, rows: FloatArray, x: FloatArray, *, derivatives: bool
    ) -> tuple[FloatArray, Any]:
        numbers, slopes, faults, stopped = self._compiled.run(rows, derivatives)
        if stopped:
            raise interrupted(np.empty(0))
        if faults:
            raise self._error(faults[0], x)
        values = numbers[self._chosen] * self._factors
        if slopes is not None:
            slopes = slopes[self._chosen] * (self._factors[:, np.newaxis] * self._scale)
        return values, slopes

    def _error(self, fault: tuple[int, StatusCode, str], x: FloatArray) -> Exception:
        """Returns the error of a subject that has no predictions."""
        row, code, reason = fault
        named = ", ".join(f"{n} = {v:.6g}" for n, v in zip(self._design.names, x, strict=True))
        field = f"subject {self._design.ids[row]}"
        if code == StatusCode.refused:
            return check.input_error(field, named, reason)
        return solver_error(f"{field}, {named}: {reason}", reason)
