"""Draws of a posterior come from importance nested sampling (nautilus), over the fast core.

A nested sampler compresses the prior until the posterior is left, which takes long with many
parameters. The posterior is prior x likelihood, and so is q x (prior x likelihood / q) for any
density q. Here q is a normal density about a mode, twice as wide as the approximation of Laplace:
the sampler begins there, and draws and evidence are those of the prior all the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from nautilus import Sampler
from scipy import stats

from joint.likelihood import Problem
from joint.modes import Mode, log_posterior, to_logs
from joint.store import checkpoint
from opiodyn._checks.check import FloatArray

WIDER = 2.0  # how many times wider than by Laplace a sampler begins


@dataclass(frozen=True)
class Effort:
    """An effort says how long a run goes on."""

    live: int = 500
    effective: int = 4000
    batch: int = 128  # draws that share the lanes of the core
    networks: int = 4  # that learn where the likelihood is high; none for few parameters


@dataclass(frozen=True)
class Drawn:
    """These are the draws of one run, each with the same weight."""

    logs: FloatArray
    """The logarithms of the parameters, [draw, parameter]."""
    log_evidence: float
    effective: float
    likelihoods: int


class Begin:
    """A sampler begins from this normal density in the places of a prior.

    Args:
        place: The place about which it lies, in standard deviations of the prior.
        covariance: The covariance there; the density is twice as wide.
    """

    def __init__(self, place: FloatArray, covariance: FloatArray) -> None:
        values, vectors = np.linalg.eigh(WIDER**2 * covariance)
        self.place, self.covariance = place, covariance
        self._spread = vectors * np.sqrt(values)
        self._log_volume = 0.5 * np.log(values).sum()

    @classmethod
    def about(cls, mode: Mode) -> Begin:
        """Returns the start of a run about a mode."""
        return cls(mode.place, mode.covariance)

    @classmethod
    def prior(cls, size: int) -> Begin:
        """Returns the prior of so many parameters, from which a run finds every mode."""
        return cls(np.zeros(size), np.eye(size) / WIDER**2)

    def places(self, normal: FloatArray) -> FloatArray:
        """Returns places of the prior from standard normal coordinates, [draw, parameter]."""
        return np.asarray(self.place + normal @ self._spread.T)

    def log_density(self, normal: FloatArray) -> FloatArray:
        """Returns the logarithm of the density at these coordinates, [draw]."""
        return np.asarray(stats.norm.logpdf(normal).sum(axis=1) - self._log_volume)


def sample(
    problem: Problem, begin: Begin, seed: int, effort: Effort, folder: Path | None = None
) -> Drawn:
    """Samples a posterior; a run that was interrupted goes on where it was.

    Args:
        problem: The problem.
        begin: The density from which the run begins.
        seed: The seed.
        effort: The effort.
        folder: The folder of checkpoints; None stands for build/calibration.
    """

    def log_weight(normal: FloatArray) -> FloatArray:
        rows = np.atleast_2d(normal)
        return log_posterior(problem, begin.places(rows)) - begin.log_density(rows)

    sampler = Sampler(
        stats.norm.ppf,
        log_weight,
        n_dim=len(problem.parameters),
        n_live=effort.live,
        n_batch=effort.batch,
        n_networks=effort.networks,
        vectorized=True,
        seed=seed,
        filepath=checkpoint(problem, begin, seed, folder),
        resume=True,
    )
    with np.errstate(divide="ignore"):  # nautilus takes shares of bounds that may be empty
        sampler.run(n_eff=effort.effective)
    normal, _, _ = sampler.posterior(equal_weight=True)
    order = np.random.default_rng(seed).permutation(len(normal))
    return Drawn(
        to_logs(problem, begin.places(normal[order])),
        float(sampler.log_z),
        float(sampler.n_eff),
        int(sampler.n_like),
    )
