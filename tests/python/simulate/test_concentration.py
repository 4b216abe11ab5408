"""A plasma concentration that the caller gives: tables, functions, models, and what is refused."""

import math
import pickle

import numpy as np
import pytest

import opiodyn as od

GIVEN = od.Model(drugs=["naltrexone"], concentration_given=["naltrexone"])
TABLE = od.concentration("naltrexone", [0, 1, 24], [0, 30, 2])


def test_a_run_fed_with_its_own_plasma_curves_is_that_run():
    regimen = od.dose("naltrexone", amt=50)
    times = np.linspace(0, 24, 2401)
    inside = od.simulate(regimen, times=times)
    fed = od.concentration("naltrexone", times, inside.concentration("naltrexone"))
    fed += od.concentration("6-beta-naltrexol", times, inside.concentration("6-beta-naltrexol"))
    run = od.simulate(fed, times=times)
    common = [c for c in run.to_pandas().columns if c in inside.to_pandas().columns]
    assert "occupancy.naltrexone.mu" in common
    for column in common:
        a, b = inside.to_pandas()[column].to_numpy(), run.to_pandas()[column].to_numpy()
        # The straight lines err by 0.01^2 / 8 of the second derivative, a few per h^2 at most; the
        # solver by 1e-6 a step.
        assert np.abs(a - b).max() <= 2e-4 * max(np.ptp(a), 1e-3), column


def test_the_effect_site_under_a_ramp_follows_its_closed_form():
    values = GIVEN.parameters["value"]
    ke0, gain = values["naltrexone.ke0"], values["naltrexone.Kp"] * values["naltrexone.fu"]
    ramp = od.concentration("naltrexone", [0, 24], [24, 0])
    run = od.simulate(ramp, model=GIVEN, delta=1.0, rtol=1e-9)
    t = run.times
    expected = gain * ((24 + 1 / ke0) * -np.expm1(-ke0 * t) - t)
    np.testing.assert_allclose(run.effect_site("naltrexone"), expected, rtol=1e-7, atol=1e-9)
    np.testing.assert_allclose(run.concentration("naltrexone"), 24 - t, atol=1e-9)


def test_a_function_is_met_within_its_tolerance():
    def course(t):
        return 40 * (math.exp(-0.3 * t) - math.exp(-4 * t))

    (record,) = od.concentration("naltrexone", course, until=48, rtol=1e-3).concentrations
    assert record.times[0] == 0.0
    assert record.times[-1] == 48.0
    t = np.linspace(0, 48, 20011)
    exact = 40 * (np.exp(-0.3 * t) - np.exp(-4 * t))
    error = np.abs(np.interp(t, record.times, record.values) - exact)
    assert (error <= 1.2e-3 * np.maximum(exact, 1e-3 * exact.max())).all()
    assert len(record.times) < 1000


def test_a_jump_of_a_function_takes_a_microhour():
    step = od.concentration("naltrexone", lambda t: 5.0 if t >= 7.3 else 0.0, until=24)
    (record,) = step.concentrations
    points = zip(record.times, record.values, strict=True)
    rise = next(time for time, value in points if value == 5.0)
    assert rise == pytest.approx(7.3, abs=1e-6)


def test_a_jump_at_a_time_of_any_size_is_found():
    """Halves of 1e-6 h would be one instant there, or one number."""
    for at in (1e7, 1e12):
        step = od.concentration("naltrexone", lambda t, at=at: float(t >= at), until=3 * at)
        (record,) = step.concentrations
        before, after = record.times[record.values.index(1.0) - 1 :][:2]
        assert before < at <= after
        assert after - before <= 4e-13 * at


def test_a_model_without_drugs_takes_those_of_the_tables():
    run = od.simulate(TABLE + od.dose("morphine", amt=10, route="iv", time=2))
    assert run.times[-1] == 24.0
    assert run.model.concentration_given == ("naltrexone",)
    assert run.concentration("naltrexone")[-1] == pytest.approx(2.0)
    assert run.occupancy("morphine", "mu").max() > 0.0
    assert any("morphine" in str(note) and "naltrexone" in str(note) for note in run.notes)
    assert "concentration naltrexone nM 0h 0 1h 30 24h 2" in run.report()


def test_a_long_table_stands_in_a_report_by_its_ends():
    run = od.simulate(od.concentration("naltrexone", np.arange(25), np.full(25, 3.0)), model=GIVEN)
    text = " ".join(run.report().split())
    assert "concentration naltrexone of 25 points from 0 to 24 h, at most 3 nM" in text


def test_regimens_and_models_of_concentrations_are_copied():
    assert pickle.loads(pickle.dumps(TABLE)) == TABLE
    assert od.regimen(str(TABLE)) == TABLE
    again = pickle.loads(pickle.dumps(GIVEN))
    assert again.concentration_given == ("naltrexone",)
    assert list(again.states.index) == list(GIVEN.states.index)
    assert "concentration_given=['naltrexone']" in repr(GIVEN)
    assert not [name for name in GIVEN.parameters.index if name.endswith((".CL", ".V1", ".ka"))]


def test_a_sweep_takes_concentrations():
    given = od.Model(drugs=["naltrexone"], concentration_given=["naltrexone"])
    mean = od.Metric("concentration.naltrexone.mean", span=(0, 24))
    found = od.sweep(TABLE, model=given, over={"naltrexone.ke0": [0.1, 1.0]}, metrics={"C": mean})
    area = 15 + 16 * 23  # of the triangle and the trapezoid
    np.testing.assert_allclose(found["C"], area / 24, rtol=1e-9)


def test_without_a_dose_a_metric_is_of_the_whole_run_from_every_door():
    mean, to = "concentration.naltrexone.mean", "naltrexone.ke0"
    of_run = od.simulate(TABLE, model=GIVEN).metrics(mean)[mean]
    assert of_run == pytest.approx((15 + 16 * 23) / 24, rel=1e-9)  # a triangle and a trapezoid
    value = float(GIVEN.parameters.loc[to, "value"])
    found = od.sweep(TABLE, model=GIVEN, over={to: [value]}, metrics=mean)[mean]
    assert float(found[0]) == of_run
    assert float(od.sensitivity(TABLE, model=GIVEN, to=[to], metrics=mean)[mean]) == of_run


def test_a_state_of_a_host_is_observed():
    y = GIVEN.baseline()
    y[GIVEN.concentration_state("naltrexone")] = 4.0
    assert GIVEN.observe(y)["concentration.naltrexone"] == 4.0
    assert GIVEN.derivative(0.0, y)[GIVEN.concentration_state("naltrexone")] == 0.0
    place = list(GIVEN.states.index).index("naltrexone.effect_site")
    values = GIVEN.parameters["value"]
    rate = 4 * values["naltrexone.ke0"] * values["naltrexone.Kp"] * values["naltrexone.fu"]
    assert GIVEN.derivative(0.0, y)[place] == pytest.approx(rate, rel=1e-12)


def table(times, values, **options):
    return lambda: od.concentration("naltrexone", times, values, **options)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (table([0, 2, 1], [1, 1, 1]), "concentration.times[2] = 1: must not be before"),
        (table([0, 1, 1], [1, 1, 1]), "concentration.times[2] = 1: must be later than"),
        (table([0, 1], [1, -1]), "concentration.values[1] = -1: must be a finite number"),
        (table([0, 1], [1, math.nan]), "concentration.values[1] = nan: must be a finite number"),
        (table([0, math.nan], [1, 1]), "concentration.times[1] = nan: must be a finite number"),
        (table([0, 1], [1]), "concentration.values = 1 values: needs one for each of the 2 times"),
        (table([0], [1]), "concentration.times = 1 times: needs two times at least"),
        (table([0, 1], None), "concentration.values = None: must be given"),
        (table([0, 1], [1, True]), "concentration.values[1] = True: must be a number"),
        (table([0, 1], [1, 1], unit="mol"), "unit = 'mol': unknown"),
        (table([0, 1], [1, 1], until=3), "until = 3: goes with a function alone"),
        (table(math.exp, None), "until = None: must be given beside a function"),
        (table(math.exp, [1, 2], until=3), "concentration.values = given: must be left out"),
        (table(lambda t: 1 - t, None, until=3), "concentration at 1.0625 h = -0.0625: must be"),
        (table(lambda t: "x", None, until=3), "concentration at 0 h = 'x': must be a number"),
        (lambda: od.simulate(TABLE, model=GIVEN, end=48), "concentration.times = 24: the conc"),
        (lambda: od.simulate(TABLE, model=od.Model(drugs=["naltrexone"])), "concentration of = "),
        (
            lambda: od.simulate(od.dose("naltrexone", amt=50), model=GIVEN),
            "drug of the model = 'naltrexone': takes no dose",
        ),
        (lambda: od.Model(concentration_given=["morphin"]), "concentration_given = 'morphin'"),
        (
            lambda: od.Model(drugs=["naltrexone"], concentration_given=["morphine"]),
            "concentration_given = 'morphine': unknown; known: naltrexone",
        ),
        (lambda: od.Model(concentration_given="naltrexone"), "concentration_given = 'naltrexone'"),
        (lambda: od.Model(drugs=["naltrexone"]).concentration_state("naltrexone"), "concentration"),
        (lambda: od.compare(TABLE, doses=[1]), "regimen = 'concentration naltrexone nM 0h 0 1h 30"),
        (lambda: od.sweep(TABLE, over={"dose": [1]}), "regimen = 'concentration naltrexone nM 0h"),
        (lambda: od.to_events(TABLE), "regimen = 'concentration naltrexone nM 0h 0 1h 30 24h 2'"),
    ],
)
def test_what_cannot_be_is_said(call, message):
    with pytest.raises(od.InputError) as caught:
        call()
    assert str(caught.value).startswith(message)
