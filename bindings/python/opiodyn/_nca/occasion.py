"""An occasion is one dose with the hours after it: what an analysis is about."""

from __future__ import annotations

from itertools import chain
from typing import NamedTuple

import numpy as np

from opiodyn._checks import check
from opiodyn._checks.check import FloatArray
from opiodyn._checks.instants import is_before
from opiodyn._nca.doses import Doses, interval_of
from opiodyn._nca.instants import settled
from opiodyn._nca.request import Hours, Request


class Occasion(NamedTuple):
    """An occasion lasts from a dose to the end of the analysis.

    Of its hours after the dose, those that are one instant have one number.
    """

    begin: float
    end: float
    """The hours are those of the run or of the table [h]."""
    dose: float | None
    """The dose is in [mg] or [nmol]; None if there is none."""
    hours: float
    """This is the length of the occasion [h]."""
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
    """A slow dose begins or ends at these hours after the dose, within the length."""
    terminal: Hours | None
    """The terminal phase lasts for these hours after the dose, if the caller gave them."""
    partial: tuple[Hours, ...]
    """The caller asks for the areas of these hours after the dose."""

    @property
    def marks(self) -> tuple[float, ...]:
        """These are all hours after the dose that the occasion names."""
        named = chain(*self.partial, self.terminal or (), self.stops)
        return (0.0, self.hours, *([] if self.tau is None else [self.tau]), *named)

    def settled(self, times: FloatArray) -> FloatArray:
        """Returns hours after the dose; those at the instant of a mark have its number."""
        return settled(self.begin, times, self.marks)

    def at(self, hours: FloatArray) -> FloatArray:
        """Returns the times of the run at hours after the dose, of which the last is its end."""
        return np.where(hours == self.hours, self.end, self.begin + hours)


def occasion_of(doses: Doses, span: Hours, request: Request) -> Occasion:
    """Returns the occasion of these hours.

    Raises:
        InputError: A dose is given within the hours.
    """
    now = doses.at(span[0])
    # A caller may write the time of a dose with other digits than the regimen.
    begin, end = (float(now.times[-1]) if now.times.size else span[0]), span[1]
    earlier = is_before(doses.times, begin)
    _refuse_doses_within(doses, begin, end)
    total = float(now.amounts.sum())
    dose = request.dose or (total if total > 0.0 else None)
    into_vein = bool(now.veins.size and now.veins.all())
    tau = request.tau or (interval_of(doses, begin) if now.times.size else None)
    stops = _stops(doses, begin)
    # The words of the caller come first, so that they keep their digits.
    taus = [] if tau is None else [tau]
    named = [0.0, *taus, *chain(*request.partial, request.terminal or ()), end - begin, *stops]
    one = dict(zip(named, settled(begin, named).tolist(), strict=True))
    hours = one[end - begin]
    return Occasion(
        begin=begin,
        end=end,
        dose=dose,
        hours=hours,
        tau=None if tau is None else one[tau],
        first=not bool(earlier.any() or now.steady.any()),
        steady=bool(now.steady.any() or doses.of(earlier).steady.any()),
        bolus=into_vein and not bool(now.lengths.any() or now.lags.any()),
        infused=_mean_entry(now) if into_vein and total > 0.0 else 0.0,
        stops=tuple(sorted({one[time] for time in stops if 0.0 < one[time] < hours})),
        terminal=request.terminal and (one[request.terminal[0]], one[request.terminal[1]]),
        partial=tuple((one[first], one[last]) for first, last in request.partial),
    )


def _refuse_doses_within(doses: Doses, begin: float, end: float) -> None:
    within = is_before(begin, doses.times) & is_before(doses.times, end)
    if within.any():
        first = float(doses.times[within][0])
        rule = f"must not have a dose within it, and one is given at {first:g} h; end it there"
        raise check.input_error("span", f"{begin:g} to {end:g} h", rule)


def _mean_entry(doses: Doses) -> float:
    """Returns the mean time at which doses enter a vein, weighted by their amounts [h]."""
    return float(np.average(doses.lags + doses.lengths / 2.0, weights=doses.amounts))


def _stops(doses: Doses, begin: float) -> list[float]:
    """Returns when doses with a lag begin, and slow ones end, in hours after the begin."""
    starts = doses.times + doses.lags
    times: list[float] = (np.concatenate([starts, starts + doses.lengths]) - begin).tolist()
    return times
