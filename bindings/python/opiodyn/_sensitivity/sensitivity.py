"""Derivatives of what comes out of a run by what goes into it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._checks.batches import rows_at_a_time
from opiodyn._model.model import Model
from opiodyn._model.people import Population, check_people
from opiodyn._sensitivity.variables import Variable
from opiodyn._sensitivity.variables import read as read_variables
from opiodyn._sweep.axes import MOST_VALUES, Axis, size_of
from opiodyn._sweep.build import make as make_plan
from opiodyn._sweep.error import interrupted
from opiodyn._sweep.kept import read as read_kept
from opiodyn._sweep.metric import Metric
from opiodyn._sweep.plan import Plan

if TYPE_CHECKING:
    import xarray as xr

    from opiodyn._sensitivity.results import Derivatives

_MAX_STEPS = 20_000_000  # of each run
_ONE_RUN = "run"  # the axis of a single run, which no user sees


def sensitivity(
    model: Model | None,
    regimen: _core.Regimen,
    to: Iterable[str],
    *,
    metrics: str | Metric | Iterable[str | Metric] | Mapping[str, str | Metric] | None = None,
    columns: Iterable[str] | None = None,
    times: npt.ArrayLike | None = None,
    subjects: Population | Sequence[_core.Person] | None = None,
    drug: str | None = None,
    rtol: float = 1e-6,
    atol: float = 1e-9,
    threads: int = 0,
    relative: bool = False,
) -> xr.Dataset:
    """Derivatives of metrics and outputs with respect to parameters, doses and dose times.

    They are those of the computed solution itself (dual numbers through the very steps of the run),
    and as accurate as it is: there is no step size to choose. Several variables are cheaper
    together than one at a time.

    Args:
        model: The model; None is ``Model()`` with the drugs of the regimen.
        regimen: What is taken.
        to: The variables: a parameter's full name (``"naltrexone.CL"``); ``"amt"`` (mg; of a
            stimulus its size) and ``"time"`` (h) of the first record of the regimen, with all its
            repetitions; ``"amt[1]"`` and ``"time[1]"`` of record 1, counted from 0.
        metrics: As in `sweep`; their windows stay where they are when a dose moves. None:
            ``"tone.mu.mean"``, unless there are ``times``.
        columns: Names as in `Run.to_pandas`, at the ``times``.
        times: Output times, h, ascending. Where something happens at one, number and derivative are
            those of the time after it.
        subjects: People, from `population`; None: one run of the model. The derivative by a
            parameter is that by each person's own value.
        drug: Whose last dosing interval counts; may be left out where the regimen has one drug.
        rtol, atol: Tolerances per step, as in `simulate`. The method is ``"rodas5p"``.
        threads: 0 is one per core. Numbers do not depend on it.
        relative: Elasticities instead of derivatives: (variable / number) times the derivative,
            per cent of change per per cent. Where the number is 0, it is 0 if nothing changes and
            otherwise infinite. That by a time depends on where hours are counted from.

    Returns:
        Each metric and column as in `sweep`, with the same bits, and beside it
        ``"<name>.derivative"`` (or ``"<name>.elasticity"``) with a dimension ``variable``, in the
        unit of the number per unit of the variable. Coordinates of ``variable``: its ``unit``, and
        what it is (``at``). ``status``, ``"complete"`` or why there are no numbers, and ``steps``.
        With ``subjects`` a dimension ``subject``.

    Raises:
        InputError: A value breaks a rule, or the result would be too large.
        UnknownNameError: A name is not known.
        Interrupted: Ctrl-C; ``partial`` is the dataset with the subjects that were finished; the
            rest has the status ``"not run"``.

    Example:
        >>> from opiodyn import regimen
        >>> month = regimen("naltrexone 4.5 mg po q24h x28")
        >>> found = sensitivity(Model(biophase="transient"), month, to=["naltrexone.CL", "amt"])
        >>> found["tone.mu.mean.derivative"].sel(variable="amt").item() < 0.0
        True
    """
    from opiodyn._sensitivity.results import Derivatives  # brings json, which importing need not

    kept = read_kept(metrics, times, columns)
    solver = {
        "rtol": check.positive("rtol", rtol),
        "atol": check.positive("atol", atol),
        "max_steps": _MAX_STEPS,
    }
    workers = check.threads("threads", threads)
    rule = "must be a Regimen; opiodyn.regimen(text) makes one"
    check.instance("regimen", regimen, _core.Regimen, rule)
    wanted = check.words("to", to)
    axis = _axis(regimen, subjects)
    per_row = (kept.times.size * len(kept.columns) + len(kept.metrics)) * (1 + len(wanted))
    _refuse_excess(len(axis.values), per_row)
    given = regimen if axis.kind == "person" else None  # otherwise the axis has it
    plan = make_plan(model, given, [axis], kept, drug, solver)
    variables = read_variables(wanted, plan.models[0], regimen)
    found = Derivatives(plan, kept.columns, variables, relative)
    _run(plan, variables, found, rows_at_a_time(workers, per_row), workers)
    return _shown(found)


def _axis(regimen: _core.Regimen, subjects: Population | Sequence[_core.Person] | None) -> Axis:
    if subjects is None:
        return Axis(_ONE_RUN, "regimen", [regimen], [0])
    people = check_people(subjects)
    return Axis("subject", "person", people, [person.index for person in people])


def _refuse_excess(rows: int, per_row: int) -> None:
    if rows * per_row > MOST_VALUES:
        rule = f"must be at most {MOST_VALUES * 8 / 1e9:g} GB; take a part at a time"
        raise check.input_error("result", size_of(rows, per_row), rule)


def _run(
    plan: Plan, variables: list[Variable], found: Derivatives, size: int, threads: int
) -> None:
    """All chunks.

    Raises:
        Interrupted: Ctrl-C, wherever it arrives.
    """
    try:
        for index in range(-(-plan.rows // size)):
            chunk = plan.chunk(index, size)
            rows = _core.simulate_sensitivities(
                *chunk.of_rows(np.arange(len(chunk.rows))),
                times=chunk.asked.times,
                columns=chunk.asked.columns,
                reductions=chunk.reductions[0],
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
    """A single run has no dimension of its own."""
    whole = found.dataset()
    return whole.isel({_ONE_RUN: 0}, drop=True) if _ONE_RUN in whole.dims else whole
