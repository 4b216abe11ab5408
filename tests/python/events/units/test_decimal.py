"""Decimal commas, and what no number is because it could be two numbers."""

import pandas as pd
import pytest

import opiodyn as od
from event_tables import refused_table, table
from fixtures import refusal

NUMBERS = ["TIME", "AMT", "RATE", "II", "DUR", "F1", "ALAG1", "D1", "WT", "CRCL", "CL", "drug.CL"]
POINT = "decimals take a point; or say decimal=','"
COMMA = "decimals take a comma here, as decimal=',' says"
THOUSANDS = "thousands take no mark: write 1000"


@pytest.mark.parametrize("column", NUMBERS)
def test_every_column_of_numbers_takes_a_comma(column):
    cells = {"TIME": "0", "EVID": "1", "AMT": "5", column: '"1,5"'}
    text = f"{','.join(cells)};{','.join(cells.values())}"
    key = {"WT": "weight", "CRCL": "creatinine_clearance"}.get(column, column)
    frame = table(text, decimal=",").frame
    assert frame[key if key in frame else key.lower()].tolist() == [1.5]
    assert refused_table(text) == f"row 2, column {column} = '1,5': {POINT}"


@pytest.mark.parametrize(
    ("written", "number"),
    [("1,5", 1.5), (",5", 0.5), ("5,", 5.0), ("+1,5e2", 150.0), ("1,000", 1.0), ("7", 7.0)],
)
def test_numbers_with_a_comma(written, number):
    assert table(f'TIME;"{written}"', decimal=",").frame["time"].tolist() == [number]


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        ("1.5", COMMA),
        (".5", COMMA),
        ("1.5e3", COMMA),
        ("1.000", f"is not clear: {THOUSANDS}, and {COMMA}"),
        ("1.000,5", THOUSANDS),
        ("1,000.5", THOUSANDS),
        ("1.000.000", THOUSANDS),
        ("1 000", THOUSANDS),
        ("1'000,5", THOUSANDS),
        ("1,5,2", "must be a number"),
    ],
)
def test_what_is_no_number_beside_decimal_commas(written, rule):
    message = refused_table(f'TIME,AMT;0,"{written}"', decimal=",")
    assert message.startswith("row 2, column AMT = ")
    assert message.endswith(f"{written}: {rule}") or message.endswith(f"{written!r}: {rule}")


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        ("1,5", POINT),
        (",5", POINT),
        ("1,5e3", POINT),
        ("1,000", f"is not clear: {THOUSANDS}, and {POINT}"),
        ("1,000.5", THOUSANDS),
        ("1.000,5", THOUSANDS),
        ("1,000,000", THOUSANDS),
        ("1 000", THOUSANDS),
        ("1\u202f000", THOUSANDS),
        ("1'000.5", THOUSANDS),
        ("1.000.000", THOUSANDS),
        ("1,5,2", "must be a number"),
    ],
)
def test_what_is_no_number_beside_decimal_points(written, rule):
    message = refused_table(f'TIME,AMT;0,"{written}"')
    assert message == f"row 2, column AMT = {written!r}: {rule}"


def test_a_frame_may_hold_numbers_and_text_with_commas():
    frame = pd.DataFrame({"TIME": [0.25, 1.5], "AMT": ["1,5", None], "DUR": [2.5, "."]})
    read = od.read_events(frame, decimal=",").frame
    assert read["time"].tolist() == [0.25, 1.5]
    assert read["amt"].tolist() == [1.5, 0.0]
    assert read["dur"].tolist() == [2.5, 0.0]
    message = refusal(lambda: od.read_events(frame))
    assert message == f"row 0 (counted from 0), column AMT = '1,5': {POINT}"
