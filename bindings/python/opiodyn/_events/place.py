"""Step 5 of event tables finds the drug of each dose, and the place where it enters."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from opiodyn._events.columns import compartment_columns
from opiodyn._events.compartments import no_such, number_of
from opiodyn._events.faults import Bools, Faults
from opiodyn._events.pharmacy import Pharmacy, Place
from opiodyn._events.values import ROUTES, Values

_BOLUS, _INFUSION, _MODELLED = range(3)


def fill_drugs(values: Values, doses: Bools, pharmacy: Pharmacy, faults: Faults) -> None:
    """Fills in the drug of every dose, and collects the doses of unknown drugs."""
    missing = doses & (values["drug"] == "")
    values["drug"] = np.where(missing, pharmacy.only_drug, values["drug"])
    rule = "must be given: name the drug here or in drug=, or use a model with one drug of its own"
    faults.add(doses & (values["drug"] == ""), "drug", rule)
    faults.raise_first()
    unknown = doses & ~pd.Series(values["drug"]).isin(pharmacy.drugs).to_numpy()
    faults.add(unknown, "drug", f"cannot be dosed; known are {', '.join(pharmacy.listed)}")
    faults.raise_first()


def places_of(
    values: Values, doses: Bools, pharmacy: Pharmacy, faults: Faults
) -> tuple[list[Place], npt.NDArray[np.int64]]:
    """Returns the different places, and the number of the place of each dose (-1 elsewhere)."""
    kind = np.where(values["rate"] == -2.0, _MODELLED, _BOLUS)
    infused = (values["rate"] > 0.0) | (values["rate"] == -1.0) | (values["dur"] > 0.0)
    for durations in compartment_columns("d", values).values():
        infused |= (values["rate"] == -2.0) & ~np.isnan(durations)
    kind = np.where(infused, _INFUSION, kind)
    rows = np.flatnonzero(doses)
    keys = ("drug", "route", "cmt")
    table = pd.DataFrame({**{key: values[key][rows] for key in keys}, "kind": kind[rows]})
    codes = table.groupby([*keys, "kind"], sort=False).ngroup().to_numpy()
    _, firsts = np.unique(codes, return_index=True)
    chooser = _Chooser(pharmacy, faults)
    places = [chooser.place(rows[i], *table.iloc[i]) for i in firsts]
    faults.raise_first()
    which = np.full(len(doses), -1)
    which[rows] = codes
    return places, which


class _Chooser:
    def __init__(self, pharmacy: Pharmacy, faults: Faults) -> None:
        self._pharmacy = pharmacy
        self._faults = faults

    def place(self, row: int, drug: str, route: str, cmt: str, kind: int) -> Place:
        if cmt != "":
            number = self._number(row, drug, cmt)
            return Place(drug, route or "po", cmt, number, by_default=False)
        if route != "":
            if not self._pharmacy.has_route(drug, route):
                routes = [name for name in ROUTES if self._pharmacy.has_route(drug, name)]
                rule = f"{drug} has no such route here; it has {', '.join(routes)}"
                self._faults.add_row(row, "route", rule)
            return Place(drug, route, "", self._counts_as(drug, route), by_default=False)
        if self._pharmacy.is_own(drug):
            return Place(drug, "po", "1", 1, by_default=True)
        return self._of_library(row, drug, kind)

    def _of_library(self, row: int, drug: str, kind: int) -> Place:
        """Returns the default place: by mouth if possible, and into a vein for an infusion."""
        preferred = [] if kind == _INFUSION else ["po"]
        for route in (*preferred, "iv"):
            if self._pharmacy.has_route(drug, route):
                return Place(drug, route, "", self._counts_as(drug, route), by_default=True)
        self._faults.add_row(row, "route", f"must be given: {drug} cannot be given po or iv here")
        return Place(drug, "iv", "", 1, by_default=True)

    def _counts_as(self, drug: str, route: str) -> int:
        """Returns the number of the central compartment for iv, or else of the first one."""
        names = self._pharmacy.compartments(drug)
        return 1 + names.index("central") if route == "iv" and "central" in names else 1

    def _number(self, row: int, drug: str, cmt: str) -> int:
        names = self._pharmacy.compartments(drug)
        number = number_of(cmt, names)
        if number == 0:
            self._faults.add_row(row, "cmt", no_such({drug: names}))
        return number or 1


def place_of_modelled(place: Place, pharmacy: Pharmacy) -> Place | None:
    """Returns where a dose with RATE -2 and without D enters, over the duration of the model.

    The result is None if the model has no such duration.
    """
    if pharmacy.enters_slowly(place):
        return place
    by_mouth = place._replace(route="po", cmt="")
    if place.by_default and pharmacy.enters_slowly(by_mouth):
        return by_mouth
    return None
