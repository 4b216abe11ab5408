"""This module knows numbers with decimal commas, and with marks between their thousands."""

from __future__ import annotations

import re

EXPONENT = r"([eE][+-]?[0-9]+)?"
"""This regular expression matches the exponent of a number, or nothing."""

_POINTS_AND_COMMAS = str.maketrans(".,", ",.")


def grouped(mark: str, decimal: str) -> str:
    """Returns a regular expression of numbers with a mark or a blank between their thousands."""
    return rf"[+-]?[0-9]{{1,3}}([{mark}\s'][0-9]{{3}})+([{decimal}][0-9]*)?{EXPONENT}"


_MARKED = re.compile(
    rf"[+-]?[0-9]*[.,][0-9]*{EXPONENT}|{grouped(',', '.')}|{grouped('.', ',')}",
)


def swapped(word: str) -> str:
    """Returns a number with commas for points and points for commas; other words as they are.

    So a number with a decimal comma becomes one with a point, and one with a point becomes none.
    """
    return word.translate(_POINTS_AND_COMMAS) if _MARKED.fullmatch(word) else word
