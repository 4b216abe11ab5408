"""Records beyond the plain dose, as users write them, against closed forms of one compartment."""

import pickle

import numpy as np
import pytest

import opiodyn as od

V, CL, KA = 20.0, 2.0, 1.5
KE = CL / V
DRUG = od.Drug("d", molar_mass=300.0, CL=CL, V=[V], absorption=[od.FirstOrder(ka=KA)])
MODEL = od.Model(drugs=[DRUG], receptors=[], endogenous=[])
TIMES = np.array([0.0, 0.5, 1.0, 3.0, 7.5, 12.0, 20.0, 30.0])


def central(regimen, times=TIMES, **options):
    return od.simulate(regimen, model=MODEL, times=times, **options).amount("d", "central")


def iv(**options):
    return od.dose("d", route="iv", **{"amt": 100.0, **options})


def test_a_dose_into_a_compartment_by_name_or_number():
    by_route = central(iv())
    assert MODEL.compartments == {"d": {"depot": 1, "central": 2}}
    for cmt in ("central", 2, "2"):
        np.testing.assert_array_equal(central(od.dose("d", amt=100, cmt=cmt)), by_route)
    swallowed = central(od.dose("d", amt=100))
    np.testing.assert_array_equal(central(od.dose("d", amt=100, cmt=1)), swallowed)


def test_bioavailability_and_lag_of_a_record():
    times = TIMES + 2.0
    expected = 40.0 * np.exp(-KE * (times - 1.5))
    np.testing.assert_allclose(central(iv(F=0.4, lag=1.5), times), expected, rtol=1e-12)


def test_a_rate_lasts_as_long_as_what_is_available():
    # F amt / rate = 0.5 x 100 / 10 = 5 h at 10 mg/h.
    on, off = np.minimum(TIMES, 5.0), np.maximum(TIMES - 5.0, 0.0)
    expected = 10.0 / KE * (1 - np.exp(-KE * on)) * np.exp(-KE * off)
    np.testing.assert_allclose(central(iv(rate=10, F=0.5)), expected, rtol=1e-12)


@pytest.mark.parametrize("ii", [6.0, 24.0])
def test_steady_state_is_a_geometric_series(ii):
    expected = 100.0 / (1 - np.exp(-KE * ii)) * np.exp(-KE * TIMES)
    np.testing.assert_allclose(central(iv(ii=ii, ss=1)), expected, rtol=1e-12)


def test_a_constant_infusion_at_steady_state_ends_at_its_record():
    regimen = iv(amt=0, rate=10, ss=1)
    np.testing.assert_allclose(central(regimen), 10.0 / KE * np.exp(-KE * TIMES), rtol=1e-12)


def test_a_second_steady_state_adds():
    both = central(iv(ii=24, ss=1) + iv(ii=24, ss=2, amt=50))
    np.testing.assert_allclose(both, 1.5 * central(iv(ii=24, ss=1)), rtol=1e-12)


def test_reset_and_reset_with_a_dose():
    emptied = central(iv(ii=4, addl=10) + od.reset(time=10), TIMES)
    assert (emptied[TIMES >= 10] == 0).all()
    again = central(iv(ii=4, addl=10) + od.reset(time=12) + iv(time=12))
    expected = 100.0 * np.exp(-KE * (TIMES[TIMES >= 12] - 12))
    np.testing.assert_allclose(again[TIMES >= 12], expected, rtol=1e-12)


def test_parameters_change_on_the_way():
    regimen = iv() + od.change({"d.CL": 8.0}, time=3.0)
    expected = 100.0 * np.exp(-KE * np.minimum(TIMES, 3) - 0.4 * np.maximum(TIMES - 3, 0))
    np.testing.assert_allclose(central(regimen), expected, rtol=1e-12)
    run = od.simulate(regimen, model=MODEL, times=TIMES)
    assert run.provenance["changes"] == [{"time": 3.0, "d.CL": 8.0}]


@pytest.mark.parametrize("response", [(), ("turnover", "peptides", "adaptation")])
def test_a_change_at_the_start_is_where_the_run_starts(response):
    regimen = od.change({"beta-endorphin.mu.e0": 0.4}, time=0)
    model = od.Model(
        drugs=["naltrexone"], receptors=["mu"], endogenous=["beta-endorphin"], response=response
    )
    run = od.simulate(regimen, model=model, times=[0.0, 1.0, 10.0])
    value = model.parameters["value"]
    # Equation (6) at rest: degraded receptors take their ligands with them.
    loss = np.log(2) / value["mu.turnover_half_life"] if response else 0.0
    expected = 0.4 / (1.4 + loss / value["beta-endorphin.mu.koff"])
    np.testing.assert_allclose(run.occupancy("beta-endorphin", "mu"), expected, rtol=1e-12)


def test_both_sides_of_a_dose():
    regimen = iv(ii=12, addl=1)
    before, after = central(regimen, [12.0, 12.0], side=["before", "after"])
    assert before == pytest.approx(100 * np.exp(-KE * 12), rel=1e-12)
    assert after == pytest.approx(before + 100, rel=1e-12)
    assert central(regimen, [12.0], side="before") == [before]
    for side, message in [
        ("left", "side = 'left': must be 'before' or 'after'"),
        (["after"], "side = 1 words: must be one word, or one for each of the 2 times"),
        (["after", "left"], "side[1] = 'left': must be 'before' or 'after'"),
    ]:
        with pytest.raises(od.InputError) as caught:
            central(regimen, [12.0, 13.0], side=side)
        assert str(caught.value) == message


def test_joint_steady_state_of_several_doses():
    twice = iv(time=8) + iv(time=20, amt=50)
    found = od.steady_state(twice, period=24, model=MODEL)
    trough = (100 * np.exp(-KE * 16) + 50 * np.exp(-KE * 4)) / (1 - np.exp(-KE * 24))
    assert found.state["d.central"] == pytest.approx(trough, rel=1e-12) or np.isclose(
        found.state["d.central"] * 300e-6, trough, rtol=1e-12
    )
    assert found.residual < 1e-12


def test_no_steady_state():
    drug = od.Drug("d", molar_mass=300.0, CL=0.0, V=[V])
    model = od.Model(drugs=[drug], receptors=[], endogenous=[])
    with pytest.raises(od.NotConvergedError, match="what comes here is not eliminated") as caught:
        od.simulate(iv(ii=24, ss=1), model=model)
    assert caught.value.state == "d.central"
    assert caught.value.partial.times.size == 0
    with pytest.raises(od.InputError, match="only linear models can"):
        od.simulate(od.dose("naltrexone", amt=1, ii=24, ss=2))


def test_everything_pickles_and_pastes():
    regimen = (
        iv(ii=24, ss=1, rate=10, F=0.5, lag=2)
        + od.dose("d", amt=3, cmt="peripheral")
        + od.reset(time=5)
        + od.change({"d.CL": 3}, time=6)
    )
    assert pickle.loads(pickle.dumps(regimen)) == regimen
    assert od.regimen(str(regimen)) == regimen
    assert [type(record).__name__ for record in regimen.records] == [
        "Dose",
        "Dose",
        "Reset",
        "Change",
    ]
    first = regimen.doses[0]
    assert (first.rate, first.ss, first.F, first.lag) == (10.0, 1, 0.5, 2.0)
    assert regimen.doses[1].cmt == "peripheral"


NUMBERS = (
    "the compartments of d with a number are 1 depot, 2 central; otherwise give a route (po, iv) "
    "or a name (depot, central)"
)


@pytest.mark.parametrize(
    ("cmt", "message"),
    [
        ("peripheral", "compartment of d = 'peripheral': unknown; known: depot, central"),
        (3, f"cmt = 3: {NUMBERS}"),
        (0, f"cmt = 0: {NUMBERS}"),
    ],
)
def test_unknown_compartment(cmt, message):
    with pytest.raises(od.InputError) as caught:
        central(od.dose("d", amt=1, cmt=cmt))
    assert str(caught.value) == message
