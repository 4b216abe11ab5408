"""What an event table knows of one subject."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from opiodyn import _core
from opiodyn._checks.check import FloatArray

if TYPE_CHECKING:
    from opiodyn._events.read import IntArray

SubjectId: TypeAlias = int | str


@dataclass(frozen=True)
class EventSubject:
    """One subject of an event table."""

    id: SubjectId
    regimen: _core.Regimen
    """Its doses, resets and changes of parameters, in the order of the table."""
    times: FloatArray
    """Times of its observation records, h."""
    seen: IntArray
    """How many records of the regimen stand before each observation record: an output at the very
    time of a dose shows the dose if the dose's record stands before it."""
    dv: FloatArray
    """What was observed (DV); NaN where nothing was."""
    covariates: Mapping[str, float | str]
    """The first known value of each covariate."""
