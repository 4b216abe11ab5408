"""Columns of dates, and dates that are left out.

Expected hours are counted by hand, or by Python's datetime.
"""

from datetime import date, datetime, time, timedelta

import pandas as pd
import pytest

import opiodyn as od
from event_tables import refused_table, table

DAYS = [date(2020, 1, 31), date(2020, 2, 1), date(2020, 3, 1), date(2021, 1, 2)]
CLOCKS = [time(9, 15), time(8, 30), time(14, 40), time(0, 0)]
MOMENTS = [datetime.combine(*pair) for pair in zip(DAYS, CLOCKS, strict=True)]
EXPECTED = [(moment - MOMENTS[0]).total_seconds() / 3600 for moment in MOMENTS]


def hours(text, **options):
    return table(text, **options).frame["time"].tolist()


def with_dates(column, words, clocks=("8:00", "9:00")):
    rows = ";".join(f"{word},{clock}" for word, clock in zip(words, clocks, strict=True))
    return f"{column},TIME;{rows}"


def written(form):
    words = [day.strftime(form) for day in DAYS]
    return words, [clock.strftime("%H:%M") for clock in CLOCKS]


def test_the_example_of_nonmem():
    """NM-TRAN's help on DATE has these rows; it cuts 5 h 25 min to 5.42."""
    text = "ID,DATE,TIME;1,10-1-86,9:15;1,10-1-86,14:40;1,10-2-86,8:30;2,10-12,8;2,10-14,10"
    t = table(text)
    assert t.frame["time"].tolist() == [0.0, 5 + 25 / 60, 23.25, 0.0, 50.0]
    assert t._checked.notes == (
        "TIME is the time of day of DATE (month/day/year); the first record of each subject is "
        "hour 0, without daylight saving",
    )


@pytest.mark.parametrize(
    ("column", "form"),
    [
        *(("DATE", "%m/%d/%Y"), ("date", "%m-%d-%y"), ("DATE", "%m.%d.%Y")),
        *(("DAT1", "%d/%m/%Y"), ("dat1", "%d-%m-%y"), ("DAT1", "%d.%m.%Y")),
        *(("DAT2", "%y/%m/%d"), ("DAT2", "%Y/%m/%d"), ("DAT2", "%Y-%m-%d")),
        *(("DAT3", "%y/%d/%m"), ("DAT3", "%Y/%d/%m"), ("DAT3", "%Y.%d.%m")),
        *((column, form) for column in ("DATE", "DAT1") for form in ("%Y-%m-%d", "%Y/%m/%d")),
        *(
            (f"DA{x}", f)
            for x in ("TE", "T1", "T2", "T3")
            for f in ("%d%b%Y", "%d-%b-%Y", "%d %B %y")
        ),
        *(("DATE", "%Y-%m-%d 00:00:00"), ("DAT1", "%Y-%m-%dT00:00"), ("DATE", "%m/%d/%Y 0:00")),
    ],
)
def test_every_column_in_its_own_order(column, form):
    assert hours(with_dates(column, *written(form))) == EXPECTED


@pytest.mark.parametrize("column", ["DATE", "DAT1", "DAT2", "DAT3"])
@pytest.mark.parametrize(
    ("order", "form"),
    [
        *(("mdy", "%m/%d/%Y"), ("dmy", "%d/%m/%Y"), ("ymd", "%y/%m/%d"), ("ydm", "%y/%d/%m")),
        *(("ydm", "%Y-%d-%m"), ("ymd", "%Y-%m-%d"), ("dmy", "%Y-%m-%d"), ("mdy", "%d%b%Y")),
    ],
)
def test_the_order_that_is_said_goes_first(column, order, form):
    assert hours(with_dates(column, *written(form)), dates=order) == EXPECTED


def test_dates_of_frames():
    frames = [
        {"DATE": DAYS, "TIME": CLOCKS},
        {"DATE": pd.to_datetime(DAYS).tz_localize("Europe/Paris"), "TIME": CLOCKS},
        {"DATE": pd.to_datetime(DAYS), "TIME": [9.25, 8.5, 14 + 40 / 60, 0.0]},
        {"DAT1": pd.Series(DAYS, dtype=object), "TIME": [str(clock) for clock in CLOCKS]},
        {"DATE": DAYS, "TIME": pd.to_timedelta([str(clock) for clock in CLOCKS])},
        {"DATE": [0, 1, 30, 337], "TIME": CLOCKS},
        {"DATE": [0.0, 1.0, 30.0, 337.0], "TIME": CLOCKS},
    ]
    for columns in frames:
        assert od.read_events(pd.DataFrame(columns)).frame["time"].tolist() == EXPECTED


def test_decimal_hours_are_times_of_day_and_begin_at_0():
    assert hours("ID,DATE,TIME;1,1/13/20,8;1,1/14/20,7.5;2,1/13/20,14.75;2,1/13/20,15:00") == [
        *(0.0, 23.5),
        *(0.0, 0.25),
    ]
    assert hours(with_dates("DATE", ["1/31/20", "1/31/20"], ["23:00", "24:00"])) == [0.0, 1.0]


def test_numbers_of_days_may_be_0_or_negative():
    assert hours(with_dates("DATE", ["-1", "0"], ["9:00", "8:00"])) == [0.0, 23.0]
    assert "(numbers of days)" in table(with_dates("DAT2", ["1", "3"]))._checked.notes[0]


@pytest.mark.parametrize(
    ("word", "year"), [("00", 2000), ("9", 2009), ("50", 2050), ("51", 1951), ("99", 1999)]
)
def test_years_of_two_digits(word, year):
    """LAST20 = 50 of NONMEM is the last year of the century of 2000."""
    days = (date(year, 3, 13) - date(1951, 1, 13)).days
    text = with_dates("DATE", ["1/13/51", f"3/13/{word}"], ["0:00", "0:00"])
    assert hours(text) == [0.0, 24.0 * days]


def test_a_date_of_the_1900s_before_one_of_the_2000s():
    days = (date(2000, 3, 1) - date(1999, 12, 31)).days
    assert hours(with_dates("DATE", ["12/31/99", "3/1/00"], ["8", "8"])) == [0.0, 24.0 * days]


# Not clear


WAYS_OUT = "say dates='mdy' or dates='dmy', or name the column DAT1 if the day is first"


def test_day_or_month_is_not_guessed():
    for words in (["3/4/2020", "3/5/2020"], ["4/4/2020", "3/5/2020"], ["1/1", "1/2"]):
        message = refused_table(with_dates("DATE", words))
        row = 2 if words[0] != "4/4/2020" and words[0] != "1/1" else 3
        assert message.startswith(f"row {row}, column DATE = {words[row - 2]!r}: is not clear: ")
        assert f"no row tells its month from its day; {WAYS_OUT}" in message
    assert hours(with_dates("DATE", ["3/3/2020", "4/4/2020"])) == [0.0, 32 * 24 + 1.0]
    one_tells = "ID,DATE,TIME;1,3/4/2020,8:00;1,4/4/2020,8:00;2,3/31/2020,8:00"
    assert hours(one_tells) == [0.0, 31 * 24.0, 0.0]


def test_a_day_in_front_is_no_month():
    rule = (
        "the column DATE is month/day/year, and this is not; if it is day/month/year, name the "
        "column DAT1 or say dates='dmy'"
    )
    message = refused_table(with_dates("DATE", ["1/2/2020", "13/2/2020"]))
    assert message == f"row 3, column DATE = '13/2/2020': {rule}"


def test_hyphens_in_a_column_of_year_day_month():
    message = refused_table(with_dates("DAT3", ["2020-01-31", "2020-01-31"]))
    assert "is not clear: DAT3 is year/day/month, but dates with hyphens are year-month" in message


@pytest.mark.parametrize(
    ("column", "word", "rule"),
    [
        ("DATE", "20200131", "is not clear: write a date such as 2020-01-31; the number of a day"),
        ("DATE", "200131", "is not clear: write a date such as 2020-01-31; the number of a day"),
        ("DATE", "1.5", "must be a date, such as 2020-01-31, 31JAN2020 or 1/31/2020"),
        ("DATE", "yesterday", "must be a date, such as 2020-01-31, 31JAN2020 or 1/31/2020"),
        ("DATE", "1/31/020", "must be a date, such as 2020-01-31, 31JAN2020 or 1/31/2020"),
        ("DATE", "2/31/2020", "there is no such day; the order here is month/day/year"),
        ("DATE", "2/29/2019", "there is no such day; the order here is month/day/year"),
        ("DAT1", "1/31/2020", "there is no such day; the order here is day/month/year"),
        ("DAT2", "20/13/1", "there is no such day; the order here is year/month/day"),
        ("DAT2", "1/31/2020", "has its year last, but year/month/day is the order of DAT2"),
        ("DATE", "31JAM2020", "there is no such day; the order here is day/month/year"),
        ("DATE", "2020-01-31 08:00", "holds a time of day beside the column TIME: write the date"),
        ("DATE", "31JAN2020:08:00", "holds a time of day beside the column TIME: write the date"),
    ],
)
def test_what_is_no_date(column, word, rule):
    shown = word if word.replace(".", "").isdigit() else repr(word)
    message = refused_table(f"{column},TIME;{word},8:00")
    assert message.startswith(f"row 2, column {column} = {shown}: {rule}")


def test_a_column_has_one_form():
    message = refused_table(with_dates("DATE", ["1/31/2020", "2020-02-01"]))
    rule = "is a date with its year first, but row 2 has a date in numbers: a column has one form"
    assert message == f"row 3, column DATE = '2020-02-01': {rule}"
    assert "is the number of a day" in refused_table(with_dates("DATE", ["31JAN2020", "5"]))
    message = refused_table(with_dates("DATE", ["1/31/2020", "."]))
    assert message.startswith("row 3, column DATE = missing: must be given, because other rows")


def test_a_missing_year_must_not_matter():
    assert hours(with_dates("DATE", ["2/13", "2/28"], ["8", "8"])) == [0.0, 15 * 24.0]
    assert hours(with_dates("DATE", ["2/29", "3/13"], ["8", "8"])) == [0.0, 13 * 24.0]
    message = refused_table(with_dates("DATE", ["2/28", "3/1"]))
    assert message.startswith("row 3, column DATE = '3/1': has no year, so that it is unknown")
    message = refused_table(with_dates("DATE", ["12/31", "1/1"]))
    assert message == "row 3, column DATE = '1/1': must not be before that of the row above"
    message = refused_table(with_dates("DATE", ["2/13", "2/14/20"]))
    assert "must have its year if the first date of the subject has it" in message


def test_times_that_do_not_fit_dates():
    rule = "must be the time of day, below 24, because DATE has dates; if TIME counts hours of the"
    for word in ("24", "30", "-1"):
        text = with_dates("DATE", ["1/31/2020", "2/1/2020"], ["0", word])
        assert refused_table(text).startswith(f"row 3, column TIME = {word}: {rule}")
    message = refused_table("DATE,TIME;1/31/2020,2020-01-31 08:00")
    assert (
        "holds a date beside the dates in DATE: leave out the dates with drop=['DATE']" in message
    )
    message = refused_table(with_dates("DATE", ["1/31/2020"] * 2, ["9:00", "8:00"]))
    rule = "must not be before that of the row above, on the same day"
    assert message == f"row 3, column TIME = '8:00': {rule}"


def test_two_columns_of_dates():
    text = "DATE,DAT1,TIME;1/31/2020,31/1/2020,8:00;2/1/2020,1/2/2020,8:00"
    rule = "one column of dates is enough; leave one of them out: drop=['DAT1']"
    assert refused_table(text) == f"columns = 'DATE', 'DAT1': {rule}"
    assert hours(text, drop=["DAT1"]) == [0.0, 24.0]
    assert hours(text.replace("31/1/2020,", ",").replace("1/2/2020,", ",")) == [0.0, 24.0]
    assert "would change the times" in refused_table(
        text.replace("1/2/2020", "2/2/2020"), drop=["DAT1"]
    )


# Dates that are left out


def left_out(rows, head="ID,DATE,TIME", **options):
    return table(f"{head};{rows}", drop=["DATE"], **options).frame["time"].tolist()


def refused_left_out(rows, head="ID,DATE,TIME"):
    message = refused_table(f"{head};{rows}", drop=["DATE"])
    assert message.startswith("drop = 'DATE': leaving out the dates would change the times: row ")
    return message.partition("times: ")[2].partition(" has the date")[0]


def test_dates_that_hours_lead_to():
    begin = datetime(2020, 1, 30, 21, 0)
    times = [0.0, 2.5, 3.5, 26.75, 400.0]
    dates = [(begin + timedelta(hours=t)).strftime("%m/%d/%Y") for t in times]
    rows = ";".join(f"1,{day},{t}" for day, t in zip(dates, times, strict=True))
    assert left_out(rows) == times
    assert left_out(f"{rows};2,2/1/2020,0;2,2/1/2020,23.5") == [*times, 0.0, 23.5]


def test_two_days_are_not_one():
    """Case K4 of the reported ones: two doses at TIME 0 of two dates."""
    assert refused_left_out("1,2020-01-01,0;1,2020-01-02,0") == "row 3"
    assert refused_left_out("1,2020-01-01,0;1,2020-01-01,24") == "row 3"
    # From 8 to 21: either 13 h across midnight, or 37 h of which TIME has the times of day.
    assert refused_left_out("1,2020-01-01,8;1,2020-01-02,21") == "row 3"
    assert left_out("1,2020-01-01,8;1,2020-01-02,21;2,2020-01-02,0;2,2020-01-03,24") == [
        *(8.0, 21.0),
        *(0.0, 24.0),
    ]
    # From 0 to 5 h the day changes, so it began after 19:00; after 20 h it is two days later.
    assert refused_left_out("1,2020-01-01,0;1,2020-01-02,5;1,2020-01-02,30") == "row 4"
    assert left_out("1,2020-01-01,0;1,2020-01-02,5;1,2020-01-02,28") == [0.0, 5.0, 28.0]


def test_dates_beside_times_that_hold_them():
    assert left_out("1,2020-01-01,2020-01-01 08:00;1,2020-01-02,2020-01-02 00:00") == [0.0, 16.0]
    rows = "1,2020-01-01,2020-01-01 08:00;1,2020-01-01,2020-01-02 00:00"
    assert refused_left_out(rows) == "row 3"
    assert left_out("1,2020-01-01,8:00;1,2020-01-01,23:59") == [0.0, 16 - 1 / 60]
    assert refused_left_out("1,2020-01-01,8:00;1,2020-01-02,9:00") == "row 3"


def test_dates_that_cannot_be_read_are_constant():
    assert left_out("1,day one,0;1,day one,99;2,later,0") == [0.0, 99.0, 0.0]
    assert refused_left_out("1,day one,0;1,day two,24") == "row 3"
    assert left_out("1,3/4/2020,0;1,3/4/2020,99") == [0.0, 99.0]
    assert left_out("1,,0;1,,99") == [0.0, 99.0]


def test_dates_after_a_reset():
    """The body is reset before the second period, whatever time lies between."""
    head = "ID,DATE,TIME,AMT,EVID"
    rows = "1,1/1/20,0,5,1;1,1/1/20,6,0,0;1,1/13/20,0,5,4;1,1/14/20,30,0,0"
    assert left_out(rows, head=head) == [0.0, 6.0, 6.0, 36.0]
    assert refused_left_out(rows.replace("1/14", "1/16"), head=head) == "row 5"
