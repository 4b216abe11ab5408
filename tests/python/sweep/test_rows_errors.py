"""What a sweep over rows refuses, before anything runs: field, value, row and rule."""

import numpy as np
import pandas as pd
import pytest

import opiodyn as od
from fixtures import refused

WEEK = od.regimen("naltrexone 4.5 mg po q24h x7")
MODEL = od.Model()
NAN = float("nan")
TABLE = "must be a frame, columns of one length, or a list of mappings, one for each row"


def message(over, regimen=WEEK, **options):
    return str(refused(lambda: od.sweep(regimen, over=over, **options)))


@pytest.mark.parametrize(
    ("columns", "text"),
    [
        ({}, "over = no columns: needs at least one column"),
        ({"dose": []}, "over = no rows: needs at least one row"),
        ({"dose": 3.0}, "over['dose'] = 3.0: must be a list, a cell a row"),
        ({"dose": "12"}, "over['dose'] = '12': must be a list, a cell a row"),
        ({3: [1.0]}, "over = 3: must have names that are text"),
        (
            {"dose": [1.0, 2.0, 3.0], "naltrexone.CL": [100.0, 90.0]},
            "over['naltrexone.CL'] = 2 values: must be 3, as in the column 'dose'",
        ),
        ({"does": [1.0]}, "over = 'does': unknown; did you mean 'dose'?"),
        ({"naltrexone.CLL": [1.0]}, "did you mean 'naltrexone.CL'?"),
        ({"arm": ["a", "b"]}, "labels of rows go into the index of a frame"),
        ({"weight": [70.0]}, "Model(covariates={'weight': ...})"),
        ({"row": [1.0]}, "over = 'row': is a name of the result; choose another"),
        ({"status": [1.0]}, "over = 'status': is a name of the result; choose another"),
        ({"dose": [1.0, 2.0, NAN]}, "over['dose'][2] = nan: must be a number; fill row 2 in"),
        ({"dose": [1.0, None]}, "over['dose'][1] = None: must be a number"),
        ({"dose": [1.0, "2"]}, "over['dose'][1] = '2': must be a number"),
        ({"dose": np.array([True, False])}, "over['dose'][0] = np.True_: must be a number"),
        ({"dose": [1.0, -1.0]}, "row 1 of over (the first is row 0): dose.amt = -1: must be"),
        ({"interval": [24.0, 12.0, 900.0]}, "row 2 of over (the first is row 0): over['interval']"),
        (
            {"model": [MODEL, None]},
            "over['model'][1] = None: must be a Model; it is missing in row",
        ),
        ({"m": [MODEL, 3.0]}, "over['m'][1] = 3.0: must be a Model, as the first is"),
        ({"a": [MODEL], "b": [MODEL]}, "over = a and b: has two columns of models"),
        ({"naltrexone.CL_renal": [1.0]}, "changes nothing"),
        ({"regimen": [WEEK]}, "leave it out: the axis 'regimen' has its own"),
    ],
)
def test_columns_that_are_no_rows(columns, text):
    assert text in message_of_columns(columns)


def message_of_columns(columns):
    return str(refused(lambda: od.sweep(WEEK, over=od.Rows(columns))))


def test_a_regimen_that_cannot_be_read_has_its_row():
    texts = ["naltrexone 4.5 mg po", "naltrexone 4.5 mg po", "naltrexone 4,5 mg po"]
    with pytest.raises(od.ParseError) as caught:
        od.sweep(over=pd.DataFrame({"regimen": texts}))
    error = caught.value
    assert str(error).startswith("over['regimen'][2] = '4,5': decimals take a point: 4.5\n")
    assert error.one_line.startswith("over['regimen'][2] = '4,5': decimals take a point: 4.5: ")
    assert error.text[error.position : error.position + error.length] == "4,5"
    assert message(od.Rows({"regimen": [WEEK, NAN]}), None) == (
        "over['regimen'][1] = nan: must be a Regimen or the text of one"
    )


def test_rows_of_a_list_have_the_same_columns():
    assert message([{"dose": 1.0}, {}]) == "over[1] = a row: has no 'dose', which row 0 has"
    assert message([{"dose": 1.0}, {"dose": 2.0, "interval": 3.0}]) == (
        "over[1] = 'interval': is a column that row 0 does not have"
    )
    assert message([{"dose": 1.0}, 3.0]) == f"over[1] = 3.0: {TABLE}"


def test_frames_of_other_forms_are_refused():
    twice = pd.DataFrame([[1.0, 2.0]], columns=["dose", "dose"])
    assert message(twice) == "over = 'dose': is the name of two columns; rename one"
    nested = pd.DataFrame({"dose": [1.0, 2.0]}, index=pd.MultiIndex.from_tuples([(1, 2), (1, 3)]))
    assert "make columns of the others by reset_index()" in message(nested)
    missing = pd.DataFrame({"dose": pd.array([1.0, None], dtype="Float64")})
    assert "over['dose'][1] = nan: must be a number" in message(missing)
    assert message(pd.DataFrame({"dose": []})) == "over = no rows: needs at least one row"


def test_a_table_is_no_axis_of_a_grid():
    frame = pd.DataFrame({"dose": [1.0, 2.0]})
    for table in (frame, od.Rows(frame)):
        text = message({"rows": table, "naltrexone.CL": [100.0]})
        assert text.startswith("over['rows'] = 2 rows: is a table of rows, which is no axis")
        assert "merge(..., how='cross')" in text


def test_a_window_that_does_not_fit_has_its_row():
    metric = od.Metric("tone.mu.mean", window=(8, 20))
    rows = [{"interval": 24.0}, {"interval": 12.0}]
    text = message(rows, metrics=metric)
    assert text.startswith("row 1 of over (the first is row 0): window = 8 to 20: must lie within")


def test_people_of_a_strict_model_are_refused_row_by_row():
    people = od.population(2, seed=1, covariates={"weight": 70, "hepatic": "compensated"})
    strict = od.Model(strict=True)
    rows = od.Rows({"who": people, "model": [MODEL, strict]})
    with pytest.raises(od.InputError, match="strict"):
        od.sweep(WEEK, over=rows)


@pytest.mark.parametrize(("library", "kind"), [("polars", "DataFrame"), ("pyarrow", "Table")])
def test_a_frame_of_another_library_is_told_what_to_become(library, kind):
    module = pytest.importorskip(library)
    made = getattr(module, "table" if library == "pyarrow" else kind)({"dose": [1.0]})
    assert message(made) == f"over = a {kind}: is no frame of pandas; give its to_pandas()"


def test_a_name_is_free_where_the_result_has_none_of_it():
    names = {"time": "tone.mu.mean", "row": "tone.mu.peak"}  # of columns, and of rows
    found = od.sweep(WEEK, over={"dose": [1.0]}, metrics=names)
    assert {"time", "row"} < set(found)
