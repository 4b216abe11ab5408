"""Event tables: what the words of a column look like."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from opiodyn._checks.check import FloatArray

Words: TypeAlias = npt.NDArray[np.object_]

NUMBER = r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?"
"""A decimal number, as a regular expression."""

MISSING = ("", ".", "NA", "N/A")
"""How a missing value may be written: as NONMEM has it, and as R does."""


def matches(words: Words, pattern: str) -> npt.NDArray[np.bool_]:
    """Which words are as a whole what a regular expression says."""
    import pandas as pd

    found = pd.Series(words, dtype=object).str.fullmatch(pattern)
    return found.to_numpy(dtype=np.bool_)


def numbers_of(words: Words) -> FloatArray:
    """The nearest float of each word that is a decimal number; NaN for all others."""
    numbers = np.full(len(words), np.nan)
    good = matches(words, NUMBER)
    numbers[good] = words[good].astype(np.float64)
    return numbers


def unprintable(words: Words) -> npt.NDArray[np.bool_]:
    """Which words hold what cannot be shown, such as control characters."""
    return np.array([not word.isprintable() for word in words])
