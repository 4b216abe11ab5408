"""Simulated data with known values show whether the intervals of the sampler hold what they say.

The problem is reduced: five parameters, and the figures of naltrexone alone that are numbers. Known
values are drawn from the priors, and data from the likelihood with its t errors and study offsets.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from joint.data import Structure, every_figure, library, structures
from joint.likelihood import FREEDOM, OFFSET, Problem
from joint.nested import Begin, Effort, sample
from opiodyn._checks.check import FloatArray

FREE = (
    "half-life of naltrexone's effect site",
    "ED50 of naltrexone",
    "EC50 of morphine",
    "EC50 of hydromorphone",
    "slope of pain and liking",
)
FIGURES = (
    *("V14-2", "V14-5", "V14-15", "V14-50", "V15-48", "V15-72", "V15-120", "V15-168"),
    *("V17", "V28-24", "V28-48", "V28-72", "R4", "R9"),
)
EFFORT = Effort(live=200, effective=800, networks=0)
_SEED = 20261202


def reduced() -> Problem:
    """Returns the reduced problem; the parameters that are not free have the library's values."""
    whole = Problem(next(iter(structures().values())))
    fixed = {p.name: library()[p.sets[0]].value for p in whole.parameters if p.name not in FREE}
    structure: Structure = replace(whole.structure, fixed=fixed)
    return Problem(structure, tuple(f for f in every_figure() if f.case.id in FIGURES))


def known_values(problem: Problem, number: int) -> FloatArray:
    """Returns the logarithms of the values that make the data of a set, from the priors."""
    random = np.random.default_rng([_SEED, number])
    middle = np.array([one.middle for one in problem.parameters])
    width = np.array([one.width for one in problem.parameters])
    return np.asarray(middle + width * random.normal(size=len(middle)))


def simulated(problem: Problem, known: FloatArray, number: int) -> Problem:
    """Returns the problem with data that the known values and the likelihood make."""
    random = np.random.default_rng([_SEED, number, 1])
    means = problem.simulated(known[np.newaxis])[0]
    offsets = {study: OFFSET * random.normal() for study in {f.study for f in problem.figures}}
    alone = {study for study in offsets if sum(f.study == study for f in problem.figures) == 1}
    made = []
    for figure, mean in zip(problem.figures, means, strict=True):
        offset = 0.0 if figure.study in alone else offsets[figure.study]
        error = figure.scale * (random.standard_t(FREEDOM) - offset)
        made.append(replace(figure, value=float(mean + error)))
    return Problem(problem.structure, tuple(made))


def cover(sets: int, folder: Path | None = None) -> dict[str, Any]:
    """Returns in how many sets the 90 % interval of each parameter holds the known value."""
    problem = reduced()
    inside = np.zeros((sets, len(problem.parameters)), dtype=bool)
    for number in range(sets):
        known = known_values(problem, number)
        made = simulated(problem, known, number)
        drawn = sample(made, Begin.prior(len(known)), number, EFFORT, folder)
        low, high = np.quantile(drawn.logs, [0.05, 0.95], axis=0)
        inside[number] = (low <= known) & (known <= high)
    shares = dict(zip(problem.names, inside.mean(axis=0).tolist(), strict=True))
    return {"sets": sets, "interval": 0.9, "covered": shares, "all": float(inside.mean())}
