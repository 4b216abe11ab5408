"""Sensitivities are derivatives of a run's results with respect to its inputs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._checks.batches import rows_at_a_time
from opiodyn._checks.solver import ATOL, MAX_STEPS, RTOL, solver_settings, workers_of
from opiodyn._model.arguments import check_regimen
from opiodyn._model.model import Model
from opiodyn._model.people import Population, check_people
from opiodyn._result.metric import Metrics
from opiodyn._sensitivity.variables import Variable, read_variables
from opiodyn._sweep.axes import Axis
from opiodyn._sweep.build import make_plan
from opiodyn._sweep.error import interrupted
from opiodyn._sweep.kept import read_kept
from opiodyn._sweep.layout import Grid
from opiodyn._sweep.plan import Plan

if TYPE_CHECKING:
    import xarray as xr

    from opiodyn._sensitivity.results import Derivatives

_ONE_RUN = "run"  # the axis of a single run, which no user sees


def sensitivity(
    regimen: _core.Regimen,
    *,
    to: Iterable[str],
    model: Model | None = None,
    metrics: Metrics | None = None,
    times: npt.ArrayLike | None = None,
    columns: Iterable[str] | None = None,
    subjects: Population | Sequence[_core.Person] | None = None,
    drug: str | None = None,
    relative: bool = False,
    threads: int = 0,
    rtol: float = RTOL,
    atol: float = ATOL,
    max_steps: int = MAX_STEPS,
) -> xr.Dataset:
    """Differentiates metrics and outputs with respect to parameters, doses and dose times.

    The derivatives are those of the computed solution itself (dual numbers through the very steps
    of the run), and as accurate as it is: there is no step size to choose. Several variables are
    cheaper together than one at a time.

    Args:
        regimen: The regimen.
        to: The variables. A parameter has its full name (``"naltrexone.CL"``). ``"amt"`` [mg; for a
            stimulus its size] and ``"time"`` [h] are of the first record of the regimen, with all
            its repetitions. ``"amt[1]"`` and ``"time[1]"`` are of record 1, counted from 0.
        model: The model. None stands for ``Model()`` with the drugs of the regimen.
        metrics: The metrics, as in `sweep`; their windows stay where they are when a dose moves.
            None stands for ``"tone.mu.mean"``, unless there are ``times``.
        times: The output times [h] of the ``columns``, ascending. At the time of an event,
            both number and derivative are taken just after it.
        columns: The names of columns, as in `Run.to_pandas`.
        subjects: The people, from `population`. None stands for one run of the model. A
            derivative with respect to a parameter refers to each person's own value of it.
        drug: The drug whose last dosing interval counts. It may be left out where the regimen has
            one drug.
        relative: Whether to give elasticities instead of derivatives: (variable / number) times
            the derivative, per cent of change per per cent. Where the number is 0, the elasticity
            is 0 if nothing changes and otherwise infinite. An elasticity with respect to a
            time depends on where hours are counted from.
        threads: The number of threads; 0 is one per core. Numbers do not depend on it.
        rtol: The relative tolerance per step, as in `simulate`. The method is ``"rodas5p"``.
        atol: The absolute tolerance per step, in the unit of each state.
        max_steps: The budget of steps of each run.

    Returns:
        Each metric and column as in `sweep`, with the same bits, and beside it
        ``"<name>.derivative"`` (or ``"<name>.elasticity"``) with a dimension ``variable``, in the
        unit of the number per unit of the variable. The coordinates of ``variable`` are its
        ``unit`` and its value (``at``). ``status`` is ``"complete"`` or says why there are no
        numbers; ``steps`` counts steps. With ``subjects`` there is a dimension ``subject``.

    Raises:
        InputError: A value breaks a rule, or the result would be too large.
        UnknownNameError: A name is not known.
        Interrupted: Ctrl-C was pressed. ``partial`` is the dataset with the subjects that were
            finished; the rest has the status ``"not run"``.

    Example:
        >>> from opiodyn import regimen
        >>> month = regimen("naltrexone 4.5 mg po q24h x28")
        >>> model = Model(biophase="transient")
        >>> found = sensitivity(month, to=["naltrexone.CL", "amt"], model=model)
        >>> found["tone.mu.mean.derivative"].sel(variable="amt").item() < 0.0
        True
    """
    from opiodyn._sensitivity.results import Derivatives  # brings json, which importing need not

    check_regimen("sensitivity", regimen)
    kept = read_kept(metrics, times, columns)
    solver = solver_settings(rtol, atol, max_steps)
    workers = workers_of(threads)
    elasticities = check.flag("relative", relative)
    wanted = check.words("to", to)
    axis = _axis(regimen, subjects)
    per_row = (kept.times.size * len(kept.columns) + len(kept.metrics)) * (1 + len(wanted))
    _refuse_excess(len(axis.values), per_row)
    given = regimen if axis.kind == "person" else None  # otherwise the axis has it
    plan = make_plan("sensitivity", given, Grid([axis]), model, kept, drug, solver)
    variables = read_variables(wanted, plan.models[0], regimen)
    found = Derivatives(plan, kept.columns, variables, elasticities)
    _run(plan, variables, found, rows_at_a_time(workers, per_row), workers)
    return _shown(found)


def _axis(regimen: _core.Regimen, subjects: Population | Sequence[_core.Person] | None) -> Axis:
    if subjects is None:
        return Axis(_ONE_RUN, "regimen", [regimen], [0])
    people = check_people(subjects)
    return Axis("subject", "person", people, [person.index for person in people])


def _refuse_excess(rows: int, per_row: int) -> None:
    made_of = f"{rows} subjects x {per_row} values; take a part at a time"
    _core.limits.require_output("result", float(rows * per_row), made_of)


def _run(
    plan: Plan, variables: list[Variable], found: Derivatives, size: int, threads: int
) -> None:
    """Runs all chunks.

    Raises:
        Interrupted: Ctrl-C was pressed, wherever it arrived.
    """
    try:
        for index in range(-(-plan.rows // size)):
            chunk = plan.chunk(index, size)
            rows = _core.simulate_sensitivities(
                *chunk.of_rows(np.arange(len(chunk.rows))),
                times=chunk.asked.times,
                columns=chunk.asked.columns,
                metrics=chunk.metrics[0],
                threads=threads,
                stop=None,
                variables=[one.plain for one in variables],
                **chunk.asked.solver,
            )
            found.put(chunk, rows)
            if rows.interrupted:
                raise KeyboardInterrupt
    except KeyboardInterrupt:
        raise interrupted(_shown(found)) from None


def _shown(found: Derivatives) -> xr.Dataset:
    """Returns the dataset; a single run has no dimension of its own."""
    whole = found.dataset()
    return whole.isel({_ONE_RUN: 0}, drop=True) if _ONE_RUN in whole.dims else whole
