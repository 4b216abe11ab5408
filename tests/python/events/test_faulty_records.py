"""Whatever is wrong with a record of a table is named: row, column, value, rule."""

import pytest

from event_tables import refused_table, table

NUMBER = "must be a number"
FINITE = "must be finite"
LOW = "must be at least 0"
EARLY = f"{LOW}: shift the times of the subject, or leave such rows out with ignore='(TIME.LT.0)'"
NOT_NUMBERS = [
    "1,5x",
    "0x10",
    "1_000",
    "TRUE",
    "abc",
    "1 2",
    "--1",
    "1e",
    "e5",
    "١",
    "+nan",
    "-inf",
]


def written(value):
    return f'"{value}"'


@pytest.mark.parametrize("value", NOT_NUMBERS)
@pytest.mark.parametrize(
    "column", ["TIME", "AMT", "RATE", "II", "ADDL", "SS", "EVID", "DUR", "MDV", "F1", "ALAG1"]
)
def test_what_is_no_number(column, value):
    columns = ["TIME", "AMT"] if column in ("TIME", "AMT") else ["TIME", "AMT", column]
    row = [written(value) if name == column else "1" for name in columns]
    message = refused_table(f"{','.join(columns)};{','.join(row)}")
    assert message == f"row 2, column {column} = {value!r}: {NUMBER}"


CELLS = [
    ("TIME", "1e400", FINITE),
    ("TIME", "-1", EARLY),
    ("TIME", "", "must be given"),
    ("TIME", ".", "must be given"),
    (
        "TIME",
        "2020-01-31",
        "is a date without a time of day: name the column DATE, and add a column TIME",
    ),
    ("ID", "", "must be given"),
    ("ID", "1.5", "must be a whole number or a name"),
    ("ID", "-nan", "must be a whole number or a name"),
    ("ID", "Inf", "must be a whole number or a name"),
    ("ID", "1e300", "must be a whole number or a name"),
    ("ID", "9007199254740993", "must be a whole number or a name"),
    ("AMT", "-5", LOW),
    ("AMT", "1e400", FINITE),
    ("RATE", "-3", "must be at least 0, or -1 (see R1, R2, ...) or -2 (see D1, D2, ...)"),
    ("RATE", "-1.5", "must be at least 0, or -1 (see R1, R2, ...) or -2 (see D1, D2, ...)"),
    ("RATE", "1e400", FINITE),
    ("II", "-24", LOW),
    ("II", "1e400", FINITE),
    ("ADDL", "-1", "must be a whole number, at least 0 and below 2000000"),
    ("ADDL", "2.5", "must be a whole number, at least 0 and below 2000000"),
    ("ADDL", "2000000", "must be a whole number, at least 0 and below 2000000"),
    ("SS", "3", "must be 0, 1 or 2"),
    ("SS", "0.5", "must be 0, 1 or 2"),
    ("SS", "-1", "must be 0, 1 or 2"),
    ("EVID", "5", "must be 0, 1, 2, 3 or 4"),
    ("EVID", "-1", "must be 0, 1, 2, 3 or 4"),
    ("EVID", "1.5", "must be 0, 1, 2, 3 or 4"),
    ("MDV", "2", "must be 0 or 1"),
    ("MDV", "-1", "must be 0 or 1"),
    ("DUR", "-2", LOW),
    ("TINF", "-2", LOW),
    ("CMT", "-1", "must be the number of a compartment (1 is the first) or its name"),
    ("CMT", "1.5", "must be the number of a compartment (1 is the first) or its name"),
    ("CMT", "1e400", "must be the number of a compartment (1 is the first) or its name"),
    ("CMT", "infinity", "must be the number of a compartment (1 is the first) or its name"),
    ("CMT", "1_0", "must be the number of a compartment (1 is the first) or its name"),
    ("CMT", "the depot", "must be the number of a compartment (1 is the first) or its name"),
    ("DRUG", "5", "must be the name of a drug, one word"),
    ("DRUG", "my drug", "must be the name of a drug, one word"),
    ("DRUG", "a+b", "must be the name of a drug, one word"),
    ("ROUTE", "oraly", "must be one of po, er, iv, im, sc, in, sl, depotrex"),
    ("ROUTE", "1", "must be one of po, er, iv, im, sc, in, sl, depotrex"),
    ("DV", "1e400", FINITE),
    ("F", "-0.1", LOW),
    ("F2", "-0.1", LOW),
    ("ALAG2", "-0.1", LOW),
    ("D1", "-0.1", LOW),
    ("R12", "-0.1", LOW),
    ("R1", "1e999", FINITE),
    ("WT", "0", "must be above 0"),
    ("weight", "-70", "must be above 0"),
    ("age", "x", NUMBER),
    ("age", "inf", NUMBER),
    ("CRCL", "-1", "must be above 0"),
    ("creatinine_clearance", "1e400", FINITE),
    ("SMOK", "2", "must be one of no, yes, 0, 1, false, true"),
    ("smoker", "often", "must be one of no, yes, 0, 1, false, true"),
    ("HEPATIC", "3", "must be one of normal, compensated, decompensated"),
    ("CL", "big", NUMBER),
    ("CL", "1e400", FINITE),
    ("mydrug.CL", "-nan", NUMBER),
]


@pytest.mark.parametrize(("column", "value", "rule"), CELLS)
def test_cell(column, value, rule):
    others = {"TIME": "0", "AMT": "100"} if column != "AMT" else {"TIME": "0"}
    good = {**others, column: "1"} if column not in others else others
    names = list(good)
    row = ",".join(value if name == column else good[name] for name in names)
    message = refused_table(f"{','.join(names)};{row}")
    plain = "missing" if value in ("", ".") else value
    assert message in (
        f"row 2, column {column} = {plain}: {rule}",
        f"row 2, column {column} = {plain!r}: {rule}",
    )


NO_DOSE = "must be 0 here: only records with EVID 1 and 4 give doses"
NEEDS_AMOUNT = "must be given for a dose, except a steady-state infusion; 0 is a placebo"
ENDLESS = "must be 0 here: a steady-state infusion without amount does not repeat"
ONLY_IV = "must be 0 here: only a dose by ROUTE iv, or into a CMT, can be infused"

RECORDS = [
    ("AMT,EVID;5,0", "AMT = 5", NO_DOSE),
    ("AMT,EVID;5,2", "AMT = 5", NO_DOSE),
    ("AMT,EVID;5,3", "AMT = 5", NO_DOSE),
    ("AMT,RATE;0,5", "RATE = 5", NO_DOSE),
    ("AMT,RATE;0,-2", "RATE = -2", NO_DOSE),
    ("AMT,II;0,5", "II = 5", NO_DOSE),
    ("AMT,ADDL;0,5", "ADDL = 5", NO_DOSE),
    ("AMT,SS;0,1", "SS = 1", NO_DOSE),
    ("AMT,DUR;0,1", "DUR = 1", NO_DOSE),
    ("EVID;1", "AMT = missing", NEEDS_AMOUNT),
    ("AMT,EVID;.,4", "AMT = missing", NEEDS_AMOUNT),
    ("AMT,EVID,SS,II;.,1,1,5", "AMT = missing", NEEDS_AMOUNT),
    ("AMT,EVID,SS,RATE;.,1,1,-2", "AMT = missing", NEEDS_AMOUNT),
    ("AMT,MDV;5,0", "MDV = 0", "must be 1 or missing here: a dose is not an observation"),
    ("AMT,SS;5,1", "II = missing", "must be above 0 where SS is 1 or 2"),
    ("AMT,SS,II;5,2,0", "II = 0", "must be above 0 where SS is 1 or 2"),
    ("AMT,ADDL;5,1", "II = missing", "must be above 0 where ADDL is above 0"),
    ("AMT,ADDL,II;5,1,1e308", None, None),
    ("AMT,ADDL,II;5,2,1e308", "II = 1e308", "the last dose is never reached"),
    ("AMT,SS,RATE,II,CMT;0,1,5,12,1", "II = 12", ENDLESS),
    ("AMT,SS,RATE,ADDL,CMT;0,1,5,2,1", "ADDL = 2", ENDLESS),
    ("AMT,RATE,DUR;5,1,2", "DUR = 2", "must be 0 here: give either RATE or DUR"),
    ("AMT,RATE,DUR;5,-2,2", "DUR = 2", "must be 0 here: give either RATE or DUR"),
    ("AMT,RATE,ROUTE;5,1,po", "RATE = 1", ONLY_IV),
    ("AMT,DUR,ROUTE;5,1,im", "DUR = 1", ONLY_IV),
    ("AMT,RATE,ROUTE,R1;5,-1,po,2", "RATE = -1", ONLY_IV),
    (
        "AMT,RATE,D1;5,-1,2",
        "RATE = -1",
        "takes the rate from a column R1, R2, ..., and there is none",
    ),
]


@pytest.mark.parametrize(("text", "cell", "rule"), RECORDS)
def test_record(text, cell, rule):
    names, row = text.split(";")
    whole = f"TIME,{names};0,{row}"
    if cell is None:
        table(whole)
    else:
        assert refused_table(whole) == f"row 2, column {cell}: {rule}"


def test_time_goes_back():
    text = "ID,TIME,AMT;1,0,5;1,5,0;1,2.5,0;2,1,0;2,0,0"
    rule = (
        "must not be before the time of the previous record, which is 5; TIME may start again at "
        "EVID 3 or 4, or where a column OCC changes; another subject needs another ID"
    )
    assert refused_table(text) == f"row 4, column TIME = 2.5: {rule} (and in 1 more row)"
    text = "TIME,AMT,EVID;5,5,1;0,0,2"
    assert refused_table(text) == f"row 3, column TIME = 0: {rule}"


def test_a_subject_comes_back():
    rule = "appears again: the records of a subject must stand together (and in 2 more rows)"
    assert refused_table("ID,TIME;1,0;2,0;1,1;2,1;1,2") == f"row 4, column ID = 1: {rule}"


def test_the_first_row_is_told_whatever_its_fault():
    text = "TIME,AMT,II;0,5,;1,5,x;2,-5,;3,-5,;-1,,"
    assert refused_table(text) == f"row 3, column II = 'x': {NUMBER}"
    text = "TIME,AMT,II;0,5,;1,-5,;2,5,x;3,-5,;-1,,"
    assert refused_table(text) == f"row 3, column AMT = -5: {LOW} (and in 1 more row)"


def test_rows_are_counted_as_in_the_file():
    assert refused_table("TIME,AMT;0,1;;;1,-1") == f"row 5, column AMT = -1: {LOW}"


def test_long_words_are_cut():
    assert (
        refused_table(f"TIME,AMT;0,{'x' * 1000}")
        == f"row 2, column AMT = '{'x' * 37}...': {NUMBER}"
    )
