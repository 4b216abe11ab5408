"""This module checks the arguments of a model, and describes the preset that it names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple, TypeAlias

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._checks.notebook import facts_html
from opiodyn._checks.pickles import pickled_by_fields
from opiodyn._checks.shown import shown

IMMUNE, ILLUSTRATIVE = "immune", "illustrative"
_LONGEST_DATA = 2000  # characters of the data of a preset in a notebook
_TIGHT = "slow"  # the preset under which naltrexone leaves its receptors over days
_PHI_ASSUMED = (
    "phi is not given, and its default is an assumption (evidence X); give phi, such as phi=1.0, "
    "or leave 'peptides' out of response"
)

DrugChoice: TypeAlias = str | _core.Drug | _core.Substance


@pickled_by_fields("Preset")
class Preset(NamedTuple):
    """A preset is a choice of the effect site, with the data that it matches and fails.

    It is immutable, and threads may share it.
    """

    name: str
    """This is the name of the preset, such as ``"pet"``."""
    half_life: float
    """The half-life [h] is that of the equilibration between plasma and the effect site."""
    matches: str
    """This text names the data that the preset matches."""
    fails: str
    """This text names the data that the preset fails to match."""

    def __repr__(self) -> str:
        return f"<Preset {self.label}>"

    def _repr_html_(self) -> str:
        facts = {"matches": self.matches, "fails": self.fails}
        return facts_html(f"opiodyn preset {self.label}", facts, most=_LONGEST_DATA)

    @property
    def label(self) -> str:
        """This is the name with the half-life [h], short enough for a title."""
        tight = ", tight binding" if self.name == _TIGHT else ""
        return f"{self.name} (effect-site half-life {self.half_life:.3g} h{tight})"


def drugs_of(drugs: Iterable[DrugChoice]) -> list[DrugChoice]:
    """Returns the argument ``drugs`` as a list: names of the library, Drugs and drug files."""
    rule = "must be a list of drugs"
    return [_drug(f"drugs[{i}]", one) for i, one in enumerate(check.items("drugs", drugs, rule))]


def _drug(field: str, drug: DrugChoice) -> DrugChoice:
    kinds = (str, _core.Drug, _core.Substance)
    check.instance(field, drug, kinds, "must be a name, a Drug or a drug file")
    return _core.drug_name(check.word(field, drug)) if isinstance(drug, str) else drug


def bindings_of(bindings: Iterable[_core.Binding]) -> list[_core.Binding]:
    """Returns the argument ``bindings`` as a list."""
    chosen = check.items("bindings", bindings, "must be a list of Bindings")
    for i, binding in enumerate(chosen):
        check.instance(f"bindings[{i}]", binding, _core.Binding, "must be a Binding")
    return chosen


def overrides_of(parameters: Mapping[str, float]) -> dict[str, float]:
    """Returns the argument ``parameters``: numbers by name."""
    given = check.mapping("parameters", parameters, "must map names to values")
    return {name: check.number(name, value) for name, value in given.items()}


def weights_of(weights: str, response: list[str]) -> str:
    """Returns the argument ``weights``, which needs the immune read-outs to be illustrative."""
    chosen = check.word("weights", weights)
    if chosen == ILLUSTRATIVE and IMMUNE not in response:
        raise check.input_error("weights", shown(chosen), f"needs '{IMMUNE}' in response")
    return chosen


@contextmanager
def refusing_phi(assumed: bool) -> Iterator[None]:
    """Refuses an assumed phi in strict mode, together with what the core refuses in this block.

    Args:
        assumed: Truth value: the model is strict, and phi is an assumption that matters.

    Raises:
        InputError: ``assumed`` is True, or the core refuses the model.
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
    """Returns the name of a drug of any kind."""
    return drug if isinstance(drug, str) else drug.name
