"""Step 3 of event tables reads dates."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np

from opiodyn._checks.check import FloatArray
from opiodyn._events.faults import Bools
from opiodyn._events.records import at_first_row
from opiodyn._events.source.cells import IntArray
from opiodyn._events.times.orders import Order, in_words, order_of_numbers, order_with_year_first
from opiodyn._events.words import LONGEST

_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september"),
    *("october", "november", "december"),
)
_MIDNIGHT = re.compile(r"(?:T| +)0?0:00(?::00(?:\.0+)?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?$")
_WITH_CLOCK = re.compile(r"[0-9][0-9A-Za-z/. -]*[T: ]+[0-9]{1,2}:[0-9]{2}.*")
_DIGITS = re.compile(r"[0-9]{6,}")
_FORMS = {
    "a date with its year first": re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})"),
    "a date with the name of its month": re.compile(
        r"([0-9]{1,2})([-/. ]?)([A-Za-z]{3,9})\2([0-9]{4}|[0-9]{2})"
    ),
    "a date in numbers": re.compile(
        r"(?![0-9]+\.[0-9]+$)([0-9]{1,2})([-/.])([0-9]{1,2})(?:\2([0-9]{4}|[0-9]{1,2}))?"
    ),
    "the number of a day": re.compile(r"([+-]?[0-9]{1,5})(?:\.0+)?"),
}
_YEAR_FIRST, _NAMED, _NUMBERS, _DAY_NUMBER = range(len(_FORMS))
_UNREAD, _MISSING = -1, -2
_TOO_LONG = "?"  # stands for a word that no date is as long as
_LEAP_YEAR = 2000  # so that 29 February is a day
_LAST_20 = 50  # as in NONMEM: years of two digits up to this one are of the century of 2000
_END_OF_FEBRUARY = date(_LEAP_YEAR, 2, 28).toordinal()

_NO_DATE = "must be a date, such as 2020-01-31, 31JAN2020 or 1/31/2020"
_NOT_CLEAR = (
    "is not clear: write a date such as 2020-01-31; the number of a day has 5 digits or less"
)
_TIME_INSIDE = (
    "holds a time of day beside the column TIME: write the date alone, or take TIME out of the "
    "table and rename this column TIME with columns={...}"
)
_NO_LEAP_YEAR = (
    "has no year, so that it is unknown whether 29 February lies between the dates of this "
    "subject: write the years"
)
_MIXED = "must have its year if the first date of the subject has it, and none otherwise"


class Dates(NamedTuple):
    """Dates are read from the words of a column, as far as no row is at fault."""

    days: FloatArray
    """The rows have the number of their day; NaN where a row is at fault."""
    form: str
    """The form of the dates is described in words."""
    faults: list[tuple[Bools, str]]
    """The rows that break a rule are marked, with the rule."""


def read_dates(
    words: Sequence[str],
    codes: IntArray,
    starts: IntArray,
    key: str,
    stated: str | None,
    label: Callable[[int], str],
) -> Dates:
    """Reads a column of dates.

    Args:
        words: The different words.
        codes: The position of the word of each row.
        starts: The first row of each subject.
        key: The key of the column, which tells the order of day, month and year.
        stated: The order that the caller states, which goes before that of the column.
        label: Returns the name of a row for messages.
    """
    words = [word if len(word) <= LONGEST else _TOO_LONG for word in words]
    plain = [_MIDNIGHT.sub("", word) for word in words]
    forms = np.array([_form(word, key) for word in plain])
    days = np.full(len(words), np.nan)
    faults = _faults_of_forms(words, forms, codes, label)
    if faults:
        return Dates(days[codes], "", faults)
    form = int(forms[0])
    pattern = list(_FORMS.values())[form]
    if form == _DAY_NUMBER:
        return Dates(np.array([float(word) for word in plain])[codes], "numbers of days", [])
    found = [one for word in plain if (one := pattern.fullmatch(word))]
    order = _order(form, found, key, stated)
    if order.bad.any():
        return Dates(days[codes], "", [(order.bad[codes], order.rule)])
    days = np.array([_day(_by_letter(one, order.letters)) for one in found])
    impossible = f"there is no such day; the order here is {in_words(order.letters)}"
    faults = [(np.isnan(days)[codes], impossible)] if np.isnan(days).any() else []
    rows = days[codes]
    without = np.array([one[4] is None for one in found])[codes]
    if without.any() and not faults:
        faults = _faults_without_year(rows, without, starts)
    return Dates(rows, in_words(order.letters), faults)


def _parts(found: re.Match[str]) -> tuple[str, str, str | None]:
    return found[1], found[3], found[4]


def _by_letter(found: re.Match[str], letters: str) -> dict[str, str]:
    """Returns year, month and day, as they are written, by the letters of an order."""
    if found[4] is None:
        letters = letters.replace("y", "")
    return {letter: part for letter, part in zip(letters, _parts(found), strict=False) if part}


def _form(word: str, key: str) -> int:
    if word == "":
        return _MISSING
    found = (i for i, pattern in enumerate(_FORMS.values()) if pattern.fullmatch(word))
    form = next(found, _UNREAD)
    return _UNREAD if key == "time" and form == _DAY_NUMBER else form


def _faults_of_forms(
    words: Sequence[str], forms: IntArray, codes: IntArray, label: Callable[[int], str]
) -> list[tuple[Bools, str]]:
    """Returns the rows without a date, and those whose date has another form than the first."""
    unread = forms == _UNREAD
    digits = np.array([bool(_DIGITS.fullmatch(word)) for word in words])
    clock = np.array([bool(_WITH_CLOCK.fullmatch(word)) for word in words])
    marked = {
        "must be given, because other rows have a date": forms == _MISSING,
        _NOT_CLEAR: unread & digits,
        _TIME_INSIDE: unread & clock,
        _NO_DATE: unread & ~digits & ~clock,
    }
    faults = [(bad[codes], rule) for rule, bad in marked.items() if bad.any()]
    read = np.flatnonzero(forms[codes] >= 0)
    if read.size == 0:
        return faults
    first = int(read[0])
    own = forms[codes[first]]
    others = (forms >= 0) & (forms != own)
    names = list(_FORMS)
    for form in np.unique(forms[others]):
        rule = f"is {names[form]}, but {label(first)} has {names[own]}: a column has one form"
        faults.append(((forms == form)[codes], rule))
    return faults


def _order(form: int, found: list[re.Match[str]], key: str, stated: str | None) -> Order:
    if form == _NAMED:
        return Order("dmy", np.zeros(len(found), dtype=np.bool_))
    if form == _YEAR_FIRST:
        hyphens = np.array([one[2] == "-" for one in found])
        return order_with_year_first(hyphens, key, stated)
    numbers = np.array([[float(part or "nan") for part in _parts(one)] for one in found])
    return order_of_numbers(numbers, key, stated)


def _day(parts: dict[str, str]) -> float:
    """Returns the number of the day with these parts; NaN if no calendar has it."""
    written = parts.get("y", str(_LEAP_YEAR))
    year = int(written)
    if len(written) < 3:
        year += 2000 if year <= _LAST_20 else 1900
    month = parts["m"]
    try:
        number = int(month) if month.isdecimal() else _month(month)
        return float(date(year, number, int(parts["d"])).toordinal())
    except ValueError:
        return np.nan


def _month(name: str) -> int:
    """Returns the number of a month that at least three letters name; 0 if there is none."""
    found = (i + 1 for i, month in enumerate(_MONTHS) if month.startswith(name.lower()))
    return next(found, 0)


def _faults_without_year(
    days: FloatArray, without: Bools, starts: IntArray
) -> list[tuple[Bools, str]]:
    """Returns the rows where the missing year of a date matters."""
    mixed = without != at_first_row(without, starts)
    first = at_first_row(days, starts)
    over = without & (first <= _END_OF_FEBRUARY) & (days > _END_OF_FEBRUARY + 1)
    return [(bad, rule) for bad, rule in ((mixed, _MIXED), (over, _NO_LEAP_YEAR)) if bad.any()]
