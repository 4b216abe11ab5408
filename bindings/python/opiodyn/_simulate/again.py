"""A run is made again of what was asked of it."""

from __future__ import annotations

from typing import Any

from opiodyn._checks import check
from opiodyn._checks.progress import bar
from opiodyn._core import SolverError
from opiodyn._model.model import Model
from opiodyn._result.course import Course
from opiodyn._result.inside import asked_of, outputs_of, subject_data_of
from opiodyn._runs.cohort import Cohort
from opiodyn._runs.inside import fields_of, kept_of
from opiodyn._runs.run import Run
from opiodyn._runs.runs import Runs
from opiodyn._simulate.people import Request, run_people
from opiodyn._simulate.simulate import one
from opiodyn._simulate.subjects import Job, run_all

_SOLVER = ("method", "rtol", "atol", "max_steps", "max_seconds")


def run_again(run: Run | Runs, workers: int, progress: bool | None) -> Run | Runs:
    """Returns the run of the same model, regimen, outputs and settings of the solver.

    Raises:
        InputError: A value breaks a rule, or nothing can run.
        Interrupted: Ctrl-C was pressed; ``partial`` is as for `simulate`.
    """
    if isinstance(run, Run):
        return _one_again(run)
    kept = kept_of(run)
    if isinstance(kept, Cohort):
        return run_people(_request_of(kept), workers, progress)
    jobs = [_job_of(each) for each in run]
    with bar(progress, len(jobs)) as advance:
        return run_all(jobs, run.model, _solver_of(asked_of(run[0])), workers, one, advance)


def _one_again(run: Run) -> Run:
    subject = subject_data_of(run)
    if subject is not None and subject.impossible:
        rule = "has impossible parameters, so that nothing ran and nothing can run again"
        raise check.input_error("subject", subject.id, rule)
    try:
        return one(_job_of(run), _solver_of(asked_of(run)))
    except SolverError as error:
        if not isinstance(error.partial, Run):
            raise
        return error.partial


def _job_of(run: Run) -> Job:
    return Job(subject_data_of(run), run.model, run.regimen, outputs_of(run))


def _request_of(people: Cohort) -> Request:
    fields = fields_of(people)
    typical: Model = fields["typical"]
    solver = _solver_of(fields["course"])
    return Request(fields["people"], typical, fields["regimen"], fields["outputs"], solver)


def _solver_of(course: Course) -> dict[str, Any]:
    return {name: getattr(course, name) for name in _SOLVER}
