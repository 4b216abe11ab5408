"""What an analysis of runs is about: the drug, the hours, several subjects, and what is missing."""

import numpy as np
import pandas as pd
import pytest

import opiodyn as od
from fixtures import plain

WEEK = od.regimen("naltrexone 50 mg po q24h x7")
MODEL = plain("naltrexone")


@pytest.fixture(scope="module")
def week():
    return od.simulate(WEEK, model=MODEL, end=240.0)


def test_areas_and_extremes_are_those_of_the_metrics(week):
    found = od.nca(week, partial=[(0, 4), (4, 24)])
    names = {"AUC_tau": "area", "Cmax": "peak", "tmax": "t_peak", "Cmin": "trough", "Cavg": "mean"}
    metrics = {name: f"mass_concentration.naltrexone.{what}" for name, what in names.items()}
    theirs = week.metrics(metrics)
    # The area is a sum over small windows here.
    assert found[[*names]].to_dict() == pytest.approx(theirs.to_dict(), rel=1e-9)
    assert found["AUC_0_4"] + found["AUC_4_24"] == pytest.approx(found["AUC_tau"], rel=1e-12)
    assert found.attrs["span"] == (144.0, 240.0)


def test_output_times_change_nothing(week):
    sparse = od.simulate(WEEK, model=MODEL, times=[0.0, 240.0])
    assert od.nca(sparse).equals(od.nca(week))
    assert od.nca(od.simulate(WEEK, model=MODEL, end=240.0, delta=80.0)).equals(od.nca(week))


def test_people_have_a_row_each_which_is_that_of_their_run():
    people = od.population(5, seed=1, covariates={"weight": (70.0, 12.0)})
    runs = od.simulate(WEEK, model=MODEL, end=240.0, subjects=people)
    frame = od.nca(runs)
    assert (frame["status"] == "complete").all()
    for place, run in enumerate(runs):
        own = od.nca(run)
        assert frame.iloc[place].drop("status").astype(float).equals(own.rename(place))
    assert frame["CL_F"].nunique() == 5


def test_subjects_of_a_table_may_have_doses_of_their_own():
    table = od.read_events(
        pd.DataFrame({"ID": [1, 1, 2, 2], "TIME": [0, 48, 5, 48], "AMT": [50, 0, 100, 0]}),
        drug="naltrexone",
    )
    frame = od.nca(od.simulate(table, model=MODEL))
    assert frame["dose"].to_list() == [50.0, 100.0]
    assert frame["AUC_inf"].to_numpy()[1] == pytest.approx(
        2.0 * frame["AUC_inf"].to_numpy()[0], rel=1e-4
    )
    assert frame["tmax"].to_list() == pytest.approx([frame["tmax"].iloc[0]] * 2, abs=1e-3)


def test_a_run_that_failed_has_no_numbers_and_says_why():
    people = od.population(2, seed=1)
    runs = od.simulate(WEEK, model=MODEL, end=240.0, subjects=people, max_steps=30)
    frame = od.nca(runs)
    assert frame.drop(columns="status").isna().all(axis=None)
    for subject, status in frame["status"].items():
        assert status != "complete"
        assert status in frame.attrs["notes"][subject]["CL_F"]


def test_both_units_have_the_same_clearance(week):
    by_mass, molar = od.nca(week), od.nca(week, unit="nM")
    assert molar.attrs["units"]["Cmax"] == "nM"
    same = ["CL_F", "Vz_F", "MRT", "lambda_z", "tmax", "fluctuation", "swing"]
    assert molar[same].to_dict() == pytest.approx(by_mass[same].to_dict(), rel=1e-12)
    mass = week.concentration("naltrexone", "ng/mL")[10] / week.concentration("naltrexone")[10]
    assert by_mass["Cmax"] / molar["Cmax"] == pytest.approx(mass)


def test_a_metabolite_has_no_clearance_without_a_dose_of_its_own(week):
    found = od.nca(week, drug="6-beta-naltrexol")
    assert found["tau"] == 24.0
    assert np.isnan(found["CL_F"])
    assert "dose is one of naltrexone" in found.attrs["notes"]["CL_F"]
    given = od.nca(week, drug="6-beta-naltrexol", dose=20.0)
    # [mg] over [ng h/mL] is 1000 [L/h]
    assert given["CL_F"] == pytest.approx(1000.0 * 20.0 / given["AUC_tau"])


def test_a_steady_state_that_is_not_reached_has_a_note():
    early = od.nca(od.simulate(WEEK, model=MODEL, end=48.0))
    late = od.nca(od.simulate(WEEK, model=MODEL, end=168.0))
    assert "no steady state" in early.attrs["notes"]["CL_F"]
    assert "CL_F" not in late.attrs["notes"]


def test_a_drug_of_two_of_which_one_is_named():
    both = od.simulate(WEEK + od.dose("morphine", amt=5.0, route="iv", time=150.0), end=170.0)
    morphine = od.nca(both, drug="morphine")
    assert morphine["dose"] == 5.0
    assert morphine.attrs["span"] == (150.0, 170.0)
    assert od.nca(both, drug="naltrexone").attrs["span"] == (168.0 - 24.0, 170.0)


def test_a_concentration_that_is_given_has_no_dose():
    model = od.Model(drugs=["naltrexone"], concentration_given=["naltrexone"])
    given = od.concentration("naltrexone", lambda t: 30.0 * 0.5**t, until=24.0, rtol=1e-6)
    found = od.nca(od.simulate(given, model=model, end=24.0), drug="naltrexone", unit="nM")
    assert found["half_life"] == pytest.approx(1.0, rel=1e-4)
    assert np.isnan(found["CL_F"])
    assert "no dose" in found.attrs["notes"]["CL_F"]


def test_a_drug_that_never_comes_is_absent():
    run = od.simulate(od.regimen("naltrexone 0 mg po"), model=MODEL, end=24.0)
    found = od.nca(run)
    assert found.isna().all()
    assert all("absent" in reason for reason in found.attrs["notes"].values())


def test_a_run_that_ends_before_the_peak_has_no_terminal_phase():
    found = od.nca(od.simulate(WEEK, model=MODEL, end=0.3))
    assert np.isnan(found["lambda_z"])
    assert "needs 3 points" in found.attrs["notes"]["lambda_z"]
    assert set(found.index[found.isna()]) <= set(found.attrs["notes"])


def test_what_a_solver_cannot_tell_from_zero_is_left_out():
    """Thirty half-lives after a dose the level is below what an absolute tolerance leaves."""
    drug = od.Drug("d", molar_mass=300.0, CL=20.0, V=[20.0])
    model = od.Model(drugs=[drug], receptors=[], endogenous=[])
    found = od.nca(od.simulate(od.regimen("d 10 mg iv"), model=model, end=240.0))
    assert found["tlast"] < 20.0  # where a millionth of the peak is left, 13.8 h, is not far
    assert found["lambda_z"] == pytest.approx(1.0, rel=1e-4)  # of a run solved to 1e-6
    assert found["CL_F"] == pytest.approx(20.0, rel=1e-4)
