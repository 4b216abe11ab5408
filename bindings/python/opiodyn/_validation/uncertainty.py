"""Monte Carlo propagates the ranges of the parameters to the figures of the cases."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any, NamedTuple

import numpy as np

from opiodyn import _core
from opiodyn._uncertainty.draws import overrides
from opiodyn._validation.cases import Case, read
from opiodyn._validation.measures import measure
from opiodyn._validation.world import World, preset_names

KEPT = 3  # draws whose figures are stored one by one, for a test to repeat
QUANTILES = (0.05, 0.5, 0.95)

Figure = float | str
"""This is a number, or the error of a model that could not be made or solved."""


class Job(NamedTuple):
    """A job is what one process does at a time: one draw under one preset."""

    preset: str
    seed: int
    draw: int
    names: tuple[str, ...] = ()  # names of the cases; none: all


def cases(names: Sequence[str] = ()) -> list[Case]:
    """Returns the cases that are drawn, of these names or all."""
    every = read("receptors")
    return [case for case in every if case.draws and (not names or case.id in names)]


def one(job: Job) -> dict[str, Figure]:
    """Returns the figures of one draw by case, for the cases that have so many draws."""
    world = World(job.preset, overrides(job.seed, job.draw))
    asked = (case for case in cases(job.names) if job.draw < case.draws)
    return {case.id: figure(case, world) for case in asked}


def figure(case: Case, world: World) -> Figure:
    """Returns the figure of a case in a world, or the error of a model that could not be solved."""
    try:
        # Six digits: less than tolerances of the solver.
        return float(f"{measure(case.setup, world):.6g}")
    except (_core.InputError, _core.NotConvergedError, _core.SolverError) as error:
        return str(error).partition("\n")[0]


def propagate(
    count: int,
    seed: int,
    workers: int = 1,
    names: tuple[str, ...] = (),
    only: Sequence[str] = (),
) -> dict[str, Any]:
    """Draws the parameters so many times; the number of workers does not change the result.

    Args:
        count: The number of draws.
        seed: The seed.
        workers: The processes that share the draws.
        names: The names of the cases; none: all.
        only: The presets; none: all.
    """
    presets, asked = [p for p in preset_names() if not only or p in only], cases(names)
    needed = min(count, max(case.draws for case in asked))
    jobs = [Job(preset, seed, draw, names) for preset in presets for draw in range(needed)]
    found = list(map(one, jobs)) if workers == 1 else _shared(jobs, workers)
    by_preset = {p: found[i * needed : (i + 1) * needed] for i, p in enumerate(presets)}
    return {
        "version": _core.__version__,
        "draws": count,
        "seed": seed,
        "cases": {case.id: _summaries(case, by_preset) for case in asked},
        "kept": {preset: list(map(plain, draws[:KEPT])) for preset, draws in by_preset.items()},
    }


def _shared(jobs: list[Job], workers: int) -> list[dict[str, Figure]]:
    """Returns what processes find; after Ctrl-C they end with the draw that they are at."""
    pool = ProcessPoolExecutor(workers)
    try:
        return list(pool.map(one, jobs, chunksize=1))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def merged(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """Returns all draws with those of some cases or presets replaced, in the order of the cases."""
    same = ("version", "draws", "seed")
    if any(old[key] != new[key] for key in same):
        raise ValueError(f"draws can be merged only if {', '.join(same)} are the same")

    def ordered(found: dict[str, Any]) -> dict[str, Any]:
        return {case.id: found[case.id] for case in cases() if case.id in found}

    every = {
        name: {**old["cases"].get(name, {}), **by_preset}
        for name, by_preset in new["cases"].items()
    }
    kept = {
        preset: [
            ordered({**before, **after})
            for before, after in zip(draws, new["kept"].get(preset, [{}] * KEPT), strict=True)
        ]
        for preset, draws in old["kept"].items()
    }
    return {**old, "cases": ordered({**old["cases"], **every}), "kept": kept}


def plain(figures: dict[str, Figure]) -> dict[str, Figure | None]:
    """Returns the figures as JSON can hold them, with None for a figure that does not exist."""
    return {
        name: None if isinstance(figure, float) and math.isnan(figure) else figure
        for name, figure in figures.items()
    }


def _summaries(case: Case, by_preset: dict[str, list[dict[str, Figure]]]) -> dict[str, Any]:
    return {
        p: summary(case, [one[case.id] for one in draws if case.id in one])
        for p, draws in by_preset.items()
    }


def summary(case: Case, figures: Sequence[Figure]) -> dict[str, Any]:
    """Returns what the page says of the draws of a case.

    Quantiles are those of the figures that exist; the share inside the band is one of all draws.
    A draw has failed if its model could not be solved. It is undefined if it has no figure, such
    as a half-life of nothing.
    """
    numbers = [figure for figure in figures if isinstance(figure, float)]
    finite = [figure for figure in numbers if math.isfinite(figure)]
    low, middle, high = _quantiles(finite)
    return {
        "draws": len(figures),
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
