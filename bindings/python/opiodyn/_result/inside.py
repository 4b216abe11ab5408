"""The package itself uses these functions: they ask of a run what users need not see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opiodyn._checks import check
from opiodyn._result.course import Course

if TYPE_CHECKING:
    from opiodyn import _core
    from opiodyn._result.outputs import Outputs
    from opiodyn._result.run_data import RunData, SubjectData


def trajectory_of(run: RunData) -> _core.Trajectory:
    """Returns the numbers of a run as the core wrote them."""
    return run._trajectory


def asked_of(run: RunData) -> Course:
    """Returns the course that was asked for, whether the run came to its end or not."""
    return run._course


def course_of(run: RunData) -> Course:
    """Returns the course of a run as far as it came: a run that failed ended at its last output.

    Raises:
        InputError: The run failed before its first output time.
    """
    course = run._course
    if run.complete:
        return course
    if run.times.size == 0:
        rule = f"the run failed before its first output time: {run.status}"
        raise check.input_error("run", "incomplete", rule)
    return Course(min(course.end, float(run.times[-1])), *course[1:])


def subject_data_of(run: RunData) -> SubjectData | None:
    """Returns what is known of the subject of a run; None if the run has no subject."""
    return run._subject


def outputs_of(run: RunData) -> Outputs:
    """Returns the outputs that were asked for, whether the run reached them or not."""
    assert run._outputs is not None  # all people in one block are no run that anybody holds
    return run._outputs
