"""Observations below a limit of quantification are found here, however a table writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from opiodyn._events.observed.censoring import flagged, numbers_of, words_below

if TYPE_CHECKING:
    import pandas as pd

Bools = npt.NDArray[np.bool_]


def below_limit(frame: pd.DataFrame, lloq: float | None) -> Bools:
    """Marks the rows whose value is below a limit.

    A flag says so (CENS, BLQ or BQL of 1), a word in DV ("BLQ", "<0.05"), a column LLOQ, or the
    limit of the caller.

    Raises:
        InputError: A flag is neither 0 nor 1, or a value lies between limits.
    """
    below = flagged(frame) | words_below(frame)[0]
    values = frame["dv"].to_numpy(dtype=np.float64)
    limits = numbers_of(frame, "lloq") if "lloq" in frame else np.full(len(frame), np.nan)
    limits = np.where(np.isnan(limits), lloq or 0.0, limits)
    return np.asarray(below | (np.abs(values) < limits), dtype=np.bool_)
