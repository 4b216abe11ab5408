"""A search sees all variables on a scale from 0 to 1."""

from __future__ import annotations

import numpy as np

from opiodyn._checks.check import FloatArray
from opiodyn._optimum.space import Space

_WIDE = 10.0  # ratio of bounds from which on amounts have a logarithmic scale


class Scale:
    """A scale maps the bounds of each variable to 0 and 1.

    Amounts between bounds that are far apart have a logarithmic scale, as doses have in a picture.
    """

    def __init__(self, space: Space) -> None:
        amounts = np.array([one.kind in ("dose", "amt") for one in space.variables])
        lows, highs = space.lows, space.highs
        self._logarithmic = amounts & (lows > 0.0) & (highs >= _WIDE * lows)
        self._lows, self._highs = lows, highs
        ends = np.where(self._logarithmic, [lows, highs], 1.0)
        self._rates = np.log(ends[1] / ends[0])

    def point(self, unit: FloatArray) -> FloatArray:
        """Returns the values of the variables, within their bounds."""
        linear = self._lows + unit * (self._highs - self._lows)
        found = np.where(self._logarithmic, self._lows * np.exp(self._rates * unit), linear)
        within = np.clip(found, self._lows, self._highs)
        # Ends are ends to the last bit.
        return np.where(unit >= 1.0, self._highs, np.where(unit <= 0.0, self._lows, within))

    def unit(self, point: FloatArray) -> FloatArray:
        """Returns the values on the scale."""
        linear = (point - self._lows) / (self._highs - self._lows)
        ratio = np.where(self._logarithmic, point, 1.0) / np.where(
            self._logarithmic, self._lows, 1.0
        )
        rates = np.where(self._logarithmic, self._rates, 1.0)
        found = np.where(self._logarithmic, np.log(ratio) / rates, linear)
        return np.where(point >= self._highs, 1.0, np.clip(found, 0.0, 1.0))

    def slopes(self, point: FloatArray) -> FloatArray:
        """Returns the derivative of each value with respect to that on the scale."""
        return np.where(self._logarithmic, point * self._rates, self._highs - self._lows)
