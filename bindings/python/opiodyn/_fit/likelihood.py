"""This module computes the likelihood of observations, also below a limit of quantification.

An observed value y has the density of a normal distribution with mean m and standard deviation s
(`errors.scatter`). For the error model ``"log"`` this is the density of log y, divided by y. So
likelihoods of error models can be compared. A value below a limit L counts with the probability
Phi((L - m) / s): the method M3 of Beal (2001), J Pharmacokinet Pharmacodyn 28:481-504.

The information is that of Fisher scoring. An observed value contributes the expected information
of a normal distribution, (m' m'^T + 2 s' s'^T) / s^2. A value below its limit contributes the
curvature of -log Phi in z = (L - m) / s. It is lambda (lambda + z) z' z'^T with lambda = phi(z) /
Phi(z). Neither matrix has negative eigenvalues.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from opiodyn._checks import extras
from opiodyn._checks.check import FloatArray
from opiodyn._fit.data.observations import Bools, Observations
from opiodyn._fit.errors import LOG, Scatter, relative, scatter

_LOG_2PI = float(np.log(2.0 * np.pi))


class Contributions(NamedTuple):
    """Contributions are parts of the likelihood, one for each observation."""

    value: FloatArray
    """The logarithm of the likelihood."""
    gradient: FloatArray
    """These are its derivatives, [observation, parameter]."""
    roots: FloatArray
    """The information is the sum of the products r r^T of these vectors, [vector, parameter]."""


def contributions(
    observed: Observations, f: FloatArray, slopes: FloatArray, sigma: list[FloatArray]
) -> Contributions:
    """Returns the likelihood of all observations, with derivatives.

    Args:
        observed: The observations.
        f: The prediction of each observation.
        slopes: The derivatives of the predictions, [observation, parameter].
        sigma: The parameters of the error model of each quantity.

    Returns:
        The contributions. Derivatives are with respect to the parameters of the model first, then
        to those of the error models, quantity by quantity.
    """
    count, width = slopes.shape
    total = width + sum(map(len, sigma))
    value, gradient = np.zeros(count), np.zeros((count, total))
    roots, first = [], width
    certain = _certain(observed, f)
    for k, quantity in enumerate(observed.quantities):
        mine = (observed.quantity == k) & ~certain
        own = slice(first, first + len(sigma[k]))
        spread = scatter(quantity.error, f[mine], sigma[k])
        inner = np.zeros((int(mine.sum()), total))
        inner[:, :width] = spread.mean_f[:, np.newaxis] * slopes[mine]
        outer = np.zeros_like(inner)
        outer[:, :width] = spread.sd_f[:, np.newaxis] * slopes[mine]
        outer[:, own] = spread.sd_sigma
        part = _of_quantity(quantity.error, observed.part(mine), spread, inner, outer)
        value[mine], gradient[mine] = part.value, part.gradient
        roots.append(part.roots)
        first += len(sigma[k])
    return Contributions(value, gradient, np.vstack(roots))


def _certain(observed: Observations, f: FloatArray) -> Bools:
    """Marks values below a limit that are certain: predicted to be 0, and without scatter."""
    kinds = np.array([relative(quantity.error) for quantity in observed.quantities])
    found: Bools = observed.censored & (f <= 0.0) & kinds[observed.quantity]
    return found


def _of_quantity(
    kind: str, observed: Observations, spread: Scatter, mean: FloatArray, sd: FloatArray
) -> Contributions:
    """Returns the contributions of one quantity; `mean` and `sd` have derivatives by parameter."""
    y = np.log(observed.value) if kind == LOG else observed.value
    below, z = observed.censored, (y - spread.mean) / spread.sd
    dz = -(mean + z[:, np.newaxis] * sd) / spread.sd[:, np.newaxis]
    jacobian = y if kind == LOG else 0.0
    value = -0.5 * (z * z + _LOG_2PI) - np.log(spread.sd) - jacobian
    gradient = -z[:, np.newaxis] * dz - sd / spread.sd[:, np.newaxis]
    roots = [(part / spread.sd[:, np.newaxis])[~below] for part in (mean, np.sqrt(2.0) * sd)]
    if below.any():
        tail, ratio = _tail(z[below])
        value[below] = tail
        gradient[below] = ratio[:, np.newaxis] * dz[below]
        curvature = np.maximum(ratio * (ratio + z[below]), 0.0)
        roots.append(np.sqrt(curvature)[:, np.newaxis] * dz[below])
    return Contributions(value, gradient, np.vstack(roots))


def _tail(z: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Returns log Phi(z), and phi(z) / Phi(z)."""
    special = extras.require("scipy.special", "fitting values below a limit", "fit")
    tail: FloatArray = special.log_ndtr(z)
    return tail, np.exp(-0.5 * (z * z + _LOG_2PI) - tail)
