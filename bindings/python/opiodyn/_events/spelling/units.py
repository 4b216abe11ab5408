"""This module knows how units are spelled in tables."""

from __future__ import annotations

import re
from fractions import Fraction

from opiodyn._events.words import LONGEST

TIMES = {"min": Fraction(1, 60), "h": Fraction(1), "d": Fraction(24), "wk": Fraction(168)}
"""These units of time are read, each with its hours."""

MASSES = {
    "ng": Fraction(1, 1_000_000),
    "ug": Fraction(1, 1000),
    "mg": Fraction(1),
    "g": Fraction(1000),
}
"""These units of mass are read, each with its milligrams."""

MOLAR = {"nmol": Fraction(1), "umol": Fraction(1000), "mmol": Fraction(1_000_000)}
"""These units of amount of substance are read, each with its nanomoles."""

NO_UNIT = "-"
"""A column of plain numbers may say so with this mark."""

_SPELLINGS = {
    "s": "s sec secs second seconds",
    "min": "min mins minute minutes",
    "h": "h hr hrs hour hours",
    "d": "d day days",
    "wk": "wk wks week weeks",
    "years": "y yr yrs year years a",
    "ng": "ng",
    "ug": "ug mcg microg",
    "mg": "mg",
    "g": "g",
    "kg": "kg kgs",
    "nmol": "nmol nmoles",
    "umol": "umol",
    "mmol": "mmol",
    "mol": "mol",
    "L": "l liter liters litre litres",
    "mL": "ml",
    "nM": "nm nmol/l",
    "%": "%",
    "1": "1",
    NO_UNIT: "- -- – — none unitless",
}
_KNOWN = {word: unit for unit, words in _SPELLINGS.items() for word in words.split()}


def canonical(text: str) -> str:
    """Returns the one spelling of a unit such as "L/h" for "l / hr"; empty if it is not known.

    The text may stand in brackets. Capitals do not matter, and both micro signs are read.
    """
    if len(text) > LONGEST:
        return ""
    folded = bare(text).casefold().replace("μ", "u")  # casefold makes one micro sign of the two
    folded = re.sub(r"\s*/\s*", "/", folded)
    if folded in _KNOWN:
        return NO_UNIT if folded == "1" else _KNOWN[folded]
    inverse = re.fullmatch(r"([a-z]+)\^?-1|1?/([a-z]+)", folded)
    if inverse is not None:
        folded = f"1/{inverse[1] or inverse[2]}"
    parts = [_KNOWN.get(part, "") for part in folded.split("/")]
    return "/".join(parts) if all(parts) and NO_UNIT not in parts else ""


def is_same(one: str, other: str) -> bool:
    """Tells whether two texts are one unit; those that are not known must be the same text."""
    return (canonical(one) or one) == (canonical(other) or other)


def bare(text: str) -> str:
    """Returns the text without the brackets or parentheses around it."""
    stripped = text.strip()
    found = re.fullmatch(r"\[(.*)\]|\((.*)\)", stripped)
    return (found[1] or found[2] or "").strip() if found else stripped


def is_time(text: str) -> bool:
    """Tells whether a text is a unit of time in words, also one that tables may not have."""
    return canonical(text) in (*TIMES, "s")
