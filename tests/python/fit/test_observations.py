"""What counts as an observation: values below a limit, several quantities, rows without any."""

import numpy as np
import pytest
from scipy.stats import norm

import opiodyn as od
from event_tables import table
from fit_data import MODEL, OBSERVE, PLASMA
from fixtures import refusal

VARY = {"mydrug.CL": (2.0, 90.0)}
FIXED = {f"sd.{PLASMA}": 2.0}
OPTIONS = {"model": MODEL, "vary": VARY, "observe": OBSERVE, "error": "additive", "fixed": FIXED}


def seen(text, **options):
    """The observations of a table, as (time, value, whether it was below a limit)."""
    rows = od.objective(table(text), **OPTIONS | options).observations
    return [tuple(row) for row in rows[["time", "observed", "censored"]].to_numpy().tolist()]


BELOW = [(2.0, 200.0, False), (9.0, 25.0, True)]


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("TIME,AMT,DV;0,50,.;2,.,200;9,.,<25", {}),
        ("TIME,AMT,DV;0,50,.;2,.,200;9,.,BLQ", {"lloq": 25.0}),
        ("TIME,AMT,DV;0,50,.;2,.,200;9,.,bloq", {"lloq": {PLASMA: 25.0}}),
        ("TIME,AMT,DV,LLOQ;0,50,.,.;2,.,200,25;9,.,BLQ,25", {}),
        ("TIME,AMT,DV,CENS;0,50,.,.;2,.,200,0;9,.,25,1", {}),
        ("TIME,AMT,DV,BLQ;0,50,.,.;2,.,200,0;9,.,.,1", {"lloq": 25.0}),
        ("TIME,AMT,DV,BQL,LLOQ;0,50,.,.,.;2,.,200,0,25;9,.,0,1,25", {}),
        ("TIME,AMT,DV;0,50,.;2,.,200;9,.,7", {"lloq": 25.0}),
        ("TIME,AMT,DV,LLOQ;0,50,.,.;2,.,200,25;9,.,<25,30", {}),  # the word goes first
    ],
)
def test_a_value_below_the_limit_is_written_in_many_ways(text, options):
    assert seen(text, **options) == BELOW


def test_what_is_below_the_limit_of_its_own_row_counts_with_that_row():
    assert seen("TIME,AMT,DV,LLOQ;0,50,.,.;2,.,200,25;9,.,20,10") == [BELOW[0], (9.0, 20.0, False)]


@pytest.mark.parametrize(
    "text",
    [
        "TIME,AMT,DV,EVID;0,50,.,1;2,.,200,0;4,.,.,0;5,.,9,0",
        "TIME,AMT,DV,MDV;0,50,.,1;2,.,200,0;4,.,80,1;5,.,9,0",
        "TIME,AMT,DV;0,50,.;2,.,200;4,.,lost;5,.,9",
        "TIME,AMT,DV;0,50,.;2,.,200;3,20,70;5,.,9",
    ],
)
def test_rows_without_an_observed_value_do_not_count(text):
    assert seen(text) == [BELOW[0], (5.0, 9.0, False)]


def test_columns_of_dvid_observe_several_quantities():
    amount = "amount.mydrug.depot"
    text = "TIME,AMT,DV,DVID;0,50,.,.;1,.,180,1;1,.,9,2;3,.,150,1;3,.,1,2"
    observe = {"DV": {1: PLASMA, 2: amount}}
    error = {PLASMA: "proportional", amount: "additive"}
    goal = od.objective(table(text), model=MODEL, vary=VARY, observe=observe, error=error)
    assert goal.names == ["mydrug.CL", f"cv.{PLASMA}", f"sd.{amount}"]
    assert goal.units == ["L/h", "1", "mg"]
    assert goal.observations["quantity"].tolist() == [PLASMA, amount, PLASMA, amount]
    x = np.array([20.0, 0.2, 0.5])
    f = goal.predictions(x)
    assert f[[1, 3]] == pytest.approx(50.0 * np.exp(-1.5 * np.array([1.0, 3.0])), rel=1e-7)
    sd = [0.2 * f[0], 0.5, 0.2 * f[2], 0.5]
    expected = norm.logpdf([180.0, 9.0, 150.0, 1.0], f, sd)
    assert goal.log_likelihoods(x) == pytest.approx(expected)


def test_observations_of_several_compartments_are_not_pooled():
    text = "TIME,AMT,CMT,DV{};0,50,1,.{};2,.,2,200{};2,.,1,9{}"
    several = text.format("", "", "", "")
    message = refusal(lambda: od.objective(table(several), **OPTIONS))
    assert message.startswith("CMT = 2, 1: are compartments of observations")
    assert len(seen(several.replace("2,.,1,9", "3,.,2,9"))) == 2
    numbered = text.format(",DVID", ",.", ",1", ",1")
    assert len(seen(numbered)) == 2


def test_one_number_of_dvid_needs_no_mapping():
    text = "TIME,AMT,DV,DVID;0,50,.,.;1,.,180,1;3,.,150,1;5,.,70,1"
    assert len(od.objective(table(text), **OPTIONS)) == 3


def test_a_certain_value_below_the_limit_adds_nothing():
    """Before the first dose nothing can scatter where the error is proportional."""
    text = "TIME,AMT,DV;0,.,<1;0,50,.;2,.,200;9,.,30;12,.,15"
    goal = od.objective(table(text), model=MODEL, vary=VARY, observe=OBSERVE)
    value, gradient = goal.derivatives(goal.start)
    assert goal.log_likelihoods(goal.start)[0] == 0.0
    assert np.isfinite([value, *gradient]).all()


def test_an_observed_value_where_none_can_be_is_refused():
    text = "TIME,AMT,DV;0,.,3;0,50,.;2,.,200;9,.,30;12,.,15"
    goal = od.objective(table(text), model=MODEL, vary=VARY, observe=OBSERVE, error="combined")
    assert np.isfinite(goal(goal.start))
    goal = od.objective(table(text), model=MODEL, vary=VARY, observe=OBSERVE)
    said = refusal(lambda: goal(goal.start))
    assert said.startswith("row 2, column DV = 3: is predicted to be 0")
    assert "take 'combined'" in said


def test_outside_its_bounds_an_objective_is_infinite_and_says_so_elsewhere():
    goal = od.objective(table("TIME,AMT,DV;0,50,.;2,.,200;9,.,30"), **OPTIONS)
    assert goal([91.0]) == np.inf
    assert goal.derivatives([1.0])[0] == np.inf
    assert (goal.derivatives([1.0])[1] == 0.0).all()
    assert refusal(lambda: goal.predictions([91.0])) == (
        "x[0] = 91: mydrug.CL must lie between 2 and 90"
    )


def test_a_word_of_dv_is_kept_in_the_frame():
    frame = table("TIME,AMT,DV;0,50,.;2,.,200;9,.,<25", drug="naltrexone").frame
    assert frame["dv_text"].tolist() == ["", "", "<25"]
    again = od.read_events(frame.drop(columns="row"), drug="naltrexone")
    assert again.frame["dv_text"].tolist() == ["", "", "<25"]
