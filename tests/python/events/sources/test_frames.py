"""Frames: what their index holds, and missing values of every kind."""

from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

import opiodyn as od
from fixtures import refusal

FRAME = pd.DataFrame(
    {"ID": [1, 1, 2, 2], "TIME": [0.0, 1.5, 0.0, 1.5], "AMT": [5.0, 0.0, 5.0, 0.0]}
)
MORE = "has no name and does more than number the rows: name it, such as "


def same(frame):
    """Reads a frame, which must say what FRAME says."""
    read = od.read_events(frame).frame
    pd.testing.assert_frame_equal(read, od.read_events(FRAME).frame, check_dtype=False)
    return True


@pytest.mark.parametrize("levels", ["ID", "TIME", ["ID"], ["ID", "TIME"], ["ID", "TIME", "AMT"]])
def test_named_levels_of_an_index_are_columns(levels):
    assert same(FRAME.set_index(levels))
    assert same(FRAME.rename(columns=str.lower).set_index("id"))
    assert same(FRAME.set_index("ID", append=True))  # the first level numbers the rows


def test_an_index_that_numbers_the_rows_is_left_out():
    assert same(FRAME.set_axis([7, 3, 12, 40]))
    more = pd.concat([FRAME, FRAME.assign(ID=FRAME["ID"] + 2)])
    assert od.read_events(more).ids == (1, 2, 3, 4)
    assert od.read_events(more[more["ID"] > 1]).ids == (2, 3, 4)


@pytest.mark.parametrize(
    "index",
    [
        [1, 1, 2, 2],
        [1, 2, 1, 2],
        [0, 0, 1, 1],
        ["a", "b", "c", "d"],
        [0.0, 1.5, 2.0, 3.0],
        pd.MultiIndex.from_product([[1, 2], [0, 1]]),
        pd.to_datetime(["2020-01-01", "2020-01-02", "2020-01-03", "2020-01-04"]),
    ],
)
def test_an_index_without_a_name_that_may_say_more(index):
    message = refusal(lambda: od.read_events(FRAME.drop(columns="ID").set_axis(index)))
    assert message.startswith("index = ")
    assert MORE in message


def test_joined_frames_without_subjects():
    one = FRAME[:2].drop(columns="ID")
    assert MORE in refusal(lambda: od.read_events(pd.concat([one, one.assign(TIME=[3.0, 4.0])])))


def test_a_name_in_the_index_and_in_the_columns():
    rule = "stands in the index and in the columns of the frame; drop one of them"
    frame = FRAME.set_index("ID", drop=False)
    assert refusal(lambda: od.read_events(frame)) == f"column = 'ID': {rule}"
    frame = FRAME.set_index(FRAME["ID"].rename("id"))
    assert refusal(lambda: od.read_events(frame)) == f"column = 'id': {rule}"


def test_names_of_levels_are_checked_as_columns():
    frame = FRAME.rename_axis("visit")
    assert refusal(lambda: od.read_events(frame)).startswith("column = 'visit': unknown. ")
    assert od.read_events(frame, drop=["visit"]).ids == (1, 2)
    frame = FRAME.rename_axis(3)
    assert refusal(lambda: od.read_events(frame)) == "column name = 3: must be text"
    twice = FRAME.set_index(["ID", FRAME["ID"]])
    assert refusal(lambda: od.read_events(twice)).startswith("column = 'ID': stands twice ")


# Missing values and other kinds of numbers

AMOUNTS = {
    "Int64": pd.array([5, None, 5, None], dtype="Int64"),
    "Float64": pd.array([5.0, None, 5.0, None], dtype="Float64"),
    "Float32": pd.array([5.0, None, 5.0, None], dtype="Float32"),
    "string": pd.array(["5", None, "5", "."], dtype="string"),
    "category": pd.Categorical([5.0, None, 5.0, None]),
    "category of text": pd.Categorical(["5", "0", "5", "NA"]),
    "object": np.array([5, pd.NA, np.float32(5), None], dtype=object),
    "NaT": np.array([5, pd.NaT, 5, np.nan], dtype=object),
    "Decimal": [Decimal("5"), None, Decimal("5.00"), Decimal("0E-7")],
    "sparse": pd.arrays.SparseArray([5.0, 0.0, 5.0, 0.0]),
    "numpy": np.array([5, 0, 5, 0], dtype=np.uint8),
}


@pytest.mark.parametrize("kind", AMOUNTS)
def test_an_amount_of_any_kind(kind):
    assert same(FRAME.assign(AMT=AMOUNTS[kind]))


def test_masked_values_are_missing():
    masked = np.ma.array([5.0, 77.0, 5.0, 77.0], mask=[False, True, False, True])
    columns = {name: FRAME[name].to_numpy() for name in ("ID", "TIME")}
    assert same(pd.DataFrame({**columns, "AMT": masked}))
    whole = np.ma.array([5, 77, 5, 77], mask=[False, True, False, True])
    assert same(pd.DataFrame({**columns, "AMT": whole}))


REFUSED = {
    "masked cell": ([0.0, np.ma.masked], "MaskedConstant: a cell must be a number or text"),
    "masked time": (np.ma.array([0.0, 1.0], mask=[0, 1]), "missing: must be given"),
    "Int64": (pd.array([0, None], dtype="Int64"), "missing: must be given"),
    "Decimal NaN": ([Decimal("0"), Decimal("NaN")], "missing: must be given"),
    "Decimal infinite": ([Decimal("0"), Decimal("Infinity")], "'Infinity': must be a number"),
    "boolean": (pd.array([False, True], dtype="boolean"), "'False': must be a number"),
    "interval": (pd.interval_range(0, 2), "'(0, 1]': must be a number"),
    "period": (
        pd.period_range("2020-01", periods=2, freq="M"),
        "'2020-01': is a date without a time",
    ),
    "category": (pd.Categorical(["0", "late"]), "'late': must be a number"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_a_time_that_is_no_number(kind):
    values, rule = REFUSED[kind]
    message = refusal(lambda: od.read_events(pd.DataFrame({"TIME": values, "AMT": [1.0, 1.0]})))
    assert f"column TIME = {rule}" in message
