"""An evaluator takes runs as a function of arrays, which an objective function calls often."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from opiodyn._checks import check
from opiodyn._checks.solver import ATOL, MAX_STEPS, RTOL, solver_settings, workers_of
from opiodyn._evaluator.function import Evaluator, Setup
from opiodyn._result.names import refuse_taken
from opiodyn._sensitivity.variables import read_variables
from opiodyn._sweep.build import make_plan
from opiodyn._sweep.kept import read_kept
from opiodyn._sweep.layout import Grid

if TYPE_CHECKING:
    import numpy.typing as npt

    from opiodyn import _core
    from opiodyn._model.model import Model
    from opiodyn._result.metric import Metrics

_ERRORS = ("raise", "nan")


def evaluator(
    regimen: _core.Regimen,
    *,
    vary: Iterable[str],
    model: Model | None = None,
    metrics: Metrics | None = None,
    times: npt.ArrayLike | None = None,
    columns: Iterable[str] | None = None,
    drug: str | None = None,
    errors: str = "raise",
    threads: int = 0,
    rtol: float = RTOL,
    atol: float = ATOL,
    max_steps: int = MAX_STEPS,
) -> Evaluator:
    """Makes a function from values of inputs to numbers of runs, both plain arrays.

    An objective function of a fit calls it many times, so that a call makes no table. Numbers are
    the bits of `sweep`, and derivatives those of `sensitivity`.

    Args:
        regimen: The regimen.
        vary: The inputs that vary, in the order of a row of values. A parameter has its full name
            (``"naltrexone.CL"``). ``"amt"`` and ``"time"`` are of the first record of the regimen,
            and ``"amt[1]"`` and ``"time[1]"`` of record 1, counted from 0, as in `sensitivity`.
        model: The model. None stands for ``Model()`` with the drugs of the regimen. A value
            replaces that of the model, whatever its covariates made of it.
        metrics: The metrics, as in `sweep`; their windows stay where they are. None stands for
            ``"tone.mu.mean"``, unless there are ``times``.
        times: The output times [h] of the ``columns``, ascending. An output at the time of a dose
            shows the state after it.
        columns: The names of columns, as in `Run.to_pandas`.
        drug: The drug whose last dosing interval counts. It may be left out where the regimen has
            one drug.
        errors: The fate of a row that cannot run. ``"raise"`` raises an error, and ``"nan"`` gives
            NaN and tells the reason in `Evaluator.status`.
        threads: The number of threads; 0 is one per core. Numbers do not depend on it.
        rtol: The relative tolerance per step, as in `simulate`. The method is ``"rodas5p"``.
        atol: The absolute tolerance per step, in the unit of each state.
        max_steps: The budget of steps of each run.

    Returns:
        The function. It takes a row of values, or a matrix of them with a run for each row.

    Raises:
        InputError: A value breaks a rule.
        UnknownNameError: A name is not known.

    Example:
        >>> from opiodyn import regimen
        >>> week = regimen("naltrexone 4.5 mg po q24h x7")
        >>> tone = evaluator(week, vary=["naltrexone.CL", "amt"])
        >>> tone.outputs
        ['tone.mu.mean']
        >>> tone([[100.0, 4.5], [150.0, 3.0]]).shape
        (2, 1)
        >>> values, slopes = tone.derivatives([100.0, 4.5])
        >>> values.shape, slopes.shape
        ((1,), (1, 2))
    """
    kept = read_kept(metrics, times, columns)
    solver = solver_settings(rtol, atol, max_steps)
    workers = workers_of(threads)
    errors = check.word("errors", errors)
    if errors not in _ERRORS:
        raise check.unknown("errors", errors, _ERRORS)
    plan = make_plan("evaluator", regimen, Grid([]), model, kept, drug, solver)
    variables = read_variables(vary, plan.models[0], regimen, field="vary")
    at_times = [(name, time) for time in kept.times.tolist() for name in kept.columns]
    points = [f"{name} at {time:.12g} h" for name, time in at_times]
    refuse_taken(plan.metrics, points)
    factors = [plan.columns[name].factor for name, _ in at_times]
    return Evaluator(
        Setup(
            plan.models[0],
            regimen,
            variables,
            plan.asked,
            plan.core_metrics[0],
            [*points, *plan.metrics],
            factors + [plan.factor(name) for name in plan.metrics],
            errors == "raise",
            workers,
        )
    )
