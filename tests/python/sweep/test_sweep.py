"""A sweep: the same numbers as one run at a time, for any grid."""

import numpy as np
import pytest

import opiodyn as od

MONTH = od.regimen("naltrexone 4.5 mg po q24h x28 at 22h")
WEEK = od.regimen("naltrexone 4.5 mg po q24h x7")
MODEL = od.Model(biophase="transient")
TIGHT = {"rtol": 1e-9, "atol": 1e-12}


def test_a_comparison_is_a_sweep_of_doses():
    doses, names = [1.5, 4.5, 50.0], ["tone.mu.mean", "tone.mu.hours_above_1"]
    table = od.compare(WEEK, doses=doses, metrics=names, window=(8, 24), model=MODEL)
    asked = [od.Metric(name, window=(8, 24)) for name in names]
    found = od.sweep(WEEK, over={"dose": doses}, model=MODEL, metrics=asked)
    assert (found.status == "complete").all()
    for name in names:
        assert found[name].values.tobytes() == table[name].to_numpy().tobytes()
    assert found["tone.mu.mean"].attrs["units"] == "1"
    assert found["dose"].attrs["units"] == "mg"
    assert found["tone.mu.hours_above_1"].attrs["units"] == "h"


@pytest.mark.parametrize("name", ["mean", "peak", "trough", "area"])
def test_one_point_is_one_run(name):
    # Samples 0.02 h apart against the solution itself, as above; concentrations are steeper.
    column = "mass_concentration.naltrexone"
    found = od.sweep(
        WEEK,
        over={"naltrexone.CL": [150.0]},
        model=MODEL,
        metrics=f"{column}.{name}",
        threads=5,
        **TIGHT,
    )
    model = od.Model(biophase="transient", parameters={"naltrexone.CL": 150.0})
    times = np.linspace(144.0, 168.0, 2401)
    side = ["after"] * 2400 + ["before"]
    run = od.simulate(WEEK, model=model, times=times, side=side, **TIGHT)
    value = getattr(od.metrics, name)(times, run.concentration("naltrexone", "ng/mL"))
    value = getattr(value, "value", value)
    assert found[f"{column}.{name}"].shape == (1,)
    assert found[f"{column}.{name}"].item() == pytest.approx(value, rel=2e-5)
    assert found["naltrexone.CL"].attrs["units"] == "L/h"
    assert found[f"{column}.{name}"].attrs["units"] == ("ng/mL h" if name == "area" else "ng/mL")


def test_time_above_a_threshold_in_the_users_unit():
    column = "mass_concentration.naltrexone"
    times = np.linspace(0.0, 24.0, 24001)
    dose = od.dose("naltrexone", amt=50)
    run = od.simulate(dose, model=MODEL, times=times, **TIGHT)
    metric = od.Metric(f"{column}.time_above", threshold=5.0, span=(0, 24))
    found = od.sweep(dose, over={"dose": [50.0]}, model=MODEL, metrics=metric, **TIGHT)
    expected = od.metrics.time_above(times, run.concentration("naltrexone", "ng/mL"), 5.0)
    assert 0.5 < expected < 12.0
    # Both crossings by a parabola through points a quarter of a step apart.
    assert found[metric.name].item() == pytest.approx(expected, abs=5e-3)


def test_values_at_times_are_those_of_simulate():
    times = [0.0, 1.0, 24.0, 100.0]
    columns = ["tone.mu", "amount.naltrexone.central", "occupancy.naltrexone.mu"]
    over = {"naltrexone.CL": [90.0, 150.0], "dose": [1.5, 4.5, 6.0]}
    found = od.sweep(WEEK, over=over, model=MODEL, times=times, columns=columns, **TIGHT)
    assert found["tone.mu"].dims == ("naltrexone.CL", "dose", "time")
    assert list(found.data_vars) == [*columns, "status", "steps"]
    model = od.Model(biophase="transient", parameters={"naltrexone.CL": 150.0})
    week = od.regimen("naltrexone 6 mg po q24h x7")
    frame = od.simulate(week, model=model, times=times, **TIGHT).to_pandas()
    for name in columns:  # two solvers' errors at the tolerance, and the interpolant's
        here = found[name].sel({"naltrexone.CL": 150.0, "dose": 6.0})
        np.testing.assert_allclose(here, frame[name], rtol=1e-6, atol=1e-9)


def test_a_window_in_each_period():
    # Hours 8 to 24 of each of 7 days: the mean of the seven means.
    whole = od.Metric("tone.mu.mean", span=(0, 168), every=24, window=(8, 24))
    metrics = {"all": whole} | {
        f"day {k}": od.Metric("tone.mu.mean", span=(24 * k + 8, 24 * k + 24)) for k in range(7)
    }
    found = od.sweep(WEEK, over={"dose": [4.5]}, model=MODEL, metrics=metrics)
    days = [found[f"day {k}"].item() for k in range(7)]
    assert found["all"].item() == pytest.approx(np.mean(days), rel=1e-12)  # rounding of the sum
    assert max(days) - min(days) > 1e-3


def test_axes_of_regimens_models_and_intervals():
    regimens = {"low": WEEK, "high": od.regimen("naltrexone 50 mg po q24h x7")}
    models = [od.Model(biophase="pet"), MODEL]
    over = {"model": models, "regimen": regimens, "interval": [12.0, 24.0]}
    found = od.sweep(over=over, metrics="tone.mu.mean")
    assert found["tone.mu.mean"].dims == ("model", "regimen", "interval")
    assert list(found["regimen"].values) == ["low", "high"]
    told = od.sweep(regimens["high"], over={"interval": [12.0]}, model=MODEL)
    one = found["tone.mu.mean"].sel(model=1, regimen="high", interval=12.0)
    assert one.item() == told["tone.mu.mean"].item()
    assert len(np.unique(found["tone.mu.mean"])) == 8


def test_people_are_those_of_simulate():
    people = od.population(5, seed=1, covariates={"weight": (70, 12)})
    over = {"subject": people, "naltrexone.CL": [100.0, 200.0]}
    found = od.sweep(WEEK, over=over, model=MODEL, times=[168.0], columns=["tone.mu"], **TIGHT)
    model = od.Model(biophase="transient", parameters={"naltrexone.CL": 200.0})
    runs = od.simulate(WEEK, model=model, subjects=people, times=[168.0], **TIGHT)
    here = found["tone.mu"].sel({"naltrexone.CL": 200.0})
    np.testing.assert_allclose(here, runs.tone("mu"), rtol=1e-6)  # as above
    assert list(found["subject"].values) == [0, 1, 2, 3, 4]


def test_a_models_covariates_act_after_a_swept_parameter():
    options = {"biophase": "transient", "covariates": {"weight": 90.0}}
    own = od.Model(**options, parameters={"naltrexone.CL": 120.0})
    swept = od.sweep(WEEK, over={"naltrexone.CL": [120.0]}, model=od.Model(**options))
    alone = od.sweep(WEEK, over={"dose": [4.5]}, model=own)
    light = od.sweep(WEEK, over={"naltrexone.CL": [120.0]}, model=MODEL)
    assert swept["tone.mu.mean"].item() == alone["tone.mu.mean"].item()
    assert swept["tone.mu.mean"].item() != light["tone.mu.mean"].item()


def test_a_subject_that_fails_is_a_row_and_the_others_keep_their_bits():
    alone = od.sweep(WEEK, over={"naltrexone.CL": [90.0, 150.0]}, model=MODEL)
    over = {"naltrexone.CL": [90.0, -1.0, float("nan"), 150.0]}
    found = od.sweep(WEEK, over=over, model=MODEL)
    status = found.status.values
    assert list(status == "complete") == [True, False, False, True]
    assert "naltrexone.CL" in status[1]
    values = found["tone.mu.mean"].values
    assert np.isnan(values[1:3]).all()
    assert values[[0, 3]].tobytes() == alone["tone.mu.mean"].values.tobytes()


def test_a_solver_that_fails_is_a_row():
    found = od.sweep(WEEK, over={"dose": [4.5]}, model=MODEL, max_steps=50)
    assert "max_steps" in found.status.item()
    assert np.isnan(found["tone.mu.mean"].item())


def test_a_solver_that_fails_for_some_leaves_the_others_their_bits():
    over = {"interval": [24.0, 6.0, 168.0]}
    whole = od.sweep(WEEK, over=over, model=MODEL)
    most = int(whole.steps.sel(interval=24.0))
    assert int(whole.steps.sel(interval=6.0)) > most
    found = od.sweep(WEEK, over=over, model=MODEL, max_steps=most)
    assert list(found.status == "complete") == [True, False, True]
    assert f"max_steps = {most} is used up" in found.status.values[1]
    values = found["tone.mu.mean"].values
    assert np.isnan(values[1])
    assert values[[0, 2]].tobytes() == whole["tone.mu.mean"].values[[0, 2]].tobytes()


def test_people_in_any_order_and_number_are_the_same_people():
    people = list(od.population(9, seed=3, covariates={"weight": (70, 12)}))
    values = od.sweep(WEEK, over={"subject": people}, model=MODEL)["tone.mu.mean"].values
    turned = od.sweep(WEEK, over={"subject": people[::-1]}, model=MODEL)["tone.mu.mean"].values
    few = od.sweep(WEEK, over={"subject": [people[7], people[2]]}, model=MODEL)[
        "tone.mu.mean"
    ].values
    assert turned[::-1].tobytes() == values.tobytes()
    assert few.tobytes() == values[[7, 2]].tobytes()
    assert len(set(values)) == 9


def test_values_that_take_a_column_away_are_a_row():
    # There is no tone without a peptide that acts.
    over = {"beta-endorphin.mu.tau": [0.0, 1.0], "enkephalin.mu.tau": [0.0, 1.0]}
    found = od.sweep(WEEK, over=over, model=MODEL)
    status = found.status.values
    assert status[0, 0].startswith("column = 'tone.mu': is not reported by a model with these")
    assert "give one a basal level e0, or ask for sigma" in status[0, 0]
    assert list(status.reshape(-1)[1:]) == ["complete"] * 3
    assert np.isfinite(found["tone.mu.mean"].values.reshape(-1)[1:]).all()
