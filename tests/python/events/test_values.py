"""How values may be written in a table of events, and elsewhere."""

import numpy as np
import pandas as pd
import pytest

import opiodyn as od
from event_tables import table
from fixtures import refusal


def missing_everywhere(word):
    columns = "ID,TIME,EVID,AMT,CMT,ROUTE,DRUG,SMOK,HEPATIC,DV,CL"
    return f"{columns};P1,0,1,5,{','.join([word] * 7)};P1,1,{','.join([word] * 9)}"


@pytest.mark.parametrize("word", ["NA", "N/A", ".", "", "nan", "NaN", "NULL", "#N/A", "<NA>", "na"])
def test_missing_values(word):
    frame = table(missing_everywhere(word)).frame
    assert frame["evid"].tolist() == [1, 0]
    assert frame.equals(table(missing_everywhere(".")).frame)
    od.read_events(pd.DataFrame({"TIME": [0, 1], "AMT": ["5", word]}))
    if word:
        assert refusal(lambda: od.to_events(od.regimen("naltrexone 5 mg po"), id=word))
    message = refusal(lambda: table(f"ID,TIME;{word},0"))
    assert message == "row 2, column ID = missing: must be given"


@pytest.mark.parametrize("word", ["none", "None", "-nan", "NAN1", "#VALUE", "missing", "-", ".."])
def test_what_is_not_missing(word):
    message = refusal(lambda: table(f"TIME,AMT;0,{word}"))
    assert message == f"row 2, column AMT = {word!r}: must be a number"


YES = [True, 1, 1.0, np.True_, np.int64(1), "yes", "1", "True"]
NO = [False, 0, 0.0, np.False_, np.int64(0), "no", "0", "False"]


@pytest.mark.parametrize(
    ("value", "word"), [*((v, "yes") for v in YES), *((v, "no") for v in NO)], ids=repr
)
def test_smokers(value, word):
    assert od.Model(covariates={"smoker": value}).covariates == {"smoker": word}
    people = od.population(1, seed=1, covariates={"smoker": value})
    assert people[0].covariates == {"smoker": word}
    frame = pd.DataFrame({"TIME": [0], "SMOK": pd.Series([value], dtype=object)})
    assert od.read_events(frame).frame["smoker"].tolist() == [word]


def test_what_no_smoker_is():
    rule = "must be True, False or one of no, yes, 0, 1, false, true"
    assert refusal(lambda: od.Model(covariates={"smoker": 2})) == f"smoker = 2: {rule}"
    assert "unknown" in refusal(lambda: od.Model(covariates={"smoker": "often"}))
    message = refusal(lambda: od.Model(covariates={"weight": True}))
    assert message == "weight = 'yes': must be a number"
    assert refusal(lambda: od.Model(covariates={"WT": 70})).startswith("covariate = 'WT': unknown")


def test_a_number_of_a_subject_is_one_name_also_beside_names():
    read = table("ID,TIME,AMT;1,0,5;1.0,1,5;1e0,2,5;A,0,5")
    assert read.ids == ("1", "A")
    assert read.frame["id"].tolist() == ["1", "1", "1", "A"]
    message = refusal(lambda: table("ID,TIME,AMT;1,0,5;A,0,5;1.0,1,5"))
    assert message.startswith("row 4, column ID = 1.0: appears again")
    mixed = pd.DataFrame({"ID": pd.Series([1, 1.0, "A"], dtype=object), "TIME": [0, 1, 0]})
    assert od.read_events(mixed).ids == ("1", "A")


@pytest.mark.parametrize("again", ["1.0", "01", "1."])
def test_an_occasion_in_another_spelling_is_not_a_new_one(again):
    text = f"TIME,AMT,OCC;0,5,1;24,5,1;0,5,{again}"
    assert refusal(lambda: table(text)).startswith("row 4, column TIME = 0: must not be before")
    assert table(text[: -len(again)] + "2.0").frame["occ"].tolist() == ["1", "1", "2"]


def test_a_number_too_large_for_a_subject_is_refused_beside_names():
    message = refusal(lambda: table("ID,TIME;A,0;1e400,0"))
    assert message == "row 3, column ID = 1e400: must be a whole number or a name"
