"""The model of one person keeps its parameters, or a call that would lose them says so."""

import numpy as np
import pandas as pd
import pytest

import opiodyn as od

TONE = "tone.mu.mean"
WEEK = od.regimen("naltrexone 4.5 mg po q24h x3")
PEOPLE = od.population(2, seed=1, covariates={"weight": (70, 12)})
PLASMA = "mass_concentration.naltrexone"


@pytest.fixture(scope="module")
def runs():
    return od.simulate(WEEK, subjects=PEOPLE)


@pytest.fixture(scope="module")
def model(runs):
    return runs[0].model


def test_calls_that_change_no_parameter_give_the_numbers_of_the_person(runs, model):
    own = runs.metrics(TONE)[TONE].iloc[0]
    typical = od.simulate(WEEK, model=od.Model(**model.options())).metrics(TONE)[TONE]
    assert own > 1.1 * typical  # so that a call which loses the person shows
    found = {
        "simulate": od.simulate(WEEK, model=model).metrics(TONE)[TONE],
        "sweep": od.sweep(WEEK, over={"dose": [4.5]}, model=model, metrics=TONE)[TONE].item(),
        "compare": od.compare(WEEK, doses=[4.5], model=model)[TONE].item(),
        "drive": od.compare(WEEK, doses=[4.5], model=model, phi=[model.phi])[TONE].item(),
        "evaluator": od.evaluator(WEEK, vary=["amt"], model=model, metrics=TONE)([[4.5]]).item(),
    }
    # The lanes of a batch and a single run take other steps; the tolerance of the solver is 1e-6.
    assert found == pytest.approx(dict.fromkeys(found, own), rel=1e-5)


ROWS = pd.DataFrame({"TIME": [0.0, 1.0], "AMT": [50.0, 0.0], "EVID": [1, 0]})
STUDY = od.read_events(ROWS.assign(DV=[np.nan, 9.1]), drug="naltrexone")
WEIGHED = od.read_events(ROWS.assign(WT=80.0), drug="naltrexone")
VARIED = {"naltrexone.CL": (50.0, 500.0)}
CALLS = {
    "sweep": lambda m: od.sweep(WEEK, over={"naltrexone.CL": [100.0]}, model=m, metrics=TONE),
    "rows": lambda m: od.sweep(WEEK, over=od.Rows({"naltrexone.V1": [100.0]}), model=m),
    "uncertainty": lambda m: od.uncertainty(WEEK, vary=["naltrexone.CL"], model=m),
    "screen": lambda m: od.screen(WEEK, vary=["naltrexone.CL"], model=m, metrics=TONE),
    "subjects": lambda m: od.simulate(WEEK, model=m, subjects=PEOPLE),
    "axis": lambda m: od.sweep(WEEK, over={"who": [*PEOPLE]}, model=m, metrics=TONE),
    "sensitivity": lambda m: od.sensitivity(WEEK, to=["amt"], model=m, subjects=PEOPLE),
    "table": lambda m: od.simulate(WEIGHED, model=m),
    "fit": lambda m: od.fit(STUDY, vary=VARIED, observe={"DV": PLASMA}, model=m),
    "vpc": lambda m: od.vpc(STUDY, observe={"DV": PLASMA}, scatter={f"cv.{PLASMA}": 0.1}, model=m),
}


@pytest.mark.parametrize("call", CALLS)
def test_calls_that_vary_parameters_refuse_one_person(model, call):
    with pytest.raises(od.InputError, match="give the model that its population was") as caught:
        CALLS[call](model)
    assert (caught.value.field, caught.value.value) == ("model", "of one person of a population")
