"""This module holds `simulate`, which turns a regimen and a model into a run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypedDict, Unpack, cast, overload

import numpy.typing as npt

from opiodyn import _core
from opiodyn._checks import check, log
from opiodyn._checks.progress import bar, check_progress
from opiodyn._checks.solver import ATOL, MAX_SECONDS, MAX_STEPS, RTOL, solver_settings, workers_of
from opiodyn._events.events import EventTable
from opiodyn._model.arguments import check_regimen, chosen_model
from opiodyn._model.inside import core_of, settled_for
from opiodyn._model.model import Model
from opiodyn._model.people import Population
from opiodyn._result.outputs import Outputs, outputs, refuse_side
from opiodyn._runs.run import Run
from opiodyn._runs.runs import Runs
from opiodyn._simulate.people import Request, run_people
from opiodyn._simulate.subjects import Job, as_run, check_records, naming, of_table, run_all


class _Options(TypedDict, total=False):
    """The options of `simulate` are written once more here, for the overloads alone."""

    model: Model | None
    end: float | None
    delta: float | None
    times: npt.ArrayLike | None
    side: str | Sequence[str]
    method: str
    threads: int
    rtol: float
    atol: float
    max_steps: int
    max_seconds: float
    progress: bool | None


class _TableOptions(_Options, total=False):
    """Tables have one option more."""

    records: str


@overload
def simulate(
    regimen: _core.Regimen, *, subjects: None = ..., **options: Unpack[_Options]
) -> Run: ...
@overload
def simulate(
    regimen: _core.Regimen,
    *,
    subjects: Population | Sequence[_core.Person],
    **options: Unpack[_Options],
) -> Runs: ...
@overload
def simulate(regimen: EventTable, **options: Unpack[_TableOptions]) -> Any: ...
def simulate(
    regimen: _core.Regimen | EventTable,
    *,
    model: Model | None = None,
    end: float | None = None,
    delta: float | None = None,
    times: npt.ArrayLike | None = None,
    side: str | Sequence[str] = "after",
    records: str = "observations",
    subjects: Population | Sequence[_core.Person] | None = None,
    method: str = "automatic",
    threads: int = 0,
    rtol: float = RTOL,
    atol: float = ATOL,
    max_steps: int = MAX_STEPS,
    max_seconds: float = MAX_SECONDS,
    progress: bool | None = None,
) -> Run | Runs:
    """Runs a model along a regimen.

    The solver chooses its own steps; the output times are read off its solution and do not change
    it. Other Python threads go on during the run. Ctrl-C ends it.

    Args:
        regimen: The regimen, from `regimen` or `dose`; or the table of a study, from `read_events`.
        model: The model. None stands for ``Model()`` with the drugs of the regimen.
        end: The end of the run [h]. None stands for one dosing interval after the last dose, or
            24 h after a dose that is not repeated.
        delta: The distance of the output times [h]. They start at 0, and the end is always one of
            them. If it is left out, they follow the regimen: every 15 min in a run of one to 31
            days, and denser after each dose, beginning within a minute of it.
        times: The output times themselves [h], ascending, instead of ``end`` and ``delta``. A table
            has its own (see ``records``), unless any of these three is given. Statistics
            (`Run.summary`, `Run.metrics`) depend on none of these times.
        side: Whether an output at the time of an event shows the state ``"before"`` or ``"after"``
            it. There may be one such word per time. A table at its own times takes none: there an
            observation shows the effect of the records above it.
        records: The rows of a table that are outputs, if no times are given. ``"observations"`` are
            those of EVID 0 and 2. ``"all"`` are all rows in their order, as NONMEM's $TABLE prints
            them: each shows the state once its row has happened. A dose row shows a bolus as given,
            a reset the drug-free state, and SS the steady state. A late dose is not there yet, and
            additional doses have no rows. ``"both"`` are all rows, and before each dose and reset
            also the state just before it, with the parameters of the row. `Run.to_pandas` tells
            row, EVID and side of each output.
        subjects: The people, from `population`. Each takes the regimen with parameters of their
            own. All columns are kept; `sweep` keeps columns that are named, or metrics alone.
        method: ``"rodas5p"`` (stiff), ``"exact"`` (linear models: no receptors, or equilibrium
            binding without a response), ``"dopri5"`` (not stiff), or ``"automatic"``, which is
            exact where that is possible and rodas5p elsewhere.
        threads: The number of threads that people or the subjects of a table run in; 0 is one per
            core. With rodas5p several subjects share a core (SIMD lanes), with the bits of a run
            alone. Numbers do not depend on it.
        rtol: The relative tolerance per step.
        atol: The absolute tolerance per step, in the unit of each state.
        max_steps: The budget of steps of each run.
        max_seconds: The budget of wall time of each run [s]. If it is below the default, each
            subject of several runs alone, as with other methods than rodas5p.
        progress: Whether to show a bar over several subjects (needs tqdm). None shows it if tqdm
            is there and a terminal is watching.

    Returns:
        The run; for people, or a table of several subjects, their `Runs`.

    Raises:
        InputError: A value breaks a rule; the message names field, value and rule.
        UnknownNameError: The regimen names a drug, or ``method`` a method, that is not known.
        SolverError: The solver could not go on; ``partial`` is the run up to there, marked
            incomplete. Among several subjects such a run is kept and marked instead; so is a person
            whose parameters are impossible (`Runs.status`).
        NotConvergedError: A steady state (``ss``) does not exist or was not found.
        Interrupted: Ctrl-C was pressed; ``partial`` is as above, or the `Runs`. For people it
            holds everyone, with the status ``"not run"`` for unfinished runs. For a table it holds
            the subjects that were started, each as far as it came.
        ImportError: ``progress=True`` needs tqdm (``pip install 'opiodyn[progress]'``).

    Example:
        >>> from opiodyn import dose
        >>> run = simulate(dose("naltrexone", amt=50), end=24)
        >>> bool(run.occupancy("naltrexone", "mu").max() > 0.85)
        True
    """
    check_regimen("simulate", regimen, EventTable)
    chosen = chosen_model("simulate", model)
    solver = {
        "method": check.word("method", method),
        **solver_settings(rtol, atol, max_steps),
        "max_seconds": check.number("max_seconds", max_seconds),
    }
    workers = workers_of(threads)
    check_progress(progress)

    def asked(ordered: _core.Regimen) -> Outputs:
        return outputs(ordered, end, delta, times, side)

    own = times is None and end is None and delta is None
    check_records(records, regimen, own)
    if isinstance(regimen, EventTable):
        if subjects is not None:
            raise check.input_error("subjects", subjects, "a table has subjects of its own")
        if own:
            refuse_side(side)
        jobs = of_table(regimen, chosen, records, None if own else asked)
        if len(jobs) == 1:
            return one(jobs[0], solver)
        with bar(progress, len(jobs)) as advance:
            return run_all(jobs, jobs[0].model, solver, workers, one, advance)
    settled = settled_for(chosen, regimen)
    if subjects is not None:
        request = Request(subjects, settled, regimen, asked(regimen), solver)
        return run_people(request, workers, progress)
    return one(Job(None, settled, regimen, asked(regimen)), solver)


def one(job: Job, solver: dict[str, Any]) -> Run:
    """Returns the run of one subject."""
    if job.subject is None:
        return _run(job, solver)
    with naming(job.subject.id):
        return _run(job, solver)


def _run(job: Job, solver: dict[str, Any]) -> Run:
    since = log.begun()
    try:
        trajectory = _core.simulate(
            core_of(job.model), job.regimen, job.outputs.times, job.outputs.seen, **solver
        )
    except (_core.SolverError, _core.Interrupted) as error:
        partial = cast(_core.Trajectory, error.partial)  # until here
        error.partial = as_run(partial, job, solver)
        raise
    run = as_run(trajectory, job, solver)
    log.done(since, lambda: _words(run, trajectory))
    return run


def _words(run: Run, trajectory: _core.Trajectory) -> str:
    """Returns a run as the log tells it."""
    subject = "" if run.subject is None else f"subject {run.subject}, "
    method, steps = trajectory.provenance["method"], trajectory.counts.steps
    return f"simulate: {subject}{run!r}; {method}, {steps} steps"
