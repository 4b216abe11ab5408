"""What a table explains about itself, without being run."""

import re

import numpy as np
import pandas as pd
import pytest

import opiodyn as od
from event_tables import DRUG, ZERO, table
from fixtures import plain, refusal

MIXED = """ID,TIME,EVID,AMT,ROUTE,RATE,II,ADDL,SS,DV,WT,CL,F1,SEX
1,0,1,50,po,.,24,6,.,.,70,.,0.9,1
1,1,0,.,.,.,.,.,.,3.1,.,.,.,1
1,2,2,.,.,.,.,.,.,.,75,.,.,1
1,5,1,10,iv,5,.,.,.,.,.,.,.,1
1,80,3,.,.,.,.,.,.,.,.,.,.,1
2,0,4,25,po,.,12,.,1,.,90,.,.,2
2,9,0,.,.,.,.,.,.,4.5,.,.,.,2
"""


def lines(text):
    """The lines of an explanation, with single blanks between the words."""
    return [" ".join(line.split()) for line in text.splitlines()]


def explained(text, model=None, **options):
    return lines(table(text, **options).explain(model))


def facts(text):
    """The facts at the head of an explanation, by name."""
    head = text.split("\n\n")[0]
    found = re.findall(r"^  (\S+(?: \S+)*)  +(.*(?:\n {6,}.*)*)", head, re.MULTILINE)
    return {name: " ".join(words.split()) for name, words in found}


def test_records_by_kind_times_and_observations():
    found = facts(table(MIXED.replace("\n", ";"), drug="naltrexone", drop=["SEX", "CL"]).explain())
    assert found["subjects"] == "2: 1, 2"
    assert found["records"] == (
        "7: 2 doses, 2 observations, 1 other event, 1 reset, 1 reset with a dose"
    )
    assert found["time"] == "0 to 80 h (3.33 d)"
    assert found["DV"] == "2 values, 3.1 to 4.5; for fits, no simulation uses them"
    assert found["columns"] == "ID, TIME, EVID, AMT, ROUTE, RATE, II, ADDL, SS, DV"
    assert found["left out"] == "CL, SEX"
    assert "carry='next'" in found["carry"]


def test_a_table_without_a_dose_says_so():
    assert (
        facts(table("ID,TIME,DV;1,0,3;1,2,1").explain())["records"] == "2: no dose, 2 observations"
    )


def test_doses_by_place_and_what_columns_set():
    found = explained(MIXED.replace("\n", ";"), drug="naltrexone", drop=["SEX"])
    # Four doses until the reset and one in steady state by mouth; 10 mg at 5 mg/h into the vein.
    heading = "drug route compartment records doses amount mg infusions steady states"
    assert found[found.index("Doses") + 1] == heading
    assert "naltrexone po 1 depot 2 5 25 to 50 1" in found
    assert "naltrexone iv 2 central 1 1 10 1" in found
    assert "WT weight, for naltrexone.CL 70 to 90 kg 2 in 1" in found
    assert "F1 bioavailability of doses into 1 0.9 1 no" in found
    assert "empty CL" in found


def test_a_value_that_comes_late_changes():
    rows = ["1,0,5,.,9", "1,1,.,2,.", "2,0,5,2,8", "2,1,.,2,.", "3,0,5,.,.", "3,1,.,.,."]
    found = explained(";".join(["ID,TIME,AMT,CL,mydrug.V1", *rows]), plain(DRUG))
    assert "CL mydrug.CL 2 L/h 2 in 1" in found
    assert "mydrug.V1 mydrug.V1 8 to 9 L 2 no" in found


def test_categories_are_listed():
    rows = "0,5,normal;1,.,decompensated;2,.,."
    found = explained(f"TIME,AMT,HEPATIC;{rows}", drug="naltrexone")
    (line,) = [line for line in found if line.startswith("HEPATIC hepatic, for naltrexone.")]
    assert line.endswith(" decompensated, normal 1 in 1")


def test_a_route_into_several_compartments_names_them():
    both = od.Drug(
        "own",
        molar_mass=300.0,
        CL=1.0,
        V=[20.0],
        absorption=[
            od.FirstOrder(ka=1.5, fraction=0.3),
            od.ZeroOrder(duration=4.0, fraction=0.7),
        ],
    )
    assert "own po 1 depot, 2 central 1 1 5" in explained("TIME,AMT;0,5", plain(both))


def test_a_compartment_of_a_dose_stands_instead_of_its_route():
    found = explained("TIME,AMT,CMT;0,5,central;1,3,2;2,9,1", plain(DRUG))
    assert "drug compartment records doses amount mg" in found
    assert "mydrug 2 central 2 2 3 to 5" in found
    assert "mydrug 1 depot 1 1 9" in found


@pytest.mark.parametrize(
    ("rows", "doses"),
    [
        ("1,0,1,5,24,6;1,80,3,.,.,.", 4),  # at 0, 24, 48 and 72 h
        ("1,0,1,5,24,6;1,72,4,5,.,.", 4),  # at 72 h the reset comes after the dose: 3, and 1
        ("1,0,1,5,0.1,20;1,1.1,3,.,.,.", 11),  # at 0, 0.1, ..., 1.0 h
        ("1,0,1,5,24,6;2,80,3,.,.,.", 7),  # the reset of another subject
        ("1,0,4,5,24,6;1,0,0,.,.,.", 7),  # its own reset comes before the dose
        ("1,0,1,5,24,6;1,200,3,.,.,.", 7),
    ],
)
def test_a_reset_cancels_doses_that_are_still_to_come(rows, doses):
    found = explained(f"ID,TIME,EVID,AMT,II,ADDL;{rows}", plain(DRUG))
    assert found[found.index("Doses") + 2].split()[5] == str(doses)


# What a model is needed for


def test_doses_without_a_drug_ask_for_it():
    text = table("TIME,AMT,WT;0,5,70;1,.,.").explain()
    assert "  - the doses name no drug: read_events(..., drug=...)" in text
    assert "WT weight 70 kg 1 no" in lines(text)
    assert "Doses, as the table writes them" in text
    some = table("TIME,AMT,DRUG;0,5,.;1,5,morphine").explain()
    assert "1 of the 2 doses name no drug" in some


def test_a_drug_of_the_model_answers():
    text = table("TIME,AMT,CL;0,5,2;1,.,.").explain(plain(DRUG))
    assert "Needed" not in text
    assert "CL mydrug.CL 2 L/h 1 no" in lines(text)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("TIME,AMT,DRUG;0,5,mine", "column DRUG = 'mine': cannot be dosed"),
        ("TIME,AMT,DRUG;0,5,buprenorphine", "column ROUTE = missing: must be given"),
        ("TIME,AMT,DRUG,CMT;0,5,morphine,9", "column CMT = 9: no such compartment"),
    ],
)
def test_what_does_not_fit_the_library_is_told_and_raised_for_a_model(text, rule):
    one = table(text)
    explanation = " ".join(one.explain().split())
    assert f"Needed before it can run - row 2, {rule}" in explanation
    assert "explain(model) takes another model" in explanation
    assert rule in refusal(lambda: one.explain(od.Model()))
    assert refusal(lambda: one.explain("x")).startswith("model = 'x': must be a Model")


def test_renamed_columns_show_both_names():
    one = table("DAY,AMT,TINF,CMT;0,5,.,1", columns={"DAY": "TIME"}, units={"TIME": "d"})
    found = facts(one.explain())
    assert found["columns"] == "DAY (as TIME), AMT, TINF, CMT"
    assert found["units"] == "DAY [d]"


def test_a_table_without_doses():
    text = table("TIME,DV;0,1;1,.").explain()
    assert "Doses" not in text
    assert facts(text) == {
        "subjects": "1: all rows, as there is no column ID",
        "records": "2: no dose, 2 observations",
        "time": "0 to 1 h",
        "DV": "1 value, 1; for fits, no simulation uses them",
        "columns": "TIME, DV",
    }


# A study


@pytest.fixture(scope="module")
def study():
    """200 subjects with three routes, 30 columns and whole amounts."""
    rng = np.random.default_rng(16)
    count = 200 * 12
    frame = pd.DataFrame(
        {
            "ID": np.repeat(np.arange(1, 201), 12),
            "TIME": np.tile(np.arange(0.0, 48.0, 4.0), 200),
            "AMT": np.where(np.tile(np.arange(12) < 3, 200), rng.integers(1, 9, count), np.nan),
            "ROUTE": np.where(
                np.tile(np.arange(12) < 3, 200), np.tile(["po", "iv", "im"] * 4, 200), None
            ),
            "DV": rng.uniform(0.1, 9.0, count),
            "WT": np.repeat(rng.uniform(50.0, 90.0, 200), 12),
            **{f"SITE{i}": rng.integers(0, 2, count) for i in range(24)},
        }
    )
    assert len(frame.columns) == 30
    return frame


def test_a_study_stays_readable_and_its_counts_are_those_of_pandas(study):
    sites = [name for name in study if name.startswith("SITE")]
    one = od.read_events(study, drug="naltrexone", drop=sites)
    text = one.explain()
    assert len(text.splitlines()) < 25
    assert max(map(len, text.splitlines())) <= 100
    found = facts(text)
    assert found["subjects"] == "200: 1, 2, 3, 4, 5 and 195 more"
    assert found["records"] == "2,400: 600 doses, 1,800 observations"
    assert found["left out"].endswith("SITE7 and 16 more")
    for route, rows in study[study["AMT"].notna()].groupby("ROUTE"):
        span = f"{rows['AMT'].min():g} to {rows['AMT'].max():g}"
        (line,) = [line for line in lines(text) if line.startswith(f"naltrexone {route} ")]
        assert line.endswith(f"200 200 {span}")


def test_many_places_and_columns_are_shortened():
    names = [f"d{i}" for i in range(30)]
    rows = ";".join(f"{i},5,{name}" for i, name in enumerate(names))
    text = table(f"TIME,AMT,DRUG;{rows}").explain()
    assert "  and 10 more" in text.splitlines()


def test_notes_are_printed_as_sentences(monkeypatch):
    one = table("TIME,AMT;0,5", drug="naltrexone")
    told = one._checked._replace(notes=("two rows were left out", "times continue"))
    monkeypatch.setattr(one, "_checked", told)
    assert one.explain().endswith("\n\nNotes\n  - two rows were left out\n  - times continue")


def test_what_cannot_be_shown_is_escaped():
    one = od.read_events(pd.DataFrame({"TIME": [0.0], "\x1b[31mX": [1]}), drop=["\x1b[31mX"])
    assert "  left out  \\x1b[31mX" in one.explain()


def test_the_representation_stays_short():
    one = table("TIME,AMT;0,5", drug="naltrexone")
    assert repr(one).count("\n") == 0


def test_a_dose_that_lasts_as_long_as_the_model_says_is_no_infusion():
    found = explained("TIME,AMT,RATE;0,5,-2;9,5,.", plain(ZERO))
    assert "drug route compartment records doses amount mg" in found
    assert "zero po 1 central 2 2 5" in found


def test_a_drug_of_ones_own_is_asked_for_with_a_model():
    found = table("TIME,AMT;0,5", drug="mydrug").explain()
    assert "drug = 'mydrug': unknown" in found
    assert "od.Model(drugs=[od.read_drug('its file.toml')])" in " ".join(found.split())
