"""This module finds opioid agonists beside an antagonist, before it or after it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

import numpy as np

from opiodyn import _core
from opiodyn._checks.check import FloatArray
from opiodyn._model.inside import core_of
from opiodyn._model.model import Model
from opiodyn._notes import facts
from opiodyn._notes.note import Note, note
from opiodyn._notes.routes import long_name
from opiodyn._notes.taken import Doses


class Opioids:
    """This class knows which drugs of a model are opioid agonists.

    A drug is one if it, or a metabolite, activates mu, or binds there with an efficacy that nobody
    knows. The efficacies are those of the model. In a model without mu, those of the library and of
    the caller's drugs count.

    Args:
        model: The settled model.
    """

    def __init__(self, model: Model) -> None:
        self._model = model

    def notes(self, doses: Sequence[Doses]) -> Iterator[Note]:
        """Returns the notes on each opioid agonist that a regimen gives near an antagonist."""
        drugs = list(dict.fromkeys(one.drug for one in doses))
        blockers = [one for one in drugs if f"{facts.base(one)}.block" in facts.values()]
        if not blockers or len(drugs) == 1:
            return
        agonists = [drug for drug in drugs if self._activates(drug)]
        for blocker in blockers:
            for agonist in agonists:
                if blocker not in agonists:
                    yield from _pair(blocker, agonist, doses)

    def _activates(self, drug: str) -> bool:
        formed = [
            name.split(".")[1]
            for name in self._rows
            if name.startswith(f"{drug}.") and name.endswith(".first_pass")
        ]
        return any(self._activates_mu(ligand) for ligand in (drug, *formed))

    def _activates_mu(self, ligand: str) -> bool:
        efficacy = self._value(f"{ligand}.mu.tau")
        if efficacy is None:
            return self._value(f"{ligand}.mu.K") is not None
        return efficacy > 0.0

    def _value(self, name: str) -> float | None:
        return self._rows.get(name, self._elsewhere.get(name))

    @cached_property
    def _rows(self) -> dict[str, float]:
        return {row.name: row.value for row in core_of(self._model).parameters}

    @cached_property
    def _elsewhere(self) -> dict[str, float]:
        """Returns the values that files and callers give, also for receptors left out."""
        found = {name: row.value for name, row in facts.documented().items()}
        for drug in self._model.options()["drugs"] or []:
            if isinstance(drug, _core.Substance):
                found |= {row.name: row.value for row in drug.parameters}
        for one in self._model.options()["bindings"]:
            found[f"{one.ligand}.{one.receptor}.tau"] = one.tau
        return found


def _pair(blocker: str, agonist: str, doses: Sequence[Doses]) -> Iterator[Note]:
    name, opioid = facts.base(blocker), facts.base(agonist)
    values = facts.values()
    free = values.get(f"{opioid}.opioid_free", values[f"{name}.opioid_free"])
    beside = before = after = False
    for stretch in dict.fromkeys(one.stretch for one in doses):
        here = [one for one in doses if one.stretch == stretch]
        blocks = [one for one in here if one.drug == blocker]
        opioids = [one for one in here if one.drug == agonist]
        gap_before, gap_after = _gap(opioids, blocks), _gap(blocks, opioids)
        blocked = [_with_block(one, name) for one in blocks]
        beside |= _gap(blocked, opioids) <= 0.0 or gap_before <= 0.0
        before |= gap_before <= free.value
        after |= gap_after <= values[f"{name}.vulnerable"].value
    about: tuple[str, str] = agonist, blocker
    fields: dict[str, Any] = {"antagonist": blocker, "opioid": agonist}
    if beside or before:
        yield note("overcome", about, **fields)
    if beside or before or after:
        yield note("former-dose", about, **fields)
    if before:
        days = f"{free.value / 24.0:g}"
        sources, status = free.sources, free.status
        yield note("precipitated", about, sources=sources, status=status, days=days, **fields)
    if beside:
        yield note("blocked", about, **fields)


def _with_block(doses: Doses, blocker: str) -> Doses:
    """Returns the doses with the time for which they block opioids."""
    values = facts.values()
    own = values.get(f"{blocker}.{long_name(doses.route)}.block", values[f"{blocker}.block"])
    return doses._replace(end=doses.end + own.value)


def _gap(first: Sequence[Doses], then: Sequence[Doses]) -> float:
    """Returns the shortest time from the end of a first dose to a dose that begins after it [h].

    It is zero or less where a dose begins before the first one has ended, and infinite if no dose
    comes after a first one.
    """
    if not first or not then:
        return math.inf
    begin, end = _sorted(first)
    ended: FloatArray = np.maximum.accumulate(end)
    later = np.concatenate([one.begin for one in then])
    place = np.searchsorted(begin, later, side="right") - 1
    found = later[place >= 0] - ended[place[place >= 0]]
    return float(found.min()) if found.size else math.inf


def _sorted(doses: Sequence[Doses]) -> tuple[FloatArray, FloatArray]:
    begin = np.concatenate([one.begin for one in doses])
    end = np.concatenate([one.end for one in doses])
    order = np.argsort(begin, kind="stable")
    return begin[order], end[order]
