"""This module reads from the parameter library what its lists tell of drugs and peptides."""

from __future__ import annotations

from collections import Counter
from functools import cache

from opiodyn import _core
from opiodyn._model.inside import core_of
from opiodyn._model.model import Model

AGONIST, PARTIAL, ANTAGONIST, UNKNOWN = "agonist", "partial agonist", "antagonist", "unknown"
_EVIDENCE = "HAVX"


@cache
def values() -> dict[str, _core.Parameter]:
    """Returns the parameters of the library by their full names."""
    return {row.name: row for row in _core.library_parameters()}


@cache
def receptors() -> tuple[str, ...]:
    """Returns the names of the receptors of a model, in its order."""
    return Model(drugs=[]).receptors


def peptides(receptor: str = "") -> list[str]:
    """Returns the peptides that the body has at a receptor; an empty text stands for any."""
    ending = f".{receptor}.e0" if receptor else ".e0"
    found = (name.split(".")[0] for name in values() if name.endswith(ending))
    return [name for name in dict.fromkeys(found) if name in _core.library_substances()]


def drugs_and_metabolites() -> list[str]:
    """Returns the names of what a model can dose, without the peptides."""
    return [name for name in _core.library_substances() if name not in peptides()]


def action(ligand: str, receptor: str) -> str:
    """Returns what a drug does at a receptor by its efficacy; empty if nothing is said of it.

    The efficacy of an antagonist is 0 or less. An agonist has an EC50, the free concentration that
    halves breathing or pupil in man. A partial agonist has an efficacy but no EC50, because its
    ceiling hides the half effect.
    """
    efficacy = values().get(f"{ligand}.{receptor}.tau")
    if efficacy is None:
        gaps = _core.library_missing()
        told = {f"{ligand}.{receptor}.{kind}" for kind in ("K", "tau")}
        return UNKNOWN if told & (values().keys() | gaps.keys()) else ""
    if efficacy.value <= 0.0:
        return ANTAGONIST
    full = f"{ligand}.{receptor}.EC50" in values() or receptor not in _with_potencies()
    return AGONIST if full else PARTIAL


@cache
def _with_potencies() -> set[str]:
    """Returns the receptors at which the library has potencies of agonists."""
    return {name.split(".")[-2] for name in values() if name.endswith(".EC50")}


def metabolites(drug: str) -> list[str]:
    """Returns the metabolites that a drug of the library forms."""
    formed = (name.split(".") for name in values() if name.startswith(f"{drug}."))
    return [parts[1] for parts in formed if parts[-1] == "first_pass"]


def routes(name: str) -> list[str]:
    """Returns the routes by which a drug or a literature set can be dosed.

    There are none if the library does not know where a dose goes, as of a drug without kinetics.
    """
    try:
        model = Model(drugs=[name], receptors=[], endogenous=[], response=[])
    except _core.InputError as error:
        if error.field in _core.library_missing():
            return []
        raise
    return core_of(model).routes_of_drugs.get(name, [])


def rows_of(name: str) -> list[_core.Parameter]:
    """Returns the parameters of a drug or peptide in its default set."""
    return [row for row in values().values() if row.name.startswith(f"{name}.")]


def evidence(rows: list[_core.Parameter]) -> str:
    """Returns how many parameters have which class of evidence: H 14, A 1, V 3, X 9."""
    counts = Counter(row.evidence for row in rows)
    return ", ".join(f"{kind} {counts[kind]}" for kind in _EVIDENCE if counts[kind])


def gaps(name: str) -> int:
    """Returns how many parameters of a drug or peptide are not known."""
    return sum(missing.startswith(f"{name}.") for missing in _core.library_missing())
