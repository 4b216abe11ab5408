"""The cases with the parameter ranges propagated (Monte Carlo)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any

import numpy as np

from opiodyn import InputError, NotConvergedError, SolverError, __version__
from opiodyn._validation.cases import Case, read
from opiodyn._validation.draws import overrides
from opiodyn._validation.measures import measure
from opiodyn._validation.world import World, preset_names

KEPT = 3  # draws whose figures are stored one by one, for a test to repeat
QUANTILES = (0.05, 0.5, 0.95)

Figure = float | str
"""A number, or the error of a model that cannot be or cannot be solved."""


def cases() -> list[Case]:
    """Those that are fast enough."""
    return [case for case in read() if case.draws]


def one(job: tuple[str, int, int]) -> dict[str, Figure]:
    """The figures of one draw under one preset, by case. The job is preset, seed, draw."""
    preset, seed, draw = job
    world = World(preset, overrides(seed, draw))
    return {case.id: _figure(case, world) for case in cases()}


def _figure(case: Case, world: World) -> Figure:
    try:
        # Six digits: less than tolerances of the solver.
        return float(f"{measure(case.setup, world):.6g}")
    except (InputError, NotConvergedError, SolverError) as error:
        return str(error).partition("\n")[0]


def propagate(count: int, seed: int, workers: int = 1) -> dict[str, Any]:
    """Draws the parameters so many times; what is found does not hang on the number of workers."""
    presets = preset_names()
    jobs = [(preset, seed, draw) for preset in presets for draw in range(count)]
    if workers == 1:
        found = list(map(one, jobs))
    else:
        with ProcessPoolExecutor(workers) as pool:
            found = list(pool.map(one, jobs, chunksize=1))
    by_preset = {p: found[i * count : (i + 1) * count] for i, p in enumerate(presets)}
    return {
        "version": __version__,
        "draws": count,
        "seed": seed,
        "cases": {case.id: _summaries(case, by_preset) for case in cases()},
        "kept": {preset: list(map(plain, draws[:KEPT])) for preset, draws in by_preset.items()},
    }


def plain(figures: dict[str, Figure]) -> dict[str, Figure | None]:
    """As JSON can hold it: None for a figure that does not exist."""
    return {
        name: None if isinstance(figure, float) and math.isnan(figure) else figure
        for name, figure in figures.items()
    }


def _summaries(case: Case, by_preset: dict[str, list[dict[str, Figure]]]) -> dict[str, Any]:
    return {p: summary(case, [one[case.id] for one in draws]) for p, draws in by_preset.items()}


def summary(case: Case, figures: Sequence[Figure]) -> dict[str, Any]:
    """Quantiles of the figures that there are, share of all draws inside the band, and how many
    could not be solved (failed) or have no figure (undefined, such as a half-life of nothing)."""
    numbers = [figure for figure in figures if isinstance(figure, float)]
    finite = [figure for figure in numbers if math.isfinite(figure)]
    low, middle, high = _quantiles(finite)
    return {
        "low": low,
        "median": middle,
        "high": high,
        "inside": sum(map(case.inside, finite)) / len(figures),
        "failed": len(figures) - len(numbers),
        "undefined": len(numbers) - len(finite),
    }


def _quantiles(figures: Iterable[float]) -> list[float | None]:
    values = list(figures)
    if not values:
        return [None] * len(QUANTILES)
    return [float(f"{value:.6g}") for value in np.quantile(values, QUANTILES)]
