"""A normal posterior stands for a problem of the calibration: all about it is known."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import stats


@dataclass(frozen=True)
class One:
    """A parameter of the problem."""

    name: str
    middle: float
    width: float


class Gaussian:
    """The likelihood of logarithms is normal, with correlated errors about `seen`.

    `stop` is how many calls of the likelihood may be made before it raises KeyboardInterrupt.
    """

    def __init__(self, stop: float = float("inf")) -> None:
        self.parameters = [One("a", 0.3, 1.2), One("b", -1.0, 0.5), One("c", 2.0, 0.8)]
        self.names = [one.name for one in self.parameters]
        self.structure: Any = None
        self.figures: tuple[()] = ()
        self.seen = np.array([0.9, -0.6, 1.2])
        self.error = np.array([[0.09, 0.03, 0.0], [0.03, 0.04, 0.01], [0.0, 0.01, 0.25]])
        self.left = stop
        self.calls = 0

    def log_likelihood(self, logs):
        self.left -= 1
        self.calls += 1
        if self.left < 0:
            raise KeyboardInterrupt
        return np.atleast_1d(stats.multivariate_normal.logpdf(logs, self.seen, self.error))

    @property
    def prior(self):
        """The mean and the covariance of the prior."""
        middle = np.array([one.middle for one in self.parameters])
        return middle, np.diag([one.width**2 for one in self.parameters])

    @property
    def log_evidence(self):
        """What was seen has a normal density before the data: errors and prior add up."""
        middle, spread = self.prior
        return stats.multivariate_normal.logpdf(self.seen, middle, spread + self.error)

    @property
    def posterior(self):
        """The mean and the covariance of the posterior, by precisions."""
        middle, spread = self.prior
        inner, outer = np.linalg.inv(self.error), np.linalg.inv(spread)
        covariance = np.linalg.inv(inner + outer)
        return covariance @ (inner @ self.seen + outer @ middle), covariance
