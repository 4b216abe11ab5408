"""This module refuses numbers that TOML allows but a double cannot hold."""

from __future__ import annotations

import math
import re

LARGEST_INTEGER = 2**53

_SPECIAL = re.compile(r"[+-]?(inf|nan)")
_DECIMAL = re.compile(r"[+-]?[0-9][0-9_]*")
_OTHER_BASE = re.compile(r"0(x[0-9a-fA-F_]+|o[0-7_]+|b[01_]+)")
_NOT_ZERO = re.compile(r"[^eE]*[1-9]")
_FLOAT = re.compile(r"[+-]?[0-9][0-9_]*(\.[0-9_]+)?([eE][+-]?[0-9_]+)?")


def number_fault(token: str) -> str:
    """Returns the rule that a bare number breaks, or an empty text.

    Values that are not numbers break none of these rules.
    """
    if _SPECIAL.fullmatch(token):
        return "must be a finite number"
    if _DECIMAL.fullmatch(token):
        return _integer_fault(token.replace("_", "").lstrip("+-").lstrip("0"), 10)
    if _OTHER_BASE.fullmatch(token):
        return _integer_fault(token[2:].replace("_", "").lstrip("0"), _BASES[token[1]])
    if _FLOAT.fullmatch(token) and math.isinf(_as_float(token)):
        return "must be a finite number"
    if _FLOAT.fullmatch(token) and _as_float(token) == 0.0 and _NOT_ZERO.match(token):
        return (
            "is too near to 0 to be held as a number; write 0 if you mean it, or take another unit"
        )
    return ""


_BASES = {"x": 16, "o": 8, "b": 2}


def _integer_fault(digits: str, base: int) -> str:
    # The length comes first, because Python refuses to read integers of thousands of digits.
    if len(digits) > 54 or (digits and int(digits, base) > LARGEST_INTEGER):
        return "must be an integer of at most 2^53; write larger numbers with a decimal point"
    return ""


def _as_float(token: str) -> float:
    try:
        return float(token)
    except ValueError:  # misplaced underscores, which the TOML parser will report
        return 0.0
