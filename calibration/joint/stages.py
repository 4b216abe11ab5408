"""The stages of the calibration write one result each, in the order of `STAGES`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from joint import diagnose, experiments, judge, modes, profile, recovery, store
from joint.data import Structure, structures
from joint.likelihood import Problem
from joint.nested import Drawn, Effort, sample
from opiodyn._checks.check import FloatArray

SEEDS = (1, 2, 3, 4)  # of the independent runs
HALF_LIFE = "half-life of naltrexone's effect site"
PROFILED = (0.3, 2.0, 4.0, 8.0, 12.0, 16.0, 20.0, 24.0, 30.0, 46.0)  # half-lives [h]
_STARTS = ({HALF_LIFE: 0.5}, {HALF_LIFE: 4.0}, {HALF_LIFE: 30.0})
_SETS = 50  # of simulated data


def main_problem() -> Problem:
    """Returns the problem of the structure that is sampled."""
    return Problem(next(iter(structures().values())))


def compare() -> dict[str, Any]:
    """Returns the modes of all structures, with evidence by Laplace."""
    return {"structures": [_modes_of(one) for one in structures().values()]}


def _modes_of(structure: Structure) -> dict[str, Any]:
    problem = Problem(structure)
    found = modes.find(problem, _starts(problem), seed=1)
    best = found[0]
    sizes = {name: _short(x) for name, x in zip(problem.names, np.exp(best.logs), strict=True)}
    widths = {name: _short(x) for name, x in zip(problem.names, best.widths, strict=True)}
    simulated = problem.simulated(best.logs[np.newaxis])[0]
    inside = sum(f.case.inside(float(x)) for f, x in zip(problem.figures, simulated, strict=True))
    print(f"{structure.name}: {best.log_posterior:.2f}", flush=True)
    return {
        "name": structure.name,
        "figures": len(problem.figures),
        "parameters": len(problem.parameters),
        "log_posterior": [round(mode.log_posterior, 3) for mode in found],
        "log_likelihood": round(best.log_likelihood, 3),
        "log_evidence": round(best.log_evidence, 3),
        "in_band": int(inside),
        "values": sizes,
        "widths": widths,
    }


def _starts(problem: Problem) -> tuple[dict[str, float], ...]:
    known = set(problem.names)
    starts = [{n: x for n, x in start.items() if n in known} for start in _STARTS]
    return tuple(starts) if HALF_LIFE in known else tuple(starts[:1])


def profiles() -> dict[str, Any]:
    """Returns the profile over the half-life of the effect site, with and without Lee 1988."""
    found = {}
    for name in ("effect site", "without Lee 1988"):
        problem = Problem(structures()[name])
        best = modes.find(problem, _STARTS[-1:], seed=1)[0]
        found[name] = profile.over(problem, HALF_LIFE, PROFILED, best)
    return {"parameter": HALF_LIFE, "profiles": found}


def runs(effort: Effort = Effort()) -> list[Drawn]:
    """Returns the independent runs; what is there of them is taken up again."""
    problem = main_problem()
    found = []
    for seed in SEEDS:
        found.append(sample(problem, seed, effort))
        print(f"run {seed}: {found[-1].likelihoods} likelihoods", flush=True)
    return found


def posterior() -> dict[str, Any]:
    """Returns the diagnostics of the runs, what their draws say of the figures, and what they ship."""
    problem, drawn = main_problem(), runs()
    found = diagnose.summary(problem, drawn)
    logs = shipped(drawn)
    return found | {
        "shipped": len(logs),
        "fitted": judge.fitted_figures(problem, logs),
        "held_out": judge.held_out_figures(problem, logs),
    }


def shipped(drawn: list[Drawn], each: int = 400) -> FloatArray:
    """Returns the draws that ship: as many of each run, mixed."""
    parts = np.concatenate([run.logs[:each] for run in drawn])
    return np.asarray(parts[np.random.default_rng(1).permutation(len(parts))])


def decide() -> dict[str, Any]:
    """Returns which measurement would decide most."""
    return experiments.ranked(main_problem(), shipped(runs()))


def recover() -> dict[str, Any]:
    """Returns how often 90 % intervals hold known values."""
    return recovery.cover(_SETS)


STAGES: dict[str, Callable[[], dict[str, Any]]] = {
    "structures": compare,
    "profiles": profiles,
    "posterior": posterior,
    "experiments": decide,
    "recovery": recover,
}


def run(name: str) -> None:
    """Runs a stage, and writes its result."""
    store.write(name, {"about": store.about(main_problem()), **STAGES[name]()})


def _short(value: float) -> float:
    return float(f"{value:.5g}")


