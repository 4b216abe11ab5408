"""A design says where in their ranges the parameters of each draw lie."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from opiodyn._checks import check, extras
from opiodyn._checks.check import FloatArray
from opiodyn._uncertainty.draws import share

_DESIGNS = ("random", "latin", "sobol")
_SAMPLERS = {"latin": "LatinHypercube", "sobol": "Sobol"}
_MOST = 1_000_000  # draws; a million months take minutes on all cores


def check_design(design: str) -> str:
    """Returns the name of a design.

    Raises:
        UnknownNameError: There is no such design.
        ImportError: The design needs SciPy, which is not there.
    """
    name = check.word("design", design)
    if name not in _DESIGNS:
        raise check.unknown("design", name, _DESIGNS)
    if name in _SAMPLERS:
        _qmc(name)
    return name


def check_draws(draws: int, design: str) -> int:
    """Returns the number of draws.

    Raises:
        InputError: The number is below 1 or too large, or no power of 2 in a Sobol design.
    """
    n = check.whole("draws", draws)
    if not 1 <= n <= _MOST:
        raise check.input_error("draws", n, f"must lie between 1 and {_MOST}")
    if design == "sobol" and n & (n - 1):
        below = 1 << (n.bit_length() - 1)
        rule = f"must be a power of 2 for design='sobol', such as {below} or {2 * below}"
        raise check.input_error("draws", n, rule)
    return n


def places(design: str, seed: int, draws: int, names: Sequence[str]) -> FloatArray:
    """Returns the places in the ranges from 0 to 1, [draw, parameter]."""
    if design in _SAMPLERS:
        sampler = getattr(_qmc(design), _SAMPLERS[design])
        return np.asarray(sampler(len(names), seed=seed).random(draws), dtype=np.float64)
    return np.array([[share(seed, draw, name) for name in names] for draw in range(draws)])


def _qmc(design: str) -> Any:
    return extras.require("scipy.stats.qmc", f"design={design!r}", "sensitivity")
