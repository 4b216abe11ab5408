"""Step 5 of event tables finds the drugs, routes and compartments that can be dosed."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._model.inside import core_of, lenient, settled_for
from opiodyn._model.model import Model
from opiodyn._model.options import name_of
from opiodyn._model.routes import ROUTES

Compartments: TypeAlias = dict[str, "int | None"]


class Place(NamedTuple):
    """A place tells where a dose enters: by its route, unless it names a compartment."""

    drug: str
    route: str
    cmt: str
    numbers: tuple[int, ...]
    """The numbers are those of the compartments that the dose enters, as far as they have any."""

    @property
    def number(self) -> int:
        """This tells which of the columns F1, F2, ... (and ALAG, D, R) belong to the dose; 0: none.

        A dose that enters several compartments at once has none of its own.
        """
        return self.numbers[0] if len(self.numbers) == 1 else 0


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
        doses = [_core.Dose(drug, amt=1.0, cmt="central") for drug in drugs]
        self._settled = settled_for(lenient(self._model), _core.Regimen(doses))

    def model_for(self, places: list[Place]) -> Model:
        """Returns the model with its drugs settled as a run of these doses settles them."""
        doses = [_core.Dose(p.drug, amt=1.0, route=p.route, cmt=p.cmt) for p in places]
        return settled_for(self._model, _core.Regimen(doses))

    def compartments(self, drug: str) -> Compartments:
        """Returns the compartments of a drug by name, with the number of each."""
        return self._settled.compartments.get(drug, {})

    @property
    def all_compartments(self) -> dict[str, Compartments]:
        """The compartments of every drug and metabolite are given by its name."""
        return self._settled.compartments

    def is_own(self, drug: str) -> bool:
        """Tells whether a drug is the user's own, and not one of the library."""
        return any(not isinstance(item, str) and item.name == drug for item in self._own)

    def routes(self, drug: str) -> list[str]:
        """Returns the routes by which the drug can be given in this model."""
        return [r for r in ROUTES if r in core_of(self._settled).routes.get(drug, [])]

    def routes_anywhere(self, drug: str) -> list[str]:
        """Returns the routes that the drug has, also those that this model leaves out."""
        return [r for r in ROUTES if r in core_of(self._settled).routes_of_drugs.get(drug, [])]

    def numbers_of_route(self, drug: str, route: str) -> tuple[int, ...]:
        """Returns the numbers of the compartments that a dose by this route enters."""
        entered = {state for state, _ in self._entries(drug, route)}
        compartments = self.compartments(drug).items()
        return tuple(n or 0 for name, n in compartments if f"{drug}.{name}" in entered)

    def entered(self, place: Place) -> list[str]:
        """Returns the compartments that a dose enters: number, if there is one, and name."""
        compartments = self.compartments(place.drug)
        states = [state for state, _ in self._entries(place.drug, place.route, place.cmt)]
        names = [state.removeprefix(f"{place.drug}.") for state in states]
        numbers = [compartments.get(name) for name in names]
        return [f"{n} {name}" if n else name for n, name in zip(numbers, names, strict=True)]

    def enters_slowly(self, place: Place) -> bool:
        """Tells whether the model itself has a duration for doses that enter at this place."""
        entries = self._entries(place.drug, place.route, place.cmt)
        return any(duration > 0.0 for _, duration in entries)

    def nmol_per_mg(self, place: Place) -> float:
        """Returns the nmol of the drug in 1 mg dosed at a place [nmol/mg].

        A dose by a route has the salt factor of the route. One into a depot has that of the route
        which fills it. Any other compartment has that of the vein, or else of the first route.

        Raises:
            InputError: The molar mass or the salt factor is not known.
        """
        drug = place.drug
        routes = core_of(self._settled).routes_of_drugs.get(drug, [])
        route = place.route
        if place.cmt != "":
            state = self._entries(drug, place.route, place.cmt)[0][0]
            filling = [r for r in self.routes(drug) if self._fills(drug, r, state)]
            body = "iv" if "iv" in routes else routes[0]
            route = filling[0] if filling else body
        names = (f"{drug}.molar_mass", f"{drug}.{ROUTES[route]}.salt_factor")
        known = {p.name: p.value for p in core_of(self._settled).parameters}
        for name in names:
            if name not in known:
                rule = "is not known, but amounts in nmol need it: give them in mg"
                raise check.input_error(name, "missing", rule)
        return 1e6 / known[names[0]] * known[names[1]]

    def _fills(self, drug: str, route: str, state: str) -> bool:
        """Tells whether a state is a depot that a route fills."""
        entered = {name for name, _ in self._entries(drug, route)}
        return state in entered and state != f"{drug}.central"

    def _entries(self, drug: str, route: str, cmt: str = "") -> list[tuple[str, float]]:
        return core_of(self._settled).entries(drug, route=route, cmt=cmt)


def compartments_of(drug: str) -> Compartments:
    """Returns the compartments of a drug of the library; none of a drug that is not there."""
    pharmacy = Pharmacy(None)
    if drug not in pharmacy.drugs:
        return {}
    pharmacy.settle([drug])
    return pharmacy.compartments(drug)
