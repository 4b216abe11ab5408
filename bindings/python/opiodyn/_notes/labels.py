"""This module finds doses above those of the labels, and above the largest that were studied."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from opiodyn._notes import facts
from opiodyn._notes.note import Note, note
from opiodyn._notes.routes import long_name, words
from opiodyn._notes.taken import Doses


def label_notes(doses: Sequence[Doses]) -> Iterator[Note]:
    """Returns a note for each drug and route whose doses exceed that of the label."""
    for drug, route in dict.fromkeys((one.drug, one.route) for one in doses):
        name = f"{facts.base(drug)}.{long_name(route)}"
        if f"{name}.label_dose" in facts.values():
            given = [one for one in doses if (one.drug, one.route) == (drug, route)]
            yield from _exceeding(drug, route, name, given)


def _exceeding(drug: str, route: str, name: str, given: Sequence[Doses]) -> Iterator[Note]:
    values = facts.values()
    label, hours = values[f"{name}.label_dose"], values[f"{name}.label_hours"]
    most = _most_within(hours.low, given)
    if most <= label.value * (1.0 + 1e-9):
        return
    about, period = (drug, route), _period(hours.value)
    fields = {"drug": drug, "route": words(route), "period": period}
    remark = f"; {label.note}" if label.note else ""
    yield note(
        "above-label", about, values=[most], unit="mg", sources=label.sources, status=label.status,
        label=f"{label.value:g} mg", remark=remark, **fields,
    )  # fmt: skip
    studied = values.get(f"{name}.studied_dose")
    if studied is None:
        return
    reached = "beyond-studied" if most > studied.value * (1.0 + 1e-9) else "studied"
    yield note(
        reached, about, values=[most], unit="mg", sources=studied.sources, status=studied.status,
        studied=f"{studied.value:g} mg", **fields,
    )  # fmt: skip


def _most_within(hours: float, given: Sequence[Doses]) -> float:
    """Returns the largest sum of doses that begin within so many hours [mg]."""
    begin = np.concatenate([one.begin for one in given])
    order = np.argsort(begin, kind="stable")
    begin = begin[order]
    amount = np.concatenate([one.amount for one in given])[order]
    until = np.searchsorted(begin, begin + hours * (1.0 - 1e-9), side="left")
    with np.errstate(over="ignore", invalid="ignore"):  # of doses that no number can add up
        total = np.concatenate([[0.0], np.cumsum(amount)])
        sums = total[np.maximum(until, np.arange(1, begin.size + 1))] - total[:-1]
    return float(np.fmax.reduce(sums, initial=0.0))


def _period(hours: float) -> str:
    weeks = hours / 168.0
    return f"{weeks:g} weeks" if weeks >= 2.0 and weeks == int(weeks) else f"{hours:g} h"
