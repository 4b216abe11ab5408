"""This module tells which drugs follow the biophase preset of a model, and says so in words."""

from __future__ import annotations

from collections.abc import Iterable

from opiodyn import _core
from opiodyn._model.inside import core_of
from opiodyn._model.model import Model

_HOLDS_ALL = "retention"  # mu holds back every drug, also one with a rate of its own


def followers(model: Model, dosed: Iterable[str] = ()) -> list[str]:
    """Returns the drugs that follow the preset: those without a rate (``ke0``) of their own.

    Under ``"retention"`` all drugs do.

    Args:
        model: The settled model.
        dosed: The drugs that a regimen gives; none stands for all drugs of the model.
    """
    used, own, given = set(core_of(model).used_parameters), _own_rates(model), list(dosed)
    with_site = [name for name in _drugs(model) if f"{name}.ke0" in used]
    drugs = [name for name in with_site if not given or name in given]
    if model.biophase == _HOLDS_ALL:
        return drugs
    return [name for name in drugs if f"{name}.ke0" not in own]


def scope(model: Model, dosed: Iterable[str] = ()) -> str | None:
    """Returns for which drugs the preset stands.

    The text is empty if it stands for all drugs, and None if it stands for none.
    """
    given = list(dosed) or _drugs(model)
    found = followers(model, given)
    if not found:
        return None
    return "" if set(given) <= set(found) else f" for {' and '.join(found)}"


def data_words(text: str, which: str) -> str:
    """Returns the data of a preset without the name of the drug, where the heading has it.

    Args:
        text: Data that the preset passes or fails, as "Naltrexone: ...".
        which: Words for the drugs that follow the preset, from `scope`.
    """
    return text.removeprefix(f"{which.removeprefix(' for ').capitalize()}: ")


def _drugs(model: Model) -> list[str]:
    return [one.name for one in core_of(model).ligands if one.kind == "drug"]


def _own_rates(model: Model) -> set[str]:
    """Returns the full names of the rates that files and callers give."""
    found = {row.name for row in _core.library_parameters()} | set(model.overrides)
    for drug in model.options()["drugs"] or []:
        if isinstance(drug, _core.Substance):
            found |= {row.name for row in drug.parameters}
        elif isinstance(drug, _core.Drug) and drug.ke0 is not None:
            found.add(f"{drug.name}.ke0")
    return found
