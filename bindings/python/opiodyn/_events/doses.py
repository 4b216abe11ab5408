"""Step 6 of event tables makes the doses."""

from __future__ import annotations

import numpy as np

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._checks.check import FloatArray
from opiodyn._events.faults import Bools, Faults
from opiodyn._events.pharmacy import Pharmacy, Place
from opiodyn._events.source.cells import IntArray
from opiodyn._events.source.columns import compartment_columns
from opiodyn._events.values import Values


class Doses:
    """The doses of a table are made here, one for each record that gives a dose.

    Args:
        values: The table by columns; DRUG is filled in.
        places: The different places where doses enter.
        which: The number of the place where the dose of each row enters; -1 without a dose.
        pharmacy: The drugs, routes and compartments of the model.
        molar: Amounts are in nmol of the drug instead of mg.
        faults: The collection that faults are added to.

    Raises:
        InputError: RATE -1 or -2 lacks its rate or duration.
    """

    def __init__(
        self,
        values: Values,
        places: list[Place],
        which: IntArray,
        pharmacy: Pharmacy,
        molar: bool,
        faults: Faults,
    ) -> None:
        self._values = values
        self._places = places
        self._which = which
        self._faults = faults
        self._number = np.array([*(place.number for place in places), 0])[which]
        self._dose = which >= 0
        self._F = _or(1.0, values.get("f")) * _or(1.0, self._own("f"))
        self._lag = _or(0.0, values.get("alag")) + _or(0.0, self._own("alag"))
        self._rate = np.where(values["rate"] == -1.0, self._modelled_rate(), values["rate"])
        self._rate = np.maximum(self._rate, 0.0)
        self._duration = self._modelled_duration(pharmacy)
        faults.raise_first()
        nmol = [pharmacy.nmol_per_mg(place) if molar else 1.0 for place in places]
        per_mg = np.array([*nmol, 1.0])[which]
        self._amt, self._rate = values["amt"] / per_mg, self._rate / per_mg

    def dose(self, row: int) -> _core.Dose:
        """Returns the dose of a row.

        Raises:
            InputError: The compiled core refuses it.
        """
        place = self._places[self._which[row]]
        values = self._values
        try:
            return _core.Dose(
                place.drug,
                amt=self._amt[row],
                route=place.route,
                time=values["time"][row],
                dur=self._duration[row],
                ii=values["ii"][row],
                addl=int(values["addl"][row]),
                rate=self._rate[row],
                ss=int(values["ss"][row]),
                cmt=place.cmt,
                F=self._F[row],
                lag=self._lag[row],
            )
        except _core.InputError as error:
            key = error.field.split(".")[-1]
            value = self._faults.word(row, key) if key in values else error.value
            raise check.input_error(self._faults.field(row, key), value, error.rule) from None

    def _own(self, kind: str) -> FloatArray:
        """Returns the value of F1, F2, ... for the compartment of each record, or NaN."""
        own = np.full(len(self._which), np.nan)
        for number, values in compartment_columns(kind, self._values).items():
            own = np.where(self._number == number, values, own)
        return own

    def _modelled_rate(self) -> FloatArray:
        rates = self._own("r")
        self._need(self._dose & (self._values["rate"] == -1.0) & ~(rates > 0.0), "R", "rate")
        return rates

    def _modelled_duration(self, pharmacy: Pharmacy) -> FloatArray:
        """Returns the durations [h]: D of a record's compartment, or else the model's own."""
        asked = self._dose & (self._values["rate"] == -2.0)
        given = self._own("d")
        by_column = asked & ~np.isnan(given)
        self._need(by_column & ~(given > 0.0), "D", "duration")
        by_route = np.array([p.cmt == "" and p.route != "iv" for p in self._places] + [False])
        rule = "with a D: only a dose by ROUTE iv, or into a CMT, can be infused"
        self._faults.add(by_column & by_route[self._which], "rate", rule)
        self._need_own_durations(asked & ~by_column, pharmacy)
        return np.where(by_column, given, self._values["dur"])

    def _need_own_durations(self, rows: Bools, pharmacy: Pharmacy) -> None:
        for i, place in enumerate(self._places):
            mine = rows & (self._which == i)
            if mine.any() and not pharmacy.enters_slowly(place):
                self._need(mine, "D", "duration", f", as {place.drug} has no duration of its own")

    def _need(self, bad: Bools, column: str, what: str, why: str = "") -> None:
        if not bad.any():
            return
        number = self._number[int(np.argmax(bad))]
        rule = f"takes the {what} from the column {column}{number}, where it must be above 0{why}"
        if number == 0:
            rule = f"needs a compartment with a number for its {what}: give RATE or DUR instead"
        self._faults.add(bad, "rate", rule)


def _or(default: float, values: FloatArray | None) -> FloatArray:
    if values is None:
        return np.array(default)
    return np.where(np.isnan(values), default, values)
