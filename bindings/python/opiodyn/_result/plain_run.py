"""A run is pickled as its numbers and what they rest on.

They are checked before the run is made again.
"""

from __future__ import annotations

from typing import Any

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._model.inside import core_of
from opiodyn._model.model import Model
from opiodyn._result.course import Course
from opiodyn._result.inside import asked_of, outputs_of, subject_data_of, trajectory_of
from opiodyn._result.outputs import Outputs, check_outputs
from opiodyn._result.run_data import RunData, SubjectData


def fields_of(run: RunData) -> dict[str, Any]:
    """Returns the fields of a run by the names of its arguments."""
    return {
        "trajectory": trajectory_of(run),
        "model": run.model,
        "regimen": run.regimen,
        "course": asked_of(run),
        "subject": subject_data_of(run),
        "outputs": outputs_of(run),
    }


def checked(
    trajectory: Any, model: Any, regimen: Any, course: Any, subject: Any, outputs: Any
) -> tuple[_core.Trajectory, Model, _core.Regimen, Course, SubjectData | None, Outputs]:
    """Returns the arguments of a run that was pickled.

    Raises:
        InputError: A field has another type, or the columns are not those of the model.
    """
    check.instance("pickle.trajectory", trajectory, _core.Trajectory, "must be a trajectory")
    check_shared(model, regimen, course)
    check.instance("pickle.subject", subject, (SubjectData, type(None)), "must be a subject's data")
    check_outputs(outputs)
    names = [column.name for column in trajectory.columns]
    if names != [column.name for column in core_of(model).columns]:
        rule = "must be those of the model"
        raise check.input_error("pickle.columns", f"{len(names)} names", rule)
    return trajectory, model, regimen, course, subject, outputs


def check_shared(model: Any, regimen: Any, course: Any) -> None:
    """Refuses what no run can have been made with.

    Raises:
        InputError: A field has another type, or a number of the course is none.
    """
    check.instance("pickle.model", model, Model, "must be a Model")
    check.instance("pickle.regimen", regimen, _core.Regimen, "must be a Regimen")
    check.instance("pickle.course", course, Course, "must be a course")
    for name, value in zip(Course._fields, course, strict=True):
        if name == "method":
            check.word("pickle.course.method", value)
        else:
            check.non_negative(f"pickle.course.{name}", value)
