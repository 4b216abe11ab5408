"""Whatever is wrong with a table of events is named: row, column, value, rule."""

import io

import numpy as np
import pandas as pd
import pytest

import opiodyn as od
from opiodyn._events import read

from event_tables import DRUG, refused_table, table
from fixtures import plain, refusal

OTHER = od.Drug("other", molar_mass=300.0, CL=1.1, V=[20.0])
TWICE = od.Drug(
    "twice",
    molar_mass=300.0,
    CL=1.1,
    V=[20.0],
    absorption=[od.FirstOrder(ka=1.5, fraction=0.5), od.FirstOrder(ka=0.5, fraction=0.5)],
)


NUMBER = "must be a number"
FINITE = "must be finite"
LOW = "must be at least 0"
NOT_NUMBERS = ["1,5x", "0x10", "1_000", "TRUE", "abc", "1 2", "--1", "1e", "e5", "١", "nan", "-inf"]


def written(value):
    return f'"{value}"'


@pytest.mark.parametrize("value", [*NOT_NUMBERS, "1,5"])
@pytest.mark.parametrize(
    "column", ["TIME", "AMT", "RATE", "II", "ADDL", "SS", "EVID", "DUR", "MDV", "DV", "F1", "ALAG1"]
)
def test_what_is_no_number(column, value):
    columns = ["TIME", "AMT"] if column in ("TIME", "AMT") else ["TIME", "AMT", column]
    row = [written(value) if name == column else "1" for name in columns]
    message = refused_table(f"{','.join(columns)};{','.join(row)}")
    assert message == f"row 2, column {column} = {value!r}: {NUMBER}"


CELLS = [
    ("TIME", "1e400", FINITE),
    ("TIME", "-1", LOW),
    ("TIME", "", "must be given"),
    ("TIME", ".", "must be given"),
    ("TIME", "08:30", "times are hours from the start of the run, without dates and clock times"),
    (
        "TIME",
        "2020-01-31",
        "times are hours from the start of the run, without dates and clock times",
    ),
    ("ID", "", "must be given"),
    ("ID", "1.5", "must be a whole number or a name"),
    ("ID", "nan", "must be a whole number or a name"),
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
    ("CMT", "nan", "must be the number of a compartment (1 is the first) or its name"),
    ("CMT", "1_0", "must be the number of a compartment (1 is the first) or its name"),
    ("CMT", "the depot", "must be the number of a compartment (1 is the first) or its name"),
    ("DRUG", "5", "must be the name of a drug, one word"),
    ("DRUG", "my drug", "must be the name of a drug, one word"),
    ("DRUG", "a+b", "must be the name of a drug, one word"),
    ("ROUTE", "oraly", "must be one of po, er, iv, im, sc, in, sl"),
    ("ROUTE", "1", "must be one of po, er, iv, im, sc, in, sl"),
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
    ("mydrug.CL", "nan", NUMBER),
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
NEEDS_AMOUNT = (
    "must be above 0: a dose (only a steady-state infusion, with SS and RATE, goes without)"
)
ENDLESS = "must be 0 here: a steady-state infusion without amount does not repeat"
ONLY_IV = "must be 0 here: only what goes in by ROUTE iv, or into a CMT, can be infused"

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
    ("AMT,EVID;0,1", "AMT = 0", NEEDS_AMOUNT),
    ("AMT,EVID;.,4", "AMT = missing", NEEDS_AMOUNT),
    ("AMT,EVID,RATE;0,1,5", "AMT = 0", NEEDS_AMOUNT),
    ("AMT,EVID,SS,II;0,1,1,5", "AMT = 0", NEEDS_AMOUNT),
    ("AMT,EVID,SS,RATE;0,1,1,-2", "AMT = 0", NEEDS_AMOUNT),
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
    rule = "must not be before that of the record before, which is 5 (and in 1 more row)"
    assert refused_table(text) == f"row 4, column TIME = 2.5: {rule}"
    text = "TIME,AMT,EVID;5,5,1;0,0,3"
    rule = "must not be before that of the record before, which is 5"
    assert refused_table(text) == f"row 3, column TIME = 0: {rule}"


def test_a_subject_comes_back():
    rule = "comes back: the records of a subject must stand together (and in 2 more rows)"
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


# Frames

FRAMES = [
    ([0.0, np.inf], "row 1 (counted from 0), column TIME = 'inf': must be a number"),
    ([0.0, np.nan], "row 1 (counted from 0), column TIME = missing: must be given"),
    ([0.0, None], "row 1 (counted from 0), column TIME = missing: must be given"),
    ([False, True], f"row 0 (counted from 0), column TIME = 'False': {NUMBER} (and in 1 more row)"),
    ([0, True], f"row 1 (counted from 0), column TIME = 'True': {NUMBER}"),
    ([0, [1]], "row 1 (counted from 0), column TIME = list: a cell must be a number or text"),
    ([0, 1j], f"row 0 (counted from 0), column TIME = '0j': {NUMBER} (and in 1 more row)"),
    (
        pd.to_datetime(["2020-01-01", "2020-01-02"]),
        "row 0 (counted from 0), column TIME = '2020-01-01 00:00:00': times are hours from the "
        "start of the run, without dates and clock times (and in 1 more row)",
    ),
    (pd.array([0, pd.NA], "Int64"), "row 1 (counted from 0), column TIME = missing: must be given"),
]


@pytest.mark.parametrize(("values", "message"), FRAMES)
def test_frame(values, message):
    frame = pd.DataFrame({"TIME": values}, index=["a", "b"])
    assert refusal(lambda: od.read_events(frame)) == message


def test_frames_that_are_no_table():
    empty = pd.DataFrame({"TIME": []})
    assert refusal(lambda: od.read_events(empty)) == "events = DataFrame: has no rows"
    named = pd.DataFrame({"TIME": [0], 3: [1]})
    assert refusal(lambda: od.read_events(named)) == "column name = 3: must be text"


# Columns


def test_columns():
    assert refused_table("ID,AMT;1,2") == (
        "columns = 'ID, AMT': a table of events needs a column TIME; columns are separated by "
        "commas"
    )
    assert refused_table("ID;TIME;AMT".replace(";", "|") + ";1|2|3").startswith(
        "columns = 'ID|TIME|AMT'"
    )
    assert refused_table("TIME,TIME;0,0") == "column = 'TIME': stands twice"
    assert refused_table("TIME,time;0,0") == "column = 'time': is the same as 'TIME'"
    assert refused_table("TIME,WT,weight;0,1,1") == "column = 'weight': is the same as 'WT'"
    assert refused_table("TIME,DUR,TINF;0,1,1") == "column = 'TINF': is the same as 'DUR'"
    assert refused_table("TIME,;0,1") == "column = number 2: has no name"
    message = refused_table("TIME,AMT,WTKG;0,1,70")
    assert message.startswith("column = 'WTKG': unknown; understood are ID, TIME, EVID, AMT")
    assert "ignore=[...]" in message
    for name in ("weight (WT)", "ALAG1", "CL", "mydrug.CL", "DRUG"):
        assert name in message
    assert refused_table("TIME,AMT,F0;0,1,1").startswith("column = 'F0': unknown")
    assert refused_table("TIME,AMT,F100;0,1,1").startswith("column = 'F100': unknown")
    assert refused_table(f"TIME,{'x' * 300};0,1").startswith(f"column = '{'x' * 57}...': unknown")


def test_ignored_columns():
    text = "TIME,AMT,WTKG,wtkg,C\n0,5,a,b,c\n"
    t = od.read_events(io.StringIO(text), ignore=["wtKG", "c"])
    assert "WTKG" not in t.frame
    assert refused_table(text, ignore=["TIME", "WTKG", "C"]).startswith("columns = ")
    assert refused_table(text, ignore="WTKG").startswith("ignore = 'WTKG': must be a list of names")


# Files


def test_files(tmp_path):
    def said(content):
        path = tmp_path / "t.csv"
        path.write_bytes(content)
        message = refusal(lambda: od.read_events(path))
        return message.removeprefix(f"events = {str(path)!r}: ")

    assert said(b"") == "is empty"
    assert said(b"\n\n") == "is empty"
    assert said(b"\xef\xbb\xbf") == "is empty"
    assert said(b"\nTIME,AMT\n0,1\n") == "row 1 = blank: must name the columns"
    assert said(b"TIME,AMT\n") == "has no rows below the column names"
    assert said(b"TIME,AMT\n\n\n") == "has no rows below the column names"
    assert said(b"TIME,AMT\n0,1,2\n") == "row 2 = 3 fields: must have 2, as many as row 1"
    assert said(b"TIME,AMT\n0,1\n\n2\n") == "row 4 = 1 fields: must have 2, as many as row 1"
    assert said("TIME,AMT,DRUG\n0,1,naïve\n".encode("latin-1")) == "must be text in UTF-8"
    assert said(b"\x89PNG\r\n\x1a\n\x00\x00") == "must be text in UTF-8"
    assert said(b"PK\x03\x04\x00\x00") == "is not a text file: it holds zero bytes"
    assert said(b'{"TIME": 0}\n{"TIME": 1}\n').startswith("columns = '{\"TIME\": 0}'")
    assert said(b'[\n{"TIME": 0, "AMT": 1}\n]').startswith("row 2 = 2 fields")
    assert said(b'TIME,AMT\n0,"1\n').startswith("is not a CSV: ")
    assert said(b'TIME,AMT\n0,"1"2\n').startswith("is not a CSV: ")
    assert said(b"TIME,AMT\n0," + b"1" * 200_000).startswith("is not a CSV: ")


def test_what_is_no_file(tmp_path):
    folder, absent = repr(str(tmp_path)), repr(str(tmp_path / "none.csv"))
    assert refusal(lambda: od.read_events(tmp_path)) == f"events = {folder}: is a folder"
    message = refusal(lambda: od.read_events(tmp_path / "none.csv"))
    assert message == f"events = {absent}: there is no such file"
    assert refusal(lambda: od.read_events("a\0b")).startswith("events = 'a\\x00b': ")
    url = "https://example.org/t.csv"
    assert refusal(lambda: od.read_events(url)) == f"events = '{url}': there is no such file"
    rule = "must be the path of a CSV, an open file or a pandas DataFrame"
    assert refusal(lambda: od.read_events(3)) == f"events = 3: {rule}"
    assert refusal(lambda: od.read_events(None)) == f"events = None: {rule}"
    assert refusal(lambda: od.read_events("/dev/null")) == "events = '/dev/null': is not a file"


def test_files_that_cannot_be_read(tmp_path):
    path = tmp_path / "t.csv"
    path.write_bytes(b"TIME,AMT,DRUG\n0,1,\xff\n")
    with path.open("a") as file:
        assert refusal(lambda: od.read_events(file)) == f"events = {str(path)!r}: cannot be read"
    assert refusal(lambda: od.read_events(file)) == f"events = {str(path)!r}: cannot be read"
    with path.open() as file:
        assert "must be text in UTF-8" in refusal(lambda: od.read_events(file))
    with path.open(errors="surrogateescape") as file:
        assert "must be text in UTF-8" in refusal(lambda: od.read_events(file))


@pytest.mark.parametrize("column", ["ID", "CMT", "DRUG", "ROUTE", "HEPATIC", "AMT"])
@pytest.mark.parametrize("cell", ["\ud800", "a\0", np.array([1, 2]), [1], {}, object, b"1"])
def test_odd_cells_of_a_frame(column, cell):
    frame = pd.DataFrame({"TIME": [0.0], "AMT": [1.0], column: pd.Series([cell], dtype=object)})
    assert "row 0 (counted from 0), column" in refusal(
        lambda: od.read_events(frame).regimens(plain(DRUG))
    )


def test_a_table_too_long(monkeypatch, tmp_path):
    monkeypatch.setattr(read, "MOST_RECORDS", 3)
    text = "TIME,AMT;0,1;1,1;2,1;"
    assert len(table(text)) == 3
    assert refused_table(text + "3,1;x,y") == "events = 'StringIO': has more than 3 records"
    frame = pd.DataFrame({"TIME": [0, 1, 2, 3]})
    message = "events = DataFrame: has more than 3 records"
    assert refusal(lambda: od.read_events(frame)) == message


def test_a_file_too_long(monkeypatch):
    monkeypatch.setattr(read, "MOST_CHARACTERS", 20)
    message = "events = 'StringIO': has more than 20 characters"
    assert refused_table("TIME,AMT;" + "0,1;" * 100) == message
    content = io.BytesIO(b"TIME,AMT\n" + b"0,1\n" * 100)
    assert "has more than 20 characters" in refusal(lambda: od.read_events(content))
    assert content.tell() == 21


def test_arguments():
    text = "TIME,AMT;0,1"
    assert refused_table(text, carry="back") == "carry = 'back': must be 'next' or 'last'"
    assert refused_table(text, carry=None) == "carry = None: must be 'next' or 'last'"
    assert refused_table(text, drug=3) == "drug = 3: must be text"
    assert refused_table(text, drug="a b") == "drug = 'a b': must be the name of a drug, one word"
    assert refused_table(text, drug="") == "drug = '': must be the name of a drug, one word"
    assert refused_table(text, ignore=3) == "ignore = 3: must be a list of names"


# With a model


def unfit(text, *drugs, **options):
    t = table(text, **options)
    chosen = plain(*drugs) if drugs else None
    assert refusal(lambda: t.subjects(chosen)) == refusal(lambda: t.regimens(chosen))
    return refusal(lambda: t.regimens(chosen))


NO_DRUG = "must be given: name the drug here, in drug=, or use a model with one drug of its own"

UNFIT = [
    ("CMT;3", [DRUG], "CMT = 3: no such compartment; mydrug has 1 depot, 2 central"),
    ("CMT;peripheral", [DRUG], "CMT = 'peripheral'"),
    ("DRUG;yours", [DRUG], "DRUG = 'yours': cannot be dosed; known are mydrug"),
    ("CMT;1", [DRUG, OTHER], f"DRUG = missing: {NO_DRUG}"),
    ("CMT;1", [], f"DRUG = missing: {NO_DRUG}"),
    ("DRUG;naltrexon", [], "DRUG = 'naltrexon': cannot be dosed; known are buprenorphine, "),
    ("ROUTE;im", [DRUG], "ROUTE = 'im': mydrug has no such route here; it has po, iv"),
    ("ROUTE;po", [OTHER], "ROUTE = 'po': other has no such route here; it has iv"),
    ("ROUTE,DRUG;sl,naltrexone", [], "ROUTE = 'sl': naltrexone has no such route here; it has "),
    (
        "RATE;-2",
        [DRUG],
        "RATE = -2: takes the duration from the column D1, where it must be above 0, as mydrug has "
        "no duration of its own",
    ),
    (
        "RATE,CMT,D1;-2,2,4",
        [DRUG],
        "RATE = -2: takes the duration from the column D2, where it must be above 0, as mydrug has "
        "no duration of its own",
    ),
    (
        "RATE,CMT,D1;-2,1,0",
        [DRUG],
        "RATE = -2: takes the duration from the column D1, where it must be above 0",
    ),
    (
        "RATE,CMT,R1;-1,2,4",
        [DRUG],
        "RATE = -1: takes the rate from the column R2, where it must be above 0",
    ),
    (
        "RATE,R1;-1,0",
        [DRUG],
        "RATE = -1: takes the rate from the column R1, where it must be above 0",
    ),
    (
        "RATE,ROUTE,D1;-2,po,3",
        [DRUG],
        "RATE = -2: with a D: only what goes in by ROUTE iv, or into a CMT, can be infused",
    ),
    ("CL;-1", [DRUG], "CL = -1: must be a finite number, at least 0"),
    ("mydrug.V1;0", [DRUG], "mydrug.V1 = 0: must be a finite number above 0"),
    ("II,SS,ALAG;1e-9,1,5", [DRUG], "II = 1e-09: too short beside the lag or the infusion"),
]


@pytest.mark.parametrize(("text", "drugs", "said"), UNFIT)
def test_unfit_for_the_model(text, drugs, said):
    names, row = text.split(";")
    message = unfit(f"TIME,AMT,{names};0,5,{row}", *drugs)
    assert message.startswith(f"row 2, column {said}"), message


PARAMETERS = [
    ("ka", [TWICE], "twice,5", "may be any of twice.oral.1.ka, twice.oral.2.ka: write one of"),
    ("V3", [DRUG], "mydrug,5", "is no parameter of the model; Model.parameters lists them"),
    ("yours.CL", [DRUG], "mydrug,5", "is no parameter of the model; Model.parameters lists them"),
]


@pytest.mark.parametrize(("name", "drugs", "row", "rule"), PARAMETERS)
def test_unfit_parameters(name, drugs, row, rule):
    message = unfit(f"TIME,DRUG,AMT,{name};0,{row},1", *drugs)
    assert message.startswith(f"column = {name!r}: {rule}")


def test_whose_parameter():
    message = unfit("TIME,AMT,DRUG,CL;0,5,mydrug,2;0,5,other,2", DRUG, OTHER)
    rule = "write whose it is, such as mydrug.CL: there are mydrug, other"
    assert message == f"column = 'CL': {rule}"
    message = unfit("TIME,AMT,CL,mydrug.CL;0,5,2,2", DRUG)
    assert message == "column = 'mydrug.CL': sets mydrug.CL, as does column 'CL'"


def test_covariates_of_the_model_and_of_the_table():
    t = od.read_events(io.StringIO("TIME,AMT,WT\n0,1,70\n"))
    chosen = plain(DRUG, covariates={"weight": 80})
    message = refusal(lambda: t.regimens(chosen))
    assert message.endswith("the table has covariates of its own; leave out those of the model")


def test_a_model_of_another_kind():
    t = od.read_events(io.StringIO("TIME,AMT\n0,1\n"))
    assert refusal(lambda: t.regimens("pet")) == "model = 'pet': must be a Model"


def test_an_effect_that_nobody_knows():
    t = od.read_events(io.StringIO("TIME,AMT,DRUG,HEPATIC\n0,1,naltrexone,compensated\n"))
    message = refusal(t.regimens)
    assert message.startswith("row 2, column HEPATIC = compensated: naltrexone.CL.hepatic.compen")
