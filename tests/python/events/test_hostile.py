"""Words, types and numbers of columns that are made to break the reader are refused fast."""

import datetime
import io
import time

import numpy as np
import pandas as pd
import pytest

import opiodyn as od
from event_tables import refused_table, table
from fixtures import refusal

# Each of these took more than 10 s, and four times as much for twice the length.
LIMIT = 2.0  # s of the processor, which other work on the machine does not lengthen


@pytest.fixture(autouse=True)
def quick():
    begin = time.process_time()
    yield
    assert time.process_time() - begin < LIMIT


BLANKS = " " * 90_000


@pytest.mark.parametrize("name", ["TIME", "DATE", "AMT", "II"])
def test_long_words_of_blanks_are_refused_at_once(name):
    columns = {"TIME": "1", "AMT": "2", name: f"1-1{BLANKS}x"}
    text = "\t".join(columns) + "\n" + "\t".join(columns.values()) + "\n"
    message = refusal(lambda: od.read_events(io.StringIO(text), drug="naltrexone"))
    assert message.startswith(f"row 2, column {name} = ")


def test_long_units_are_refused_at_once():
    message = refused_table("TIME,AMT;0,1", units={"AMT": f"mg{BLANKS}/{BLANKS}x"})
    assert "is no unit of amount" in message


@pytest.mark.parametrize("field", ["ignore", "accept"])
def test_long_conditions_are_refused_at_once(field):
    message = refused_table("TIME,AMT;0,1", **{field: f"AMT{BLANKS}1"})
    assert "must be a mark of one character, or conditions" in message


@pytest.mark.parametrize("field", ["ignore", "accept"])
def test_conditions_have_few_parentheses_in_each_other(field):
    entry = "(" * 11 + "AMT.EQ.1" + ")" * 11
    assert "more than 10 parentheses" in refused_table("TIME,AMT;0,1", **{field: entry})
    assert len(table("TIME,AMT;0,1;1,.", accept=entry[1:-1])) == 1


@pytest.mark.parametrize(
    ("condition", "kept"),
    [
        ('"AMT".EQ.1', [2]),
        ("AMT .eq. '1'", [2]),
        ("CMT=='a==b'", [3]),
        ('CMT == "a.EQ.b"', [4]),
    ],
)
def test_conditions_take_operators_in_quotes_as_text(condition, kept):
    t = table('TIME,AMT,CMT;0,1,x;1,2,"a==b";2,3,"a.EQ.b"', accept=condition)
    assert t.frame["row"].tolist() == kept


def test_many_names_of_drugs_take_no_time_of_their_own():
    rows = ";".join(f"{i},1,x{i}" for i in range(60_000))
    assert len(table(f"TIME,AMT,DRUG;{rows}")) == 60_000


def test_many_renames_take_no_time_of_their_own():
    names = [f"col{i}" for i in range(1_900)]
    text = f"TIME,AMT,{','.join(names)};0,1,{','.join('1' * 1_900)}"
    t = table(text, columns={name: f"x.{name}" for name in names}, units=dict.fromkeys(names, "h"))
    assert "x.col1899" in t.frame


# Types


def frame(**columns):
    return pd.DataFrame({"TIME": [0.0, 1.0], "AMT": [1.0, np.nan], **columns})


def objects(*values):
    return pd.Series(values, dtype=object)


@pytest.mark.parametrize("name", ["DV", "TIME"])
def test_durations_that_pandas_cannot_hold_are_text(name):
    source = frame(**{name: objects(datetime.timedelta(0), datetime.timedelta.max)})
    if name == "DV":
        assert np.isnan(od.read_events(source).frame["dv"]).all()
    else:
        assert "no more than 292 years" in refusal(lambda: od.read_events(source))


def test_missing_times_of_numpy_are_missing():
    nothing = objects(np.timedelta64("NaT"), np.datetime64("NaT"))
    found = od.read_events(frame(RATE=nothing, DATE=nothing))
    assert found.frame["rate"].tolist() == [0.0, 0.0]


@pytest.mark.parametrize("cell", [np.bytes_(b"1"), np.void(b"1")])
def test_bytes_of_numpy_are_no_text(cell):
    message = refusal(lambda: od.read_events(frame(ID=objects(cell, cell))))
    assert message.endswith("a cell must be a number or text")


@pytest.mark.parametrize("name", ["OCC", "DVID", "DV", "ID"])
def test_halves_of_surrogates_are_no_text(name):
    message = refusal(lambda: od.read_events(frame(**{name: objects("\ud800", "a")})))
    assert message == (f"row 0 (counted from 0), column {name} = '\\ud800': must be text in UTF-8")


@pytest.mark.parametrize("arguments", [{"drug": "\ud800"}, {"drug": "a\0"}, {"drug": "\u2028"}])
def test_a_drug_that_cannot_be_shown_is_refused(arguments):
    message = refused_table("TIME,AMT;0,1", **arguments)
    assert "one word" in message or "half a character" in message


@pytest.mark.parametrize("field", ["keep", "drop", "ignore", "accept"])
def test_an_array_without_dimensions_is_no_list(field):
    message = refused_table("TIME,AMT;0,1", **{field: np.array("AMT")})
    assert message.endswith("must be a list of names")


@pytest.mark.parametrize("carry", [pd.NA, pd.Series(["next"]), ["next"]])
def test_a_carry_that_is_no_text_is_refused(carry):
    assert refused_table("TIME,AMT;0,1", carry=carry).endswith("must be 'next' or 'last'")


def test_an_id_that_cannot_be_shown_cannot_be_written():
    message = refusal(lambda: od.to_events(od.regimen("naltrexone 50 mg po"), id="\ud800"))
    assert message.endswith("must be text without half a character (a surrogate)")


def test_types_of_arrow_that_pandas_does_not_hold_are_refused():
    arrow = pytest.importorskip("pyarrow")
    views = arrow.array([b"1"], arrow.binary_view())
    source = arrow.table({"TIME": [0.0], "AMT": [1.0], "DV": views})
    message = refusal(lambda: od.read_events(source))
    assert message == "column DV = binary_view: must be numbers or text"
