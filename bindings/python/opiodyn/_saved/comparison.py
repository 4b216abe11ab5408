"""This module says whether a run has the bits of a saved one, and if not, why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from opiodyn import _core
from opiodyn._checks.check import FloatArray
from opiodyn._result.inside import trajectory_of
from opiodyn._runs.run import Run
from opiodyn._runs.runs import Runs
from opiodyn._saved.models import listed
from opiodyn._saved.numbers import blocks_of
from opiodyn._saved.read import Saved
from opiodyn._saved.request import machine


def reason_of(saved: Saved, run: Run | Runs, as_saved: bool) -> str:
    """Returns why a run has other numbers than the saved one; empty if it has the same bits."""
    new = blocks_of(run)
    if _same(saved.blocks, new):
        return ""
    whole = [(a, b) for a, b in zip(saved.reached, new, strict=False) if len(a) <= len(b)]
    if len(whole) == len(saved.blocks) == len(new) and all(_same([a], [b[: len(a)]]) for a, b in whole):
        return _longer(saved)
    causes = "; ".join(_causes(saved, run, as_saved))
    return f"{_difference(saved.blocks, new)}: {causes}."


def _same(first: Sequence[FloatArray], second: Sequence[FloatArray]) -> bool:
    """Tells whether arrays have the same bits; so do two NaN, where a run has no number."""
    return len(first) == len(second) and all(
        a.shape == b.shape and bool(np.all((a.view(np.int64) == b.view(np.int64)) | (np.isnan(a) & np.isnan(b))))
        for a, b in zip(first, second, strict=True)
    )
