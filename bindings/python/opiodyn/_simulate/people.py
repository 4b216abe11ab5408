"""This module runs the people of a cohort, several in the lanes of a core or one at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, NamedTuple, TypeAlias, cast

import numpy as np

from opiodyn import _core
from opiodyn._checks import check, log
from opiodyn._checks.batches import rows_at_a_time
from opiodyn._checks.check import FloatArray
from opiodyn._checks.progress import bar
from opiodyn._core import StatusCode
from opiodyn._model.inside import core_of, of_person, refuse_person
from opiodyn._model.model import Model
from opiodyn._model.people import check_people
from opiodyn._result.outputs import Outputs
from opiodyn._runs.cohort import NOT_RUN, Cohort, Ended, Store
from opiodyn._runs.runs import Runs
from opiodyn._simulate.lanes import LaneSubjects, run_lanes, suits_lanes
from opiodyn._simulate.subjects import course_of, in_threads, interruption, naming, refuse_excess

_BEFORE = 0  # an output that shows nothing of what happens at its time

Advance: TypeAlias = Callable[[int], object]


class Request(NamedTuple):
    """A request is what every subject of a cohort runs."""

    people: Sequence[_core.Person]
    typical: Model
    """This is the model of the typical person, settled."""
    regimen: _core.Regimen
    outputs: Outputs
    solver: dict[str, Any]


def run_people(request: Request, workers: int, progress: bool | None) -> Runs:
    """Returns the runs of all people, in their order.

    A run has a status of its own if the person's parameters are impossible, or the solver could not
    go on; so has, after Ctrl-C, a run that was not finished.

    Raises:
        InputError: A value that all share breaks a rule; nothing has run then.
        Interrupted: Ctrl-C was pressed; all runs are in ``partial``.
    """
    since = log.begun()
    _check_people(request)
    people, typical, regimen, outputs, _ = request
    provenance = _shared_provenance(request)
    course = course_of(outputs, request.solver, provenance["method"])
    store = Store(people, typical, regimen, outputs, course, provenance)
    runs = Runs(Cohort(store), typical)
    stop = _core.StopFlag()
    engine = _in_lanes if suits_lanes(typical, request.solver) else _alone
    with bar(progress, len(people)) as advance:
        try:
            engine(request, store, workers, stop, advance)
        except KeyboardInterrupt as error:
            store.close()
            raise interruption(error, runs) from None
    store.close()
    log.done(since, lambda: f"simulate: {runs!r}; {provenance['method']}, {workers} threads")
    return runs


def _check_people(request: Request) -> None:
    people, model = check_people(request.people), request.typical
    refuse_person(model, "is one person, and the subjects are others")
    if model.covariates:
        rule = "subjects have covariates of their own; leave out those of the model"
        raise check.input_error("covariates", model.covariates, rule)
    columns = len(core_of(model).columns)
    refuse_excess(len(people) * request.outputs.times.size * columns)
    for person in people if model.strict else ():
        _refuse_assumptions(model, person)


def _refuse_assumptions(model: Model, person: _core.Person) -> None:
    with naming(person.index):
        try:
            of_person(model, person)
        except _core.InputError as error:
            if error.field == "strict":
                raise


def _shared_provenance(request: Request) -> dict[str, str]:
    """Returns the provenance that the core gives every run, from a run that ends at time 0.

    The kernel is not named for a regimen with steady states, which such a run would look for.
    """
    steady = any(getattr(record, "ss", 0) for record in request.regimen.records)
    regimen = _core.Regimen([]) if steady else request.regimen
    model, start, before = core_of(request.typical), np.zeros(1), np.full(1, _BEFORE)
    provenance = _core.simulate(model, regimen, start, before, **request.solver).provenance
    if steady:
        provenance.pop("kernel", None)
    return {**provenance, "regimen": str(request.regimen)}


def _try_regimen(request: Request, stop: _core.StopFlag) -> None:
    """Runs the typical person: a faulty regimen or time is no fault of a person."""
    with suppress(_core.SolverError):  # which may be so for some, and not for others
        _one(request, request.typical, stop)


def _one(request: Request, model: Model, stop: _core.StopFlag) -> _core.Trajectory:
    times, seen, _ = request.outputs
    return _core.simulate(core_of(model), request.regimen, times, seen, stop=stop, **request.solver)


def _in_lanes(
    request: Request, store: Store, workers: int, stop: _core.StopFlag, advance: Advance
) -> None:
    typical, outputs = request.typical, request.outputs
    size = rows_at_a_time(workers, outputs.times.size * len(core_of(typical).columns))
    for first in range(0, len(request.people), size):
        people = request.people[first : first + size]
        subjects = LaneSubjects(typical, [request.regimen], [outputs], people)
        try:
            found = run_lanes(subjects, request.solver, workers, stop)
        except _core.InputError:
            _try_regimen(request, stop)  # which names the argument as the user knows it
            raise
        if any(run.code == StatusCode.refused for run in found.trajectories):
            _try_regimen(request, stop)
        for run in found.trajectories:
            store.add(*_row(run))
        advance(len(people))
        if found.interrupted:
            raise KeyboardInterrupt


_Row: TypeAlias = tuple[FloatArray, Ended]
"""A row is the outputs of one subject and the end of the run."""


def _alone(
    request: Request, store: Store, workers: int, stop: _core.StopFlag, advance: Advance
) -> None:
    _try_regimen(request, stop)
    ended: dict[int, _Row] = {}
    nothing = np.empty((0, len(core_of(request.typical).columns)))

    def attempt(i: int) -> None:
        try:
            own = of_person(request.typical, request.people[i])
            ended[i] = _row(_one(request, own, stop))
        except _core.SolverError as error:
            ended[i] = _row(cast(_core.Trajectory, error.partial))
        except _core.InputError as error:
            ended[i] = nothing, Ended(StatusCode.refused, str(error), _core.RunCounts())
        advance(1)

    try:
        in_threads(attempt, len(request.people), workers, stop)
    finally:
        for i in range(max(ended, default=-1) + 1):
            store.add(*ended.pop(i, (nothing, NOT_RUN)))


def _row(trajectory: _core.Trajectory) -> _Row:
    if trajectory.code == StatusCode.interrupted:
        return trajectory.rows(0, 0), NOT_RUN
    ended = Ended(trajectory.code, trajectory.status, trajectory.counts)
    return trajectory.rows(0, trajectory.times.size), ended
