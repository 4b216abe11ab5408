"""Columns that the field knows and a simulation does not use, text in DV, and marks in C."""

import numpy as np
import pandas as pd
import pytest

import opiodyn as od
from event_tables import DRUG, refused_table, table
from fixtures import plain

# NONMEM's items of diagnosis (help page "PRED,RES,WRES"), as $TABLE writes them, and the names of
# four letters that PsN and Xpose keep.
DIAGNOSED = """
    PRED RES WRES IPRD IRS IWRS NPRED NRES NWRES NIPRED NIRES NIWRES CPRED CRES CWRES CIPRED CIRES
    CIWRES PREDI RESI WRESI IPREDI IRESI IWRESI CPREDI CRESI CWRESI CIPREDI CIRESI CIWRESI EPRED
    ERES EWRES EIPRED EIRES EIWRES NPDE ECWRES NPD OBJI
"""
OTHERS = "IPRED IPRE IRES IWRES IWRE OBJ ETA1 ETA12 ETA(1) ET1 PHI(2) PHI1 cwres"
OBSERVED = "DVID YTYPE CENS LIMIT BLQ BQL LLOQ ULOQ LNDV L2 XVID1 XVID5 Dvid"


@pytest.mark.parametrize("name", f"{DIAGNOSED} {OTHERS} {OBSERVED}".split())
def test_results_and_observations_are_kept_and_not_used(name):
    read = table(f"TIME,AMT,{name};0,5,1.5;1,.,<LLOQ")
    assert read.frame[name.lower()].tolist() == ["1.5", "<LLOQ"]
    assert read._checked.notes == (f"{name} is not used; it is kept in the frame of the table",)
    assert name.lower() not in table(f"TIME,AMT,{name};0,5,1", drop=[name]).frame.columns


def test_columns_of_files_of_etas():
    read = table('TIME,AMT,"ETC(1,1)","PHC(2,1)";0,5,1,2')
    assert read.frame[["etc(1,1)", "phc(2,1)"]].to_numpy().tolist() == [[1.0, 2.0]]
    assert read._checked.notes == (
        "ETC(1,1) and PHC(2,1) are not used; they are kept in the frame of the table",
    )


def test_numbers_stay_numbers_and_text_stays_text():
    frame = table("TIME,AMT,PRED,DVID,BLQ;0,5,1e-3,cp,.;1,5,.,,1;2,5,7,3,0").frame
    assert frame["pred"].tolist()[::2] == [0.001, 7.0]
    assert np.isnan(frame["pred"][1])
    assert frame["dvid"].tolist() == ["cp", "", "3"]
    assert frame["blq"].tolist()[1:] == [1.0, 0.0]
    whole = pd.DataFrame({"TIME": [0.0, 1.0], "CWRES": [0.5, np.nan], "DVID": ["a", None]})
    frame = od.read_events(whole).frame
    assert frame["cwres"].tolist()[0] == 0.5
    assert frame["dvid"].tolist() == ["a", ""]


def test_they_change_nothing_in_a_run():
    text = "TIME,AMT,CMT;0,100,1;1,.,.;2,.,."
    more = "TIME,AMT,CMT,PRED,ETA1,BLQ;0,100,1,9,9,1;1,.,.,8,8,x;2,.,.,7,7,."
    model = plain(DRUG)
    runs = [od.simulate(table(one), model=model) for one in (text, more)]
    assert runs[0].amount("mydrug", "central").tolist() == (
        runs[1].amount("mydrug", "central").tolist()
    )


@pytest.mark.parametrize("options", [{}, {"drop": ["OCC"]}])
def test_occasions_are_read_as_words(options):
    frame = table("TIME,AMT,OCC;0,5,1;1,5,second;2,.,.", **options).frame
    assert ("occ" in frame.columns) == (not options)
    if not options:
        assert frame["occ"].tolist() == ["1", "second", ""]


# Columns of NONMEM that change what a row means


@pytest.mark.parametrize("name", ["CONT", "CALL", "PCMT", "RAW_", "MRG_", "RPT_", "ADM"])
def test_empty_columns_say_nothing(name):
    zero = "." if name == "ADM" else "0"
    for options in ({}, {"drop": [name]}, {"keep": ["TIME", "AMT"]}):
        assert len(table(f"TIME,AMT,{name};0,5,{zero};1,5,.", **options)) == 2
    message = refused_table(f"TIME,AMT,{name};0,5,1;1,5,2")
    assert message.startswith(f"column = {name!r}: ")
    assert ("drop=[" in message) == (name == "PCMT")


def test_the_compartment_that_a_row_shows_may_be_left_out():
    text = "TIME,AMT,CMT,PCMT;0,5,1,2;1,.,.,."
    message = refused_table(text)
    assert message == (
        "column = 'PCMT': chooses in NONMEM the compartment that a row shows, and runs here show "
        "all of them: it may be left out. To leave it out: drop=['PCMT']"
    )
    assert len(table(text, drop=["PCMT"])) == 2


@pytest.mark.parametrize(
    ("name", "key"),
    [
        *(("SUBJ", "ID"), ("L1", "ID"), ("Dose", "AMT"), ("INFUSION DURATION", "DUR")),
        *(("Infusion_Rate", "RATE"), ("event id", "EVID"), ("STEADY STATE", "SS")),
        *(("INTERDOSE INTERVAL", "II"), ("additional doses", "ADDL")),
    ],
)
def test_other_words_come_with_the_call_that_renames(name, key):
    text = f"TIME,DV,{name};0,.,0;1,.,0"
    message = refused_table(text)
    assert message == (
        f"column = {name!r}: is not read: columns={{{name!r}: {key!r}}} makes it {key}; else take "
        "it out of the table"
    )
    assert key.lower() in table(text, columns={name: key})._checked.names


# Two columns of one meaning


def test_a_second_column_that_pandas_renamed():
    message = refused_table("TIME,AMT,TIME.1,AMT.2;0,5,1,6")
    assert message == (
        "columns = 'TIME.1', 'AMT.2': 'TIME.1' is how pandas names a second column TIME: take it "
        "out of the table; 'AMT.2' is how pandas names a second column AMT: take it out of the "
        "table"
    )


def test_all_pairs_are_named():
    message = refused_table("TIME,AMT,time,WT,Weight;0,5,1,1,1")
    assert message.startswith(
        "columns = 'time', 'Weight': 'time' is the same as 'TIME' (columns 1 "
    )


# Text in DV


def test_text_in_dv_counts_as_missing_and_is_told():
    read = table("TIME,AMT,DV;0,5,.;1,.,BLQ;2,.,<0.05;3,.,1.5;4,.,BLQ;5,.,inf")
    assert read.frame["dv"].tolist()[3] == 1.5
    assert np.isnan(read.frame["dv"].drop(3)).all()
    assert read._checked.notes == (
        "DV holds text in 4 rows ('BLQ', '<0.05', 'inf'), which counts as missing",
    )
    words = ";".join(f"{i},.,w{i}" for i in range(9))
    (note,) = table(f"TIME,AMT,DV;{words}")._checked.notes
    assert (
        note
        == "DV holds text in 9 rows ('w0', 'w1', 'w2', 'w3', 'w4', ...), which counts as missing"
    )
    assert table("TIME,AMT,DV;0,5,.;1,.,NULL")._checked.notes == ()
    assert table("TIME,AMT,DV;0,5,ND")._checked.notes[0].startswith("DV holds text in 1 row ('ND')")


@pytest.mark.parametrize(
    ("cell", "rule"), [("1,5", "decimals take a point"), ("1e400", "must be finite")]
)
def test_numbers_in_dv_that_are_written_wrongly_are_errors(cell, rule):
    assert rule in refused_table(f'TIME,AMT,DV;0,5,"{cell}"')


# Marks in C


@pytest.mark.parametrize("mark", ["C", "c", "#", "#late", "# two words"])
def test_rows_that_column_c_marks_are_left_out(mark):
    read = table(f"ID,C,TIME,AMT;1,.,0,5;1,{mark},1,many;1,0,2,5;1,,3,5")
    assert read.frame["row"].tolist() == [2, 4, 5]
    assert read._checked.notes == ("column C leaves out 1 row (3)",)
    assert "c" not in read.frame.columns
    many = table("C,TIME,AMT;" + ";".join(f"{'C' if i else '.'},{i},5" for i in range(9)))
    assert many._checked.notes == ("column C leaves out 8 rows (3, 4, 5, 6, 7, ...)",)


@pytest.mark.parametrize("value", ["1.5", "x", "CC", "-"])
def test_a_column_c_that_holds_something_else(value):
    for options in ({}, {"drop": ["C"]}, {"keep": ["TIME", "AMT"]}):
        message = refused_table(f"C,TIME,AMT;C,0,5;{value},1,5", **options)
        assert message == (
            f"row 3, column C = {value!r}: marks rows to leave out in NONMEM: take these rows and "
            "the column out of the table, or name the column DV if it holds concentrations"
        )
    assert table("C,TIME,AMT;3,0,5", columns={"C": "DV"}).frame["dv"].tolist() == [3.0]
    assert refused_table("C,TIME,AMT;C,0,5") == "events = 'StringIO': no row is left of 1"


def test_observations_that_stand_twice_are_read_once():
    """NONMEM's $TABLE appends DV, PRED, RES and WRES, also if the list has DV already."""
    text = "TIME,AMT,DV,IPRED,DV,PRED;0,5,.,1,.,2;1,.,3.0,2,3.0,4"
    read = table(text)
    assert read.frame["dv"].tolist()[1] == 3.0
    assert read._checked.notes[0] == "DV stands twice with the same cells and is read once"
    message = refused_table(text.replace("3.0,4", "3.1,4").replace("2,3.0", "2,3.1"))
    assert message.startswith("column = 'DV': stands twice (columns 3 and 5)")
    assert refused_table("TIME,AMT,TIME;0,5,0").startswith("column = 'TIME': stands twice")
