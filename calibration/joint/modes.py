"""Modes of a posterior are found by CMA-ES from several starts, and described by Laplace.

Everything is in standard deviations of the prior: the prior is a standard normal there.
"""

from __future__ import annotations

from collections.abc import Mapping
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
    place: FloatArray
    """The place of the mode, in standard deviations of the prior, [parameter]."""
    covariance: FloatArray
    """The covariance there, in the approximation of Laplace, [parameter, parameter]."""
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


def to_places(problem: Problem, logs: FloatArray) -> FloatArray:
    """Returns standard deviations of the priors from logarithms of the parameters."""
    middle = np.array([one.middle for one in problem.parameters])
    width = np.array([one.width for one in problem.parameters])
    return np.asarray((logs - middle) / width)


def find(problem: Problem, start: Mapping[str, float], seed: int) -> Mode:
    """Returns the mode that a start leads to.

    Args:
        problem: The problem.
        start: The values at which parameters start; others start at the middle of their prior.
        seed: The seed.
    """
    place = np.zeros(len(problem.parameters))
    for i, one in enumerate(problem.parameters):
        if one.name in start:
            place[i] = (np.log(start[one.name]) - one.middle) / one.width
    return laplace(problem, search(problem, place, seed))


@dataclass(frozen=True)
class Reached:
    """This is where a search ended."""

    place: FloatArray
    """The place in standard deviations of the prior, [parameter]."""
    log_posterior: float
    log_likelihood: float
    evaluations: int


def search(
    problem: Problem, start: FloatArray, seed: int, step: float = 0.5, generations: int = 200
) -> Reached:
    """Returns the place that CMA-ES reaches from a place of the prior.

    Args:
        problem: The problem.
        start: The place, in standard deviations of the prior, [parameter].
        seed: The seed.
        step: The first step.
        generations: The most generations.
    """
    options = {"popsize": _POPULATION, "seed": seed, "verbose": -9, "maxiter": generations}
    strategy = cma.CMAEvolutionStrategy(start, step, options | {"tolfun": 1e-3})
    while not strategy.stop():
        asked = strategy.ask()
        strategy.tell(asked, list(-log_posterior(problem, np.array(asked))))
    best = np.array(strategy.result.xbest)
    top = float(log_posterior(problem, best[np.newaxis])[0])
    likelihood = float(problem.log_likelihood(to_logs(problem, best[np.newaxis]))[0])
    return Reached(best, top, likelihood, int(strategy.result.evaluations))


def laplace(problem: Problem, reached: Reached) -> Mode:
    """Returns the mode at a place, with the curvature of the posterior there."""
    place, top = reached.place, reached.log_posterior
    size = len(place)
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
        log_likelihood=reached.log_likelihood,
        log_evidence=float(evidence),
        place=place,
        covariance=covariance,
        widths=width * np.sqrt(np.diag(covariance)),
        evaluations=reached.evaluations,
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
