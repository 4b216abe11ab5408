"""Step 4 of event tables checks that dates which are left out say the same as TIME."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

import numpy as np

from opiodyn._checks import check
from opiodyn._checks.check import FloatArray
from opiodyn._checks.shown import shown
from opiodyn._events.faults import Bools, Faults
from opiodyn._events.records import at_first_row
from opiodyn._events.source.cells import IntArray, TableColumn
from opiodyn._events.source.field import DATES
from opiodyn._events.source.request import Request
from opiodyn._events.times.clock import Times
from opiodyn._events.times.dates import read_dates

_UNREAD = "which is not read, and is not that of the subject's first row"
_TIME_OF_DAY = "and no TIME reaches 24, so that it may be the time of day"
_ELSEWHERE = "and TIME as hours does not lead there"
_WAYS_OUT = "keep the column, or write TIME as hours from the start of each subject's run"
_TINY = 1e-9  # h, above the rounding of hours and far below the steps of a clock


def check_left_out_dates(
    columns: Iterable[TableColumn],
    times: Times,
    starts: IntArray,
    restarts: Bools,
    request: Request,
    faults: Faults,
) -> None:
    """Checks the columns of dates among those that are left out.

    TIME agrees with the dates if each subject can have begun at an hour of the day from which
    TIME leads to the dates of all its rows. Where no TIME reaches 24, it may as well be the time
    of day, so that a subject must stay on one date.

    Args:
        columns: The columns that are left out.
        times: The times of the rows, as they are without these columns.
        starts: The first row of each subject.
        restarts: The rows where time starts again, after which any day may follow.
        request: The arguments of the caller.
        faults: The collection that names rows.

    Raises:
        InputError: TIME and dates do not agree.
    """
    begins = np.union1d(starts, np.flatnonzero(restarts))
    for column in columns:
        key = column.name.lower()
        words = column.as_words()
        if key not in DATES or not any(words.words):
            continue
        dates = read_dates(words.words, words.codes, starts, key, request.dates, faults.label)
        if dates.faults:
            other, why = _differs(words.codes, starts), _UNREAD
        elif times.begin is None and bool((times.hours < 24.0).all()):
            other, why = _differs(dates.days, starts), _TIME_OF_DAY
        else:
            other, why = _contradicts(dates.days, times, begins), _ELSEWHERE
        if other.any():
            row = int(np.argmax(other))
            where = f"{faults.label(row)} has the date {column.word(row)!r}, {why}"
            rule = f"leaving out the dates would change the times: {where}; {_WAYS_OUT}"
            field = "drop" if request.keep is None else "keep"
            raise check.input_error(field, shown(column.heading), rule)


def _differs(values: IntArray | FloatArray, starts: IntArray) -> Bools:
    """Marks the rows with another value than the first row of their subject."""
    other: Bools = values != at_first_row(values, starts)
    return other


def _contradicts(days: FloatArray, times: Times, begins: IntArray) -> Bools:
    """Marks the rows to which no hour of the day leads that fits the rows above as well."""
    first_day, first_hour = at_first_row(days, begins), at_first_row(times.hours, begins)
    passed = 24.0 * (days - first_day) - (times.hours - first_hour)
    if times.begin is not None:
        known = times.begin - passed
        return (known < -_TINY) | (known >= 24.0 - _TINY)
    lowest, highest = np.maximum(passed, 0.0), np.minimum(passed + 24.0, 24.0)
    for first, end in itertools.pairwise([*begins.tolist(), len(days)]):
        lowest[first:end] = np.maximum.accumulate(lowest[first:end])
        highest[first:end] = np.minimum.accumulate(highest[first:end])
    contradicted: Bools = lowest >= highest
    return contradicted
