"""Draws of a posterior come from importance nested sampling (nautilus), over the fast core."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from nautilus import Sampler
from scipy import stats

from joint.likelihood import Problem
from joint.modes import to_logs
from joint.store import checkpoint
from opiodyn._checks.check import FloatArray


@dataclass(frozen=True)
class Effort:
    """An effort says how long a run goes on."""

    live: int = 1500
    effective: int = 4000
    batch: int = 128  # draws that share the lanes of the core


@dataclass(frozen=True)
class Drawn:
    """These are the draws of one run, each with the same weight."""

    logs: FloatArray
    """The logarithms of the parameters, [draw, parameter]."""
    log_evidence: float
    effective: float
    likelihoods: int


def sample(problem: Problem, seed: int, effort: Effort, folder: Path | None = None) -> Drawn:
    """Samples a posterior; a run that was interrupted goes on where it was.

    Args:
        problem: The problem.
        seed: The seed.
        effort: The effort.
        folder: The folder of checkpoints; None stands for build/calibration.
    """
    sampler = Sampler(
        stats.norm.ppf,
        lambda places: problem.log_likelihood(to_logs(problem, np.atleast_2d(places))),
        n_dim=len(problem.parameters),
        n_live=effort.live,
        n_batch=effort.batch,
        vectorized=True,
        seed=seed,
        filepath=checkpoint(problem, seed, folder),
        resume=True,
    )
    sampler.run(n_eff=effort.effective)
    places, _, _ = sampler.posterior(equal_weight=True)
    order = np.random.default_rng(seed).permutation(len(places))
    return Drawn(
        to_logs(problem, places[order]),
        float(sampler.log_z),
        float(sampler.n_eff),
        int(sampler.n_like),
    )
