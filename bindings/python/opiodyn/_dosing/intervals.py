"""Doses have times, and each drug has a last dosing interval within a run."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._checks.check import FloatArray


class DosingInterval(NamedTuple):
    """A dosing interval lasts from a dose to the next one [h]."""

    begin: float
    end: float
    closed: bool
    """This is True if the end belongs to the interval; it is False if a dose is given just then."""

    def select(self, times: FloatArray) -> slice:
        """Returns the samples within the interval.

        Raises:
            InputError: There are none.
        """
        slack = 1e-9 * max(1.0, abs(self.end))
        first = int(np.searchsorted(times, self.begin - slack, side="left"))
        if self.closed:
            last = int(np.searchsorted(times, self.end + slack, side="right"))
        else:
            last = int(np.searchsorted(times, self.end - slack, side="left"))
        if first >= last:
            rule = f"the run has no output time in the last dosing interval, {self}"
            raise check.input_error("times", f"{times.size} times", rule)
        return slice(first, last)

    def __str__(self) -> str:
        return f"{self.begin:g} to {self.end:g} h"


def dose_times(regimen: _core.Regimen, drug: str | None = None) -> FloatArray:
    """Returns the times of the doses of a drug, or of all drugs [h], ascending."""
    return regimen.given("" if drug is None else drug)


def stimulus_times(regimen: _core.Regimen) -> FloatArray:
    """Returns the times of stimuli and flares [h], ascending."""
    found = [
        record.time + record.ii * np.arange(1 + record.addl)
        for record in regimen.records
        if isinstance(record, _core.Stimulus)
    ]
    return np.sort(np.concatenate(found)) if found else np.empty(0)


def last_interval(regimen: _core.Regimen, drug: str, begin: float, end: float) -> DosingInterval:
    """Returns the last dosing interval of a drug in a run; the whole run if the drug is not given.

    Args:
        regimen: The regimen of the run.
        drug: The name of the drug.
        begin: The start of the run [h].
        end: The end of the run [h].
    """
    given = dose_times(regimen, drug)
    before = given[given < end]
    if before.size == 0:
        return DosingInterval(begin, end, closed=True)
    last = float(before[-1])
    following = given[given >= end]
    following_dose = float(following[0]) if following.size else regimen.next_time(drug)
    close = min(end, following_dose)
    apart = np.abs(dose_times(regimen) - close)
    closed = not np.any(apart <= 1e-9 + 1e-12 * abs(close))
    return DosingInterval(last, close, closed)
