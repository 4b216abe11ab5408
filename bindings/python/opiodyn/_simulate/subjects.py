"""Each subject of a table becomes a job; jobs run one by one or in threads."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, cast

import numpy as np

from opiodyn import _core
from opiodyn._checks import check, log
from opiodyn._checks.batches import rows_at_a_time
from opiodyn._checks.shown import shown
from opiodyn._core import StatusCode
from opiodyn._events.events import EventTable
from opiodyn._events.subject import BOTH, OBSERVATIONS, check_choice
from opiodyn._model.inside import core_of, settled_for
from opiodyn._model.model import Model
from opiodyn._result.course import Course, end_of
from opiodyn._result.outputs import Outputs
from opiodyn._result.records import RecordColumns
from opiodyn._result.run_data import SubjectData
from opiodyn._runs.listed import Listed
from opiodyn._runs.run import Run
from opiodyn._runs.runs import Runs
from opiodyn._simulate.lanes import LaneSubjects, run_lanes, suits_lanes

if TYPE_CHECKING:
    from opiodyn._events.subject import EventSubject, SubjectId

_CATEGORIES = ("smoker", "hepatic")
_SETTINGS = ("rtol", "atol", "max_steps", "max_seconds")  # in the order of a course


class Job(NamedTuple):
    """A job is the run of one subject before it is made."""

    subject: SubjectData | None
    model: Model
    regimen: _core.Regimen
    outputs: Outputs


def course_of(outputs: Outputs, solver: dict[str, Any], method: str) -> Course:
    """Returns the course of a run with these outputs and settings of the solver."""
    return Course(outputs.end, method, *(solver[name] for name in _SETTINGS))


One: TypeAlias = Callable[[Job, dict[str, Any]], Run]


@contextmanager
def naming(subject: object) -> Iterator[None]:
    """Adds the name of the subject to errors of its input."""
    try:
        yield
    except _core.InputError as error:
        error.args = (f"subject {subject}: {error}",)
        raise


def check_records(records: str, regimen: _core.Regimen | EventTable, own: bool) -> None:
    """Refuses a choice of rows for a regimen, or beside other output times than a table's own.

    Raises:
        InputError: There is no such word, or it chooses nothing here.
    """
    if check_choice(records) == OBSERVATIONS:
        return
    if not isinstance(regimen, EventTable):
        raise check.input_error("records", shown(records), "is only for a table of events")
    if not own:
        rule = "is for a table at its own records; leave out times, end and delta"
        raise check.input_error("records", shown(records), rule)


def of_table(
    table: EventTable,
    model: Model,
    records: str,
    asked: Callable[[_core.Regimen], Outputs] | None,
) -> list[Job]:
    """Returns a job per subject; without `asked` the outputs are those records of the table."""
    records = check_choice(records)
    subjects = table.subjects(model, records=records)
    settled = settled_for(model, *(subject.regimen for subject in subjects))
    observed = asked is None and any(not np.isnan(subject.dv).all() for subject in subjects)
    named = any(name in subject.covariates for subject in subjects for name in _CATEGORIES)
    later = _later_categories(table) if named else {}
    jobs: list[Job] = []
    columns, count = len(core_of(settled).columns), 0
    for subject in subjects:
        outputs = _own_outputs(subject) if asked is None else asked(subject.regimen)
        count += outputs.times.size
        refuse_excess(count * columns, f" up to subject {subject.id}")
        shown = _columns(subject, records, observed) if asked is None else None
        known = SubjectData(subject.id, subject.covariates, later.get(subject.id, ()), shown)
        jobs.append(Job(known, settled, subject.regimen, outputs))
    return jobs


def _own_outputs(subject: EventSubject) -> Outputs:
    if subject.times.size == 0:
        rule = (
            f"subject {subject.id} has no row of EVID 0 or 2; give records='all' for an output at "
            "every row, or simulate() times, or end and delta"
        )
        raise check.input_error("records", "'observations'", rule)
    end = end_of(subject.regimen, None, subject.times)
    return Outputs(subject.times, subject.seen, end)


def _columns(subject: EventSubject, records: str, observed: bool) -> RecordColumns:
    sides = subject.sides if records == BOTH else None
    return RecordColumns(subject.rows, subject.evid, sides, subject.dv if observed else None)


def _later_categories(table: EventTable) -> dict[SubjectId, list[tuple[str, str]]]:
    """Returns covariate and category where a subject's category changes, after the first."""
    found: dict[SubjectId, list[tuple[str, str]]] = {}
    frame = table.frame
    for name in filter(frame.columns.__contains__, _CATEGORIES):
        given = frame[frame[name].notna() & (frame[name] != "")]
        for subject, categories in given.groupby("id", sort=False)[name]:
            for category in categories.unique()[1:]:
                found.setdefault(cast("SubjectId", subject), []).append((name, category))
    return found


def refuse_excess(values: int, reach: str = "") -> None:
    """Refuses more than fits: output times of all subjects so far, times the columns of each."""
    made_of = f"subjects x times x columns{reach}; sweep() can keep some columns"
    _core.limits.require_output("output", float(values), made_of)


def run_all(
    jobs: Sequence[Job],
    typical: Model,
    solver: dict[str, Any],
    workers: int,
    one: One,
    advance: Callable[[int], object],
) -> Runs:
    """Returns all runs, in the order of the jobs.

    A run that the solver could not finish is kept as far as it came. After Ctrl-C the finished and
    the interrupted runs are in ``partial``.

    Raises:
        InputError: A job breaks a rule; the message names its subject.
        Interrupted: Ctrl-C was pressed.
    """
    since = log.begun()
    kept: dict[int, Run] = {}
    engine = _in_lanes if suits_lanes(typical, solver) else _alone
    try:
        engine(jobs, kept, Engine(solver, workers, one, advance, _core.StopFlag()))
    except KeyboardInterrupt as error:
        raise interruption(error, _runs_of(jobs, kept, typical)) from None
    runs = _runs_of(jobs, kept, typical)
    log.done(since, lambda: f"simulate: {runs!r}; {workers} threads")
    return runs


class Engine(NamedTuple):
    """An engine is how jobs are run."""

    solver: dict[str, Any]
    workers: int
    one: One
    advance: Callable[[int], object]
    stop: _core.StopFlag


def _alone(jobs: Sequence[Job], kept: dict[int, Run], engine: Engine) -> None:
    solver = {**engine.solver, "stop": engine.stop}

    def attempt(i: int) -> None:
        try:
            kept[i] = engine.one(jobs[i], solver)
        except _core.SolverError as error:
            kept[i] = error.partial
        except _core.Interrupted as error:
            kept[i] = cast(Run, error.partial)
            raise
        engine.advance(1)

    in_threads(attempt, len(jobs), engine.workers, engine.stop)


def _in_lanes(jobs: Sequence[Job], kept: dict[int, Run], engine: Engine) -> None:
    for first, end in _parts(jobs, engine.workers):
        found = _run_part(jobs[first:end], engine)
        for i, trajectory in enumerate(found.trajectories, first):
            if trajectory.code == StatusCode.refused:
                engine.one(jobs[i], engine.solver)  # which raises what is wrong with it
            if trajectory.code != StatusCode.not_run:
                kept[i] = as_run(trajectory, jobs[i], engine.solver)
        engine.advance(end - first)
        if found.interrupted:
            raise KeyboardInterrupt


def _run_part(jobs: Sequence[Job], engine: Engine) -> _core.SubjectRuns:
    regimens = [job.regimen for job in jobs]
    subjects = LaneSubjects(jobs[0].model, regimens, [job.outputs for job in jobs])
    try:
        return run_lanes(subjects, engine.solver, engine.workers, engine.stop)
    except _core.InputError:
        engine.one(jobs[0], engine.solver)  # which names subject and argument as the user does
        raise


def _parts(jobs: Sequence[Job], workers: int) -> Iterator[tuple[int, int]]:
    """Returns first and end of the jobs that run together, as far as their numbers fit."""
    columns = len(core_of(jobs[0].model).columns)
    first, times = 0, 0
    for i, job in enumerate(jobs):
        times = max(times, job.outputs.times.size)
        if i - first >= rows_at_a_time(workers, times * columns):
            yield first, i
            first, times = i, job.outputs.times.size
    yield first, len(jobs)


def as_run(trajectory: _core.Trajectory, job: Job, solver: dict[str, Any]) -> Run:
    """Returns the run of a job with these numbers."""
    course = course_of(job.outputs, solver, trajectory.provenance["method"])
    return Run(trajectory, job.model, job.regimen, course, job.subject, job.outputs)


def in_threads(
    attempt: Callable[[int], None], count: int, workers: int, stop: _core.StopFlag
) -> None:
    """Makes all attempts; after Ctrl-C, or another error, the rest is stopped or not begun."""
    from concurrent.futures import ThreadPoolExecutor, wait

    if workers == 1:  # in this thread, which Ctrl-C reaches
        for i in range(count):
            attempt(i)
        return
    with ThreadPoolExecutor(workers) as pool:
        try:
            futures = [pool.submit(attempt, i) for i in range(count)]
            for future in futures:
                while not future.done():  # on Windows only a wait that ends lets Ctrl-C in
                    wait([future], timeout=0.05)
                future.result()
        except BaseException:
            stop.set()
            pool.shutdown(cancel_futures=True)
            raise


def _runs_of(jobs: Sequence[Job], kept: dict[int, Run], typical: Model) -> Runs:
    return Runs(Listed([kept[i] for i in range(len(jobs)) if i in kept]), typical)


def interruption(error: KeyboardInterrupt, partial: Runs) -> _core.Interrupted:
    """Returns the core's error, or a new one for a Ctrl-C that arrived outside the core."""
    if not isinstance(error, _core.Interrupted):
        error = _core.Interrupted("interrupted between or during the runs of several subjects")
        error.time, error.step = np.nan, np.nan
        error.state, error.reason = "none", "interrupted"
    error.partial = partial
    return error
