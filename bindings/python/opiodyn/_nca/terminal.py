"""The terminal phase of a curve is found here, by regression of its logarithm on time.

The rule is that of Phoenix WinNonlin and PKNCA. Regressions take the last three points, the last
four, and so on. Of those that decline, the one with the largest adjusted R2 is best. One with more
points is taken if its adjusted R2 is hardly smaller.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from opiodyn._checks.check import FloatArray

FEWEST = 3
"""A regression needs as many points, as in Phoenix WinNonlin and PKNCA."""


class Terminal(NamedTuple):
    """A terminal phase is a straight line through the logarithms of the last points."""

    slope: float
    """This is lambda_z, the rate of the decline [1/h]."""
    points: int
    fit: float
    """This is the adjusted R2 [-]."""
    begin: float
    end: float
    """The first and the last point have these times [h]."""


def best_terminal(times: FloatArray, values: FloatArray, slack: float) -> Terminal | None:
    """Returns the best terminal phase that ends with the last point; None if nothing declines.

    Args:
        times: The times of the points [h], ascending.
        values: The concentrations, above 0.
        slack: A regression of more points may have an adjusted R2 that is so much smaller [-].
    """
    starts = range(len(times) - FEWEST, -1, -1)
    fits = [terminal_of(times[start:], values[start:]) for start in starts]
    falling = [fit for fit in fits if fit.slope > 0.0]
    if not falling:
        return None
    enough = max(fit.fit for fit in falling) - slack
    return max((fit for fit in falling if fit.fit >= enough), key=lambda fit: fit.points)


def terminal_of(times: FloatArray, values: FloatArray) -> Terminal:
    """Returns the straight line through the logarithms of all points.

    The adjusted R2 is ``1 - (1 - R2) (n - 1) / (n - 2)`` for n points. Concentrations that are all
    the same have a slope of 0, and an adjusted R2 of 0.
    """
    logs, count = np.log(values), len(times)
    # Times from the middle, so that late ones lose no digits.
    after = times - times.mean()
    slope, middle = np.polyfit(after, logs, 1)
    total = float(((logs - logs.mean()) ** 2).sum())
    left = float(((logs - middle - slope * after) ** 2).sum())
    level = total <= np.finfo(float).eps * count
    unexplained = 1.0 if level else left / total * (count - 1) / (count - 2)
    rate = 0.0 if level else -float(slope)
    return Terminal(rate, count, 1.0 - unexplained, float(times[0]), float(times[-1]))
