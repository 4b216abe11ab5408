"""Held-out figures judge the posterior, as none of their studies is in the likelihood."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import stats

from joint.data import held_out
from joint.likelihood import FREEDOM, OFFSET, Problem
from joint.rows import Rows
from opiodyn._checks.check import FloatArray
from opiodyn._validation import bands, cases
from opiodyn._validation.cases import Case
from opiodyn._validation.measures import measure
from opiodyn._validation.world import World

_SEED = 20261202


def held_out_figures(problem: Problem, logs: FloatArray) -> list[dict[str, Any]]:
    """Returns for each held-out figure what the library and the posterior say of it.

    Args:
        problem: The problem.
        logs: The draws of its posterior, [draw, parameter].
    """
    asked = [case for case in cases.read("receptors") if case.id in held_out()]
    middle = np.median(logs, axis=0)[np.newaxis]
    drawn, after = _figures(problem, asked, logs), _figures(problem, asked, middle)
    world = World(problem.structure.biophase)
    return [
        {
            "id": case.id,
            "library": _short(measure(case.setup, world)),
            "middle": _short(after[0, i]),
            **_summary(case, drawn[:, i]),
        }
        for i, case in enumerate(asked)
    ]


def fitted_figures(problem: Problem, logs: FloatArray) -> list[dict[str, Any]]:
    """Returns for each figure of the likelihood what the posterior says of it."""
    drawn = problem.simulated(logs)
    return [
        {"id": one.case.id, **_summary(one.case, drawn[:, i])}
        for i, one in enumerate(problem.figures)
    ]


def _figures(problem: Problem, asked: list[Case], logs: FloatArray) -> FloatArray:
    rows = Rows(problem.structure.biophase, {case.id: case.setup for case in asked})
    return rows.figures(problem.columns(logs), np.ones(len(logs)))


def _summary(case: Case, drawn: FloatArray) -> dict[str, Any]:
    there = drawn[np.isfinite(drawn)]
    low, median, high = np.quantile(there, [0.05, 0.5, 0.95])
    found = {"low": _short(low), "median": _short(median), "high": _short(high)}
    inside = float(np.mean([case.inside(float(x)) for x in drawn]))
    return found | {"inside": round(inside, 4), "place": _place(case, there)}


def _place(case: Case, drawn: FloatArray) -> float | None:
    """Returns which share of predicted readings lies below what was published.

    A predicted reading has the error of the likelihood: Student's t and the offset of a study.
    """
    value = bands.middle(case.published)
    if value is None or not np.isfinite(case.band).all():
        return None
    random = np.random.default_rng(_SEED)
    scale = 0.25 * (case.band[1] - case.band[0])
    error = stats.t.rvs(FREEDOM, size=len(drawn), random_state=random)
    offset = OFFSET * random.normal(size=len(drawn))
    return round(float(np.mean(drawn + scale * (error + offset) < value)), 4)


def _short(value: float) -> float:
    return float(f"{value:.4g}")
