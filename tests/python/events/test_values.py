"""How values may be written in a table of events, and elsewhere."""

import numpy as np
import pandas as pd
import pytest

import opiodyn as od
from event_tables import table
from fixtures import refusal


@pytest.mark.parametrize("word", ["NA", "N/A", ".", ""])
def test_missing_values(word):
    text = f"ID,TIME,EVID,AMT,CMT,ROUTE,DRUG,SMOK,HEPATIC,DV,CL;P1,0,1,5,{','.join([word] * 7)}"
    text += f";P1,1,{','.join([word] * 9)}"
    frame = table(text).frame
    assert frame["evid"].tolist() == [1, 0]
    assert frame.equals(table(text.replace("NA", ".").replace("N/A", ".")).frame)
    od.read_events(pd.DataFrame({"TIME": [0, 1], "AMT": ["5", word]}))
    if word:
        assert refusal(lambda: od.to_events(od.regimen("naltrexone 5 mg po"), id=word))
    message = refusal(lambda: table(f"ID,TIME;{word},0"))
    assert message == "row 2, column ID = missing: must be given"


@pytest.mark.parametrize("word", ["na", "n/a", "NaN", "NULL"])
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
