"""Observations below a limit of quantification are known by flags, and by words in DV."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from opiodyn._checks import check
from opiodyn._checks.check import FloatArray
from opiodyn._checks.shown import shown
from opiodyn._checks.small import RULE, vanishes
from opiodyn._events.faults import Bools

if TYPE_CHECKING:
    import pandas as pd

_FLAGS = ("cens", "blq", "bql")
_OTHER_CENSORING = ("limit", "uloq")
_WORDS = {"blq", "bql", "bloq", "bllq", "blloq", "loq", "lloq", "<lloq", "<loq", "< lloq", "< loq"}


def flagged(frame: pd.DataFrame) -> Bools:
    """Marks the rows whose flag (CENS, BLQ or BQL of 1) says that the value is below a limit.

    Args:
        frame: The frame of a table, as `EventTable.frame` has it.

    Raises:
        InputError: A flag is neither 0 nor 1, or a value lies between limits.
    """
    for key in filter(frame.columns.__contains__, _OTHER_CENSORING):
        values = numbers_of(frame, key)
        rule = "says that a value lies between limits, which is not read; leave it out"
        _refuse(frame, ~np.isnan(values), key, values, rule)
    found = np.zeros(len(frame), dtype=np.bool_)
    for key in filter(frame.columns.__contains__, _FLAGS):
        values = np.nan_to_num(numbers_of(frame, key))
        rule = "must be 0 or 1, which means below the limit; other censoring is not read"
        _refuse(frame, ~np.isin(values, (0.0, 1.0)), key, values, rule)
        found |= values == 1.0
    return found


def words_below(frame: pd.DataFrame) -> tuple[Bools, FloatArray]:
    """Marks the rows where DV is a word such as "BLQ" or "<0.05", and returns the limits named.

    The limit is NaN where the word names none.
    """
    words = [str(word).strip().lower() for word in frame.get("dv_text", [""] * len(frame))]
    limits = np.array(list(map(_limit, words)), dtype=np.float64)
    named = np.array([word in _WORDS for word in words], dtype=np.bool_)
    return named | ~np.isnan(limits), limits


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
        if vanishes(word):
            raise check.input_error(_field(frame, place, key), shown(word), RULE)
        try:
            found[place] = float(word)
        except ValueError:
            field = _field(frame, place, key)
            raise check.input_error(field, shown(word), "must be a number") from None
    return found


def _limit(word: str) -> float:
    """Returns the limit that a word such as "<0.05" names; NaN if it names none."""
    try:
        found = float(word[1:]) if word.startswith("<") else np.nan
    except ValueError:
        return np.nan
    return found if np.isfinite(found) and not vanishes(word[1:]) else np.nan


def _refuse(frame: pd.DataFrame, bad: Bools, key: str, values: FloatArray, rule: str) -> None:
    if bad.any():
        first = int(np.argmax(bad))
        raise check.input_error(_field(frame, first, key), f"{values[first]:g}", rule)


def _field(frame: pd.DataFrame, place: int, key: str) -> str:
    return f"row {frame['row'].iloc[place]}, column {key.upper()}"
