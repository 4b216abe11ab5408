"""This module reads the doses of a drug, one by one, and what they say of a dosing interval."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from opiodyn import _core
from opiodyn._checks.check import FloatArray
from opiodyn._checks.instants import Bools, is_before, is_same
from opiodyn._events.compartments import named

_NAMES = ("central", "depot", "peripheral")  # of compartments, whatever the drug is


class Doses(NamedTuple):
    """The doses of one drug have an entry each, in the order of time."""

    times: FloatArray
    """The times at which they are given [h]."""
    amounts: FloatArray
    """The amounts [mg], or [nmol] if a table has these."""
    lengths: FloatArray
    """The lengths of infusions [h]; 0 for others."""
    lags: FloatArray
    """The lags of single doses [h]."""
    veins: Bools
    """These doses go into a vein."""
    steady: Bools
    """These doses begin with a steady state."""
    intervals: FloatArray
    """The times to the next dose of the series [h]; 0 without a series."""

    def at(self, time: float) -> Doses:
        """Returns the doses that are given at a time."""
        return self.of(is_same(self.times, time))

    def of(self, chosen: Bools) -> Doses:
        """Returns the doses that are marked."""
        return self.rows(np.flatnonzero(chosen))

    def rows(self, places: npt.NDArray[np.intp]) -> Doses:
        """Returns the doses at these places."""
        return Doses(
            self.times[places],
            self.amounts[places],
            self.lengths[places],
            self.lags[places],
            self.veins[places],
            self.steady[places],
            self.intervals[places],
        )


class Record(NamedTuple):
    """A record gives a dose, which may be repeated."""

    time: float
    amount: float
    length: float
    lag: float
    vein: bool
    steady: bool
    interval: float
    more: int
    """This is the number of doses that follow the first."""


def doses_of(records: Sequence[Record]) -> Doses:
    """Returns the single doses of records."""
    counts = [record.more + 1 for record in records]
    first, *rest = (np.repeat(column, counts) for column in _columns(records))
    amounts, lengths, lags, veins, steady, intervals = rest
    which = np.concatenate([np.empty(0), *(np.arange(count) for count in counts)])
    single = Doses(
        first + which * intervals,
        amounts,
        lengths,
        lags,
        veins.astype(np.bool_),
        steady.astype(np.bool_),
        intervals,
    )
    return single.rows(np.argsort(single.times, kind="stable"))


def _columns(records: Sequence[Record]) -> list[FloatArray]:
    """Returns the fields of records but the last, as columns."""
    table = np.array([record[:-1] for record in records], dtype=np.float64)
    return list(table.reshape(len(records), len(Record._fields) - 1).T)


def doses_of_regimen(
    regimen: _core.Regimen, drug: str, compartments: Mapping[str, int | None]
) -> Doses:
    """Returns the single doses that a regimen gives of a drug.

    Args:
        regimen: The regimen.
        drug: The drug.
        compartments: The compartments of the drug have a number each, or none.
    """
    doses = [dose for dose in regimen.doses if dose.drug == drug]
    return doses_of([_record(dose, compartments) for dose in doses])


def place_of(cmt: str, compartments: Mapping[str, int | None]) -> str:
    """Returns the compartment of a dose by its name; empty for a number or word of no drug."""
    return named(cmt, compartments) or (cmt if cmt.startswith(_NAMES) else "")


def into_vein(route: str, place: str) -> bool:
    """Tells whether a dose goes into a vein; a compartment that it names decides over its route."""
    return place == "central" if place else route == "iv"


def _record(dose: _core.Dose, compartments: Mapping[str, int | None]) -> Record:
    length = dose.dur if dose.rate == 0.0 else dose.F * dose.amt / dose.rate
    vein = into_vein(dose.route, place_of(dose.cmt, compartments))
    return Record(dose.time, dose.amt, length, dose.lag, vein, dose.ss > 0, dose.ii, dose.addl)


def interval_of(doses: Doses, begin: float) -> float | None:
    """Returns the dosing interval that begins with a dose [h]; None if there is none.

    It lasts to the next dose, or to where a series would go on, or as long as the one before.
    """
    after = doses.times[is_before(begin, doses.times)]
    series = doses.at(begin).intervals
    before = doses.times[is_before(doses.times, begin)]
    if after.size:
        return float(after[0]) - begin
    if series.size and series.max() > 0.0:
        return float(series.max())
    return begin - float(before[-1]) if before.size else None
