"""An error model says how observations scatter around a prediction f.

- ``"additive"``: DV scatters around f by ``sd``.
- ``"proportional"``: DV scatters around f by ``cv`` f.
- ``"combined"``: DV scatters around f by sqrt(``sd``^2 + ``cv``^2 f^2).
- ``"log"``: log DV scatters around log f by ``log_sd``.

These are the error models of NONMEM and Monolix (Lavielle 2014, Mixed Effects Models for the
Population Approach, section 4.2; the combined one is "combined2" of Monolix).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from opiodyn._checks.check import FloatArray

ADDITIVE, PROPORTIONAL, COMBINED, LOG = KINDS = ("additive", "proportional", "combined", "log")

PARAMETERS = {
    ADDITIVE: ("sd",),
    PROPORTIONAL: ("cv",),
    COMBINED: ("sd", "cv"),
    LOG: ("log_sd",),
}
"""Each error model has these parameters."""


class Scatter(NamedTuple):
    """A scatter holds mean and standard deviation of observations, with their derivatives."""

    mean: FloatArray
    mean_f: FloatArray
    """The derivative of the mean with respect to the prediction f."""
    sd: FloatArray
    sd_f: FloatArray
    """The derivative of the standard deviation with respect to f."""
    sd_sigma: FloatArray
    """These are its derivatives by the parameters of the error model, [observation, parameter]."""


def scatter(kind: str, f: FloatArray, sigma: FloatArray) -> Scatter:
    """Returns how observations scatter around predictions.

    Args:
        kind: The error model.
        f: The predictions; above 0 for ``"log"``.
        sigma: The parameters of the error model.
    """
    one, zero = np.ones_like(f), np.zeros_like(f)
    if kind == ADDITIVE:
        return Scatter(f, one, sigma[0] * one, zero, one[:, np.newaxis])
    if kind == PROPORTIONAL:
        return Scatter(f, one, sigma[0] * f, sigma[0] * one, f[:, np.newaxis])
    if kind == LOG:
        return Scatter(np.log(f), 1.0 / f, sigma[0] * one, zero, one[:, np.newaxis])
    a, b = sigma
    sd = np.hypot(a, b * f)
    return Scatter(f, one, sd, b * b * f / sd, np.column_stack([a / sd, b * f * f / sd]))


def relative(kind: str) -> bool:
    """Tells whether nothing scatters where the prediction is 0, which then has no likelihood."""
    return kind in (PROPORTIONAL, LOG)


def spread(kind: str, f: FloatArray, observed: FloatArray) -> list[float]:
    """Returns rough parameters of the error model, to start a search with."""
    tiny = 1e-3
    if kind == LOG:
        return [_rms(np.log(observed / f)) or tiny]
    absolute = _rms(observed - f) or tiny * _rms(observed) or 1.0
    ratio = _rms((observed - f)[f > 0.0] / f[f > 0.0]) or tiny
    whole = {ADDITIVE: [absolute], PROPORTIONAL: [ratio], COMBINED: [absolute, ratio]}[kind]
    return [one / len(whole) for one in whole]


def _rms(values: FloatArray) -> float:
    return float(np.sqrt(np.mean(np.square(values)))) if values.size else 0.0
