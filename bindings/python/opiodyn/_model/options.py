"""What a model is made of: checks at the door, and the preset it names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple, TypeAlias

from opiodyn import _core
from opiodyn._checks import check

IMMUNE, ILLUSTRATIVE = "immune", "illustrative"
_PHI_ASSUMED = (
    "phi, what drives the peptides, is an assumption (evidence X) where it is not given: give phi, "
    "such as phi=1.0, or leave 'peptides' out of response"
)

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
        raise check.input_error("drugs", repr(drugs), rule)
    check.instance("drugs", drugs, Iterable, rule)
    chosen = list(drugs)
    for i, drug in enumerate(chosen):
        kinds = (str, _core.Drug, _core.Substance)
        check.instance(f"drugs[{i}]", drug, kinds, "must be a name, a Drug or a drug file")
    return chosen


def bindings_of(bindings: Iterable[_core.Binding]) -> list[_core.Binding]:
    """Affinities."""
    check.instance("bindings", bindings, Iterable, "must be a list of Bindings")
    chosen = list(bindings)
    for i, binding in enumerate(chosen):
        check.instance(f"bindings[{i}]", binding, _core.Binding, "must be a Binding")
    return chosen


def overrides_of(parameters: Mapping[str, float]) -> dict[str, float]:
    """Values by name."""
    check.instance("parameters", parameters, Mapping, "must map names to values")
    return {
        check.word("parameter name", name): check.number(name, value)
        for name, value in parameters.items()
    }


def effects_of(effects: str, response: list[str]) -> str:
    """Weights of the immune read-outs, where there are such."""
    if check.word("effects", effects) == ILLUSTRATIVE and IMMUNE not in response:
        raise check.input_error("effects", repr(effects), f"needs '{IMMUNE}' in response")
    return effects


@contextmanager
def refusing_phi(assumed: bool) -> Iterator[None]:
    """In strict mode the drive of the peptides is refused too, after what the core refuses within.

    Raises:
        InputError: It is an assumption here.
    """
    try:
        yield
    except _core.InputError as error:
        if not assumed or error.field != "strict":
            raise
        raise check.input_error("strict", "true", f"{error.rule}; {_PHI_ASSUMED}") from None
    if assumed:
        raise check.input_error("strict", "true", _PHI_ASSUMED)


def name_of(drug: DrugChoice) -> str:
    """Of any kind of drug."""
    return drug if isinstance(drug, str) else drug.name
