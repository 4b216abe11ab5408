"""A value outside its documented range, or an implausible covariate, has a note."""

import numpy as np
import pandas as pd
import pytest

import opiodyn as od
from fixtures import any_with, notes_of

LDN = "naltrexone 4.5 mg po q24h x3"
CL = "is outside its documented range, 94 to 211 L/h"


def test_a_given_value_outside_its_range_is_named():
    notes = notes_of(LDN, parameters={"naltrexone.CL": 1e9})
    assert len(notes) == 1
    assert any_with(notes, "naltrexone.CL = 1e+09 L/h (given in parameters)", CL, "meyer1984")


@pytest.mark.parametrize("value", [94.0, 150.0, 211.0])
def test_a_value_inside_its_range_has_no_note(value):
    assert notes_of(LDN, parameters={"naltrexone.CL": value}) == ()


def test_the_ends_of_a_range_are_inside():
    below, above = np.nextafter(94.0, 0.0) * (1.0 - 1e-8), 211.0 * (1.0 + 1e-8)
    for value in (below, above):
        assert len(notes_of(LDN, parameters={"naltrexone.CL": value})) == 1


def test_a_range_of_no_width_is_a_range():
    notes = notes_of(LDN, parameters={"naltrexone.mu.tau": -0.05})
    assert any_with(notes, "naltrexone.mu.tau = -0.05 (given", "0 to 0 [")


def test_a_value_that_nothing_uses_has_no_note():
    assert notes_of(LDN, parameters={"naltrexone.intramuscular.late.ka": 5.0}, routes=["po"]) == ()


def test_a_number_of_the_callers_own_has_no_range():
    drug = od.Drug("own", molar_mass=300.0, CL=10.0, V=[20.0])
    model = od.Model(drugs=[drug], receptors=[], parameters={"own.CL": 1000.0})
    assert od.simulate(od.dose("own", amt=1, route="iv"), model=model, times=[0.0]).notes == ()


@pytest.mark.parametrize(
    ("covariate", "value", "text"),
    [
        ("weight", 900.0, "weight = 900 kg is outside its plausible range, 2 to 300 kg"),
        ("weight", 70000.0, "weight = 70000 kg is outside"),
        ("age", 300.0, "age = 300 years is outside its plausible range, 0 to 115 years"),
        ("creatinine_clearance", 5000.0, "creatinine_clearance = 5000 mL/min is outside"),
    ],
)
def test_an_implausible_covariate_is_named(covariate, value, text):
    assert any_with(notes_of(LDN, covariates={covariate: value}), text, "assumed")


def test_what_covariates_make_of_a_parameter_is_judged():
    # CL = 150 (1 + 0.00391 (900 - 70)) = 636.8 L/h
    notes = notes_of(LDN, covariates={"weight": 900.0})
    assert any_with(notes, "naltrexone.CL = 636.795 L/h (of the covariates)", CL)
    assert notes_of(LDN, covariates={"weight": 100.0}) == ()


def test_a_change_during_the_run_is_judged():
    regimen = od.regimen(LDN)
    for value, count in ((150.0, 0), (1e6, 1)):
        change = od.Regimen([od.Change(time=3.0, parameters={"naltrexone.CL": value})])
        notes = od.simulate(regimen + change, times=[0.0, 1.0]).notes
        assert len(notes) == count
        assert not count or any_with(notes, "naltrexone.CL = 1e+06 L/h (set by the regimen", CL)


def table(**columns):
    rows = pd.DataFrame({"ID": [1, 1, 2, 2], "TIME": [0, 2, 0, 2], "AMT": [4.5, 0, 4.5, 0]})
    return od.read_events(rows.assign(EVID=[1, 0, 1, 0], **columns), drug="naltrexone")


def test_a_column_of_a_table_is_judged_and_the_subject_named():
    runs = od.simulate(table(**{"naltrexone.CL": [150.0, 150.0, 1e6, 1e7]}))
    assert len(runs.notes) == 1
    assert any_with(runs.notes, "naltrexone.CL = 1e+06 to 1e+07 L/h", "(1 of 2 subjects: 2)", CL)
    assert (runs[0].notes, len(runs[1].notes)) == ((), 1)


def test_a_covariate_of_a_table_is_judged():
    runs = od.simulate(table(WT=[70.0, 70.0, 70000.0, 70000.0]))
    assert any_with(runs.notes, "weight = 70000 kg", "(1 of 2 subjects: 2)")
    # CL = 150 (1 + 0.00391 (70000 - 70)) = 41164 L/h
    assert any_with(runs.notes, "naltrexone.CL = 41163.9 L/h", "(1 of 2 subjects: 2)", CL)
    assert od.simulate(table(WT=[70.0, 70.0, 90.0, 90.0])).notes == ()


def people(mean, deviation=5.0):
    drawn = od.population(30, seed=1, covariates={"weight": (mean, deviation)})
    return od.simulate(od.regimen(LDN), subjects=drawn, times=[0.0, 1.0])


def test_people_are_counted_and_not_listed():
    runs = people(70000.0)
    assert len(runs.notes) == 2
    assert any_with(runs.notes, "weight = ", "(all 30 subjects)")
    assert any_with(runs.notes, "naltrexone.CL = ", "(all 30 subjects)", CL)
    assert len(runs[3].notes) == 2


def test_the_random_variation_of_people_has_no_note():
    runs = people(70.0)
    values = runs.parameters["naltrexone.CL"]
    assert values.max() > 211.0 or values.min() < 94.0
    assert runs.notes == ()
    assert all(run.notes == () for run in runs)


def test_a_sweep_judges_its_axes():
    def notes(clearances):
        over = {"naltrexone.CL": clearances, "dose": [4.5]}
        kept = od.sweep(od.regimen(LDN), over=over, metrics=["tone.mu.mean"], progress=False)
        return kept.attrs.get("notes")

    assert notes([100.0, 200.0]) is None
    assert any_with([notes([100.0, 1e9])], CL, "(1 of 2 values)")
