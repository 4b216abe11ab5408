"""This module has the runs of `opiodyn bench`, their bits and their times.

No number of these runs comes out of a mathematical library, so that their bits are the same on
every machine.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable
from importlib import resources
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from opiodyn import _core
from opiodyn._dosing.regimen import regimen
from opiodyn._model.model import Model
from opiodyn._simulate.simulate import simulate
from opiodyn._sweep.sweep import sweep

DAYS, PEOPLE = 30, 64
MONTH = f"naltrexone 4.5 mg po q24h x{DAYS}"
MEASURES = ["tone.mu.mean", "tone.mu.peak", "occupancy.naltrexone.mu.area"]


class Figures(NamedTuple):
    """The figures of a run say what it did: they are the same on every machine."""

    steps: int
    """The number of accepted steps [-]."""
    sha256: str
    """The hash covers the numbers of the run: doubles, the lowest byte first."""


class Timed(NamedTuple):
    """A timed run has its figures, its kernel and the least time of several rounds."""

    figures: Figures
    kernel: str
    ms: float
    """The processor time of the thread [ms]."""


def alone(seconds: float) -> Timed:
    """Runs a month of one person again and again for so many seconds, at default options.

    The numbers are those at times of whole hours. The default ones come out of powers.
    """
    model, doses = Model(), regimen(MONTH)
    run = simulate(doses, model=model, times=np.arange(6.0, 24.0 * DAYS + 3.0, 6.0))
    table = run.to_pandas()
    figures = Figures(run.steps, digest([table[name].to_numpy() for name in table]))
    kernel = kernel_of(doses, model)
    return Timed(figures, kernel, least_ms(lambda: simulate(doses, model=model), seconds))


def batch(seconds: float) -> Timed:
    """Runs a batch of people on one thread again and again for so many seconds."""
    model, doses = Model(), regimen(MONTH)
    # Whole numbers, near the clearance of the library.
    clearances = np.arange(100.0, 100.0 + PEOPLE)

    def run() -> Any:
        return sweep(
            doses,
            over={"naltrexone.CL": clearances},
            model=model,
            metrics=MEASURES,
            threads=1,
        )

    rows = run()
    figures = Figures(int(rows["steps"].sum()), digest([rows[name].values for name in MEASURES]))
    return Timed(figures, kernel_of(doses, model), least_ms(run, seconds))


CASES: dict[str, Callable[[float], Timed]] = {
    "one month alone": alone,
    f"{PEOPLE} months in a batch": batch,
}


def kernel_of(doses: _core.Regimen, model: Model) -> str:
    """Returns what computes the steps of this model, alone and in a batch: "plan" or its code."""
    return str(simulate(doses, model=model, times=[0.0]).provenance.get("kernel", "not named"))


def expected() -> dict[str, Figures]:
    """Returns the figures on file, which `scripts/expected` writes."""
    text = resources.files(__package__).joinpath("expected.json").read_text(encoding="utf-8")
    return {name: Figures(**figures) for name, figures in json.loads(text).items()}


def digest(columns: list[npt.NDArray[np.float64]]) -> str:
    """Returns the SHA-256 of these numbers as doubles, the lowest byte first."""
    found = hashlib.sha256()
    for values in columns:
        found.update(np.ascontiguousarray(values, dtype="<f8").tobytes())
    return found.hexdigest()


def least_ms(work: Callable[[], object], seconds: float) -> float:
    """Repeats this for so many seconds; returns the least time that it took the thread [ms]."""
    best, end = float("inf"), time.perf_counter() + seconds
    while best == float("inf") or time.perf_counter() < end:
        begin = time.thread_time()
        work()
        best = min(best, time.thread_time() - begin)
    return 1e3 * best
