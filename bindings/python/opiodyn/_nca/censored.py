"""Observations below a limit of quantification are found here, however a table writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from opiodyn._checks import check
from opiodyn._checks.check import FloatArray
from opiodyn._checks.shown import shown

if TYPE_CHECKING:
    import pandas as pd

Bools = npt.NDArray[np.bool_]

_FLAGS = ("cens", "blq", "bql")
_OTHER_CENSORING = ("limit", "uloq")
_WORDS = {"blq", "bql", "bloq", "bllq", "blloq", "loq", "lloq", "<lloq", "<loq", "< lloq", "< loq"}


def below_limit(frame: pd.DataFrame, lloq: float | None) -> Bools:
    """Marks the rows whose value is below a limit.

    A flag says so (CENS, BLQ or BQL of 1), a word in DV ("BLQ", "<0.05"), a column LLOQ, or the
    limit of the caller.

    Raises:
        InputError: A flag is neither 0 nor 1, or a value lies between limits.
    """
    for key in filter(frame.columns.__contains__, _OTHER_CENSORING):
        given = numbers_of(frame, key)
        rule = "says that a value lies between limits; leave it out"
        _refuse(frame, ~np.isnan(given), key, given, rule)
    below = np.array([_is_below(str(word)) for word in frame.get("dv_text", [])], dtype=np.bool_)
    below = below if below.size else np.zeros(len(frame), dtype=np.bool_)
    for key in filter(frame.columns.__contains__, _FLAGS):
        flags = np.nan_to_num(numbers_of(frame, key))
        wrong = ~np.isin(flags, (0.0, 1.0))
        _refuse(frame, wrong, key, flags, "must be 0, or 1 for below the limit")
        below |= flags == 1.0
    values = frame["dv"].to_numpy(dtype=np.float64)
    limits = numbers_of(frame, "lloq") if "lloq" in frame else np.full(len(frame), np.nan)
    limits = np.where(np.isnan(limits), lloq or 0.0, limits)
    return np.asarray(below | (np.abs(values) < limits), dtype=np.bool_)


def numbers_of(frame: pd.DataFrame, key: str) -> FloatArray:
    """Returns a column that must hold numbers; NaN where a cell is empty.

    Raises:
        InputError: A cell holds something else.
    """
    column = frame[key].to_numpy()
    if column.dtype != object:
        return np.asarray(column, dtype=np.float64)
    found = np.full(len(column), np.nan)
    for place, word in enumerate(column):
        if word == "":
            continue
        try:
            found[place] = float(word)
        except ValueError:
            field = f"row {frame['row'].iloc[place]}, column {key.upper()}"
            raise check.input_error(field, shown(word), "must be a number") from None
    return found


def _is_below(word: str) -> bool:
    text = word.strip().lower()
    if text in _WORDS:
        return True
    try:
        return text.startswith("<") and np.isfinite(float(text[1:]))
    except ValueError:
        return False


def _refuse(frame: pd.DataFrame, bad: Bools, key: str, values: FloatArray, rule: str) -> None:
    if bad.any():
        first = int(np.argmax(bad))
        field = f"row {frame['row'].iloc[first]}, column {key.upper()}"
        raise check.input_error(field, f"{values[first]:g}", rule)
