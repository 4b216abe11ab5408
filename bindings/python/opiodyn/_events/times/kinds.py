"""Step 3 of event tables tells numbers, times of day, durations and dates in TIME apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import IntEnum

import numpy as np
import numpy.typing as npt
import pandas as pd

from opiodyn._checks.check import FloatArray
from opiodyn._events.words import LONGEST, NOT_FINITE, NUMBER, Words, numbers_of

_HALF = r"(?: ?[AaPp]\.?[Mm]\.?)"
_CLOCK = rf"[0-9]{{1,2}}:[0-9]{{2}}(?::[0-9]{{2}}(?:\.[0-9]+)?)?{_HALF}?"
_WHOLE_HOUR = rf"[0-9]{{1,2}}{_HALF}"
_ZONE = r"(?:Z|UTC|[+-][0-9]{2}(?::?[0-9]{2})?)"
_DURATION = r"-?[0-9]+ days?,? [+-]?[0-9:.]+"
_DATE = (
    r"[0-9]{1,4}[-/.][0-9]{1,2}(?:[-/.][0-9]{1,4})?|[0-9]{1,2}[-/. ]?[A-Za-z]{3,9}[-/. ]?[0-9]{2,4}"
)

_DAY_OF_MOMENT = r"(?![0-9]+ day)[0-9]+[-/. A-Za-z].*?[0-9]"
_MOMENT = rf"({_DAY_OF_MOMENT})(?:[T:]| +)({_CLOCK})(?: ?({_ZONE}))?"
_CLOCK_PARTS = re.compile(r"([0-9]+)(?::([0-9]+)(?::([0-9.]+))?)? ?([AaPp])?[.Mm]*")
_DAY = 86400.0


class Kind(IntEnum):
    """The kind of a word tells how it writes a time."""

    OTHER = 0
    MISSING = 1
    NUMBER = 2
    CLOCK = 3
    DURATION = 4
    MOMENT = 5
    DATE = 6

    @property
    def described(self) -> str:
        """The kind is described in words for messages."""
        return _DESCRIBED[self]


_DESCRIBED = {
    Kind.OTHER: "no time",
    Kind.MISSING: "missing",
    Kind.NUMBER: "a number",
    Kind.CLOCK: "a time of day",
    Kind.DURATION: "a duration",
    Kind.MOMENT: "a date with a time of day",
    Kind.DATE: "a date without a time of day",
}
_PATTERNS = {
    kind: re.compile(f"^(?:{pattern})$", re.MULTILINE)
    for kind, pattern in {
        Kind.NUMBER: f"{NUMBER}|{NOT_FINITE}",
        Kind.CLOCK: f"{_CLOCK}|{_WHOLE_HOUR}",
        Kind.DURATION: _DURATION,
        Kind.MOMENT: _MOMENT,
        Kind.DATE: _DATE,
    }.items()
}
_MAY_BE_MORE = re.compile(r"[^0-9.eE+\n-]|[0-9]-")


def are_numbers(words: Sequence[str]) -> bool:
    """Tells whether all words look like numbers, at one glance."""
    return _MAY_BE_MORE.search("\n".join(words)) is None


def kinds_of(words: Sequence[str] | Words) -> npt.NDArray[np.int64]:
    """Returns the `Kind` of each word; a column of one kind is known at one glance."""
    first = _kind(words[0])
    text = "\n".join(words)
    one_each = first in _PATTERNS and text.count("\n") == len(words) - 1
    short = len(text) <= LONGEST or max(map(len, words)) <= LONGEST
    if one_each and short and len(_PATTERNS[first].findall(text)) == len(words):
        return np.full(len(words), first, dtype=np.int64)
    return np.fromiter((_kind(word) for word in words), dtype=np.int64, count=len(words))


def _kind(word: str) -> Kind:
    if word == "":
        return Kind.MISSING
    if len(word) > LONGEST and not _PATTERNS[Kind.NUMBER].fullmatch(word):
        return Kind.OTHER
    found = (kind for kind, pattern in _PATTERNS.items() if pattern.fullmatch(word))
    return next(found, Kind.OTHER)


def seconds_of_day(words: Words, kinds: npt.NDArray[np.int64], factor: float) -> FloatArray:
    """Returns the second of the day of each word, and NaN where it is none.

    Args:
        words: Times of day, numbers and durations.
        kinds: The kind of each word.
        factor: Factor from numbers to hours.
    """
    seconds = np.full(len(words), np.nan)
    numbers = kinds == Kind.NUMBER
    with np.errstate(over="ignore"):
        seconds[numbers] = np.round(numbers_of(words[numbers]) * factor * 3600.0, 9)
    durations = kinds == Kind.DURATION
    seconds[durations] = hours_of_durations(words[durations]) * 3600.0
    clocks = kinds == Kind.CLOCK
    seconds[clocks] = [_seconds(word) for word in words[clocks]]
    return np.where((seconds >= 0.0) & (seconds <= _DAY), seconds, np.nan)


def _seconds(clock: str) -> float:
    """Returns the second of the day that a clock shows; NaN if no clock shows this."""
    found = _CLOCK_PARTS.fullmatch(clock)
    assert found
    hour, minute, second, half = int(found[1]), int(found[2] or 0), float(found[3] or 0), found[4]
    if minute > 59 or second >= 60.0 or (half and not 1 <= hour <= 12):
        return np.nan
    if half:
        hour = hour % 12 + (12 if half in "Pp" else 0)
    return hour * 3600.0 + minute * 60.0 + second


def hours_of_durations(words: Words) -> FloatArray:
    """Returns the length of each duration [h], and NaN where it cannot be held."""
    lengths = pd.to_timedelta(pd.Series(words, dtype=object), errors="coerce")
    return np.asarray(lengths.dt.total_seconds() / 3600.0, dtype=np.float64)


def moments_of(words: Words) -> tuple[list[str], list[str], list[str]]:
    """Returns the dates, the times of day and the time zones of words that hold them all."""
    dates, clocks, zones = zip(*_PATTERNS[Kind.MOMENT].findall("\n".join(words)), strict=True)
    return list(dates), list(clocks), list(zones)
