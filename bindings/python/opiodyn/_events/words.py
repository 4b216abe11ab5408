"""This module knows how the words of a column look, and how messages show them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from opiodyn._checks.check import FloatArray
from opiodyn._checks.small import vanishes

Words: TypeAlias = npt.NDArray[np.object_]

NUMBER = r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?"
"""This regular expression matches a decimal number."""

NOT_FINITE = r"[+-]?(?i:nan|inf|infinity)"
"""This regular expression matches what programs write for a number that is not finite."""

_PART = rf"({NUMBER}|{NOT_FINITE})"
NOT_A_REAL_NUMBER = rf"(?i:true|false)|\(?{_PART}?[+-]?{_PART}j\)?"
"""This regular expression matches what Python writes for a truth value or a complex number."""

LARGEST_WHOLE = 2.0**53
"""This is the first whole number that shares its float with the next one."""

MISSING = ("", ".", "na", "nan", "n/a", "#n/a", "<na>", "null")
"""A missing value may be written like this, in upper or lower case.

NONMEM and SAS write a full stop. R writes NA and NaN, pandas nothing, NaN or <NA>, Excel #N/A, and
databases NULL. The word None is no missing value, because it may mean that there is none.
"""


LONGEST = 100
"""No number, time, date or unit is longer [characters]; patterns are not tried on longer words."""


def given(word: str) -> str:
    """Returns a word without blanks around it; a word of `MISSING` becomes an empty text."""
    stripped = word.strip()
    return "" if stripped.lower() in MISSING else stripped


def text_of(value: str | float) -> str:
    """Returns a value as messages show it."""
    return value if isinstance(value, str) else f"{value:.15g}"


def shortened(text: str, most: int) -> str:
    """Returns a text cut to so many characters at most, with dots where it was cut."""
    return text if len(text) <= most else text[: most - 3] + "..."


def some_of(names: Sequence[object] | npt.NDArray[np.int64], most: int) -> str:
    """Returns names or numbers with commas between them, and dots after so many of them."""
    return ", ".join(map(str, names[:most])) + (", ..." if len(names) > most else "")


def plural(count: int, word: str) -> str:
    """Returns a word for so many things: row for 1 of them, rows for 2."""
    return word if count == 1 else f"{word}s"


def matches(words: Words, pattern: str) -> npt.NDArray[np.bool_]:
    """Marks the words that a regular expression matches as a whole."""
    import pandas as pd

    found = pd.Series(words, dtype=object).str.fullmatch(pattern)
    return found.to_numpy(dtype=np.bool_)


def numbers_of(words: Words) -> FloatArray:
    """Returns the nearest float of each word that is a decimal number, and NaN for the others.

    A number that is too small for a float is none, because 0 means something else.
    """
    numbers = np.full(len(words), np.nan)
    good = matches(words, NUMBER)
    numbers[good] = words[good].astype(np.float64)
    for i in np.flatnonzero(numbers == 0.0):
        if vanishes(words[i]):
            numbers[i] = np.nan
    return numbers


def unprintable(words: Words) -> npt.NDArray[np.bool_]:
    """Marks the words with characters that cannot be shown, such as control characters."""
    return np.array([not word.isprintable() for word in words])
