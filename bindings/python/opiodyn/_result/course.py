"""The course of a run says where it ends, and how it is solved: its statistics follow from that."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from opiodyn import _core
from opiodyn._checks.check import FloatArray
from opiodyn._checks.pickles import pickled_by_fields
from opiodyn._checks.solver import MAX_SECONDS


@pickled_by_fields("Course")
class Course(NamedTuple):
    """A course is what a run was asked for, apart from its output times."""

    end: float
    """The run ends at this time [h]."""
    method: str
    """The method solves the run at its output times."""
    rtol: float
    atol: float
    max_steps: int
    max_seconds: float = MAX_SECONDS
    """The budget of wall time of the run is so long [s]."""


def end_of(regimen: _core.Regimen, end: float | None, times: FloatArray) -> float:
    """Returns where a run ends [h]: where the user says, or else where its regimen does.

    A regimen without a dose does not say it, so that the last output time counts too.
    """
    if end is not None:
        return end
    own = regimen.default_end if regimen.records else 0.0
    return own if regimen.drugs else max(own, float(np.max(times, initial=0.0)))
