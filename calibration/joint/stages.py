"""The stages of the calibration write one result each, in the order of `STAGES`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from joint import diagnose, every_case, experiments, judge, page, profile, recovery, store
from joint.data import Structure, structures
from joint.likelihood import Problem
from joint.modes import Mode
from joint.nested import Begin, Drawn, Effort, sample
from joint.ship import ship
from opiodyn._checks.check import FloatArray

HALF_LIFE = "half-life of naltrexone's effect site"
STARTS = (0.5, 4.0, 12.0, 30.0)  # half-lives [h] from which the modes and the runs begin
PROFILED = (0.3, 4.0, 8.0, 12.0, 16.0, 20.0, 24.0, 46.0)  # half-lives [h]
_FAR = 12.0  # of log-evidence: a share of 6e-6
_SETS = 50  # of simulated data
_MEASURED = 100  # draws with which every case is measured
RIVAL = "slow"  # the structure that has as much evidence as the first
_EACH = 400  # draws of each run that ship


def main_problem() -> Problem:
    """Returns the problem of the structure that is sampled."""
    return Problem(next(iter(structures().values())))


def main_modes() -> list[Mode]:
    """Returns the mode that each start leads to, in the order of the starts."""
    return [store.kept_mode(main_problem(), {HALF_LIFE: hours}) for hours in STARTS]


def begins() -> list[Begin]:
    """Returns the modes from which the runs begin, as many as there are starts.

    A run does not leave the neighbourhood of its mode. A mode whose evidence is a negligible share
    of that of the best has no run: the best takes its place.
    """
    found = main_modes()
    best = max(found, key=lambda mode: mode.log_evidence)
    near = [one if one.log_evidence > best.log_evidence - _FAR else best for one in found]
    return [Begin.about(one) for one in near]


def compare() -> dict[str, Any]:
    """Returns the modes of all structures, with evidence by Laplace."""
    first, *others = structures().values()
    every = [_shown(first, main_modes())]
    for structure in others:
        problem = Problem(structure)
        start = {HALF_LIFE: STARTS[-1]} if HALF_LIFE in problem.names else {}
        every.append(_shown(structure, [store.kept_mode(problem, start)]))
    return {"structures": every}


def _shown(structure: Structure, found: list[Mode]) -> dict[str, Any]:
    problem, best = Problem(structure), max(found, key=lambda mode: mode.log_posterior)
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
        "values": _named(problem, np.exp(best.logs)),
        "widths": _named(problem, best.widths),
    }


def profiles() -> dict[str, Any]:
    """Returns the profile over the half-life of the effect site, with and without Lee 1988."""
    found = {}
    for name in ("effect site", "without Lee 1988"):
        problem = Problem(structures()[name])
        best = store.kept_mode(problem, {HALF_LIFE: STARTS[-1]})
        found[name] = profile.over(problem, HALF_LIFE, PROFILED, best)
    return {"parameter": HALF_LIFE, "profiles": found}


def runs() -> list[Drawn]:
    """Returns the independent runs; what is there of them is taken up again."""
    problem, found = main_problem(), []
    for seed, begin in enumerate(begins(), 1):
        found.append(sample(problem, begin, seed, Effort()))
        print(f"run {seed}: {found[-1].likelihoods} likelihoods", flush=True)
    return found


def posterior() -> dict[str, Any]:
    """Returns the diagnostics of the runs, and what their draws say of the figures."""
    problem, drawn = main_problem(), runs()
    found = diagnose.summary(problem, drawn)
    logs = shipped(drawn)
    ship(problem, logs, found, store.about(problem)["packages"])
    return found | {
        "shipped": len(logs),
        "fitted": judge.fitted_figures(problem, logs),
        "held_out": judge.held_out_figures(problem, logs),
    }


def shipped(drawn: list[Drawn], each: int = _EACH) -> FloatArray:
    """Returns the draws that ship: as many of each run, mixed."""
    parts = np.concatenate([run.logs[:each] for run in drawn])
    return np.asarray(parts[np.random.default_rng(1).permutation(len(parts))])


def validate() -> dict[str, Any]:
    """Returns the share in its band of every case of docs/validation.md."""
    problem, logs = main_problem(), shipped(runs())[:_MEASURED]
    found = every_case.summaries(problem, logs)
    return {"draws": len(logs), "parameters": len(problem.parameters), "cases": found}


def decide() -> dict[str, Any]:
    """Returns which measurement would decide most."""
    rival = Problem(structures()[RIVAL])
    return experiments.ranked(main_problem(), shipped(runs()), rival, store.kept_mode(rival, {}))


def recover() -> dict[str, Any]:
    """Returns how often 90 % intervals hold known values."""
    return recovery.cover(_SETS)


STAGES: dict[str, Callable[[], dict[str, Any]]] = {
    "structures": compare,
    "profiles": profiles,
    "posterior": posterior,
    "validation": validate,
    "experiments": decide,
    "recovery": recover,
}

PAGE = "page"


def run(name: str) -> None:
    """Runs a stage, and writes its result; the page is the last one."""
    if name == PAGE:
        page.write(main_problem())
        return
    store.write(name, {"about": store.about(main_problem()), **STAGES[name]()})


def _named(problem: Problem, values: FloatArray) -> dict[str, float]:
    return {n: float(f"{x:.5g}") for n, x in zip(problem.names, values, strict=True)}
