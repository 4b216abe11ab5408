"""This module says what there is, where a run has no output of a ligand, receptor or peptide."""

from __future__ import annotations

from collections.abc import Sequence

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._checks.shown import shown

Place = tuple[str, str]
"""A place is the name of an argument, such as ``receptor``, and what a user gave for it."""


def places_of(trajectory: _core.Trajectory, quantity: str) -> list[tuple[str, ...]]:
    """Returns the ligands and places for which a run has a quantity."""
    found = [one for one in trajectory.columns if one.quantity == quantity]
    return [tuple(filter(None, (one.ligand, one.place))) for one in found]


def refuse(trajectory: _core.Trajectory, quantity: str, asked: Sequence[Place]) -> None:
    """Refuses the first of the names that the run does not have with this quantity.

    Raises:
        UnknownNameError: There is one; the message has the names that there are.
    """
    left = places_of(trajectory, quantity)
    ligands = [ligand.name for ligand in trajectory.ligands]
    for depth, (argument, name) in enumerate(asked):
        known = list(dict.fromkeys(place[depth] for place in left))
        if name not in known and name in ligands:
            rule = f"has no {quantity.replace('_', ' ')} in this model; {_having(known)}"
            raise check.input_error(argument, shown(name), rule, _core.UnknownNameError)
        if name not in known:
            advice = f"these are those of {asked[0][1]}" if depth else ""
            raise check.unknown(argument, name, known, advice=advice)
        left = [place for place in left if place[depth] == name]


def _having(known: Sequence[str]) -> str:
    return f"it is there for {', '.join(known)}" if known else "no ligand has"
