"""What the names of columns may say: new names, marks, units, and a row of units below them."""

import io

import pandas as pd
import pytest

import opiodyn as od
from event_tables import refused_table, table
from fixtures import refusal


def values(read, *names):
    return [read.frame[name].tolist() for name in names]


# Renames


def test_a_column_gets_a_new_name():
    read = table("TIME,AMT,LAGT,CMT;0,100,0.5,2", columns={"LAGT": "ALAG2", "amt": "AMT"})
    assert values(read, "alag2") == [[0.5]]
    assert "LAGT" not in read.frame
    frame = pd.DataFrame({" HOURS ": [0.0, 2.0], "AMT": [5.0, 0.0]})
    assert values(od.read_events(frame, columns={"hours": "TIME"}), "time") == [[0.0, 2.0]]


def test_messages_have_the_name_as_the_table_writes_it():
    renames = {"HOURS": "TIME", "LAGT": "ALAG2"}
    message = refused_table("HOURS,AMT,LAGT;0,1,-1", columns=renames)
    assert message == "row 2, column LAGT = -1: must be at least 0"
    message = refused_table("HOURS,AMT,LAGT;5,1,1;3,0,1", columns=renames)
    assert message.startswith("row 3, column HOURS = 3: must not be before")
    read = table("HOURS,AMT,LAGT,CMT;0,1,1,1", columns=renames)
    message = refusal(lambda: read.regimens(od.Model(drugs=["naltrexone"])))
    assert message.startswith("column = 'LAGT': acts on nothing")


def test_errors_of_parameters_have_the_name_as_the_table_writes_it():
    model = od.Model(drugs=["naltrexone"], receptors=[], endogenous=[])
    for options, written in (({"columns": {"K10": "V3"}}, "K10"), ({}, "V3 (L)")):
        read = table(f"TIME,AMT,{written};0,5,1;1,.,.", **options)
        message = refusal(lambda read=read: od.simulate(read, model=model))
        assert message.startswith(f"column = {written!r}: is not a parameter of the model")


def test_two_columns_may_swap_their_names():
    read = table("TIME,AMT,F1,F2;0,1,0.1,0.2", columns={"F1": "F2", "F2": "F1"})
    assert values(read, "f1", "f2") == [[0.2], [0.1]]


def test_capitals_matter_where_two_names_differ_in_nothing_else():
    text = "TIME,AMT,x,X;0,1,3,4"
    assert values(table(text, columns={"x": "F1", "X": "F2"}), "f1", "f2") == [[3.0], [4.0]]
    message = refused_table("TIME,AMT,ab,Ab;0,1,3,4", columns={"AB": "F1"})
    assert message == "columns = 'AB': is not clear: these columns have the name 'ab', 'Ab'"


def test_all_names_that_are_no_column_are_listed_at_once():
    message = refused_table("TIME,AMT;0,1", columns={"A": "F1", "TIME": "TIME", "B": "F2"})
    assert message == "columns = 'A', 'B': no such columns; there are TIME, AMT"
    message = refused_table("TIME,AMT;0,1", columns={"A": "F1"})
    assert message == "columns = 'A': no such column; there are TIME, AMT"


@pytest.mark.parametrize(
    ("renames", "message"),
    [
        ({"A": "F1", "B": "F1"}, "columns = 'F1': cannot be the name of 'A' and of 'B'"),
        ({"A": "WT"}, "columns = 'WT': cannot be the name of 'A' and of 'weight'"),
        ({"A": "weight"}, "columns = 'weight': cannot be the name of 'A' and of 'weight'"),
        ({"A": "F1", "a": "F2"}, "columns = 'a': is said twice of 'A'"),
        ({"A": " "}, "columns['A'] = ' ': must be a name"),
    ],
)
def test_renames_that_cannot_be_right(renames, message):
    assert refused_table("TIME,AMT,A,B,weight;0,1,1,1,70", columns=renames) == message


# Marks and quotes


def test_quotes_and_a_mark_around_names():
    text = "'#ID','TIME', AMT ;P1,0,1"
    read = table(text)
    assert read.ids == ("P1",)
    frame = pd.DataFrame({"#ID": [7], '"TIME"': [0.0], "AMT": [1.0]})
    assert od.read_events(frame).ids == (7,)
    assert od.read_events(frame.rename(columns={"#ID": "# id"})).ids == (7,)


def test_a_mark_stays_where_the_name_stands_beside_it():
    frame = pd.DataFrame({"#ID": [7], "TIME": [0.0], "ID": [1]})
    assert " = '#ID': begins with a mark" in refusal(lambda: od.read_events(frame))


# Units behind names


def test_units_behind_names():
    read = table("ID (-),TIME [d],AMT(ug),II [ D ],ADDL,DV (ng/mL),WT (kg);1,2,4500,1,3,.,70")
    assert values(read, "time", "amt", "ii", "weight") == [[48.0], [4.5], [24.0], [70.0]]
    message = refused_table("TIME [d],AMT;-1,1")
    assert message.startswith("row 2, column TIME [d] = -1: must be at least 0: shift the times")
    assert message.endswith("ignore='(TIME.LT.0)'")
    read = table("TIME [d],AMT;-1,.;2,1", ignore="(TIME.LT.0)")
    assert values(read, "row", "time") == [[3], [48.0]]


def test_a_unit_stays_with_a_column_that_gets_a_new_name():
    for old in ("T [d]", "t [D]", "T"):
        assert values(table("T [d],AMT;2,1", columns={old: "TIME"}), "time") == [[48.0]]
    read = table("T (after dose),AMT;2,1", columns={"T (after dose)": "TIME"})
    assert values(read, "time") == [[2.0]]


def test_what_is_behind_an_unknown_name_belongs_to_it():
    assert "column = 'CONC (mg/L)': unknown" in refused_table("TIME,AMT,CONC (mg/L);0,1,3")
    assert len(table("TIME,AMT,CONC (mg/L);0,1,3", drop=["CONC (mg/L)"])) == 1


# A row of units


def test_a_row_of_units():
    read = table("ID,TIME,AMT,RATE,DV,CL;-,Days,(ug),.,any text,L/h;1,2,4500,9000,.,3;1,3,.,.,2,.")
    assert values(read, "row", "time", "amt") == [[3, 4], [48.0, 72.0], [4.5, 0.0]]
    assert values(read, "rate") == [[0.375, 0.0]]  # 9000 ug/d = 9 mg / 24 h
    assert "row 2 is a row of units" in read._checked.notes


@pytest.mark.parametrize("word", ["h", "HR", "hrs", "[hours]", "(h)", "Hour"])
def test_words_for_hours(word):
    assert values(table(f"TIME,AMT;{word},mg;2,5"), "time", "amt") == [[2.0], [5.0]]


def test_a_row_of_units_of_a_frame():
    frame = pd.DataFrame({"TIME": ["min", 90, "120"], "AMT": ["mg", 5.0, None]})
    read = od.read_events(frame)
    assert values(read, "row", "time", "amt") == [[1, 2], [1.5, 2.0], [5.0, 0.0]]
    assert "row 0 (counted from 0) is a row of units" in read._checked.notes


def test_numbers_in_a_row_of_units():
    message = refused_table("ID,TIME,AMT,DV;1,h,.,3.1;1,2,5,.")
    rule = "must be a unit, a dash or missing, because TIME is 'h' in this row"
    assert message == f"row 2, columns ID, DV = 1, 3.1: {rule}"


def test_a_row_of_units_alone():
    assert refused_table("TIME,AMT;h,mg") == (
        "events = 'StringIO': has no rows below the row of units"
    )


def test_a_unit_in_another_row_is_no_row_of_units():
    assert refused_table("TIME,AMT;0,1;h,.") == "row 3, column TIME = 'h': must be a number"


def test_a_row_of_units_with_an_order_of_dates():
    text = "DATE,TIME,AMT;dd/mm/yyyy,hh:mm,mg;03/04/2020,10:00,5"
    rule = "says an order of dates, so say it too: dates='dmy'"
    assert refused_table(text) == f"row 2, column DATE = 'dd/mm/yyyy': {rule}"
    assert refused_table(text, dates="mdy") == f"row 2, column DATE = 'dd/mm/yyyy': {rule}"


# Two statements


def test_two_statements_of_a_unit():
    text = "TIME [h],AMT;h,mg;0,5"
    assert len(table(text, units={"time": "hours", "AMT": "MG"})) == 1
    message = refused_table("TIME [h],AMT;min,mg;0,5")
    assert message == "row 2, column TIME [h] = 'min': is not the unit of the heading, 'h'"
    message = refused_table(text, units={"TIME": "d", "AMT": "ug"})
    assert message == (
        "units = {'TIME': 'd', 'AMT': 'ug'}: TIME [h] is 'd' here and 'h' in the table; "
        "AMT is 'ug' here and 'mg' in the table"
    )


def test_units_by_the_name_after_renaming():
    text = "HOURS,AMT,LAG;120,5,30"
    read = table(text, columns={"HOURS": "TIME"}, units={"time": "min", "ALAG": "min"})
    assert values(read, "time", "alag") == [[2.0], [0.5]]
    read = table(text, columns={"HOURS": "TIME"}, units={"hours": "min"})
    assert values(read, "time", "alag") == [[2.0], [0.5]]
    message = refused_table(text, columns={"HOURS": "TIME"}, units={"Y": "min", "X": "h"})
    assert message == "units = 'Y', 'X': no such columns; there are HOURS, AMT, LAG"


def test_a_file_opened_for_reading_may_have_all_of_it():
    text = "#ID,T [min],DOSE\n-,min,mg\n1,60,5\n"
    read = od.read_events(io.StringIO(text), columns={"T": "TIME", "DOSE": "AMT"})
    assert values(read, "id", "time", "amt") == [[1], [1.0], [5.0]]


def test_a_new_name_that_is_not_known():
    message = refused_table("TIME,SEX,AMT,RACE;0,1,5,2", columns={"SEX": "GENDER"})
    assert message.startswith("columns = 'GENDER' (written 'SEX'), 'RACE': unknown")
    assert "drop=['GENDER', 'RACE']" in message
    for name in ("GENDER", "SEX"):
        read = table("TIME,SEX,AMT;0,1,5", columns={"SEX": "GENDER"}, drop=[name])
        assert "SEX" not in read.frame


def test_columns_are_left_out_by_either_name():
    text = "TIME [h],AMT,WT (kg);0,5,70"
    for name in ("WT (kg)", "wt"):
        assert "weight" not in table(text, drop=[name]).frame
    assert table(text, keep=["TIME", "AMT"]).frame["time"].tolist() == [0.0]


def test_a_condition_on_rows_may_name_a_column_with_a_unit():
    read = table("TIME [d],AMT,DV (ng/mL);0,5,.;1,.,200;2,.,9", ignore="(DV.GT.100)")
    assert values(read, "time") == [[0.0, 48.0]]


def test_two_columns_of_one_meaning():
    text = "TIME (h),TIME (d),AMT;48,2,5"
    message = refused_table(text)
    assert message.startswith("column = 'TIME' (written 'TIME (d)'): stands twice")
    for name in ("TIME (h)", "TIME (d)"):
        assert values(table(text, drop=[name]), "time") == [[48.0]]
    assert "would change what the table says" in refused_table(text, drop=["TIME"])


def test_a_unit_must_be_a_word():
    assert refused_table("TIME;0", units={"TIME": " "}) == "units['TIME'] = ' ': must be a unit"
