"""Each subject of a table becomes a job; jobs run one by one or in threads."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, cast

import numpy as np

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._events.events import EventTable
from opiodyn._model.inside import core_of, settled_for
from opiodyn._model.model import Model
from opiodyn._result.course import Course, end_of
from opiodyn._result.outputs import Outputs
from opiodyn._result.run_data import SubjectData
from opiodyn._runs.listed import Listed
from opiodyn._runs.run import Run
from opiodyn._runs.runs import Runs

if TYPE_CHECKING:
    from opiodyn._events.subject import EventSubject, SubjectId

_CATEGORIES = ("smoker", "hepatic")


class Job(NamedTuple):
    """A job is the run of one subject before it is made."""

    subject: SubjectData | None
    model: Model
    regimen: _core.Regimen
    outputs: Outputs


def course_of(outputs: Outputs, solver: dict[str, Any], method: str) -> Course:
    """Returns the course of a run with these outputs and settings of the solver."""
    return Course(outputs.end, method, solver["rtol"], solver["atol"], solver["max_steps"])


One: TypeAlias = Callable[[Job, dict[str, Any]], Run]


@contextmanager
def naming(subject: object) -> Iterator[None]:
    """Adds the name of the subject to errors of its input."""
    try:
        yield
    except _core.InputError as error:
        error.args = (f"subject {subject}: {error}",)
        raise


def of_table(
    table: EventTable, model: Model, asked: Callable[[_core.Regimen], Outputs] | None
) -> list[Job]:
    """Returns a job per subject; without `asked` the outputs are those records of the table."""
    subjects = table.subjects(model)
    settled = settled_for(model, *(subject.regimen for subject in subjects))
    observed = asked is None and any(not np.isnan(subject.dv).all() for subject in subjects)
    later = _later_categories(table)
    jobs: list[Job] = []
    count = 0
    for subject in subjects:
        outputs = _observations(subject) if asked is None else asked(subject.regimen)
        count += outputs.times.size
        refuse_excess(count, settled, f" up to subject {subject.id}")
        dv = subject.dv if observed else None
        known = SubjectData(subject.id, subject.covariates, later.get(subject.id, ()), dv)
        jobs.append(Job(known, settled, subject.regimen, outputs))
    return jobs


def _observations(subject: EventSubject) -> Outputs:
    if subject.times.size == 0:
        rule = "no row has EVID 0 or 2; give simulate() times, or end and delta"
        raise check.input_error(f"subject {subject.id}", "output records", rule)
    end = end_of(subject.regimen, None, subject.times)
    return Outputs(subject.times, subject.seen, end)


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


def refuse_excess(times: int, model: Model, reach: str = "") -> None:
    """Refuses more than fits: output times of all subjects so far, times the columns of each."""
    values = times * len(core_of(model).columns)
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
    """
    stop = _core.StopFlag()
    kept: dict[int, Run] = {}

    def attempt(i: int) -> None:
        try:
            kept[i] = one(jobs[i], {**solver, "stop": stop})
        except _core.SolverError as error:
            kept[i] = error.partial
        except _core.Interrupted as error:
            kept[i] = cast(Run, error.partial)
            raise
        advance(1)

    try:
        in_threads(attempt, len(jobs), workers, stop)
    except KeyboardInterrupt as error:
        raise interruption(error, _runs_of(jobs, kept, typical)) from None
    return _runs_of(jobs, kept, typical)


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
