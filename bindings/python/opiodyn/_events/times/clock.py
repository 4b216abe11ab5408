"""Step 3 of event tables reads times: hours, clock times and dates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from opiodyn._checks import check
from opiodyn._checks.check import FloatArray
from opiodyn._checks.shown import shown
from opiodyn._events.faults import Bools, Faults
from opiodyn._events.notes import Notes
from opiodyn._events.records import at_first_row, goes_back
from opiodyn._events.source.cells import IntArray, TableColumn
from opiodyn._events.source.field import DATES
from opiodyn._events.source.request import Request
from opiodyn._events.spelling.slips import slips
from opiodyn._events.times.dates import Dates, read_dates
from opiodyn._events.times.kinds import (
    Kind,
    are_numbers,
    hours_of_durations,
    kinds_of,
    moments_of,
    seconds_of_day,
)
from opiodyn._events.units import Units
from opiodyn._events.values import Reader
from opiodyn._events.words import Words, matches

_FIRST = "the first record of each subject is hour 0"
_STANDING = f"{_FIRST}, without daylight saving"
_DAY = 86400.0
_WITHOUT_COLON = r"0[0-9]{2,3}"
_NOT_CLEAR = (
    "is not clear: write a time of day with a colon, such as 8:30, or as decimal hours, 8.5"
)


class Times(NamedTuple):
    """The times of a table are read."""

    hours: FloatArray
    """The rows have their time [h]: from the start of the run, or since the subject's first row."""
    begin: FloatArray | None
    """The rows have the hour of the day of their subject's first row, if the table tells it."""


def times_of(
    columns: Mapping[str, TableColumn],
    starts: IntArray,
    units: Units,
    request: Request,
    reader: Reader,
    faults: Faults,
    notes: Notes,
) -> Times:
    """Returns the time of each row, as hours from the start of the run or as the clock has it.

    Args:
        columns: The columns by key.
        starts: The first row of each subject.
        units: The units of the columns.
        request: The arguments of the caller.
        reader: The reader of plain numbers.
        faults: The collection that faults are added to.
        notes: The notes that are added to.

    Raises:
        InputError: The table has two columns of dates, or none although `dates` is given.
    """
    key = _date_column(columns)
    if not key and (columns["time"].numbers is not None or are_numbers(columns["time"].words)):
        _refuse_order(request)
        return Times(reader.time(), None)
    clock = _Clock(columns, starts, units, request, faults, notes)
    if key:
        return clock.dated(key)
    kind = clock.kind()
    if kind == Kind.MOMENT:
        return clock.moments()
    _refuse_order(request)
    if kind == Kind.NUMBER:
        return clock.numbers(reader)
    readers = {
        Kind.CLOCK: clock.times_of_day,
        Kind.DURATION: clock.durations,
        Kind.DATE: clock.dates_alone,
    }
    return readers[kind]()


def _date_column(columns: Mapping[str, TableColumn]) -> str:
    """Returns the key of the column of dates; empty if no column has dates."""
    found = [key for key in DATES if key in columns and any(columns[key].as_words().words)]
    if len(found) < 2:
        return "".join(found)
    names = [columns[key].heading for key in found]
    rule = f"one column of dates is enough; leave one of them out: drop=[{names[1]!r}]"
    raise check.input_error("columns", ", ".join(map(repr, names)), rule)


def _refuse_order(request: Request) -> None:
    if request.dates:
        raise check.input_error("dates", shown(request.dates), "the table has no dates")


class _Clock:
    """A clock reads times that are more than numbers."""

    def __init__(
        self,
        columns: Mapping[str, TableColumn],
        starts: IntArray,
        units: Units,
        request: Request,
        faults: Faults,
        notes: Notes,
    ) -> None:
        self._columns = columns
        self._starts = starts
        self._advice = units.advice("time")
        self._factor = float(units.converted("time", np.ones(1))[0])
        self._stated = request.dates
        self._faults = faults
        self._notes = notes
        column = columns["time"].as_words()
        self._codes = column.codes
        self._words: Words = np.empty(len(column.words), dtype=object)
        self._words[:] = column.words
        self._kinds = kinds_of(column.words)

    def kind(self) -> Kind:
        """Returns the kind of the first row, or that of clocks if there are decimal hours too."""
        given = self._kinds[self._codes]
        given = given[given != Kind.MISSING]
        if given.size == 0 or given[0] in (Kind.NUMBER, Kind.OTHER):
            return Kind.CLOCK if (given == Kind.CLOCK).any() else Kind.NUMBER
        return Kind(int(given[0]))

    def numbers(self, reader: Reader) -> Times:
        """Returns the times of a column of numbers, which count from the start of the run."""
        self._only(Kind.NUMBER)
        return Times(reader.time(), None)

    def durations(self) -> Times:
        """Returns the times of a column of durations, which count from the start of the run."""
        fine = self._only(Kind.DURATION)
        hours = np.full(len(self._words), np.nan)
        hours[fine] = hours_of_durations(self._words[fine])
        self._fault(fine & ~(hours >= 0.0), "must be at least 0, and no more than 292 years")
        self._refuse_unit(fine)
        self._notes.add("TIME holds durations, which count from the start of the run")
        return Times(hours[self._codes], None)

    def dates_alone(self) -> Times:
        """Refuses a column of dates without times of day."""
        rule = "is a date without a time of day: name the column DATE, and add a column TIME"
        self._only(Kind.DATE)
        self._fault(self._kinds == Kind.DATE, rule)
        return Times(np.full(len(self._codes), np.nan), None)

    def times_of_day(self) -> Times:
        """Returns the hours since each subject's first row, whose times of day have no dates."""
        rule = (
            "must be a time of day from 0:00 to 24:00, as other rows have; if TIME counts hours, "
            "write decimal numbers in all rows"
        )
        seconds = self._seconds(self._only(Kind.CLOCK, Kind.NUMBER), rule)
        rule = (
            "is a time of day before that of the row above: add or keep a column DATE, or write "
            "TIME as hours from the start of the run"
        )
        self._faults.add(goes_back(seconds, self._starts), "time", rule)
        self._notes.add(f"TIME is a time of day; {_FIRST}")
        return self._since_first(np.zeros_like(seconds), seconds)

    def dated(self, key: str) -> Times:
        """Returns the hours since each subject's first row, as dates and times of day tell."""
        name = self._columns[key].heading
        without = f"leave out the dates with drop=[{name!r}]"
        self._fault(
            self._kinds == Kind.MOMENT,
            f"holds a date beside the dates in {name}: {without}, or write the time of day alone",
        )
        rule = (
            f"must be the time of day, below 24, because {name} has dates; if TIME counts hours "
            f"of the run, {without}"
        )
        fine = self._only(Kind.CLOCK, Kind.NUMBER, Kind.DURATION, Kind.MOMENT)
        seconds = self._seconds(fine & (self._kinds != Kind.MOMENT), rule, below_24=True)
        column = self._columns[key].as_words()
        dates = self._dates(column.words, column.codes, key)
        self._refuse_back(dates.days, seconds, key)
        self._notes.add(f"TIME is the time of day of {name} ({dates.form}); {_STANDING}")
        return self._since_first(dates.days, seconds)

    def moments(self) -> Times:
        """Returns the hours since each subject's first row, whose cells hold date and time."""
        fine = self._only(Kind.MOMENT)
        self._refuse_unit(fine)
        if not fine.all():
            return Times(np.full(len(self._codes), np.nan), None)
        words, clocks, zones = moments_of(self._words)
        self._refuse_zones(np.array(zones, dtype=object))
        each_clock, distinct = pd.factorize(np.array(clocks, dtype=object))
        each_word, dates = pd.factorize(np.array(words, dtype=object))
        second = seconds_of_day(distinct, np.full(len(distinct), Kind.CLOCK), 1.0)[each_clock]
        self._fault(np.isnan(second), "must hold a time of day from 0:00 to 24:00")
        found = self._dates(list(dates), each_word[self._codes], "time")
        seconds = second[self._codes]
        self._refuse_back(found.days, seconds, "time")
        zone = f", time zone {zones[0]}" if zones[0] else ""
        self._notes.add(f"TIME holds dates and times ({found.form}{zone}); {_STANDING}")
        return self._since_first(found.days, seconds)

    def _only(self, *kinds: Kind) -> Bools:
        """Marks the words of these kinds, and collects the rows with others."""
        allowed = np.isin(self._kinds, kinds)
        self._fault(self._kinds == Kind.MISSING, "must be given")
        other = self._kinds == Kind.OTHER
        for slip, rule in slips(self._words, other, self._columns["time"], self._advice):
            self._fault(slip, rule)
            other &= ~slip
        self._fault(other, f"must be {kinds[0].described}")
        rows = np.flatnonzero(allowed[self._codes])
        if rows.size == 0:
            self._fault(~allowed, f"must be {kinds[0].described}")
            return allowed
        for kind in np.unique(self._kinds[~allowed & (self._kinds > Kind.MISSING)]):
            first = int(rows[0])
            has = Kind(int(self._kinds[self._codes[first]])).described
            rule = f"is {Kind(int(kind)).described}, but {self._faults.label(first)} has {has}"
            self._fault(self._kinds == kind, rule)
        return allowed

    def _seconds(self, fine: Bools, rule: str, below_24: bool = False) -> FloatArray:
        """Returns the second of the day of each row, and collects the rows without one."""
        second = seconds_of_day(self._words, np.where(fine, self._kinds, Kind.OTHER), self._factor)
        self._tell_decimals(fine & (self._kinds == Kind.NUMBER), second)
        self._fault(fine & matches(self._words, _WITHOUT_COLON), _NOT_CLEAR)
        number_24 = (second == _DAY) & (self._kinds != Kind.CLOCK)
        self._refuse_unit(fine & (self._kinds == Kind.CLOCK))
        self._fault(fine & (np.isnan(second) | (number_24 & below_24)), rule)
        return second[self._codes]

    def _refuse_unit(self, words: Bools) -> None:
        """Refuses words that say their unit themselves, in a column that is not in h."""
        if self._factor != 1.0:
            kinds = self._kinds[words]
            what = Kind(int(kinds[0])).described if kinds.size else ""
            self._fault(words, f"is {what}, but the unit of the column is not h")

    def _tell_decimals(self, numbers: Bools, seconds: FloatArray) -> None:
        """Adds a note if numbers stand for times of day, which people read as 8.30 for 8:30."""
        fractions = numbers & (seconds % 3600.0 > 0.0)
        if fractions.any():
            first = int(np.argmax(fractions))
            minute = round(seconds[first] / 60.0)
            shown = f"{minute // 60}:{minute % 60:02d}"
            word = self._words[first]
            self._notes.add(f"numbers in TIME are decimal hours of the day: {word} is {shown}")

    def _dates(self, words: Sequence[str], codes: IntArray, key: str) -> Dates:
        label = self._faults.label
        dates = read_dates(words, codes, self._starts, key, self._stated, label)
        for bad, rule in dates.faults:
            self._faults.add(bad, key, rule)
        return dates

    def _refuse_zones(self, zones: Words) -> None:
        first = zones[self._codes[0]]
        has = f"the time zone {first}" if first else "no time zone"
        rule = f"must have {has}, as {self._faults.label(0)}: write all times in one zone"
        self._fault(zones != first, rule)

    def _refuse_back(self, days: FloatArray, seconds: FloatArray, key: str) -> None:
        back = goes_back(days * _DAY + seconds, self._starts)
        earlier = goes_back(days, self._starts)
        rule = "must not be before that of the row above"
        self._faults.add(back & earlier, key, rule)
        self._faults.add(back & ~earlier, "time", f"{rule}, on the same day")

    def _since_first(self, days: FloatArray, seconds: FloatArray) -> Times:
        first_day = at_first_row(days, self._starts)
        first_second = at_first_row(seconds, self._starts)
        hours = ((days - first_day) * _DAY + (seconds - first_second)) / 3600.0
        return Times(hours, first_second / 3600.0)

    def _fault(self, bad: Bools, rule: str) -> None:
        """Adds a fault in all rows that hold one of the marked words."""
        self._faults.add(bad[self._codes], "time", rule)
