"""What a model is made of: checks at the door, and the preset it names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple, TypeAlias

from opiodyn import _check, _core

DrugChoice: TypeAlias = str | _core.Drug | _core.Substance


class Preset(NamedTuple):
    """A biophase preset: what it assumes, and the data that it passes and fails."""

    name: str
    half_life: float
    """Half-life of the equilibration of the effect site with plasma, h."""
    matches: str
    fails: str

    @property
    def label(self) -> str:
        """In a few words, for a title."""
        return f"{self.name} (effect-site half-life {self.half_life:.3g} h)"


def drugs_of(drugs: Iterable[DrugChoice]) -> list[DrugChoice]:
    """Drugs of the library by name, Drugs and drug files."""
    rule = "must be a list of drugs"
    if isinstance(drugs, str):
        raise _check.input_error("drugs", repr(drugs), rule)
    _check.instance("drugs", drugs, Iterable, rule)
    chosen = list(drugs)
    for i, drug in enumerate(chosen):
        kinds = (str, _core.Drug, _core.Substance)
        _check.instance(f"drugs[{i}]", drug, kinds, "must be a name, a Drug or a drug file")
    return chosen


def bindings_of(bindings: Iterable[_core.Binding]) -> list[_core.Binding]:
    """Affinities."""
    _check.instance("bindings", bindings, Iterable, "must be a list of Bindings")
    chosen = list(bindings)
    for i, binding in enumerate(chosen):
        _check.instance(f"bindings[{i}]", binding, _core.Binding, "must be a Binding")
    return chosen


def overrides_of(parameters: Mapping[str, float]) -> dict[str, float]:
    """Values by name."""
    _check.instance("parameters", parameters, Mapping, "must map names to values")
    return {
        _check.word("parameter name", name): _check.number(name, value)
        for name, value in parameters.items()
    }


def name_of(drug: DrugChoice) -> str:
    """Of any kind of drug."""
    return drug if isinstance(drug, str) else drug.name
