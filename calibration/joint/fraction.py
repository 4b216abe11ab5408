"""Receptors rise here with the fraction that is blocked, as in the library's first edition.

The library's law (9) takes odds, A / (1 - A). Here h = A^4 / (A50^4 + A^4). Under a block that is
constant from the start, (8) then has the solution T = 1 + U h (1 - exp(-kdeg t)).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import numpy as np

from joint.data import library
from opiodyn._checks.check import FloatArray
from opiodyn._validation.cases import Setup

BLOCK, RISE = "blocked fraction at half of that rise", "largest rise of mu receptors"
_POWER = 4  # of the first edition
_HELD = re.compile(r"hold\(([\d.]+), \d+\)")


def is_density(setup: Setup) -> bool:
    """Tells whether a figure is the density of mu under a block that is held."""
    return setup.column == "density.mu" and _HELD.fullmatch(setup.regimen) is not None


def density(setup: Setup, draws: Mapping[str, FloatArray]) -> FloatArray:
    """Returns the density of mu at the end of the hours that count, [draw]."""
    held = _HELD.fullmatch(setup.regimen)
    assert held is not None  # the caller asks for such figures alone
    level, hours = float(held[1]), max(setup.start, setup.to)
    blocked = level / (1.0 + level)
    h = blocked**_POWER / (draws[BLOCK] ** _POWER + blocked**_POWER)
    kdeg = np.log(2.0) / library()["mu.turnover_half_life"].value
    return np.asarray(1.0 + draws[RISE] * h * -np.expm1(-kdeg * hours))
