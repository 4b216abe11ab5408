"""Step 5 of event tables finds the drugs, routes and compartments that can be dosed."""

from __future__ import annotations

from typing import NamedTuple

from opiodyn import _core
from opiodyn._events.values import ROUTES
from opiodyn._model.inside import core_of, lenient, settled_for
from opiodyn._model.model import Model
from opiodyn._model.options import name_of


class Place(NamedTuple):
    """A place tells where a dose enters: by its route, unless it names a compartment."""

    drug: str
    route: str
    cmt: str
    number: int
    """The number tells which of the columns F1, F2, ... (and ALAG, D, R) belong to the dose."""
    by_default: bool
    """This is True if the record gives neither CMT nor ROUTE."""


class Pharmacy:
    """A pharmacy knows what can be dosed in a model: drugs, their routes and compartments."""

    def __init__(self, model: Model | None) -> None:
        self._model = Model() if model is None else model
        self._own = list(self._model.options()["drugs"] or [])
        self._settled = self._model

    @property
    def drugs(self) -> list[str]:
        """The drugs are the names of all drugs that can be dosed."""
        if self._own:
            return list(self._settled.compartments)
        library = _core.library_drugs()
        return library + [name for drug in library for name in _core.library_sets_of(drug)]

    @property
    def listed(self) -> list[str]:
        """The listed drugs are shown in a message, without further literature sets."""
        return self.drugs if self._own else _core.library_drugs()

    @property
    def only_drug(self) -> str:
        """This is the drug of a model that has one drug beside metabolites, or an empty text."""
        if len(self._own) == 1:
            return name_of(self._own[0])
        names = [name_of(drug) for drug in self._own]
        parents = [name for name in names if not self._is_metabolite(name)]
        return parents[0] if len(parents) == 1 else ""

    def _is_metabolite(self, name: str) -> bool:
        core = core_of(self._settled)
        kind = next(ligand.kind for ligand in core.ligands if ligand.name == name)
        formation = f".{name}.systemic"
        return kind == "metabolite" or any(p.name.endswith(formation) for p in core.parameters)

    def settle(self, drugs: list[str]) -> None:
        """Settles the model with the drugs of the table, unless it has drugs of its own."""
        # A dose into a compartment leaves the drugs all their routes, also routes that the table
        # does not use. Those may rest on assumptions, so a strict model must not refuse them here.
        doses = [_core.Dose(drug, amt=1.0, cmt="1") for drug in drugs]
        self._settled = settled_for(lenient(self._model), _core.Regimen(doses))

    def model_for(self, places: list[Place]) -> Model:
        """Returns the model with its drugs settled as a run of these doses settles them."""
        doses = [_core.Dose(p.drug, amt=1.0, route=p.route, cmt=p.cmt) for p in places]
        return settled_for(self._model, _core.Regimen(doses))

    def compartments(self, drug: str) -> list[str]:
        """Returns the compartments of a drug in the order of their numbers."""
        return self._settled.compartments.get(drug, [])

    @property
    def all_compartments(self) -> dict[str, list[str]]:
        """The compartments of every drug and metabolite are given by its name."""
        return self._settled.compartments

    def is_own(self, drug: str) -> bool:
        """Tells whether a drug is the user's own, and not one of the library."""
        return any(not isinstance(item, str) and item.name == drug for item in self._own)

    def has_route(self, drug: str, route: str) -> bool:
        """Tells whether the drug can be given by this route in this model."""
        prefix = f"{drug}.{ROUTES[route]}."
        return any(name.startswith(prefix) for name in self._used())

    def enters_slowly(self, place: Place) -> bool:
        """Tells whether the model itself has a duration for doses that enter at this place."""
        used = self._used()
        if place.cmt == "":
            prefix = f"{place.drug}.{ROUTES[place.route]}."
            return any(name.startswith(prefix) and name.endswith(".duration") for name in used)
        # Depots stand in the order of the inputs that have one.
        rates = [n for n in used if n.startswith(f"{place.drug}.") and n.endswith(".ka")]
        depot = place.number - 1
        return depot < len(rates) and rates[depot].removesuffix("ka") + "duration" in used

    def _used(self) -> list[str]:
        return core_of(self._settled).used_parameters
