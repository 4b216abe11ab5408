"""Modes of a posterior are found by CMA-ES from several starts, and described by Laplace.

Everything is in standard deviations of the prior: the prior is a standard normal there.
"""

from __future__ import annotations

from dataclasses import dataclass

import cma
import numpy as np

from joint.likelihood import Problem
from opiodyn._checks.check import FloatArray

_POPULATION = 32  # draws of a generation, which share the lanes of the core
_STEP = 0.02  # of finite differences, in standard deviations of the prior


@dataclass(frozen=True)
class Mode:
    """A mode is a local maximum of the posterior."""

    logs: FloatArray
    """The logarithms of the parameters, [parameter]."""
    log_posterior: float
    log_likelihood: float
    log_evidence: float
    """The logarithm of the evidence in the approximation of Laplace."""
    widths: FloatArray
    """The standard deviations of the logarithms, [parameter]."""
    evaluations: int


def log_posterior(problem: Problem, places: FloatArray) -> FloatArray:
    """Returns the logarithm of the posterior's density in places of the prior, [draw]."""
    prior = -0.5 * (places**2).sum(axis=1) - 0.5 * places.shape[1] * np.log(2.0 * np.pi)
    return np.asarray(prior + problem.log_likelihood(to_logs(problem, places)))


def to_logs(problem: Problem, places: FloatArray) -> FloatArray:
    """Returns logarithms of the parameters from standard deviations of their priors."""
    middle = np.array([one.middle for one in problem.parameters])
    width = np.array([one.width for one in problem.parameters])
    return np.asarray(middle + width * places)


def find(problem: Problem, start: FloatArray, seed: int, generations: int = 150) -> Mode:
    """Returns the mode that CMA-ES reaches from a place of the prior.

    Args:
        problem: The problem.
        start: The place, in standard deviations of the prior, [parameter].
        seed: The seed.
        generations: The most generations.
    """
    options = {"popsize": _POPULATION, "seed": seed, "verbose": -9, "maxiter": generations}
    search = cma.CMAEvolutionStrategy(start, 0.5, options | {"tolfun": 1e-3})
    while not search.stop():
        asked = search.ask()
        search.tell(asked, list(-log_posterior(problem, np.array(asked))))
    return laplace(problem, np.array(search.result.xbest), int(search.result.evaluations))


def laplace(problem: Problem, place: FloatArray, evaluations: int = 0) -> Mode:
    """Returns the mode at a place, with the curvature of the posterior there."""
    size = len(place)
    top = float(log_posterior(problem, place[np.newaxis])[0])
    values, vectors = np.linalg.eigh(-_curvature(problem, place))
    # Where the likelihood has a kink or a flat side, the prior's own curvature is the least.
    values = np.maximum(values, 1.0)
    covariance = (vectors / values) @ vectors.T
    evidence = top + 0.5 * size * np.log(2.0 * np.pi) - 0.5 * np.log(values).sum()
    logs = to_logs(problem, place[np.newaxis])
    width = np.array([one.width for one in problem.parameters])
    return Mode(
        logs=logs[0],
        log_posterior=top,
        log_likelihood=float(problem.log_likelihood(logs)[0]),
        log_evidence=float(evidence),
        widths=width * np.sqrt(np.diag(covariance)),
        evaluations=evaluations,
    )


def _curvature(problem: Problem, place: FloatArray) -> FloatArray:
    """Returns the second derivatives of the log-posterior by central differences."""
    size, steps = len(place), _STEP * np.eye(len(place))
    pairs = [(i, j) for i in range(size) for j in range(i, size)]
    signs = [(1, 1), (1, -1), (-1, 1), (-1, -1)]
    points = [place + a * steps[i] + b * steps[j] for i, j in pairs for a, b in signs]
    found = log_posterior(problem, np.array(points)).reshape(-1, 4)
    matrix = np.zeros((size, size))
    for (i, j), (pp, pm, mp, mm) in zip(pairs, found, strict=True):
        matrix[i, j] = matrix[j, i] = (pp - pm - mp + mm) / (4.0 * _STEP**2)
    return matrix
