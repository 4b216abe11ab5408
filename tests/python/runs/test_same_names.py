"""A name means the same for one run and for several, and one law gives both their values."""

import io
import threading

import numpy as np
import pandas as pd
import pytest

import opiodyn as od

DAILY = od.regimen("naltrexone 4.5 mg po q24h x2")
PLAIN = od.Model(receptors=[], endogenous=[], parameters={"naltrexone.CL": 94.0})
PEOPLE = od.population(
    5, seed=3, covariates={"weight": (70, 12), "smoker": {"no": 0.5, "yes": 0.5}}
)
TABLE = """ID,TIME,AMT,WT,HEPATIC
7,0,5,60,normal
7,1,.,60,normal
7,2,.,70,decompensated
8,0,9,80,
8,1,.,80,
8,2,.,80,
"""


def of_people():
    return od.simulate(DAILY, subjects=PEOPLE, times=[1.0, 2.0])


def of_table():
    return od.simulate(od.read_events(io.StringIO(TABLE), drug="naltrexone"))


@pytest.fixture(scope="module", params=[of_people, of_table])
def runs(request):
    return request.param()


def test_what_a_run_has_once_is_a_row_of_the_runs(runs):
    index = pd.Index(runs.ids, name="subject")
    for one in (runs.status, runs.steps, runs.regimen, runs.parameters, runs.covariates):
        assert one.index.equals(index)
    for run in runs:
        assert runs.status[run.subject] == run.status
        assert runs.steps[run.subject] == run.steps
        assert runs.regimen[run.subject] == run.regimen
        assert runs.parameters.loc[run.subject].equals(run.parameters.rename(run.subject))
        assert runs.covariates.loc[run.subject].dropna().to_dict() == run.covariates
        assert run.ligands == runs.ligands == runs.model.ligands
        assert run.receptors == runs.receptors == ("mu", "delta", "kappa")


def test_a_slice_has_the_rows_of_its_subjects(runs):
    part = runs[::-2]
    for name in ("status", "steps", "regimen", "parameters"):
        assert getattr(part, name).equals(getattr(runs, name).iloc[::-2]), name
    assert part.covariates.equals(runs.covariates.iloc[::-2].dropna(axis=1))
    assert part.model is runs.model
    nobody = runs[:0]
    assert nobody.ligands == runs.ligands
    assert len(nobody.parameters) == len(nobody.covariates) == len(nobody.steps) == 0


CURVES = [
    ("occupancy", ("naltrexone", "mu")),
    ("free_receptors", ("kappa",)),
    ("concentration", ("6-beta-naltrexol", "ng/mL")),
    ("effect_site", ("naltrexone",)),
    ("amount", ("naltrexone", "central")),
    ("readout", ("tone", "mu")),
]


@pytest.mark.parametrize(("name", "place"), CURVES)
def test_a_curve_of_the_runs_has_one_of_a_run_in_each_row(runs, name, place):
    curves = getattr(runs, name)(*place)
    assert curves.shape == (len(runs), runs.times.size)
    for curve, run in zip(curves, runs, strict=True):
        np.testing.assert_array_equal(curve, getattr(run, name)(*place))


def test_covariates_are_those_of_the_people_and_of_the_table():
    assert of_people().covariates.equals(PEOPLE.covariates.rename_axis(columns="covariate"))
    first, second = of_table().covariates.to_dict("records")
    assert first == {"weight": 60.0, "hepatic": "normal"}
    assert second["weight"] == 80.0
    assert pd.isna(second["hepatic"])


def test_regimens_are_those_that_were_asked_for():
    assert list(of_people().regimen) == [DAILY] * 5
    assert [regimen.doses[0].amt for regimen in of_table().regimen] == [5.0, 9.0]


def test_the_model_of_runs_is_the_typical_one():
    runs = of_people()
    assert runs.model.covariates == {}
    assert runs.model.individual == {}
    assert runs[0].model.individual != {}
    typical = od.Model(drugs=["naltrexone"], routes=["po"]).used_parameters()
    assert runs.model.used_parameters().equals(typical)


def test_parameters_are_the_values_used():
    run = od.simulate(DAILY, model=PLAIN)
    assert run.parameters["naltrexone.CL"] == 94.0
    assert run.parameters.to_dict() == run.model.used_parameters()["value"].to_dict()
    assert (run.parameters.index.name, run.parameters.name) == ("parameter", "value")
    own = PEOPLE.parameters(od.Model(drugs=["naltrexone"], routes=["po"]))
    used = of_people().parameters
    shared = used.columns.intersection(own.columns)
    assert {"naltrexone.CL", "naltrexone.oral.F"} <= set(shared)
    assert used[shared].equals(own[shared].rename_axis(columns="parameter"))
    rest = used.drop(columns=shared)
    assert (rest == rest.iloc[0]).all(axis=None)


def test_clearance_gives_the_area_of_each_person():
    """After a dose into the blood the area under the curve is dose / CL, whatever the volumes."""
    bolus, times = od.dose("naltrexone", amt=1.0, route="iv"), np.linspace(0.0, 400.0, 40_001)
    runs = od.simulate(bolus, model=PLAIN, subjects=PEOPLE, times=times, rtol=1e-8)
    areas = np.trapezoid(runs.concentration("naltrexone", "ng/mL"), times, axis=1)
    np.testing.assert_allclose(areas, 1e3 / runs.parameters["naltrexone.CL"], rtol=1e-4)


def test_steps_are_what_a_budget_of_steps_counts():
    run = od.simulate(DAILY)
    assert od.simulate(DAILY, max_steps=run.steps).complete
    with pytest.raises(od.SolverError, match="max_steps") as caught:
        od.simulate(DAILY, max_steps=run.steps - 1)
    assert caught.value.partial.steps == run.steps - 1


READ = [lambda runs, name=name, place=place: getattr(runs, name)(*place) for name, place in CURVES]


@pytest.mark.parametrize("made", [of_table, of_people])
def test_no_runs_at_all_have_no_times_and_no_numbers(made):
    nobody = made()[:0]
    whole = [lambda runs: runs.times, od.Runs.to_pandas, od.Runs.to_xarray, od.Runs.summary]
    for ask in (*whole, *READ, lambda runs: runs.ventilation):
        with pytest.raises(od.InputError, match=r"^runs = none: there is no run here"):
            ask(nobody)


def test_threads_may_share_a_run_and_runs():
    """Many threads read all there is at once, and each finds what one thread found before."""
    run, runs = od.simulate(DAILY), of_people()
    again = of_people()  # with no run made yet
    expected = look(run), [look(one) for one in runs], runs.parameters
    start, found = threading.Barrier(8), []

    def read():
        start.wait()
        made = list(again)
        found.append((look(run), [look(one) for one in made], again.parameters, made))

    threads = [threading.Thread(target=read) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    for alone, several, parameters, made in found:
        assert alone == expected[0]
        assert several == expected[1]
        assert parameters.equals(expected[2])
        assert all(one is other for one, other in zip(made, found[0][3], strict=True))


def look(run):
    """Returns the bits of a run, and the numbers of its summary."""
    return run.to_pandas().to_numpy().tobytes(), run.summary().to_csv(), run.provenance
