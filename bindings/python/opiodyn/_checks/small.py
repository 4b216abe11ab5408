"""A number that is nearer to 0 than any double would be read as 0, which means something else."""

from __future__ import annotations

import re

RULE = "is too near to 0 to be held as a number; write 0 if you mean it, or take another unit"
_DIGIT = re.compile(r"[1-9]")


def vanishes(text: str) -> bool:
    """Tells whether a text is a decimal number other than 0 that a double holds as 0."""
    before = re.split("[eE]", text, maxsplit=1)[0]
    if not _DIGIT.search(before):
        return False
    try:
        return float(text) == 0.0
    except ValueError:
        return False
