"""This module reads the doses and observations of one subject of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from opiodyn._checks import check
from opiodyn._checks.check import FloatArray
from opiodyn._checks.instants import Bools, is_before, is_same
from opiodyn._events.pharmacy import Compartments
from opiodyn._nca.doses import Doses, Record, doses_of, into_vein, place_of
from opiodyn._nca.observations import Observations
from opiodyn._nca.occasion import Occasion, occasion_of
from opiodyn._nca.request import Hours, Request

if TYPE_CHECKING:
    import pandas as pd


class Records(NamedTuple):
    """The records of a subject are its doses, observations and resets, in the order of rows."""

    times: FloatArray
    """The times of all rows [h]."""
    numbers: npt.NDArray[np.int64]
    """The rows as a person counts them."""
    values: FloatArray
    """The observed values of all rows."""
    dosed: Bools
    observed: Bools
    reset: Bools
    unrouted: Bools
    """These doses name no route and no known compartment, and are no infusions."""
    doses: Doses

    def span(self) -> Hours | None:
        """Returns the hours from the last dose that has observations; None without one.

        They end with the next dose or reset, or with the last observation.
        """
        seen = self.times[self.observed]
        breaks = np.unique(np.concatenate([self.doses.times, self.times[self.reset]]))
        for begin in np.unique(self.doses.times)[::-1].tolist():
            later = breaks[is_before(begin, breaks)]
            end = float(later[0]) if later.size else float(np.max(seen, initial=begin))
            if np.any(is_before(begin, seen) & ~is_before(end, seen)):
                return begin, end
        return None

    def occasion(self, span: Hours, request: Request) -> Occasion:
        """Returns the occasion of these hours.

        Raises:
            InputError: A dose or a reset is within them.
        """
        begin, end = span
        resets = self.times[self.reset]
        if np.any(is_before(begin, resets) & is_before(resets, end)):
            rule = "must not have a reset (EVID 3 or 4) within it; end it there"
            raise check.input_error("span", f"{begin:g} to {end:g} h", rule)
        since = float(np.max(resets[~is_before(begin, resets)], initial=-np.inf))
        return occasion_of(self.doses.of(~is_before(self.doses.times, since)), span, request)

    def observations(self, occasion: Occasion) -> Observations:
        """Returns the observations of an occasion.

        At the time of a bolus, those of rows before the dose belong to what was before it.
        """
        outside = is_before(self.times, occasion.begin) | is_before(occasion.end, self.times)
        chosen = self.observed & ~outside
        if occasion.bolus:
            order = np.arange(len(self.times))
            at_begin = is_same(self.times, occasion.begin)
            dose = np.max(order[self.dosed & at_begin], initial=-1)
            # A repeated dose has no row at its time: what is observed there was before it.
            after = order > dose if dose >= 0 else np.zeros_like(at_begin)
            chosen &= ~at_begin | after
        if (next_dose := self._first_dose(occasion.end)) is not None:
            chosen &= ~is_same(self.times, occasion.end) | (np.arange(len(self.times)) < next_dose)
        times = occasion.settled(self.times[chosen] - occasion.begin)
        return Observations(times, self.values[chosen], self.numbers[chosen])

    def unsaid(self, occasion: Occasion) -> bool:
        """Tells whether the table names no route of the dose of an occasion."""
        return bool(self.unrouted[self.dosed & ~is_before(occasion.begin, self.times)].any())

    def _first_dose(self, time: float) -> int | None:
        """Returns the place of the first row that gives a dose at a time."""
        found = np.flatnonzero(self.dosed & is_same(self.times, time))
        return int(found[0]) if found.size else None


def records_of(
    part: pd.DataFrame, observed: Bools, drug: str, compartments: Compartments, request: Request
) -> Records:
    """Returns the records of the rows of one subject.

    Args:
        part: The rows.
        observed: The rows that have an observed value.
        drug: The doses of this drug count, and those that name none.
        compartments: The compartments of the drug, as far as they are known.
        request: The route of doses that name none is that of the request.
    """
    dosed = (part["evid"].isin([1, 4]) & part["drug"].isin([drug, ""])).to_numpy()
    infused = (part["rate"] > 0.0) | (part["dur"] > 0.0)
    placed = np.array([place_of(cmt, compartments) != "" for cmt in part["cmt"]], dtype=np.bool_)
    return Records(
        part["time"].to_numpy(dtype=np.float64),
        part["row"].to_numpy(dtype=np.int64),
        part["dv"].to_numpy(dtype=np.float64),
        dosed,
        observed,
        part["evid"].isin([3, 4]).to_numpy(),
        ((part["route"] == "") & ~infused).to_numpy() & ~placed,
        doses_of([_record(row, request, compartments) for row in part[dosed].to_dict("records")]),
    )


def _record(row: dict[Any, Any], request: Request, compartments: Compartments) -> Record:
    length = row["dur"] if row["rate"] == 0.0 else row["amt"] / row["rate"]
    route = row["route"] or (request.route if length == 0.0 else "iv") or ""
    return Record(
        row["time"],
        row["amt"],
        length,
        0.0,
        into_vein(route, place_of(row["cmt"], compartments)),
        row["ss"] > 0,
        row["ii"],
        row["addl"],
    )
