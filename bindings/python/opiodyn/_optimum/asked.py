"""This module reads what a search was asked: its variables, goals and starts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._dosing import replacement
from opiodyn._model.inside import settled_for
from opiodyn._model.model import Model
from opiodyn._optimum.limits import Goals
from opiodyn._optimum.numbers import Numbers, Setting
from opiodyn._optimum.space import Space
from opiodyn._optimum.variables import read_over
from opiodyn._sweep.build import make_plan
from opiodyn._sweep.kept import Kept
from opiodyn._sweep.layout import Grid

_MOST_STARTS = 1000


def numbers_of(
    regimen: _core.Regimen,
    over: Mapping[str, Sequence[float]],
    goals: Goals,
    model: Model,
    drug: str | None,
    solver: dict[str, float],
    workers: int,
) -> Numbers:
    """Returns the numbers of the search.

    Raises:
        InputError: A value breaks a rule.
        UnknownNameError: A name is not known.
    """
    named = replacement.drug_of(regimen, drug)
    replacement.refuse_endless(regimen, named)
    settled = settled_for(model, regimen)
    _refuse_steady(regimen)
    space = Space(regimen, named, tuple(read_over(over, regimen, named, settled)))
    longest = space.at(space.highs) if space.interval is not None else regimen
    kept = Kept(goals.metrics, np.empty(0), [])
    plan = make_plan("optimum", longest, Grid([]), model, kept, named, solver)
    setting = Setting(settled, goals.metrics, plan.columns, solver, workers)
    _refuse_hour(space, goals)
    return Numbers(space.raised(goals.shortest), setting)


def starts_of(starts: int) -> int:
    """Returns the number of starts.

    Raises:
        InputError: There are none or too many.
    """
    count = check.whole("starts", starts)
    if not 1 <= count <= _MOST_STARTS:
        raise check.input_error("starts", count, f"must lie between 1 and {_MOST_STARTS}")
    return count


def _refuse_steady(regimen: _core.Regimen) -> None:
    """Refuses a dose at steady state, which has no derivatives."""
    for dose in regimen.doses:
        if dose.ss:
            rule = (
                "has no derivatives, because it starts in a steady state (ss); write the doses out "
                "instead, such as q24h x28"
            )
            raise check.input_error("regimen", f"'{_core.Regimen([dose])}'", rule)


def _refuse_hour(space: Space, goals: Goals) -> None:
    """Refuses an hour of day on which nothing can depend: doses and windows move together."""
    hours = [one for one in space.variables if one.kind == "hour"]
    alone = all(
        isinstance(one, _core.Dose) and one.drug == space.drug for one in space.regimen.records
    )
    if hours and alone and all(one.span is None for one in goals.metrics.values()):
        rule = (
            "changes nothing: the hours that count move with the doses; give a Metric whose hours "
            "stay, such as Metric('tone.mu.mean', span=(0, 672), every=24, window=(8, 24))"
        )
        raise check.input_error("over", "'hour'", rule)
