"""This module holds the choices that a model was made of."""

from __future__ import annotations

from collections.abc import Mapping

from opiodyn import _core
from opiodyn._checks.notebook import facts_html
from opiodyn._model.options import IMMUNE, DrugChoice, Preset, name_of


class Settings:
    """The settings of a model are the choices that it was made of."""

    _compiled: _core.Model
    _biophase: str
    _binding: str
    _drugs: list[DrugChoice] | None
    _receptors: list[str]
    _endogenous: list[str]
    _response: list[str]
    _endpoints: list[str | _core.Endpoint] | None
    _phi: float | None
    _weights: str
    _overrides: dict[str, float]
    _given: list[str]
    _strict: bool
    _covariates: dict[str, float | str]
    _personal: dict[str, float]

    @property
    def biophase(self) -> str:
        """This is the name of the biophase preset."""
        return self._biophase

    @property
    def binding(self) -> str:
        """Binding is ``"kinetic"`` or ``"equilibrium"``."""
        return self._binding

    @property
    def response(self) -> tuple[str, ...]:
        """The parts of the body's response that the model has are given by name."""
        return tuple(self._response)

    @property
    def endpoints(self) -> tuple[str, ...]:
        """The endpoints are the names of the effects that the model reports."""
        columns = self._compiled.columns
        return tuple(column.place for column in columns if column.quantity == "effect")

    @property
    def phi(self) -> float:
        """Phi is the drive of the peptides [-]: blockade itself (1), lost tone (0), or a mix."""
        return 1.0 if self._phi is None else self._phi

    @property
    def _moves_peptides(self) -> bool:
        """Tells whether phi has any effect."""
        return "peptides" in self._response and bool(self._receptors and self._endogenous)

    @property
    def weights(self) -> str:
        """The weights of the immune read-outs are ``"mechanism"`` or ``"illustrative"``."""
        return self._weights

    @property
    def strict(self) -> bool:
        """A strict model refuses to rest on assumptions (evidence X)."""
        return self._strict

    @property
    def concentration_given(self) -> tuple[str, ...]:
        """These are the drugs whose plasma concentration the caller gives, by name."""
        return tuple(self._given)

    @property
    def preset(self) -> Preset:
        """This is the biophase preset, with the data that it matches and fails."""
        row = next(row for row in _core.presets() if row.name == self._biophase)
        half_life = f"biophase.{row.name}.half_life"
        value = next(p.value for p in _core.library_parameters() if p.name == half_life)
        return Preset(row.name, value, row.matches, row.fails)

    @property
    def receptors(self) -> tuple[str, ...]:
        """The receptors are given by name."""
        return tuple(self._receptors)

    @property
    def ligands(self) -> tuple[str, ...]:
        """The ligands are the names of the drugs, metabolites and peptides."""
        return tuple(ligand.name for ligand in self._compiled.ligands)

    @property
    def overrides(self) -> dict[str, float]:
        """The overrides are the values that the caller gave, by the full name of the parameter."""
        return dict(self._overrides)

    @property
    def covariates(self) -> dict[str, float | str]:
        """The covariates of the person are given as the caller gave them.

        Units and categories are as in `Model`; a truth value for ``smoker`` has become its word.
        If there are none, the parameters are those of the typical person.
        """
        return dict(self._covariates)

    @property
    def individual(self) -> dict[str, float]:
        """The individual parameters are those of the person that differ from the typical ones.

        They are given by full name, in the units that `Model.parameters` lists.
        """
        return dict(self._personal)

    def __repr__(self) -> str:
        arguments = [f"biophase={self._biophase!r}", f"binding={self._binding!r}"]
        if self._drugs is not None:
            arguments.append(f"drugs={[name_of(drug) for drug in self._drugs]}")
        arguments.append(f"receptors={self._receptors}")
        arguments.append(f"response={self._response}")
        if self._endpoints is not None:
            arguments.append(f"endpoints={list(self.endpoints)}")
        if self.phi != 1.0:
            arguments.append(f"phi={self.phi:g}")
        if self._weights != "mechanism":
            arguments.append(f"weights={self._weights!r}")
        if self._overrides:
            arguments.append(f"parameters={self._overrides}")
        if self._given:
            arguments.append(f"concentration_given={self._given}")
        if self._covariates:
            arguments.append(f"covariates={self._covariates}")
        return f"Model({', '.join(arguments)})"

    def _repr_html_(self) -> str:
        drugs = [name_of(drug) for drug in self._drugs or ()]
        facts = {
            "drugs": ", ".join(drugs) if self._drugs is not None else "those of the regimen",
            "biophase": self.preset.label,
            "binding": self._binding if self._receptors else "none",
            "receptors": ", ".join(self._receptors),
            "peptides": ", ".join(self._endogenous) if self._receptors else "",
            "response": ", ".join(self._response) if self._receptors else "",
            "effects": ", ".join(self.endpoints),
            "phi": f"{self.phi:g}" if self._moves_peptides else "",
            "weights": self._weights if IMMUNE in self._response else "",
            "parameters given": _listed(self._overrides),
            "concentrations given": ", ".join(self._given),
            "covariates": _listed(self._covariates),
            "states": str(self._compiled.size),
        }
        return facts_html("opiodyn model", facts)


def _listed(values: Mapping[str, float | str]) -> str:
    return ", ".join(f"{name} = {value}" for name, value in values.items())
