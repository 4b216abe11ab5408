"""These functions are for the package itself: they ask of a run what users need not see."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opiodyn import _core
    from opiodyn._result.run_data import RunData, Subject


def trajectory_of(run: RunData) -> _core.Trajectory:
    """Returns the numbers of a run as the core wrote them."""
    return run._trajectory


def whose(run: RunData) -> Subject | None:
    """Returns whose run it is, with what the table of events knows of them; None if nobody's."""
    return run._whose
