"""Closed forms of linear models, and hours between dates, without the library.

The forms give the amount in the central compartment.
"""

from datetime import datetime
from typing import NamedTuple

import numpy as np


class Body(NamedTuple):
    """What is left of 1 mg put into the central compartment at 0 is a sum of exponentials."""

    rates: tuple[float, ...]  # 1/h
    weights: tuple[float, ...]  # their sum is 1

    def bolus(self, t, every=None):
        """The amount a time t after 1 mg; in steady state if it comes every so many hours."""
        return self._sum(lambda k: _decay(t, k, every))

    def oral(self, t, ka, every=None):
        """The amount a time t after 1 mg went into a depot that empties at the rate ka."""
        return self._sum(
            lambda k: ka / (ka - k) * (_decay(t, k, every) - _decay(t, ka, every)),
        )

    def infusion(self, t, rate, length, every=None):
        """The amount a time t after the start of an infusion of so many mg/h and hours."""
        during, after = np.clip(t, 0.0, length), np.maximum(np.asarray(t) - length, 0.0)
        one = self._sum(lambda k: rate / k * (1.0 - np.exp(-k * during)) * np.exp(-k * after))
        if every is None:
            return one
        earlier = np.asarray(t) + every  # the time since the one before, which has ended
        return one + self._sum(
            lambda k: rate / k * np.expm1(k * length) * _decay(earlier, k, every)
        )

    def _sum(self, term):
        return sum(w * term(k) for k, w in zip(self.rates, self.weights, strict=True))


def one_compartment(CL, V):
    return Body((CL / V,), (1.0,))


def two_compartments(CL, V1, V2, Q):
    """The rates are the roots of s^2 - (k10 + k12 + k21) s + k10 k21."""
    k10, k12, k21 = CL / V1, Q / V1, Q / V2
    half = (k10 + k12 + k21) / 2.0
    fast = half + np.sqrt(half**2 - k10 * k21)
    slow = k10 * k21 / fast
    return Body((fast, slow), ((fast - k21) / (fast - slow), (k21 - slow) / (fast - slow)))


def _decay(t, k, every):
    """exp(-k t), and nothing before 0; the sum of those before it too if it comes again."""
    t = np.asarray(t, dtype=float)
    repeated = 1.0 if every is None else -np.expm1(-k * every)
    return np.where(t >= 0.0, np.exp(-k * np.maximum(t, 0.0)), 0.0) / repeated


def hours(*moments):
    """The hours from the first moment, such as 2020-02-28 22:00, to each of the others."""
    first, *others = (datetime.strptime(moment, "%Y-%m-%d %H:%M") for moment in moments)
    return [(other - first).total_seconds() / 3600.0 for other in others]
