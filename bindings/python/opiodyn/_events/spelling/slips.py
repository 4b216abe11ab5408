"""This module knows what people write in cells of numbers, and the rule that it breaks."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd

from opiodyn._checks.small import RULE, vanishes
from opiodyn._events.faults import Bools
from opiodyn._events.source.cells import TableColumn
from opiodyn._events.spelling.decimals import EXPONENT, grouped
from opiodyn._events.spelling.units import canonical
from opiodyn._events.words import Words, matches

_COMMA = rf"[+-]?[0-9]*,[0-9]+{EXPONENT}"
_BEFORE_UNIT = rf"[+-]?[0-9.,]+{EXPONENT}\s*"
_THOUSANDS = "thousands take no mark: write 1000"
_OTHER_MARK = {
    ".": "decimals take a point; or say decimal=','",
    ",": "decimals take a comma here, as decimal=',' says",
}


def slips(
    words: Words, bad: Bools, column: TableColumn, advice: Callable[[str], str]
) -> Iterator[tuple[Bools, str]]:
    """Gives marks of words that break a rule which can be named, with that rule.

    Args:
        words: The different words of a column of numbers.
        bad: The mask marks those that are no numbers.
        column: The column.
        advice: Tells what to do with a unit that stands in cells.
    """
    if not bad.any():
        return
    number_slip = np.zeros_like(bad)
    for slip, rule in number_slips(words, bad, column):
        number_slip |= slip
        yield slip, rule
    yield from _with_units(words, bad & ~number_slip, advice)


def number_slips(words: Words, bad: Bools, column: TableColumn) -> Iterator[tuple[Bools, str]]:
    """Gives the marked words that may be a number, or another one, with the rule."""
    comma, rule = bad & matches(words, _COMMA), _OTHER_MARK[column.decimal or "."]
    marked = matches(words, grouped(",", ".")) | matches(words, grouped(".", ","))
    yield comma & ~marked, rule
    yield comma & marked, f"is not clear: {_THOUSANDS}, and {rule}"
    yield bad & ~comma & marked, _THOUSANDS
    yield bad & np.array([vanishes(word) for word in words], dtype=np.bool_), RULE


def _with_units(
    words: Words, bad: Bools, advice: Callable[[str], str]
) -> Iterator[tuple[Bools, str]]:
    """Gives the words that are a number with a unit behind it."""
    tails = pd.Series(words[bad], dtype=object).str.replace(f"^{_BEFORE_UNIT}", "", regex=True)
    units = np.full(len(words), "", dtype=object)
    numbered = matches(words, rf"{_BEFORE_UNIT}\D.*")[bad]
    units[bad] = [canonical(tail) if yes else "" for tail, yes in zip(tails, numbered, strict=True)]
    for unit in filter(None, dict.fromkeys(units.tolist())):
        yield units == unit, f"a cell holds a number; {advice(unit)}"
