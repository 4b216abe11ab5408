"""Workbooks of Excel: what their cells say, and that no cell is dropped in silence."""

from datetime import date, datetime, time, timedelta

import numpy as np
import pandas as pd
import pytest

import opiodyn as od
from event_tables import table
from fixtures import refusal
from opiodyn._events.notes import Notes
from opiodyn._events.source.read import read_cells
from opiodyn._events.source.request import request_of

openpyxl = pytest.importorskip("openpyxl")

NOTHING_SAID = request_of(None, None, None, (), (), (), None, ".", None)
ROWS = [
    ["ID", "TIME", "AMT", "ROUTE", "DV"],
    [1, 0, 100, "po", None],
    [1, 1.5, None, None, 3.25],
    [2, 0, 50, "po", "."],
]
TEXT = "ID,TIME,AMT,ROUTE,DV;1,0,100,po,;1,1.5,,,3.25;2,0,50,po,."


@pytest.fixture
def book(tmp_path):
    """Writes rows into the sheets of a workbook; returns its path."""

    def write(rows=ROWS, *, change=lambda sheet: None, **others):
        made = openpyxl.Workbook()
        made.active.title = "PK"
        for row in rows:
            made.active.append(row)
        for title, cells in others.items():
            sheet = made.create_sheet(title)
            for row in cells:
                sheet.append(row)
        change(made.active)
        path = tmp_path / "study.xlsx"
        made.save(path)
        return path

    return write


def read(path, **options):
    return od.read_events(path, **options).frame


def same(frame):
    """Compares a frame with that of TEXT, the rows apart."""
    expected = table(TEXT).frame.drop(columns="row")
    pd.testing.assert_frame_equal(frame.drop(columns="row"), expected)
    return True


def fault(path, **options):
    """The message for a workbook, with its name shortened."""
    return refusal(lambda: od.read_events(path, **options)).replace(str(path), "study.xlsx")


# What cells say


def test_a_sheet_says_the_same_as_a_text(book):
    frame = read(book())
    assert same(frame)
    assert frame["row"].tolist() == [2, 3, 4]
    assert repr(od.read_events(book())).startswith("<EventTable of sheet 'PK' of '")


def test_rows_are_counted_as_in_the_sheet(book):
    """Blank rows above, between and below are passed over, and so are cells with a style alone."""
    rows = [[], [None], ROWS[0], [], ROWS[1], ["", " "], *ROWS[2:], [], [None, ""]]

    def change(sheet):
        sheet["Z40"].number_format = "0.00"
        sheet["B3"].value = " TIME "

    frame = read(book(rows, change=change))
    assert same(frame)
    assert frame["row"].tolist() == [5, 7, 8]


def test_a_table_may_begin_in_another_column(book):
    assert same(read(book([[None, None, *row, None] for row in ROWS])))


def test_text_in_cells(book):
    """Numbers may be text, IDs keep their zeros, and words are stripped."""
    rows = [
        ["ID", "TIME", "AMT", "DRUG"],
        ["007", "0", " 1e2 ", " naïve "],
        ["P 2", "0.5", "0", None],
    ]
    frame = read(book(rows))
    assert frame["id"].tolist() == ["007", "P 2"]
    assert frame["time"].tolist() == [0.0, 0.5]
    assert frame["amt"].tolist() == [100.0, 0.0]
    assert frame["drug"].tolist() == ["naïve", ""]
    rows = [["ID", "TIME", "DRUG"], ["P1", 0, None], [2, 0, None], [3.0, 0, None]]
    assert read(book(rows))["id"].tolist() == ["P1", "2", "3"]


def test_numbers_beside_text_with_decimal_commas(book):
    path = book([["TIME", "AMT"], [0, "1,5"], [0.5, 2.25], [1, 3]])
    assert read(path, decimal=",")["amt"].tolist() == [1.5, 2.25, 3.0]
    assert "column AMT = '1,5'" in fault(path)


def test_truth_values_and_numbers_are_not_mixed_up(book):
    rows = [["TIME", "AMT", "SMOK"], [0, 1, True], [1, 0, False], [2, 0, None]]
    assert read(book(rows))["smoker"].tolist() == ["yes", "no", ""]
    message = fault(book([["TIME", "AMT"], [0, 1], [1, True]]))
    assert message == "sheet 'PK', row 3, column AMT = 'True': must be a number"


def test_whole_numbers_keep_their_digits(book):
    """Excel itself keeps 15 digits; other programs write what no float holds."""
    large = 2**53 + 1
    rows = [["ID", "TIME", "AMT"], [123456789012345, 0, 1], [5, 0, 0.1]]
    frame = read(book(rows))
    assert frame["id"].tolist() == [123456789012345, 5]
    assert frame["amt"].tolist() == [1.0, 0.1]
    assert str(large) in fault(book([["ID", "TIME"], [str(large), 0]]))


CELLS = [
    ([date(2024, 2, 29), datetime(2024, 3, 1)], ["2024-02-29", "2024-03-01"]),
    (
        [datetime(2024, 3, 1, 13, 5), date(2024, 3, 2)],
        ["2024-03-01 13:05:00", "2024-03-02 00:00:00"],
    ),
    ([time(13, 5), time(0, 0)], ["13:05:00", "00:00:00"]),
    ([time(23, 59, 59), timedelta(hours=30, minutes=5)], ["23:59:59", "30:05:00"]),
    ([date(2024, 2, 29), "later", 2.0, None], ["2024-02-29", "later", "2", ""]),
]


@pytest.mark.parametrize(("cells", "words"), CELLS)
def test_dates_and_times_of_day_become_text_of_iso_8601(book, cells, words):
    """The readers of dates and clock times take them from there, as from any text."""
    path = book([["TIME", "DAY"], *[[0, cell] for cell in cells]])
    day = read_cells(path, NOTHING_SAID, Notes()).columns[1]
    assert [day.word(row) for row in range(len(cells))] == words


def test_a_date_that_is_none(book):
    """Excel shows ### for a number that is no date, and openpyxl gives an error for it."""

    def change(sheet):
        sheet["B2"].value = 1e10
        sheet["B2"].number_format = "yyyy-mm-dd"

    path = book([["TIME", "AMT"], [0, 0]], change=change)
    assert "row 2, column AMT = '#VALUE!': is an error of a spreadsheet" in fault(path)


# Errors and formulas

ERROR = "is an error of a spreadsheet: correct it there, or clear the cell"
FORMULA = "is a formula without a value: open and save the file in a spreadsheet"


def with_error(column, word):
    """Puts an error of Excel into a column of the third row."""

    def change(sheet):
        sheet[f"{column}3"].value = word
        sheet[f"{column}3"].data_type = "e"

    return change


@pytest.mark.parametrize("word", ["#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"])
@pytest.mark.parametrize(
    ("column", "name"), [("A", "ID"), ("C", "AMT"), ("D", "ROUTE"), ("E", "DV")]
)
def test_an_error_of_a_cell_is_never_a_missing_value(book, word, column, name):
    path = book(change=with_error(column, word))
    assert fault(path) == f"sheet 'PK', row 3, column {name} = '{word}': {ERROR}"


def test_an_error_in_a_column_or_row_that_is_left_out_is_none(book):
    path = book(change=with_error("E", "#DIV/0!"))
    assert "dv" not in read(path, drop=["DV"])
    path = book([*ROWS, ["#", None, "#REF!"]])
    assert same(read(path))


def test_a_value_that_is_not_available_is_missing(book):
    frame = read(book(change=with_error("E", "#N/A")))
    assert np.isnan(frame["dv"]).all()
    message = fault(book(change=with_error("A", "#N/A")))  # and the row is no comment
    assert message == "sheet 'PK', row 3, column ID = missing: must be given"


@pytest.mark.parametrize(
    ("column", "name"), [("B", "TIME"), ("C", "AMT"), ("D", "ROUTE"), ("E", "DV")]
)
def test_a_formula_without_a_value_is_never_a_missing_value(book, column, name):
    """openpyxl writes formulas and computes none, as many programs do."""

    def change(sheet):
        sheet[f"{column}3"].value = "=1+1"

    assert fault(book(change=change)) == f"sheet 'PK', row 3, column {name} = '=1+1': {FORMULA}"


def test_a_row_of_nothing_but_a_formula_is_not_blank(book):
    path = book([["TIME", "AMT"], [0, 1], [None, "=B2"], [2, 0]])
    assert fault(path) == f"sheet 'PK', row 3, column AMT = '=B2': {FORMULA}"


def test_formulas_of_the_column_names(book):
    path = book([["TIME", "=A1"], [0, 1]])
    assert "'=A1'" in fault(path)


# Comments, hidden rows and merged cells


def test_comments_are_left_out_and_noted(book):
    rows = [["# made up"], ROWS[0], *ROWS[1:3], ["#1", 2, 1000, "po", 7], ROWS[3], ["# end", 1]]
    path = book(rows)
    assert same(read(path))
    notes = read_notes(path)
    assert notes == ("comments (#) leave out 3 rows of the sheet (1, 5, 7)",)


def read_notes(path):
    notes = Notes()
    read_cells(path, NOTHING_SAID, notes)
    return notes.sentences


def test_what_marks_rows_of_a_text_marks_those_of_a_sheet(book):
    rows = [
        ["ID", "Time", "Dose", "DV", "C"],
        [None, "d", "ug", "mg/L", None],
        [1, 0, 7, None, "C"],
        [1, 0, 5000, None, "."],
        ["@1", 1, 7, None, "."],
        [1, 2, 0, 99, "."],
        [1, 2, 0, 3.5, "."],
    ]
    ignored = ["@", "(DV.GT.50)"]
    frame = read(book(rows), columns={"Dose": "AMT"}, ignore=ignored)
    assert frame["row"].tolist() == [4, 7]
    assert frame["time"].tolist() == [0.0, 48.0]
    assert frame["amt"].tolist() == [5.0, 0.0]


def test_the_row_of_names_may_be_a_comment(book):
    assert same(read(book([["#ID", *ROWS[0][1:]], *ROWS[1:]])))
    assert same(read(book([["# of the study"], ["# ID", *ROWS[0][1:]], *ROWS[1:]])))


def test_hidden_rows_are_read_and_noted(book):
    """A filter of Excel hides rows; they are part of the sheet."""

    def change(sheet):
        sheet.row_dimensions[3].hidden = True
        sheet.row_dimensions[30].hidden = True

    path = book(change=change)
    assert same(read(path))
    assert read_notes(path) == ("1 row is hidden; it is read like the others",)


def test_merged_cells(book):
    rule = "are merged, so that all but one have no value: unmerge them, and fill them in"
    path = book(change=lambda sheet: sheet.merge_cells("A2:A3"))
    assert fault(path) == f"sheet 'PK', cells = A2:A3: {rule}"
    path = book(change=lambda sheet: sheet.merge_cells("D4:E4"))
    assert fault(path) == f"sheet 'PK', cells = D4:E4: {rule}"
    rows = [["# a long remark"], *ROWS, ["# another"]]

    def change(sheet):
        sheet.merge_cells("A1:E1")
        sheet.merge_cells("A6:E6")

    assert same(read(book(rows, change=change)))


def test_a_cell_under_no_name(book):
    rule = "stands under no name: name its column, or clear it"
    path = book([*ROWS[:3], [*ROWS[3], None, "see protocol"]])
    assert fault(path) == f"sheet 'PK', cell G4 = 'see protocol': {rule}"
    path = book([["ID", None, "TIME"], [1, None, 0], [1, 70, 1]])
    assert fault(path) == f"sheet 'PK', cell B3 = '70': {rule}"
