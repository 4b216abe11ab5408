"""This module holds one subject of an event table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from opiodyn import _core
from opiodyn._checks.check import FloatArray

if TYPE_CHECKING:
    from opiodyn._events.source.read import IntArray

SubjectId: TypeAlias = int | str


@dataclass(frozen=True)
class EventSubject:
    """An event subject is one subject of an event table.

    `EventTable.subjects` makes it. Its fields cannot be replaced, and threads may share it as long
    as none of them writes into its arrays.
    """

    id: SubjectId
    """The ID is a whole number, or a name as text."""
    regimen: _core.Regimen
    """The regimen holds the doses, resets and changes of parameters in the order of the table."""
    times: FloatArray
    """The times are those of the output records [h]: observations and changes (EVID 0 and 2)."""
    seen: IntArray
    """This is how many records of the regimen stand before each output record.

    An output at the time of a dose shows the dose if the record of the dose stands before it.
    """
    dv: FloatArray
    """The observed values (DV) are one per output record; NaN stands for none, as does MDV = 1."""
    covariates: Mapping[str, float | str]
    """This is the first known value of each covariate, in the units of `opiodyn.Model`."""
