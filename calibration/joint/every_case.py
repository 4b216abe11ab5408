"""All figures of docs/validation.md are measured with draws of the posterior.

A case whose figure no parameter moves is left out, as in the section on the ranges there.
"""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from typing import Any, NamedTuple

from joint.data import held_out
from joint.likelihood import Problem
from joint.link import hold
from opiodyn._checks.check import FloatArray
from opiodyn._model.inside import used_rows
from opiodyn._model.model import Model
from opiodyn._model.potency import potencies_of
from opiodyn._validation import uncertainty
from opiodyn._validation.world import World


class Job(NamedTuple):
    """A job is one draw: the values of the library's parameters, under a preset."""

    preset: str
    values: dict[str, float]
    held: float  # factor of infusions that hold a ratio C/K at mu

    def of(self, model: Model) -> dict[str, float]:
        """Returns the values that a model uses."""
        names = {row.name for row in used_rows(model)}
        held = potencies_of(model.overrides)
        return {n: x for n, x in self.values.items() if n in names and n not in held}


def measured(job: Job) -> dict[str, uncertainty.Figure]:
    """Returns the figures of a draw by case."""
    world = World(job.preset, job.of, held=job.held)
    return {case.id: uncertainty.figure(case, world) for case in uncertainty.cases()}


def summaries(problem: Problem, logs: FloatArray) -> dict[str, Any]:
    """Returns for each case its part in the calibration, quantiles and the share in its band."""
    columns = problem.columns(logs)
    held = hold(problem.structure, columns)
    jobs = [
        Job(
            problem.structure.biophase, {name: float(x[i]) for name, x in columns.items()}, float(f)
        )
        for i, f in enumerate(held)
    ]
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        found = list(pool.map(measured, jobs))
    fitted = {one.case.id for one in problem.figures}
    parts = dict.fromkeys(held_out(), "held out") | dict.fromkeys(fitted, "fitted")
    return {
        case.id: {"part": parts.get(case.id, "neither")}
        | uncertainty.summary(case, [one[case.id] for one in found])
        for case in uncertainty.cases()
    }
