"""Step 5 of event tables finds the drug of each dose, and the place where it enters."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from opiodyn._checks import check
from opiodyn._events.compartments import listing, named, no_such
from opiodyn._events.faults import Bools, Faults
from opiodyn._events.pharmacy import Pharmacy, Place
from opiodyn._events.source.columns import compartment_columns
from opiodyn._events.values import Values

_BOLUS, _INFUSION, _MODELLED = range(3)


def fill_drugs(values: Values, doses: Bools, pharmacy: Pharmacy, faults: Faults) -> None:
    """Fills in the drug of every dose, and collects the doses of unknown drugs."""
    missing = doses & (values["drug"] == "")
    values["drug"] = np.where(missing, pharmacy.only_drug, values["drug"])
    rule = "must be given: name the drug here or in drug=, or use a model with one drug of its own"
    faults.add(doses & (values["drug"] == ""), "drug", rule)
    faults.raise_first()
    unknown = doses.copy()
    unknown[doses] = ~pd.Series(values["drug"][doses]).isin(pharmacy.drugs).to_numpy()
    if unknown.any() and not faults.reads("drug"):
        raise check.unknown("drug", values["drug"][int(np.argmax(unknown))], pharmacy.listed)
    faults.add(unknown, "drug", f"cannot be dosed; known are {_words(pharmacy.listed)}")
    faults.raise_first()


def places_of(
    values: Values, doses: Bools, pharmacy: Pharmacy, faults: Faults
) -> tuple[list[Place], npt.NDArray[np.int64]]:
    """Returns the different places, and the number of the place of each dose (-1 elsewhere)."""
    kind = np.where(values["rate"] == -2.0, _MODELLED, _BOLUS)
    kind = np.where(infused(values), _INFUSION, kind)
    rows = np.flatnonzero(doses)
    columns = (values["drug"], values["route"], values["cmt"], kind)
    keys = list(zip(*(column[rows].tolist() for column in columns), strict=True))
    firsts: dict[tuple[str, str, str, int], int] = {}
    for row, key in zip(rows.tolist(), keys, strict=True):
        firsts.setdefault(key, row)
    chooser = _Chooser(pharmacy, faults)
    places = []
    for key, row in firsts.items():
        places.append(chooser.place(row, *key))
        faults.raise_first()  # at once, as the rows below may be many
    numbers = {key: number for number, key in enumerate(firsts)}
    which = np.full(len(doses), -1)
    which[rows] = [numbers[key] for key in keys]
    return places, which


def infused(values: Values) -> Bools:
    """Marks the rows that state a rate or duration; RATE -2 alone leaves it to the model."""
    found: Bools = (values["rate"] > 0.0) | (values["rate"] == -1.0) | (values["dur"] > 0.0)
    for durations in compartment_columns("d", values).values():
        found |= (values["rate"] == -2.0) & ~np.isnan(durations)
    return found


class _Chooser:
    def __init__(self, pharmacy: Pharmacy, faults: Faults) -> None:
        self._pharmacy = pharmacy
        self._faults = faults

    def place(self, row: int, drug: str, route: str, cmt: str, kind: int) -> Place:
        if cmt != "":
            return self._compartment(row, drug, route or "po", cmt)
        if route == "":
            return self._by_route(row, drug, self._own_input(row, drug, kind))
        return self._by_route(row, drug, route)

    def _own_input(self, row: int, drug: str, kind: int) -> str:
        """Returns the route of a record that gives neither CMT nor ROUTE; empty if it must ask.

        It is by mouth, as in `opiodyn.dose`, or else the only route of a drug of one's own. An
        infusion is never by mouth: it might be meant for a vein or, as in NONMEM, for the depot.
        """
        routes = self._pharmacy.routes_anywhere(drug)
        only = routes if self._pharmacy.is_own(drug) and len(routes) == 1 else []
        if kind == _INFUSION:
            return self._ask_infusion(row, drug) if only != ["iv"] else "iv"
        own = "po" if "po" in routes else "".join(only)
        here = self._pharmacy.routes(drug)
        if own in here:
            return own
        why = f"this model leaves out {own}" if own else f"{drug} has no input by mouth"
        rule = f"must be given, because {why}; {drug} has the routes {_words(here)}"
        self._faults.add_row(row, "route", rule)
        return ""

    def _ask_infusion(self, row: int, drug: str) -> str:
        places = listing(self._pharmacy.compartments(drug))
        vein = "ROUTE iv, " if "iv" in self._pharmacy.routes(drug) else ""
        rule = f"must be given for an infusion: {vein}or a CMT; {drug} has {places}"
        self._faults.add_row(row, "route", rule)
        return ""

    def _by_route(self, row: int, drug: str, route: str) -> Place:
        routes = self._pharmacy.routes(drug)
        if route in routes:
            return Place(drug, route, "", self._pharmacy.numbers_of_route(drug, route))
        if route != "":
            rule = f"{drug} has no such route here; it has {_words(routes)}"
            self._faults.add_row(row, "route", rule)
        return Place(drug, route, "", ())

    def _compartment(self, row: int, drug: str, route: str, cmt: str) -> Place:
        compartments = self._pharmacy.compartments(drug)
        name = named(cmt, compartments)
        if name == "":
            self._faults.add_row(row, "cmt", no_such({drug: compartments}))
        number = compartments.get(name)
        return Place(drug, route, cmt, () if number is None else (number,))


def _words(names: list[str]) -> str:
    """Returns names in words; there are none where the caller gives all concentrations."""
    return ", ".join(names) or "none, as a given concentration takes no dose"
