"""An occasion is one dose with the hours after it: what an analysis is about."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._nca.doses import Doses, interval_of
from opiodyn._nca.request import Hours, Request


class Occasion(NamedTuple):
    """An occasion lasts from a dose to the end of the analysis."""

    begin: float
    end: float
    """The hours are those of the run or of the table [h]."""
    dose: float | None
    """The dose is in [mg] or [nmol]; None if there is none."""
    tau: float | None
    """This is the dosing interval [h]; None if there is none."""
    first: bool
    """Nothing was given before."""
    steady: bool
    """The dose is one of a steady state."""
    bolus: bool
    """The whole dose enters a vein at once."""
    infused: float
    """This is the mean time at which the dose enters a vein, counted from its start [h]."""
    stops: tuple[float, ...]
    """A slow dose begins or ends at these times after the start of the occasion [h]."""

    @property
    def hours(self) -> float:
        """This is the length of the occasion [h]."""
        return self.end - self.begin


def occasion_of(doses: Doses, span: Hours, request: Request) -> Occasion:
    """Returns the occasion of these hours.

    Raises:
        InputError: A dose is given within the hours.
    """
    begin, end = span
    now = doses.at(begin)
    earlier = (doses.times < begin) & ~_same(doses, begin)
    _refuse_doses_within(doses, begin, end)
    total = float(now.amounts.sum())
    dose = request.dose or (total if total > 0.0 else None)
    into_vein = bool(now.veins.size and now.veins.all())
    return Occasion(
        begin,
        end,
        dose,
        request.tau or (interval_of(doses, begin) if now.times.size else None),
        not bool(earlier.any() or now.steady.any()),
        bool(now.steady.any() or doses.of(earlier).steady.any()),
        into_vein and not bool(now.lengths.any() or now.lags.any()),
        _mean_entry(now) if into_vein and total > 0.0 else 0.0,
        _stops(doses, begin, end),
    )


def _same(doses: Doses, time: float) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    return _core.same_instant(doses.times, np.full_like(doses.times, time))


def _refuse_doses_within(doses: Doses, begin: float, end: float) -> None:
    within = (doses.times > begin) & (doses.times < end)
    within &= ~_same(doses, begin) & ~_same(doses, end)
    if within.any():
        first = float(doses.times[within][0])
        rule = f"must not have a dose within it, and one is given at {first:g} h; end it there"
        raise check.input_error("span", f"{begin:g} to {end:g} h", rule)


def _mean_entry(doses: Doses) -> float:
    """Returns the mean time at which doses enter a vein, weighted by their amounts [h]."""
    return float(np.average(doses.lags + doses.lengths / 2.0, weights=doses.amounts))


def _stops(doses: Doses, begin: float, end: float) -> tuple[float, ...]:
    """Returns when doses with a lag begin, and slow ones end, within the hours."""
    starts = doses.times + doses.lags
    found = np.unique(np.concatenate([starts, starts + doses.lengths]))
    return tuple(float(time) - begin for time in found if begin < time < end)
