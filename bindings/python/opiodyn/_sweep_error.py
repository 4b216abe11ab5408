"""How a sweep says that it could not go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import xarray as xr


class SweepError(RuntimeError):
    """A sweep that could not go on: a worker was lost, or a chunk could not be written.

    Attributes:
        partial: The dataset with what was finished; the rest has the status ``"not run"``.
        chunk: The number of the chunk.
    """

    partial: xr.Dataset
    chunk: int
