"""This module knows how the words of a column look, and how messages show them."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from opiodyn._checks.check import FloatArray

Words: TypeAlias = npt.NDArray[np.object_]

NUMBER = r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?"
"""This regular expression matches a decimal number."""

MISSING = ("", ".", "NA", "N/A")
"""A missing value may be written like this, as in NONMEM and in R."""


def text_of(value: str | float) -> str:
    """Returns a value as messages show it."""
    return value if isinstance(value, str) else f"{value:.15g}"


def shortened(text: str, most: int) -> str:
    """Returns a text cut to so many characters at most, with dots where it was cut."""
    return text if len(text) <= most else text[: most - 3] + "..."


def matches(words: Words, pattern: str) -> npt.NDArray[np.bool_]:
    """Marks the words that a regular expression matches as a whole."""
    import pandas as pd

    found = pd.Series(words, dtype=object).str.fullmatch(pattern)
    return found.to_numpy(dtype=np.bool_)


def numbers_of(words: Words) -> FloatArray:
    """Returns the nearest float of each word that is a decimal number, and NaN for the others."""
    numbers = np.full(len(words), np.nan)
    good = matches(words, NUMBER)
    numbers[good] = words[good].astype(np.float64)
    return numbers


def unprintable(words: Words) -> npt.NDArray[np.bool_]:
    """Marks the words with characters that cannot be shown, such as control characters."""
    return np.array([not word.isprintable() for word in words])
