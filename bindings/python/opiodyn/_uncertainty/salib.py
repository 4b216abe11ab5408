"""SALib chooses where to run a model, and tells how much each parameter matters.

Parameters lie by their place in their ranges, from 0 to 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from opiodyn._checks import extras
from opiodyn._checks.check import FloatArray

LEVELS = 4  # of the grid in each range, as Morris recommends
_MORRIS = ("mu_star", "mu_star_conf", "mu", "sigma")
_SOBOL = ("ST", "ST_conf", "S1", "S1_conf")


def problem(names: Sequence[str]) -> dict[str, Any]:
    """Returns SALib's problem: each parameter by its place in its range from 0 to 1."""
    return {"num_vars": len(names), "names": list(names), "bounds": [[0.0, 1.0]] * len(names)}


def require() -> None:
    """Raises ImportError if SALib is not installed."""
    _module("sample.morris")


def morris_places(names: Sequence[str], trajectories: int, seed: int) -> FloatArray:
    """Returns where Morris's method runs the model, [run, parameter].

    A trajectory is one run more than there are parameters.
    """
    sample = _module("sample.morris").sample
    found = sample(problem(names), trajectories, num_levels=LEVELS, seed=seed)
    return np.asarray(found, dtype=np.float64)


def morris_effects(
    names: Sequence[str], places: FloatArray, answers: FloatArray, seed: int
) -> dict[str, FloatArray]:
    """Returns mu*, its 95 % half-width, mu and sigma of each parameter."""
    analyze = _module("analyze.morris").analyze
    found = analyze(problem(names), places, answers, num_levels=LEVELS, seed=seed)
    return {column: np.asarray(found[column], dtype=np.float64) for column in _MORRIS}


def sobol_places(names: Sequence[str], samples: int, seed: int) -> FloatArray:
    """Returns where Saltelli's scheme runs the model, [run, parameter].

    A sample is two runs more than there are parameters.
    """
    sample = _module("sample.sobol").sample
    found = sample(problem(names), samples, calc_second_order=False, seed=seed)
    return np.asarray(found, dtype=np.float64)


def sobol_indices(names: Sequence[str], answers: FloatArray, seed: int) -> dict[str, FloatArray]:
    """Returns the indices of each parameter, in total and of first order, with half-widths."""
    analyze = _module("analyze.sobol").analyze
    # SALib takes the seed 0 for none, and resamples at random then.
    found = analyze(problem(names), answers, calc_second_order=False, seed=seed + 1)
    return {column: np.asarray(found[column], dtype=np.float64) for column in _SOBOL}


def _module(name: str) -> Any:
    return extras.require(f"SALib.{name}", "the screening", "sensitivity")
