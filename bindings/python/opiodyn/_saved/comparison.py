"""This module says whether a run has the bits of a saved one, and if not, why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from opiodyn import _core
from opiodyn._checks.check import FloatArray
from opiodyn._result.inside import trajectory_of
from opiodyn._runs.inside import unfinished
from opiodyn._runs.run import Run
from opiodyn._runs.runs import Runs
from opiodyn._saved.models import listed
from opiodyn._saved.numbers import blocks_of
from opiodyn._saved.read import Saved
from opiodyn._saved.request import machine

_SOLVERS = ("method", "kernel")


def reason_of(saved: Saved, run: Run | Runs, as_saved: bool) -> str:
    """Returns why a run has other numbers than the saved one; empty if it has the same bits.

    Args:
        saved: The saved run.
        run: The run that was made now.
        as_saved: Whether it has the values of the file, and not those of the library.
    """
    old, new = saved.reached, blocks_of(run)
    pairs = list(zip(old, new, strict=True))
    if all(_same(a, b) for a, b in zip(saved.blocks, new, strict=True)):
        return ""
    if all(_same(a, b[: len(a)]) for a, b in pairs):
        return (
            "The saved run had ended early, and this one came further: "
            f"{saved.ended_early()}. As far as it came, the bits are the same."
        )
    return f"{_difference(pairs)}: {'; '.join(_causes(saved, run, as_saved))}."


def _same(first: FloatArray, second: FloatArray) -> bool:
    """Tells whether arrays have the same bits; where a run has no number, both have none."""
    if first.shape != second.shape:
        return False
    bits = np.ascontiguousarray(first).view(np.int64) == np.ascontiguousarray(second).view(np.int64)
    return bool(np.all(bits | (np.isnan(first) & np.isnan(second))))


def _difference(pairs: Sequence[tuple[FloatArray, FloatArray]]) -> str:
    worst = max(_relative(a[: len(b)], b[: len(a)]) for a, b in pairs)
    return f"The numbers differ by up to {worst:.1e} of the largest one of their column"


def _relative(old: FloatArray, new: FloatArray) -> float:
    """Returns the largest difference of two courses, relative to the size of the column."""
    if old.size == 0:
        return 0.0
    largest = np.maximum(np.max(np.abs(old), axis=0), np.finfo(float).tiny)
    return float(np.nanmax(np.abs(old - new) / largest, initial=0.0))


def _causes(saved: Saved, run: Run | Runs, as_saved: bool) -> Iterator[str]:
    """Yields what can make numbers differ, each in words."""
    found = [*_of_library(saved, as_saved), *_of_solver(saved, run), *_of_run(run)]
    request = saved.request
    if request.version != _core.__version__:
        found.append(f"opiodyn {request.version} saved them, and this is {_core.__version__}")
    if request.machine != machine():
        found.append(f"they are of another machine ({request.machine}), and this is {machine()}")
    yield from found or [
        "version, library, solver and kind of machine are the same, so that the installed opiodyn "
        "was built in another way or changed since"
    ]


def _of_library(saved: Saved, as_saved: bool) -> Iterator[str]:
    moved = [] if as_saved else saved.moved()
    if moved:
        yield f"the library has other values: {listed(moved)}"


def _of_solver(saved: Saved, run: Run | Runs) -> Iterator[str]:
    now = trajectory_of(run if isinstance(run, Run) else run[0]).provenance
    for name in _SOLVERS:
        before, after = saved.request.provenance.get(name, "none"), now.get(name, "none")
        if before != after:
            yield f"the {name} of the solver was {before!r} and is {after!r}"


def _of_run(run: Run | Runs) -> Iterator[str]:
    if isinstance(run, Run):
        if not run.complete:
            yield f"this run ended early ({run.status})"
    elif left := unfinished(run):
        yield f"{len(left)} of these runs ended early ({left[0][1]})"
