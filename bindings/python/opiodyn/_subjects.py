"""What several subjects are to run, and running it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

from opiodyn import _check, _core
from opiodyn._events import EventTable
from opiodyn._model import Model
from opiodyn._outputs import Outputs
from opiodyn._run import Run
from opiodyn._runs import Runs

_MOST_VALUES = 250_000_000  # of all runs together: 2 GB


class Job(NamedTuple):
    """One subject's run before it is made."""

    subject: object
    model: Model
    regimen: _core.Regimen
    outputs: Outputs


def of_table(
    table: EventTable, model: Model, asked: Callable[[_core.Regimen], Outputs] | None
) -> list[Job]:
    """A job per subject of a table; without `asked` the outputs are its observation records."""
    subjects = table.subjects(model)
    settled = model._for(*(subject.regimen for subject in subjects))
    jobs = []
    for subject in subjects:
        if asked is None:
            if subject.times.size == 0:
                field = f"subject {subject.id}"
                rule = "the table has none; give simulate() times, or end and delta"
                raise _check.input_error(field, "observation records", rule)
            outputs = Outputs(subject.times, subject.seen)
        else:
            outputs = asked(subject.regimen)
        jobs.append(Job(subject.id, settled, subject.regimen, outputs))
    return jobs


def of_population(
    people: Sequence[_core.Person], model: Model, regimen: _core.Regimen, outputs: Outputs
) -> list[Job]:
    """A job per person; a person whose parameters are impossible is named."""
    _check.instance("subjects", people, Sequence, "must be a Population or a list of Persons")
    if model.covariates:
        rule = "subjects have covariates of their own; leave out those of the model"
        raise _check.input_error("covariates", model.covariates, rule)
    values = len(people) * outputs.times.size * len(model.states)
    if values > _MOST_VALUES:
        rule = f"must be at most {_MOST_VALUES:g} (subjects x times x states)"
        raise _check.input_error("output", f"{values:.3g} values", rule)
    jobs = []
    for i, person in enumerate(people):
        rule = "must be a Person, as population() makes them"
        _check.instance(f"subjects[{i}]", person, _core.Person, rule)
        try:
            own = model._individual(person)
        except _core.InputError as error:
            error.args = (f"subject {person.index}: {error}",)
            raise
        jobs.append(Job(person.index, own, regimen, outputs))
    return jobs


def run_all(
    jobs: Sequence[Job],
    solver: dict[str, Any],
    workers: int,
    one: Callable[[Job, dict[str, Any]], Run],
) -> Runs:
    """All runs, in the order of the jobs. One that the solver could not finish is kept as far as it
    came; after Ctrl-C the finished ones are in ``partial``."""
    if not jobs:
        raise _check.input_error("subjects", "none", "needs at least one")

    def attempt(job: Job) -> Run:
        try:
            return one(job, solver)
        except _core.SolverError as error:
            return error.partial

    done: list[Run] = []
    ids = [job.subject for job in jobs]
    with ThreadPoolExecutor(workers) as pool:
        try:
            if workers == 1:  # in this thread, which Ctrl-C reaches
                done.extend(attempt(job) for job in jobs)
            else:
                done.extend(pool.map(attempt, jobs))
        except KeyboardInterrupt as error:
            pool.shutdown(cancel_futures=True)
            error.partial = Runs(ids[: len(done)], done)  # type: ignore[attr-defined]
            raise
    return Runs(ids, done)
