"""Event tables, step 5: which drug each dose is of, and where it enters."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from opiodyn import _core
from opiodyn._events_columns import per_compartment
from opiodyn._events_faults import Bools, Faults
from opiodyn._events_values import ROUTES, Values
from opiodyn._model import Model, _name

_BOLUS, _INFUSION, _MODELLED = range(3)


class Place(NamedTuple):
    """Where a dose enters: by the route, unless a compartment is named."""

    drug: str
    route: str
    cmt: str
    number: int
    """Of the compartment whose columns F1, ALAG1, D1, R1, ... count."""
    by_default: bool
    """Neither CMT nor ROUTE were given."""


class Pharmacy:
    """What can be dosed in a model: drugs, their routes and compartments."""

    def __init__(self, model: Model | None) -> None:
        self._model = Model() if model is None else model
        self._own = [] if self._model._drugs is None else list(self._model._drugs)
        self._settled = self._model

    @property
    def drugs(self) -> list[str]:
        """Names of the drugs that a dose may be of."""
        if self._own:
            return list(self._settled.compartments)
        library = _core.library_drugs()
        return library + [name for drug in library for name in _core.library_sets_of(drug)]

    @property
    def listed(self) -> list[str]:
        """The same for a message: without the other literature sets of the library."""
        return self.drugs if self._own else _core.library_drugs()

    @property
    def only_drug(self) -> str:
        """The drug of a model that has one; otherwise an empty text."""
        return _name(self._own[0]) if len(self._own) == 1 else ""

    def settle(self, drugs: list[str]) -> None:
        """Tells which drugs there are; a model with drugs of its own has these."""
        # A dose into a compartment leaves the drugs all their routes.
        doses = [_core.Dose(drug, amt=1.0, cmt="1") for drug in drugs]
        self._settled = self._model._for(_core.Regimen(doses))

    def model_for(self, places: list[Place]) -> Model:
        """The model with its drugs settled as a run of these doses settles them."""
        doses = [_core.Dose(p.drug, amt=1.0, route=p.route, cmt=p.cmt) for p in places]
        return self._model._for(_core.Regimen(doses))

    def compartments(self, drug: str) -> list[str]:
        """In the order of their numbers."""
        return self._settled.compartments.get(drug, [])

    def is_own(self, drug: str) -> bool:
        """True for a drug of the user's, False for one of the library."""
        return any(not isinstance(item, str) and item.name == drug for item in self._own)

    def has_route(self, drug: str, route: str) -> bool:
        """True if the drug can be given so in this model."""
        prefix = f"{drug}.{ROUTES[route]}."
        return any(name.startswith(prefix) for name in self._used())

    def enters_slowly(self, place: Place) -> bool:
        """True if the model itself says how long a dose takes to enter here."""
        used = self._used()
        if place.cmt == "":
            prefix = f"{place.drug}.{ROUTES[place.route]}."
            return any(name.startswith(prefix) and name.endswith(".duration") for name in used)
        # Depots are in the order of the inputs that have one.
        rates = [n for n in used if n.startswith(f"{place.drug}.") and n.endswith(".ka")]
        depot = place.number - 1
        return depot < len(rates) and rates[depot].removesuffix("ka") + "duration" in used

    def _used(self) -> list[str]:
        return self._settled._core.used_parameters


def fill_drugs(values: Values, doses: Bools, pharmacy: Pharmacy, faults: Faults) -> None:
    """Names the drug of every dose."""
    missing = doses & (values["drug"] == "")
    values["drug"] = np.where(missing, pharmacy.only_drug, values["drug"])
    rule = "must be given: name the drug here, in drug=, or use a model with one drug of its own"
    faults.add(doses & (values["drug"] == ""), "drug", rule)
    faults.raise_first()
    unknown = doses & ~pd.Series(values["drug"]).isin(pharmacy.drugs).to_numpy()
    faults.add(unknown, "drug", f"cannot be dosed; known are {', '.join(pharmacy.listed)}")
    faults.raise_first()


def places_of(
    values: Values, doses: Bools, pharmacy: Pharmacy, faults: Faults
) -> tuple[list[Place], npt.NDArray[np.int64]]:
    """The different places, and which of them each dose has (-1 elsewhere)."""
    kind = np.where(values["rate"] == -2.0, _MODELLED, _BOLUS)
    infused = (values["rate"] > 0.0) | (values["rate"] == -1.0) | (values["dur"] > 0.0)
    for key in values:
        if (found := per_compartment(key)) and found[0] == "d":
            infused |= (values["rate"] == -2.0) & ~np.isnan(values[key])
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
        """By mouth if that is possible; an infusion into a vein."""
        preferred = [] if kind == _INFUSION else ["po"]
        for route in (*preferred, "iv"):
            if self._pharmacy.has_route(drug, route):
                return Place(drug, route, "", self._counts_as(drug, route), by_default=True)
        self._faults.add_row(row, "route", f"must be given: {drug} cannot be given po or iv here")
        return Place(drug, "iv", "", 1, by_default=True)

    def _counts_as(self, drug: str, route: str) -> int:
        """What goes into a vein counts as central, all else as the first compartment."""
        names = self._pharmacy.compartments(drug)
        return 1 + names.index("central") if route == "iv" and "central" in names else 1

    def _number(self, row: int, drug: str, cmt: str) -> int:
        names = self._pharmacy.compartments(drug)
        if cmt in names:
            return 1 + names.index(cmt)
        if cmt.isdecimal() and 1 <= int(cmt) <= len(names):
            return int(cmt)
        listed = ", ".join(f"{i} {name}" for i, name in enumerate(names, 1))
        rule = f"no such compartment; {drug} has {listed}"
        self._faults.add_row(row, "cmt", rule)
        return 1


def place_of_modelled(place: Place, pharmacy: Pharmacy) -> Place | None:
    """Where a dose of RATE -2 without D enters, over the time that the model says; None if it does
    not say one."""
    if pharmacy.enters_slowly(place):
        return place
    by_mouth = place._replace(route="po", cmt="")
    if place.by_default and pharmacy.enters_slowly(by_mouth):
        return by_mouth
    return None
