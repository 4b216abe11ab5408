"""Columns that the caller keeps, and the call that a message gives to copy."""

import argparse
import re
import shlex

import pandas as pd
import pytest

import opiodyn as od
from event_tables import refused_table, table
from fixtures import refusal
from opiodyn._cli.forms import IN_SHELL, rewritten

TEXT = "ID,TIME,AMT,SEX,RACE,DV,WT;1,0,5,0,1,.,70;1,1,.,0,1,2.5,70"
READ = "a column with a meaning in tables of events, so leaving it out would change"


def test_all_other_columns_are_left_out():
    frame = table(TEXT, keep=["id", " time ", "AMT", "WT"]).frame
    assert frame["weight"].tolist() == [70.0, 70.0]
    assert {"sex", "race", "dv"}.isdisjoint(frame.columns)
    assert table(TEXT, keep=["TIME", "AMT"]).ids == (1,)  # one subject, so ID says nothing


def test_keep_decides_and_drop_may_name_others():
    frame = table(TEXT, keep=["ID", "TIME", "AMT", "DV"], drop=["SEX", "WT"]).frame
    assert "dv" in frame.columns
    assert "weight" not in frame.columns
    message = refused_table(TEXT, keep=["ID", "TIME", "AMT", "DV"], drop=["SEX", "dv", "AMT"])
    assert message == "drop = 'AMT', 'DV': in keep as well: a column is kept or left out"


def test_names_that_are_not_there_are_all_named():
    there = "there are ID, TIME, AMT, SEX, RACE, DV, WT"
    message = refused_table(TEXT, keep=["TIME", "A", "B"])
    assert message == f"keep = 'A', 'B': no such columns; {there}"
    message = refused_table(TEXT, keep=["TIME", "A"], drop=["B", "SEX"])
    assert message == f"keep and drop = 'A', 'B': no such columns; {there}"
    assert refused_table(TEXT, keep="TIME").startswith("keep = 'TIME': must be a list of names")


def test_a_renamed_column_goes_by_either_name():
    names = {"columns": {"SEX": "GENDER"}}
    for name in ("SEX", "gender"):
        assert "weight" in table(TEXT, drop=[name, "RACE"], **names).frame.columns
        assert refused_table(TEXT, keep=["TIME", "AMT", name], **names).startswith(
            "column = 'GENDER' (written 'SEX'): unknown"
        )
    swapped = table("TIME,WT,X;0,70,50", columns={"WT": "X", "X": "WT"}, drop=["x"])
    assert swapped.frame["weight"].tolist() == [50.0]  # the new name goes first


def test_all_columns_with_a_meaning_are_named_with_their_reasons():
    text = "ID,TIME,AMT,RATE,ADM,EVID;1,0,5,1,1,1;2,0,5,1,2,1"
    message = refused_table(text, keep=["TIME", "AMT"])
    assert message.startswith("keep = without 'ID', 'RATE', 'EVID', 'ADM': each of 'ID', 'RATE', ")
    assert f"is {READ}" in message
    assert "'ADM' chooses in Monolix where a dose enters" in message
    assert refused_table(text, drop=["ADM", "RATE"]).startswith("drop = 'RATE', 'ADM': ")
    assert "keep = without 'TIME': is a column" in refused_table("TIME,AMT;0,5", keep=["AMT"])


# The call in a message


STRING = r"""(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
PAIR = rf"{STRING}: {STRING}"
RENAMES = rf"columns=\{{{PAIR}(?:, {PAIR})*\}}, "
CALL = rf"(?:{RENAMES})?(?:drop|keep)=\[{STRING}(?:, {STRING})*\]"


def calls(message):
    """The arguments that a message gives to copy; those of the shell must say the same."""
    found = [one[0] for one in re.finditer(CALL, message.rpartition("To leave ")[2])]
    arguments = [eval(f"dict({one})") for one in found]
    for text, argument in zip(found, arguments, strict=True):
        assert in_shell(rewritten(text, IN_SHELL)) == argument
    assert arguments
    return arguments


def in_shell(text):
    """The arguments that the options of a shell stand for."""
    shell = argparse.ArgumentParser()
    for option in ("--column", "--drop", "--keep"):
        shell.add_argument(option, action="append")
    given = {
        name: value for name, value in vars(shell.parse_args(shlex.split(text))).items() if value
    }
    if "column" in given:
        given["columns"] = dict(one.split("=") for one in given.pop("column"))
    return given


ODD = [
    *("SITE NO", "it's", 'say "x"', "back\\slash", "naïve", "日本", "a,b", "tab\there", "]", "(x)"),
    *("{y}", "$HOME", "%s", "--drop", "-x", "*", "x" * 90, "new\nline"),
]


@pytest.mark.parametrize("odd", [*([name] for name in ODD), ODD], ids=repr)
@pytest.mark.parametrize("known", [["TIME", "AMT"], ["TIME", *(f"R{i}" for i in range(1, 30))]])
def test_the_call_in_the_message_works(odd, known):
    frame = pd.DataFrame([[0] * len(known + odd)], columns=[*known, *odd])
    message = refusal(lambda: od.read_events(frame))
    for arguments in calls(message):
        assert len(od.read_events(frame, **arguments)) == 1


def test_the_call_counts_in_what_the_caller_said():
    message = refused_table(TEXT, drop=["RACE"])
    assert calls(message) == [{"drop": ["SEX", "RACE"]}]
    message = refused_table(TEXT, keep=["TIME", "AMT", "SEX"])
    assert calls(message) == [{"keep": ["TIME", "AMT"]}]
    message = refused_table(TEXT, columns={"SEX": "GENDER", "DV": "CONC"}, drop=["CONC"])
    assert calls(message) == [{"drop": ["GENDER", "RACE", "CONC"]}]


THIRTY = (
    "C,ID,TIME,TAD,TSFD,AMT,RATE,EVID,MDV,CMT,DV,LNDV,BLQ,LLOQ,DVID,OCC,WT,AGE,SEX,RACE,ETHN,"
    "STUDY,SITE,VISIT,DOSE,ALT,AST,BILI,NTIME,FLAG"
)


def test_a_table_of_thirty_columns_needs_one_call():
    """The columns are those of a NONMEM study; the message of the first try gives the second."""
    names = THIRTY.split(",")
    assert len(names) == 30
    cell = {"C": ".", "ID": "1", "TIME": "0", "AMT": "5", "EVID": "1", "MDV": "1", "CMT": "1"}
    dose = [cell.get(name, "." if name in ("RATE", "DV") else "3") for name in names]
    text = f"{THIRTY};{','.join(dose)};C{',x' * 29}"
    (arguments,) = calls(refused_table(text))
    assert arguments["drop"] == [
        *("TAD", "TSFD", "SEX", "RACE", "ETHN", "STUDY", "SITE", "VISIT", "DOSE", "ALT", "AST"),
        *("BILI", "NTIME", "FLAG"),
    ]
    read = table(text, **arguments)
    assert read.frame["row"].tolist() == [2]
    assert read.frame["amt"].tolist() == [5.0]


def test_columns_with_a_meaning_and_unknown_ones_stand_in_one_message():
    text = "ID,TIME,DOSE,ADM,CONT,SEX;1,0,5,1,1,0;1,1,5,2,0,0"
    message = refused_table(text)
    assert message.startswith("columns = 'DOSE', 'ADM', 'CONT', 'SEX': 'DOSE' is not read: ")
    for part in ("columns={'DOSE': 'AMT'} makes it AMT", "'ADM' chooses in", "'CONT' continues a"):
        assert part in message
    assert "'SEX' unknown" in message
    assert calls(message) == [{"columns": {"DOSE": "AMT"}, "drop": ["SEX"]}]


def test_very_many_unknown_columns_are_not_named_one_by_one():
    names = [f"GENE{i}" for i in range(1_500)]
    frame = pd.DataFrame([[0.0] * (2 + len(names))], columns=["TIME", "AMT", *names])
    message = refusal(lambda: od.read_events(frame))
    assert len(message) < 3_000
    assert message.startswith("columns = 'GENE0', 'GENE1', ")
    assert calls(message) == [{"keep": ["TIME", "AMT"]}]
    assert len(od.read_events(frame, keep=["TIME", "AMT"])) == 1
