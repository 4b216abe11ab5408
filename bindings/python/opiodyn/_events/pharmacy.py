"""Event tables, step 5: what can be dosed in a model."""

from __future__ import annotations

from typing import NamedTuple

from opiodyn import _core
from opiodyn._events.values import ROUTES
from opiodyn._model.inside import core_of, lenient, settled_for
from opiodyn._model.model import Model
from opiodyn._model.options import name_of


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
        self._own = list(self._model.options()["drugs"] or [])
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
        """The drug of a model that has one, beside metabolites; otherwise an empty text."""
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
        """Tells which drugs there are; a model with drugs of its own has these."""
        # A dose into a compartment leaves the drugs all their routes, also those that the table
        # does not use: these may rest on assumptions.
        doses = [_core.Dose(drug, amt=1.0, cmt="1") for drug in drugs]
        self._settled = settled_for(lenient(self._model), _core.Regimen(doses))

    def model_for(self, places: list[Place]) -> Model:
        """The model with its drugs settled as a run of these doses settles them."""
        doses = [_core.Dose(p.drug, amt=1.0, route=p.route, cmt=p.cmt) for p in places]
        return settled_for(self._model, _core.Regimen(doses))

    def compartments(self, drug: str) -> list[str]:
        """In the order of their numbers."""
        return self._settled.compartments.get(drug, [])

    @property
    def all_compartments(self) -> dict[str, list[str]]:
        """Those of every drug and metabolite."""
        return self._settled.compartments

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
        return core_of(self._settled).used_parameters
