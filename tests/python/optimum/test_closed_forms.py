"""Optima of linear models, whose closed forms are at hand."""

import numpy as np
import pytest

import opiodyn as od
from fixtures import plain

CL, V = 3.0, 20.0  # L/h, L
K = CL / V
# 1 mg is 1 nmol, so that concentrations in nM are mg/L.
MODEL = plain(od.Drug("d", molar_mass=1e6, CL=CL, V=[V], absorption=[od.FirstOrder(ka=1.2)]))
# The tolerance of the runs leaves errors of some 1e-7 in their numbers; a search keeps limits to
# 1e-6, and finds an amount at a limit as closely.
LIMIT = 2e-6


def boluses(every, count):
    return od.dose("d", amt=5.0, route="iv", ii=every, addl=count - 1)


def trough(dose, every, count):
    """The concentration at the end of the last of so many intervals."""
    left = np.exp(-K * every)
    return dose / V * left * (1.0 - left**count) / (1.0 - left)


def test_the_least_dose_with_a_peak():
    best = od.optimum(
        od.dose("d", amt=5.0, route="iv"),
        over={"dose": (1.0, 500.0)},
        minimize="total_dose",
        subject_to={"concentration.d.peak": (2.0, None)},
        model=MODEL,
        starts=2,
    )
    assert best.values["dose"] == pytest.approx(2.0 * V, rel=LIMIT)
    assert best.value == best.values["dose"]
    assert (best.status, best.at_bounds, best.unit) == ("converged", {}, "mg")
    (row,) = best.constraints.to_dict("records")
    assert row["active"]
    assert row["value"] == pytest.approx(2.0, rel=LIMIT)


def test_the_dose_of_a_given_area():
    hours = 9.0
    area = od.Metric("concentration.d.area", span=(0.0, hours))
    best = od.optimum(
        od.dose("d", amt=5.0, route="iv"),
        over={"dose": (0.0, 500.0)},
        maximize="concentration.d.peak",
        subject_to={area: (7.0, 7.0)},
        model=MODEL,
        starts=2,
    )
    expected = 7.0 * CL / (1.0 - np.exp(-K * hours))
    assert best.values["dose"] == pytest.approx(expected, rel=LIMIT)
    assert best.value == pytest.approx(expected / V, rel=LIMIT)


def test_the_least_dose_that_keeps_a_trough():
    best = od.optimum(
        boluses(12.0, 10),
        over={"dose": (0.5, 500.0)},
        minimize="total_dose",
        subject_to={"concentration.d.trough": (1.5, None)},
        model=MODEL,
        starts=2,
    )
    expected = 1.5 / trough(1.0, 12.0, 10)
    assert best.values["dose"] == pytest.approx(expected, rel=LIMIT)
    assert best.value == pytest.approx(10.0 * expected, rel=LIMIT)
    # After ten half-lives and more it is the steady state: x V (exp(k tau) - 1).
    assert expected == pytest.approx(1.5 * V * np.expm1(K * 12.0), rel=1e-7)


def test_the_least_dose_and_its_interval_that_keep_a_trough():
    # For so many doses in 48 h the interval is best at its shortest, 48 h / count, because the
    # trough falls with the interval. Ten doses have 5 h, which is the bound.
    best = od.optimum(
        boluses(12.0, 4),
        over={"dose": (0.5, 500.0), "interval": (5.0, 24.0)},
        minimize="total_dose",
        subject_to={"concentration.d.trough": (1.5, None)},
        model=MODEL,
        starts=4,
    )
    shortest = {n: max(48.0 / n, 5.0) for n in range(2, 11)}
    totals = {n: n * 1.5 / trough(1.0, every, n) for n, every in shortest.items()}
    count = min(totals, key=totals.get)
    assert best.regimen.count == count
    assert best.values["interval"] == pytest.approx(shortest[count], rel=LIMIT)
    assert (count, best.at_bounds) == (9, {"interval": "jump"})
    assert "where the number of doses changes" in best.report()
    assert best.value == pytest.approx(totals[count], rel=LIMIT)


def test_the_longest_interval_between_two_limits():
    # Peak and trough of the last interval are both at their limits: the two equations
    # D / V sum(q^i) = 4 and that times q = 1.5 have one interval, ln(4 / 1.5) / k = 6.54 h.
    best = od.optimum(
        boluses(12.0, 16),
        over={"dose": (0.5, 500.0), "interval": (4.0, 24.0)},
        minimize="total_dose",
        subject_to={"concentration.d.peak": (None, 4.0), "concentration.d.trough": (1.5, None)},
        model=MODEL,
        starts=4,
    )
    assert best.constraints["value"]["concentration.d.peak"] <= 4.0 * (1.0 + LIMIT)
    totals = {}
    for n in range(8, 49):  # 192 h
        every = 192.0 / n
        if every <= np.log(4.0 / 1.5) / K:  # a longer one breaks one of the limits
            totals[n] = n * 1.5 / trough(1.0, every, n)
    count = min(totals, key=totals.get)
    assert best.regimen.count == count
    assert best.value == pytest.approx(totals[count], rel=LIMIT)


def test_an_area_under_a_cap_goes_to_the_dose_that_gives_more():
    two = od.dose("d", amt=5.0, route="iv") + od.dose("d", amt=5.0, route="iv", time=10.0)
    area = od.Metric("concentration.d.area", span=(0.0, 24.0))
    best = od.optimum(
        two,
        over={"amt[0]": (0.0, 20.0), "amt[1]": (0.0, 20.0)},
        maximize=area,
        subject_to={"total_dose": (None, 30.0)},
        model=MODEL,
        starts=3,
    )
    np.testing.assert_allclose(best.values, [20.0, 10.0], rtol=LIMIT)
    shares = (1.0 - np.exp(-K * np.array([24.0, 14.0]))) / CL
    assert best.value == pytest.approx(shares @ [20.0, 10.0], rel=LIMIT)
    assert best.at_bounds == {"amt[0]": "highest"}
    assert best.constraints["active"].to_list() == [True]
    assert best.status == "converged"


@pytest.mark.parametrize("name", ["time[0]", "hour"])
def test_the_hour_at_which_a_dose_gives_the_highest_mean_of_a_window(name):
    # The mean over L hours is highest where C is the same at both ends, so many hours after a dose:
    # s = ln((1 - exp(-ka L)) / (1 - exp(-k L))) / (ka - k).
    ka, length = 1.2, 4.0
    s = np.log(np.expm1(-ka * length) / np.expm1(-K * length)) / (ka - K)
    mean = od.Metric("concentration.d.mean", span=(10.0, 10.0 + length))
    best = od.optimum(
        od.dose("d", amt=5.0), over={name: (0.0, 16.0)}, maximize=mean, model=MODEL, starts=4
    )
    # A maximum is flat: an error of 1e-7 of the number moves its place by some 1e-3 h.
    assert best.values[name] == pytest.approx(10.0 - s, abs=2e-3)
    assert (best.status, best.at_bounds) == ("converged", {})


def test_the_last_dose_moves_and_its_window_with_it():
    # The last interval begins with the second dose, at t, and lasts as long as ever. Its peak is
    # D / V (1 + exp(-k t)): the sooner, the higher.
    two = od.dose("d", amt=5.0, route="iv") + od.dose("d", amt=5.0, route="iv", time=10.0)
    best = od.optimum(
        two,
        over={"time[1]": (2.0, 20.0)},
        maximize="concentration.d.peak",
        model=MODEL,
        starts=2,
    )
    assert best.at_bounds == {"time[1]": "lowest"}
    assert best.value == pytest.approx(5.0 / V * (1.0 + np.exp(-2.0 * K)), rel=LIMIT)
