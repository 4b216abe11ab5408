"""The function of an evaluator takes an array and returns one."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from opiodyn import _core
from opiodyn._checks import ask, check
from opiodyn._checks.check import FloatArray
from opiodyn._checks.labelled import Numbers, in_order
from opiodyn._checks.notebook import facts_html
from opiodyn._checks.pickles import pickled, pickled_by_fields
from opiodyn._checks.solver import solver_error
from opiodyn._core import StatusCode
from opiodyn._model.inside import core_of
from opiodyn._model.model import Model
from opiodyn._result.measure import COMPLETE, CoreMetric
from opiodyn._sensitivity.variables import Variable
from opiodyn._sweep.chunks import Asked
from opiodyn._sweep.error import interrupted

_REAL_KINDS = "iuf"  # of NumPy's arrays


@pickled_by_fields("Setup")
class Setup(NamedTuple):
    """A setup is what an evaluator is made of; it pickles as plain data."""

    model: Model
    regimen: _core.Regimen
    variables: list[Variable]
    asked: Asked
    metrics: tuple[CoreMetric, ...]
    outputs: list[str]
    factors: list[float]
    """Each output has the factor from the core's number to the user's unit."""
    raises: bool
    threads: int


@pickled("Evaluator")
class Evaluator:
    """An evaluator is a function from values of inputs to numbers of runs; `evaluator` makes it.

    It pickles. Threads may call it at once, each of a copy where they ask for `status`.
    """

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        factors = np.array(setup.factors)
        self._factors = None if (factors == 1.0).all() else factors
        self._faults: list[tuple[int, StatusCode, str]] = []
        self._rows = 0
        self._compiled = _core.Evaluator(
            core_of(setup.model),
            setup.regimen,
            [one.plain for one in setup.variables],
            times=setup.asked.times,
            columns=setup.asked.columns,
            metrics=list(setup.metrics),
            threads=setup.threads,
            **setup.asked.solver,
        )

    @property
    def vary(self) -> list[str]:
        """Returns the names of the inputs that vary, in the order of a row of values."""
        return [one.name for one in self._setup.variables]

    @property
    def outputs(self) -> list[str]:
        """Returns the names of the outputs: the columns time by time, then the metrics."""
        return list(self._setup.outputs)

    @property
    def status(self) -> list[str]:
        """Returns ``"complete"``, or the reason why not, of each row of the last call."""
        status = [COMPLETE] * self._rows
        for row, _, text in self._faults:
            status[row] = text
        return status

    def __call__(self, values: Numbers) -> FloatArray:
        """Returns the numbers of each row of values.

        Args:
            values: The values of the inputs, [row, input]; or of one run, [input]. A mapping, a
                Series or a frame is read by its labels, which are those of `vary`, in any order.

        Returns:
            The numbers in the units of `Run.to_pandas`, [row, output]; or [output] of one run.

        Raises:
            InputError: The array has another shape, or other labels; or a row has an impossible
                value, and `errors` is ``"raise"``.
            SolverError: The solver could not go on, and ``errors`` is ``"raise"``.
            Interrupted: Ctrl-C was pressed; ``partial`` has the numbers of the rows that were done.
        """
        return self._run(values, derivatives=False)[0]

    def derivatives(self, values: Numbers) -> tuple[FloatArray, FloatArray]:
        """Returns the numbers of each row of values, and their derivatives.

        Args:
            values: The values of the inputs, as a call takes them.

        Returns:
            The numbers, as a call gives them, and the derivatives, [row, output, input], or
            [output, input] of one run. A derivative is in the unit of the output per unit of the
            input.

        Raises:
            InputError: A call would raise it; or a row has no derivatives, because the regimen has
                a steady-state record, for instance.
            SolverError: A call would raise it.
            Interrupted: Ctrl-C was pressed; ``partial`` has the numbers without derivatives.
        """
        return self._run(values, derivatives=True)

    def _run(self, values: Numbers, derivatives: bool) -> tuple[FloatArray, Any]:
        given = self._checked(values)
        rows = np.atleast_2d(given)
        numbers, slopes, faults, stopped = self._compiled.run(rows, derivatives)
        if self._factors is not None:
            numbers *= self._factors
            if slopes is not None:
                slopes *= self._factors[:, np.newaxis]
        self._faults, self._rows = faults, len(rows)
        if stopped:
            raise interrupted(numbers)
        if faults and self._setup.raises:
            raise _error(faults[0], given)
        if given.ndim == 1:
            return numbers[0], None if slopes is None else slopes[0]
        return numbers, slopes

    def _checked(self, values: Numbers) -> FloatArray:
        """Returns the values as an array of float64, without a copy where they are one already."""
        width = len(self._setup.variables)
        values = in_order("values", values, lambda: self.vary)
        array = check.array_of("values", values)
        if array.dtype.kind not in _REAL_KINDS or np.ma.is_masked(values) or _has_flags(values):
            raise check.input_error("values", ask.kind(values), "must be an array of numbers")
        if array.ndim not in (1, 2) or array.shape[-1] != width:
            rule = f"must have {width} in a row, one of each of {', '.join(self.vary)}"
            raise check.input_error("values", f"an array of shape {array.shape}", rule)
        return np.ascontiguousarray(array, dtype=np.float64)

    def _plain(self) -> dict[str, Any]:
        return {"setup": self._setup}

    @classmethod
    def _again(cls, setup: Setup) -> Evaluator:
        return cls(setup)

    def __repr__(self) -> str:
        return f"<Evaluator: {', '.join(self.vary)} -> {len(self._setup.outputs)} outputs>"

    def _repr_html_(self) -> str:
        facts = {"vary": ", ".join(self.vary), "outputs": ", ".join(map(str, self.outputs))}
        return facts_html("opiodyn evaluator", facts)


def _has_flags(values: Any) -> bool:
    """Tells whether a list, or one of its rows, has truth values, which NumPy reads as 0 and 1."""
    if isinstance(values, list | tuple):
        return any(isinstance(one, bool | np.bool_) or _has_flags(one) for one in values)
    return False


def _error(fault: tuple[int, StatusCode, str], given: FloatArray) -> Exception:
    """Returns the error of a row that has no numbers."""
    row, code, reason = fault
    field = "values" if given.ndim == 1 else f"values[{row}]"
    if code == StatusCode.refused:
        return check.input_error(field, np.atleast_2d(given)[row].tolist(), reason)
    return solver_error(f"{field}: {reason}", reason)
