"""Step 3 of event tables settles in which order a column writes day, month and year."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from opiodyn._checks.check import FloatArray
from opiodyn._events.faults import Bools

OWN_ORDERS = {"date": "mdy", "dat1": "dmy", "dat2": "ymd", "dat3": "ydm"}
"""The columns of dates have these orders, as in NONMEM."""

_NAMES = {"m": "month", "d": "day", "y": "year"}
_WAYS_OUT = "say dates='mdy' or dates='dmy'"
_NOT_MONTH_FIRST = (
    "the column DATE is month/day/year, and this is not; if it is day/month/year, name the column "
    "DAT1 or say dates='dmy'"
)
_BOTH = f"has its month first in some rows and its day first in others; mend them, then {_WAYS_OUT}"
_HYPHENS = (
    "is not clear: DAT3 is year/day/month, but dates with hyphens are year-month-day; say "
    "dates='ydm' or dates='ymd'"
)


class Order(NamedTuple):
    """An order is settled, unless some words are at fault."""

    letters: str
    """The letters stand for day, month and year, as in `opiodyn.read_events`."""
    bad: Bools
    """These words are at fault."""
    rule: str = ""
    """This is the rule that they break."""


def in_words(letters: str) -> str:
    """Returns an order for messages: month/day/year for "mdy"."""
    return "/".join(_NAMES[letter] for letter in letters)


def order_with_year_first(hyphens: Bools, key: str, stated: str | None) -> Order:
    """Returns the order of dates such as 2020-01-31, whose year has four digits.

    Args:
        hyphens: These words have hyphens between their parts.
        key: The key of the column.
        stated: The order that the caller states.
    """
    nothing = np.zeros_like(hyphens)
    if stated is None and key == "dat3":
        return Order("ydm", hyphens, _HYPHENS)
    return Order("ydm" if stated == "ydm" else "ymd", nothing)


def order_of_numbers(parts: FloatArray, key: str, stated: str | None) -> Order:
    """Returns the order of dates such as 1/31/20, 1/31/2020 or 1/31.

    Args:
        parts: The numbers of each word; the third one is NaN where the year is missing.
        key: The key of the column.
        stated: The order that the caller states.
    """
    letters = stated or OWN_ORDERS.get(key, "")
    if letters.startswith("y"):
        rule = f"has its year last, but {in_words(letters)} is {_said(key, stated)}"
        return Order(letters, parts[:, 2] > 99.0, rule)
    if stated or key == "dat1":
        return Order(letters, np.zeros(len(parts), dtype=np.bool_))
    return _order_by_days(parts, key)


def _said(key: str, stated: str | None) -> str:
    return f"said with dates={stated!r}" if stated else f"the order of {key.upper()}"


def _order_by_days(parts: FloatArray, key: str) -> Order:
    """Returns month first or day first, as a day above 12 tells."""
    nothing = np.zeros(len(parts), dtype=np.bool_)
    day_first, month_first = parts[:, 0] > 12.0, parts[:, 1] > 12.0
    if key == "date" and day_first.any():
        return Order("mdy", day_first, _NOT_MONTH_FIRST)
    if day_first.any() and month_first.any():
        return Order("mdy", day_first, _BOTH)
    if day_first.any() or month_first.any():
        return Order("dmy" if day_first.any() else "mdy", nothing)
    name = ", or name the column DAT1 if the day is first" if key == "date" else ""
    rule = f"is not clear: no row tells its month from its day; {_WAYS_OUT}{name}"
    return Order("mdy", parts[:, 0] != parts[:, 1], rule)
