"""A search finds the values at which an objective is smallest, by SciPy.

It moves in logarithms of parameters with bounds above 0, each divided by its standard error at the
start. There steps of all parameters mean about as much, whatever their units are.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from opiodyn._checks import extras
from opiodyn._checks.check import FloatArray
from opiodyn._fit.finite import all_finite, guarded, lost
from opiodyn._fit.inside import setup_of
from opiodyn._fit.objective import Objective
from opiodyn._fit.parameters import Coordinates

Bools: TypeAlias = npt.NDArray[np.bool_]

_AT_BOUND = 1e-12  # a value so near to a bound, relative to it, is at the bound

CLOSE = 1e-3
"""A search has converged where it is nearer to the optimum than this, in standard errors."""
_METHODS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("SLSQP", {"ftol": 1e-12, "maxiter": 200}),
    ("L-BFGS-B", {"ftol": 1e-15, "gtol": 1e-7, "maxiter": 500}),
)
"""The first method needs few calls; the second goes on where the first fails."""


class Found(NamedTuple):
    """These values are what a search has found."""

    x: FloatArray
    value: float
    """This is the objective there."""
    distance: float
    """This is the distance to the optimum by the gradient, in standard errors."""
    evaluations: int
    message: str

    @property
    def converged(self) -> bool:
        """Tells whether the search came to its end."""
        return self.distance < CLOSE


class Search:
    """A search goes over the parameters that are free, and leaves the others where they are."""

    def __init__(self, goal: Objective, free: Bools, inside: Coordinates) -> None:
        self._goal, self._free, self._coordinates = goal, free, inside
        self._low, self._high = goal.low, goal.high
        self.evaluations = 0
        self.best: tuple[float, FloatArray] = (np.inf, goal.start)
        self._at = goal.start

    def run(self, x: FloatArray) -> Found:
        """Returns the best values that are found from a start.

        Raises:
            InputError: A prediction is impossible, or the likelihood is not finite.
            SolverError: A run could not go on.
            Interrupted: Ctrl-C was pressed.
        """
        with guarded(self._place):
            return self._run(x)

    def _place(self) -> dict[str, float]:
        """Returns where the search is, with the parameters that are fixed."""
        values = dict(zip(self._goal.names, self._at.tolist(), strict=True))
        return {**values, **setup_of(self._goal).fixed}

    def _run(self, x: FloatArray) -> Found:
        minimize = require_scipy().minimize
        best, message = x, "all parameters are fixed"
        for method, options in _METHODS if self._free.any() else ():
            scale = self._scale(best)
            origin = self._coordinates.inside(best)
            found = minimize(
                self._function(origin, scale),
                np.zeros(int(self._free.sum())),
                jac=True,
                method=method,
                bounds=self._bounds(origin, scale),
                options=options,
            )
            best = self._values(origin, scale, found.x)
            message, distance = str(found.message), self.distance(best)
            if distance < CLOSE / 10.0:
                break
        return Found(best, self._goal(best), self.distance(best), self.evaluations, message)

    def _function(
        self, origin: FloatArray, scale: FloatArray
    ) -> Callable[[FloatArray], tuple[float, FloatArray]]:
        def function(z: FloatArray) -> tuple[float, FloatArray]:
            self.evaluations += 1
            if not all_finite(z):
                raise lost(self._place())
            self._at = x = self._values(origin, scale, z)
            value, gradient = self._goal.derivatives(x)
            steps = (gradient * self._coordinates.slopes(x) * scale)[self._free]
            if not all_finite(value, steps):  # the method goes back from there, as from a wall
                return np.inf, np.zeros_like(steps)
            if value < self.best[0]:
                self.best = value, x
            return value, steps

        return function

    def _values(self, origin: FloatArray, scale: FloatArray, z: FloatArray) -> FloatArray:
        """Returns the values at a place of the search; rounding may put it outside the bounds."""
        place = origin.copy()
        place[self._free] += scale[self._free] * z
        found: FloatArray = np.clip(self._coordinates.outside(place), self._low, self._high)
        for bound in (self._low, self._high):  # the exponential of a logarithm is rounded
            found = np.where(np.isclose(found, bound, rtol=_AT_BOUND, atol=0.0), bound, found)
        return found

    def _bounds(self, origin: FloatArray, scale: FloatArray) -> list[tuple[float, float]]:
        low = (self._coordinates.inside(self._low) - origin) / scale
        high = (self._coordinates.inside(self._high) - origin) / scale
        return list(zip(low[self._free].tolist(), high[self._free].tolist(), strict=True))

    def _scale(self, x: FloatArray) -> FloatArray:
        """Returns the standard error of each coordinate, were the others known."""
        self._at = x
        slopes = self._coordinates.slopes(x)
        information = np.diag(self._goal.information(x)) * slopes * slopes
        found = np.where(information > 0.0, 1.0 / np.sqrt(information), 1.0)
        if not all_finite(information, found):
            raise lost(self._place())
        return found

    def distance(self, x: FloatArray) -> float:
        """Returns how far the optimum is, by gradient and information, in standard errors.

        A parameter at a bound counts only if the gradient leads inwards.
        """
        self._at = x
        slopes = self._coordinates.slopes(x)
        value, gradient = self._goal.derivatives(x)
        gradient = gradient * slopes
        held = ((x <= self._low) & (gradient > 0.0)) | ((x >= self._high) & (gradient < 0.0))
        moves = self._free & ~held
        if not moves.any():
            return 0.0
        information = self._goal.information(x) * np.outer(slopes, slopes)
        if not all_finite(value, gradient, information):
            raise lost(self._place())
        step = np.linalg.lstsq(information[np.ix_(moves, moves)], gradient[moves])[0]
        return float(np.sqrt(abs(gradient[moves] @ step)))


def require_scipy() -> Any:
    """Returns the module scipy.optimize.

    Raises:
        ImportError: SciPy is not installed; the message says how to get it.
    """
    return extras.require("scipy.optimize", "fitting", "fit")
