"""An evaluator: arrays in, arrays out, with the bits of a sweep and of sensitivities."""

import pickle
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

import opiodyn as od
from fixtures import plain, refused

WEEK = od.regimen("naltrexone 4.5 mg po q24h x7 at 22h")
VARY = ["naltrexone.CL", "amt", "time"]
ROWS = np.array([[100.0, 4.5, 22.0], [150.0, 3.0, 20.0], [80.0, 50.0, 22.0]])
COLUMNS = ["tone.mu", "mass_concentration.naltrexone"]
ASKED = {"times": [30.0, 150.0], "columns": COLUMNS, "metrics": "tone.mu.mean"}


@pytest.fixture(scope="module")
def function():
    return od.evaluator(WEEK, vary=VARY, **ASKED)


def alone(row):
    """The numbers and derivatives of a row by `sensitivity`, with its own model and regimen."""
    CL, amount, time = row
    found = od.sensitivity(
        od.regimen(f"naltrexone {amount:g} mg po q24h x7 at {time:g}h"),
        to=VARY,
        model=od.Model(parameters={"naltrexone.CL": CL}),
        # The windows of an evaluator are those of the regimen that it was made with.
        **ASKED | {"metrics": od.Metric("tone.mu.mean", span=(22 + 144, 22 + 168))},
    )
    numbers = np.array([found[name].to_numpy() for name in COLUMNS]).T.reshape(-1)
    slopes = np.array([found[f"{name}.derivative"].to_numpy() for name in COLUMNS])
    mean = found["tone.mu.mean"].item()
    return (
        np.append(numbers, mean),
        np.vstack([slopes.swapaxes(0, 1).reshape(-1, 3), found["tone.mu.mean.derivative"]]),
    )


def test_the_outputs_are_columns_time_by_time_and_then_metrics(function):
    assert function.vary == VARY
    assert function.outputs == [
        "tone.mu at 30 h",
        "mass_concentration.naltrexone at 30 h",
        "tone.mu at 150 h",
        "mass_concentration.naltrexone at 150 h",
        "tone.mu.mean",
    ]
    assert repr(function) == "<Evaluator: naltrexone.CL, amt, time -> 5 outputs>"


def test_a_row_has_the_bits_of_its_run_alone(function):
    values = function(ROWS)
    both, slopes = function.derivatives(ROWS)
    assert values.shape == (3, 5)
    assert slopes.shape == (3, 5, 3)
    assert values.tobytes() == both.tobytes()
    for row, number, slope in zip(ROWS, values, slopes, strict=True):
        expected, derivatives = alone(row)
        assert number.tobytes() == expected.tobytes()
        assert slope.tobytes() == derivatives.tobytes()


def test_rows_have_the_bits_of_a_sweep():
    rows = od.Rows({"naltrexone.CL": [100.0, 150.0], "dose": [4.5, 9.0]})
    names = ["tone.mu.mean", "tone.mu.peak"]
    found = od.sweep(WEEK, over=rows, metrics=names)
    function = od.evaluator(WEEK, vary=["naltrexone.CL", "amt"], metrics=names)
    values = function([[100.0, 4.5], [150.0, 9.0]])
    for k, name in enumerate(names):
        assert values[:, k].tobytes() == found[name].values.tobytes()


def test_derivatives_of_a_bolus_are_those_of_its_closed_form():
    # C(t) = D / V exp(-CL / V t) of a dose D into one compartment: no binding, 1 mg is 1 nmol.
    drug = od.Drug("d", molar_mass=1e6, CL=3.0, V=[20.0])
    regimen = od.dose("d", amt=5.0, route="iv")
    function = od.evaluator(
        regimen,
        vary=["d.CL", "d.V1", "amt"],
        model=plain(drug),
        times=[2.0, 7.0],
        columns=["concentration.d"],
        rtol=1e-10,
        atol=1e-13,
    )
    rows = np.array([[3.0, 20.0, 5.0], [9.0, 35.0, 2.0]])
    values, slopes = function.derivatives(rows)
    for (CL, V, D), numbers, derivatives in zip(rows, values, slopes, strict=True):
        t = np.array([2.0, 7.0])
        C = D / V * np.exp(-CL / V * t)
        # The tolerance per step, over some hundred steps.
        np.testing.assert_allclose(numbers, C, rtol=1e-8)
        expected = np.column_stack([-t / V * C, (CL * t / V - 1.0) / V * C, C / D])
        np.testing.assert_allclose(derivatives, expected, rtol=1e-7)


def test_derivatives_in_the_users_unit_are_differences(function):
    # A central difference over 0.2 % errs by 1e-6 of a derivative from its cut-off; the tolerance
    # of the runs, over the step, adds 1e-6 / 1e-3 of the numbers.
    slopes = function.derivatives(ROWS[0])[1]
    for k in range(2):  # the time moves metrics across their window
        step = np.zeros(3)
        step[k] = 1e-3 * ROWS[0, k]
        difference = (function(ROWS[0] + step) - function(ROWS[0] - step)) / (2.0 * step[k])
        scale = np.abs(function(ROWS[0])) / ROWS[0, k]
        assert (np.abs(slopes[:, k] - difference) < 1e-3 * scale).all()
        assert (np.abs(slopes[:, k]) > 0.05 * scale).all()


def test_one_row_is_one_dimension(function):
    values, slopes = function.derivatives(ROWS[1])
    assert values.shape == (5,)
    assert slopes.shape == (5, 3)
    assert values.tobytes() == function(ROWS)[1].tobytes()
    assert function(np.zeros((0, 3))).shape == (0, 5)
    assert function.derivatives(np.zeros((0, 3)))[1].shape == (0, 5, 3)
    assert function([[100, 4, 22]]).tobytes() == function([[100.0, 4.0, 22.0]]).tobytes()


def test_threads_order_and_company_do_not_change_bits():
    random = np.random.default_rng(1)
    rows = np.exp(random.uniform(np.log([50.0, 0.5]), np.log([300.0, 50.0]), (300, 2)))
    one, many = (od.evaluator(WEEK, vary=VARY[:2], threads=n) for n in (1, 5))
    expected = one(rows)
    assert many(rows).tobytes() == expected.tobytes()
    assert many(np.asfortranarray(rows)[::-1])[::-1].tobytes() == expected.tobytes()
    assert many(rows[77]).tobytes() == expected[77].tobytes()


def test_python_threads_may_share_it_and_a_pickle_is_the_same(function):
    expected = function(ROWS)
    with ThreadPoolExecutor(3) as pool:
        assert all((one == expected).all() for one in pool.map(function, [ROWS] * 6))
    copy = pickle.loads(pickle.dumps(function))
    assert copy(ROWS).tobytes() == expected.tobytes()
    assert copy.outputs == function.outputs


def test_a_value_replaces_what_a_person_has_of_it():
    person = od.Model(covariates={"weight": 110.0})
    column = {"times": [30.0], "columns": ["tone.mu"]}
    function = od.evaluator(WEEK, vary=["naltrexone.CL"], model=person, **column)
    own = od.simulate(WEEK, model=person, times=[0.0]).model.individual["naltrexone.CL"]
    alone = od.simulate(WEEK, model=person, times=[30.0], method="rodas5p")
    assert function([own]).item() == alone.tone("mu").item()
    assert function([2.0 * own]).item() > function([own]).item()


def test_nothing_is_left_out_of_notice_when_rows_fail():
    function = od.evaluator(WEEK, vary=VARY, errors="nan", **ASKED)
    rows = np.vstack([ROWS, ROWS])
    rows[1, 0], rows[3, 1], rows[4, 2] = -1.0, np.nan, np.inf
    values, slopes = function.derivatives(rows)
    status = function.status
    assert [text == "complete" for text in status] == [True, False, True, False, False, True]
    assert status[1] == "naltrexone.CL = -1: must be a finite number, at least 0"
    assert status[3].startswith("dose.amt = nan: must be")
    assert status[4].startswith("dose.time = inf: must be")
    whole = od.evaluator(WEEK, vary=VARY, **ASKED).derivatives(ROWS)
    for row, failed in enumerate([False, True, False, True, True, False]):
        assert np.isnan(values[row]).all() == np.isnan(slopes[row]).all() == failed
        if not failed:
            assert values[row].tobytes() == whole[0][row % 3].tobytes()
            assert slopes[row].tobytes() == whole[1][row % 3].tobytes()
    assert function(ROWS[0]).shape == (5,)
    assert function.status == ["complete"]


def test_the_first_row_that_fails_is_an_error_with_its_number(function):
    rows = ROWS.copy()
    rows[1:, 0] = -1.0, -2.0
    error = refused(lambda: function(rows))
    assert error.field == "values[1]"
    assert error.value == "[-1.0, 3.0, 20.0]"
    assert error.rule == "naltrexone.CL = -1: must be a finite number, at least 0"
    assert refused(lambda: function(rows[2])).field == "values"
    steady = od.evaluator(od.regimen("naltrexone 4.5 mg po q24h ss"), vary=["naltrexone.CL"])
    assert steady([90.0]).shape == (1,)
    assert "dose.ss = 1: has no derivatives" in str(refused(lambda: steady.derivatives([90.0])))
    short = od.evaluator(WEEK, vary=["naltrexone.CL"], max_steps=50)
    with pytest.raises(od.SolverError, match=r"^values\[0\]: .*max_steps = 50 is used up"):
        short([[90.0]])
