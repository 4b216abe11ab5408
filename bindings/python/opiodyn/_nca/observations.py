"""The observations after a dose are cleaned here, by the rules of Phoenix WinNonlin and PKNCA."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from opiodyn._checks import check
from opiodyn._checks.check import FloatArray
from opiodyn._nca.observed import Observed
from opiodyn._nca.occasion import Occasion
from opiodyn._nca.request import LINEAR_LOG, Request


class Observations(NamedTuple):
    """Observations have a time after the dose [h], a concentration and a row of the table each."""

    times: FloatArray
    values: FloatArray
    rows: npt.NDArray[np.int64]

    def of(self, chosen: npt.NDArray[np.bool_]) -> Observations:
        """Returns the observations that are marked."""
        return Observations(self.times[chosen], self.values[chosen], self.rows[chosen])


def profile_of(found: Observations, occasion: Occasion, request: Request) -> Observed | str:
    """Returns the profile of an occasion, or why there is none.

    Raises:
        InputError: A concentration is negative, or two are at one time.
    """
    found = _one_at_each_time(found)
    _refuse(found, found.values < 0.0, "must be at least 0; turn logarithms back to concentrations")
    values = found.values
    if not values.any():
        return f"none of {len(values)} observations in these hours can be quantified"
    notes: dict[str, str] = {}
    times, values = _without_gaps(found.times, values, notes)
    start = _start(times, values, occasion, notes)
    _note_interval(times, occasion, notes)
    return Observed(times, values, start, request.method or LINEAR_LOG, notes)


def _one_at_each_time(found: Observations) -> Observations:
    """Returns the last observation at the dose, and all later ones."""
    at_dose = np.flatnonzero(found.times == 0.0)[:-1]
    keep = np.ones(len(found.times), dtype=np.bool_)
    keep[at_dose] = False
    found = found.of(keep)
    again = np.diff(found.times, prepend=-1.0) == 0.0
    _refuse(found, again, "is a second observation at one time; leave one out, or take their mean")
    return found


def _refuse(found: Observations, bad: npt.NDArray[np.bool_], rule: str) -> None:
    if bad.any():
        first = int(np.argmax(bad))
        field = f"row {found.rows[first]}, column DV"
        raise check.input_error(field, f"{found.values[first]:g}", rule)


def _without_gaps(
    times: FloatArray, values: FloatArray, notes: dict[str, str]
) -> tuple[FloatArray, FloatArray]:
    """Leaves out what cannot be quantified between other observations (PKNCA's default)."""
    seen = np.flatnonzero(values)
    gaps = np.zeros(len(values), dtype=np.bool_)
    gaps[seen[0] : seen[-1]] = values[seen[0] : seen[-1]] == 0.0
    if gaps.any():
        notes["AUC_last"] = f"{gaps.sum()} observations between others are below lloq and left out"
    return times[~gaps], values[~gaps]


def _start(
    times: FloatArray, values: FloatArray, occasion: Occasion, notes: dict[str, str]
) -> float:
    """Returns the concentration at the dose, as Phoenix WinNonlin has it."""
    if times[0] == 0.0:
        return float(values[0])
    if occasion.bolus:
        notes["C0"] = "it is extrapolated back from the first two observations"
        return _back(times[:2], values[:2])
    if occasion.first:
        return 0.0
    within = times <= occasion.tau if occasion.tau else times >= 0.0
    notes["C0"] = "nothing is observed at the dose: it is the lowest of the interval"
    return float(values[within].min(initial=values[0]))


def _back(times: FloatArray, values: FloatArray) -> float:
    """Returns the concentration at the dose by the line of the logarithms of two observations.

    If they do not fall, the first one stands.
    """
    if len(values) < 2 or not 0.0 < values[1] < values[0]:
        return float(values[0])
    slope, _ = np.polyfit(times, np.log(values), 1)
    return float(values[0] * np.exp(-slope * times[0]))


def _note_interval(times: FloatArray, occasion: Occasion, notes: dict[str, str]) -> None:
    if occasion.tau is not None and times[-1] < occasion.tau:
        words = f"the last observation is at {times[-1]:g} h, before {occasion.tau:g} h"
        notes["Cmin"] = words
    if not occasion.first and not occasion.steady:
        notes["CL_F"] = "it holds at steady state, which the table does not state by SS"
