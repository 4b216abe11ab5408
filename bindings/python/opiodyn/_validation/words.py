"""This module writes figures and bands as the pages and the self-test print them."""

from __future__ import annotations

import math


def number(value: float | None) -> str:
    """Returns a figure with three digits."""
    if value is None or math.isnan(value):
        return "none"
    if abs(value - 1.0) < 0.01:  # on which side of 1 it lies is often the question
        return f"{value:.4f}".rstrip("0").rstrip(".")
    if 0.0 < abs(value) < 1e-6:  # rounding errors differ between machines
        return f"below 1e{math.floor(math.log10(abs(value))) + 1:d}"
    return f"{float(f'{value:.3g}'):g}" if abs(value) < 1e4 else f"{value:.0f}"


def band(low: float, high: float) -> str:
    """Returns a band as its two ends, or as the side of one number."""
    if math.isinf(high):
        return f"above {number(low)}"
    if math.isinf(low):
        return f"below {number(high)}"
    middle, width = 0.5 * (low + high), 0.5 * (high - low)
    if width < 1e-4 * abs(middle):  # both ends would read the same
        return f"{number(middle)} within {_power(width)}"
    if high < 1e-6:
        return f"{low:g} to {_power(high)}"
    return f"{number(low)} to {number(high)}"


def _power(value: float) -> str:
    return f"{value:.0e}".replace("e-0", "e-")
