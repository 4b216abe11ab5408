"""TIME as a time of day, as a duration, and as a date with a time of day.

Expected hours are counted by hand, or by Python's datetime.
"""

import itertools
from datetime import UTC, date, datetime, time, timedelta

import numpy as np
import pandas as pd
import pytest

import opiodyn as od
from event_tables import refused_table, table
from fixtures import refusal


def beside_dv(text):
    """Gives a table of one column a second one, so that commas separate its cells."""
    lines = text.split(";")
    return text if "," in text else ";".join([f"{lines[0]},DV", *(f"{t},1" for t in lines[1:])])


def hours(text, **options):
    return table(beside_dv(text), **options).frame["time"].tolist()


def refused(text, **options):
    return refused_table(beside_dv(text), **options)


def hours_of(times, **columns):
    return od.read_events(pd.DataFrame({**columns, "TIME": times})).frame["time"].tolist()


def refused_times(times):
    return refusal(lambda: od.read_events(pd.DataFrame({"TIME": times})))


# Times of day


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["8:00", "14:45", "14.75"], [0.0, 6.75, 6.75]),  # the example of NONMEM's help on TIME
        (["08:30:15", "8:30:45", "09:30:15"], [0.0, 30 / 3600, 1.0]),
        (["8:30 AM", "8:30am", "8:30 p.m.", "9:30 PM"], [0.0, 0.0, 12.0, 13.0]),
        (["12:00 AM", "12:30 am", "12:00 PM", "12:30pm"], [0.0, 0.5, 12.0, 12.5]),
        (["8 AM", "1:30 PM"], [0.0, 5.5]),
        (["0:00", "23:59", "24:00"], [0.0, 24.0 - 1 / 60, 24.0]),
        (["8", "9:30", "10.25"], [0.0, 1.5, 2.25]),
        (["08:30:00.5", "08:30:01.25"], [0.0, 0.75 / 3600]),
    ],
)
def test_times_of_day(words, expected):
    np.testing.assert_allclose(hours("TIME;" + ";".join(words)), expected, rtol=1e-15)


def test_each_subject_begins_at_hour_0():
    text = "ID,TIME;1,8:00;1,9:30;2,13:15;2,14:00;3,7.5"
    assert hours(text) == [0.0, 1.5, 0.0, 0.75, 0.0]
    note = "TIME is a time of day; the first record of each subject is hour 0"
    decimal = "numbers in TIME are decimal hours of the day: 7.5 is 7:30"
    assert table(text)._checked.notes == (decimal, note)


def test_a_point_is_no_colon_and_a_note_says_so():
    text = "DATE,TIME,AMT;3/15/24,22.00,5;3/16/24,8.30,."
    assert hours(text) == [0.0, 10.3]
    assert "decimal hours of the day: 8.30 is 8:18" in table(text)._checked.notes[0]


def test_units_of_time_beside_what_says_its_unit_itself():
    for cell in ("2024-03-05T22:00", "1 days 02:00:00", "22:00"):
        rule = "but the unit of the column is not h"
        assert rule in refused_table(f"TIME,AMT;{cell},5", units={"TIME": "min"})


def test_plain_numbers_stay_hours_from_the_start_of_the_run():
    text = "TIME;8;14.75;25"
    assert hours(text) == [8.0, 14.75, 25.0]
    assert table(text)._checked.notes == ()


def test_a_time_of_day_that_goes_back_needs_a_date():
    rule = (
        "is a time of day before that of the row above: add or keep a column DATE, or write "
        "TIME as hours from the start of the run"
    )
    assert refused("TIME;22:00;6:00") == f"row 3, column TIME = '6:00': {rule}"
    at_a_reset = "TIME,EVID,OCC;22:00,0,1;6:00,3,2"  # which does not tell the day either
    assert refused(at_a_reset) == f"row 3, column TIME = '6:00': {rule}"


@pytest.mark.parametrize(
    "word", ["25:30", "24:01", "24:00:01", "8:60", "8:30:60", "13:00 PM", "0:30 am", "24.5", "-1"]
)
def test_what_no_clock_shows(word):
    rule = "must be a time of day from 0:00 to 24:00, as other rows have; if TIME counts hours"
    shown = word if word in ("24.5", "-1") else repr(word)
    assert refused(f"TIME;0:00;{word}").startswith(f"row 3, column TIME = {shown}: {rule}")


@pytest.mark.parametrize("word", ["8:5", "-1:00", "8:30 XM", "8h30", "8:30:15:20", ":30", "8:"])
def test_what_is_no_time(word):
    assert refused(f"TIME;0:00;{word}") == f"row 3, column TIME = {word!r}: must be a time of day"


# Dates with times in one cell

MOMENTS = [
    datetime(2020, 2, 28, 8, 30),
    datetime(2020, 2, 28, 23, 0),
    datetime(2020, 3, 1, 8, 45, 30),
]
EXPECTED = [(moment - MOMENTS[0]).total_seconds() / 3600 for moment in MOMENTS]


@pytest.mark.parametrize(
    "form",
    [
        *("%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M:%S", "%Y-%m-%d  %I:%M:%S %p"),
        *("%d%b%Y:%H:%M:%S", "%d-%b-%Y %H:%M:%S", "%d %B %Y %H:%M:%S", "%d%b%y:%H:%M:%S"),
        *("%m/%d/%Y %H:%M:%S", "%d.%m.%Y %H:%M:%S", "%d-%m-%y %H:%M:%S", "%m/%d/%y %I:%M:%S %p"),
        *("%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%d %H:%M:%S+01:00", "%Y-%m-%dT%H:%M:%S.000-0500"),
    ],
)
def test_dates_with_times(form):
    words = [moment.strftime(form) for moment in MOMENTS]
    assert hours("TIME;" + ";".join(words)) == EXPECTED


def test_dates_with_times_under_a_name_of_their_own():
    text = "ID,DATETIME;1,2020-12-31 23:00;1,2021-01-01 01:00;2,2021-01-01 12:00;2,2021-01-02 12:00"
    t = table(text, columns={"DATETIME": "TIME"})
    assert t.frame["time"].tolist() == [0.0, 2.0, 0.0, 24.0]
    assert t._checked.notes == (
        "TIME holds dates and times (year/month/day); the first record of each subject is hour 0, "
        "without daylight saving",
    )


def test_the_order_of_day_and_month_is_said_or_seen():
    text = "TIME;02/03/2020 08:00;03/03/2020 08:00"
    assert hours(text, dates="dmy") == [0.0, 24.0]
    assert hours(text, dates="mdy") == [0.0, (date(2020, 3, 3) - date(2020, 2, 3)).days * 24.0]
    rule = "is not clear: no row tells its month from its day; say dates='mdy' or dates='dmy'"
    assert refused(text).startswith(f"row 2, column TIME = '02/03/2020 08:00': {rule}")
    assert hours("TIME;03/03/2020 08:00;04/04/2020 08:00") == [0.0, 32 * 24.0]  # either way
    mixed = refused("TIME;01/31/2020 08:00;31/01/2020 08:00")
    assert "column TIME = '31/01/2020 08:00': has its month first in some rows" in mixed


def test_times_of_a_frame():
    assert hours_of(pd.Series(MOMENTS)) == EXPECTED
    assert hours_of(pd.Series(MOMENTS).dt.tz_localize(UTC)) == EXPECTED
    assert hours_of(np.array(MOMENTS, dtype=object)) == EXPECTED
    assert hours_of([moment.isoformat() for moment in MOMENTS]) == EXPECTED
    assert hours_of([time(8, 30), time(9), time(10, 0, 0, 500_000)]) == [0, 0.5, 1.5 + 0.5 / 3600]


def test_one_zone_or_none():
    rule = "must have the time zone Z, as row 2: write all times in one zone"
    for other in ("2020-01-02T08:00", "2020-01-02T08:00+01:00"):
        message = refused(f"TIME;2020-01-01T08:00Z;{other}")
        assert message == f"row 3, column TIME = {other!r}: {rule}"
    message = refused("TIME;2020-01-01T08:00;2020-01-02T08:00Z")
    assert "must have no time zone, as row 2" in message


@pytest.mark.parametrize("word", ["2020-02-30 08:00", "2019-02-29 08:00", "31Foo2020 08:00"])
def test_days_that_are_not(word):
    assert "there is no such day" in refused(f"TIME;{word}")


def test_moments_never_go_back():
    message = refused("TIME;2020-01-02 08:00;2020-01-01 09:00;2020-01-02 07:00")
    assert (
        message
        == "row 3, column TIME = '2020-01-01 09:00': must not be before that of the row above"
    )


# Durations


def test_durations_count_from_the_start_of_the_run():
    expected = [1.0, 26.5]
    lengths = [timedelta(hours=1), timedelta(days=1, hours=2, minutes=30)]
    assert hours_of(pd.to_timedelta(lengths)) == expected
    assert hours_of(pd.Series(lengths, dtype=object)) == expected
    assert hours_of(np.array(lengths, dtype="m8[s]")) == expected
    assert hours("TIME;0 days 01:00:00;1 days 02:30:00") == expected
    assert "must be at least 0" in refused_times(pd.to_timedelta([-1, 0], unit="h"))


# Mixed columns

ROWS = {
    "a number": "5",
    "a date with a time of day": "2020-01-31 08:00",
    "a duration": "0 days 01:00:00",
}


def shown(word):
    """A word as messages show it."""
    return word if word == "5" else repr(word)


@pytest.mark.parametrize(("first", "second"), list(itertools.permutations(ROWS, 2)))
def test_mixed_columns(first, second):
    message = refused(f"TIME;{ROWS[first]};{ROWS[first]};{ROWS[second]}")
    assert message.startswith(f"row 4, column TIME = {shown(ROWS[second])}: ")
    assert message.endswith(f"is {second}, but row 2 has {first}")


@pytest.mark.parametrize("other", [*list(ROWS)[1:], "a date without a time of day"])
def test_times_of_day_beside_others(other):
    word = {**ROWS, "a date without a time of day": "2020-01-31"}[other]
    message = refused(f"TIME;8:00;{word};9.5")
    assert message == f"row 3, column TIME = {word!r}: is {other}, but row 2 has a time of day"


def test_a_date_alone_is_no_time():
    rule = "is a date without a time of day: name the column DATE, and add a column TIME"
    for word in ("2020-01-31", "1/31/2020", "31JAN2020"):
        assert refused(f"TIME;{word}") == f"row 2, column TIME = {word!r}: {rule}"


def test_an_order_without_dates_is_refused():
    for times in ("0;1", "8:00;9:00"):
        message = refused(f"TIME;{times}", dates="mdy")
        assert message == "dates = 'mdy': the table has no dates"


@pytest.mark.parametrize("first", ["8:00", "2020-01-31 08:00", "5", "0 days 01:00:00"])
def test_missing_times(first):
    assert refused(f"TIME,DV;{first},1;.,1") == "row 3, column TIME = missing: must be given"


@pytest.mark.parametrize("time", ["0015", "0830", "015", "0000"])
def test_a_time_of_day_without_a_colon_is_not_taken_for_hours(time):
    rule = f"column TIME = {time}: is not clear: write a time of day with a colon, such as 8:30"
    for dates in ("3/15/24", "2024-03-15"):
        assert rule in refused(f"DATE,TIME,AMT;{dates},{time},5")
    assert rule in refused(f"TIME,AMT;8:00,5;{time},.")
    assert hours(f"TIME;{time}") == [float(time)]  # without dates or colons TIME counts hours
