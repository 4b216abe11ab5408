"""A sweep that cannot go on says so by an error with what was finished."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from opiodyn import _core
from opiodyn._checks.pickles import pickled_error

if TYPE_CHECKING:
    import xarray as xr


class SweepError(RuntimeError):
    """A sweep could not go on: a worker was lost, or a chunk could not be written.

    Attributes:
        partial: The dataset has what was finished; the rest has the status ``"not run"``.
        chunk: This is the number of the chunk.
    """

    partial: xr.Dataset
    chunk: int


pickled_error(SweepError)


def interrupted(partial: Any) -> _core.Interrupted:
    """Returns the error of Ctrl-C, with the part that was finished."""
    error = _core.Interrupted("interrupted; what was finished is in .partial")
    error.time, error.step = np.nan, np.nan
    error.state, error.reason = "none", "interrupted"
    error.partial = partial
    return error
