"""The package itself uses these functions: they ask of a run what users need not see."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opiodyn import _core
    from opiodyn._result.run_data import RunData, SubjectData


def trajectory_of(run: RunData) -> _core.Trajectory:
    """Returns the numbers of a run as the core wrote them."""
    return run._trajectory


def subject_data_of(run: RunData) -> SubjectData | None:
    """Returns what is known of the subject of a run; None if the run has no subject."""
    return run._subject
