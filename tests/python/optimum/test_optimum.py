"""The best dosing, and how it is reported."""

import math
import pickle
import sys

import numpy as np
import pytest

import opiodyn as od
from fixtures import plain, refused

MONTH = od.regimen("naltrexone 4.5 mg po q24h x28")
WEEK = od.regimen("naltrexone 4.5 mg po q24h x7 at 22h")
MODEL = od.Model(biophase="transient")
WAKING = (8.0, 24.0)
BOLUS = plain(od.Drug("d", molar_mass=1e6, CL=3.0, V=[20.0]))


@pytest.fixture(scope="module")
def month():
    """The best low dose, between the bounds."""
    return od.optimum(
        MONTH,
        over={"dose": (0.1, 50)},
        maximize="tone.mu.mean",
        model=MODEL,
        window=WAKING,
        starts=2,
    )


@pytest.fixture(scope="module")
def limited():
    """The best dose and interval of a week within three limits."""
    return od.optimum(
        WEEK,
        over={"dose": (0.1, 50), "interval": (12, 48)},
        maximize="tone.mu.mean",
        subject_to={
            "occupancy.naltrexone.mu.peak": (0.5, None),
            "tone.mu.trough": (0.4, None),
            "total_dose": (None, 30),
        },
        model=MODEL,
        starts=2,
    )


def test_the_best_dose_is_that_of_compare(month):
    table = od.compare(MONTH, doses=[0.5, 1, 2, 4, 8], window=WAKING, model=MODEL, optimum=True)
    (found,) = table.attrs["optima"]
    # compare stops at 0.1 % of the dose.
    assert month.values["dose"] == pytest.approx(found["dose"], rel=1e-3)
    # The value is flat there: the square of that, and the tolerance of the runs.
    assert month.value == pytest.approx(found["value"], rel=2e-6)
    assert month.value >= found["value"] * (1.0 - 1e-9)
    assert (month.status, month.at_bounds) == ("converged", {})


def test_the_value_is_the_number_of_a_sweep_and_of_a_run(month, limited):
    metric = od.Metric("tone.mu.mean", window=WAKING)
    run = od.simulate(month.regimen, model=month.model)
    assert run.metrics(metric).item() == month.value
    dose = {"dose": [limited.values["dose"]]}
    names = [name for name in limited.constraints.index if name != "total_dose"]
    found = od.sweep(limited.regimen, over=dose, model=MODEL, metrics=["tone.mu.mean", *names])
    assert found["tone.mu.mean"].item() == limited.value
    assert [found[name].item() for name in names] == limited.constraints["value"][names].to_list()


def test_other_points_within_the_limits_are_no_better(limited):
    # A grid of 216 cases; the search must have found as much as any of them.
    doses = np.geomspace(0.1, 50, 24)
    intervals = np.array([12, 14, 16.8, 21, 24, 28, 33.6, 42, 48])
    names = ["tone.mu.mean", "occupancy.naltrexone.mu.peak", "tone.mu.trough"]
    over = {"dose": doses, "interval": intervals}
    found = od.sweep(WEEK, over=over, model=MODEL, metrics=names)
    counts = np.ceil(168.0 / intervals - 1e-9)
    kept = (
        (found[names[1]] >= 0.5)
        & (found[names[2]] >= 0.4)
        & (doses[:, np.newaxis] * counts <= 30.0)
    )
    assert kept.any()
    assert limited.value >= found["tone.mu.mean"].where(kept).max().item()
    assert limited.constraints["active"].to_list() == [True, False, False]
    total = limited.constraints["value"]["total_dose"]
    assert total == pytest.approx(sum(one.amt * (one.addl + 1) for one in limited.regimen.doses))


def test_the_sample_of_the_interface_runs_and_leaves_out_what_has_no_window():
    best = od.optimum(
        WEEK,
        over={"dose": (0.1, 50), "interval": (6, 48)},
        maximize="tone.mu.mean",
        window=WAKING,
        model=MODEL,
        starts=2,
    )
    assert best.values["interval"] >= 24.0
    assert "Intervals below 24 h are left out" in " ".join(best.report().split())


def test_of_two_optima_the_search_finds_the_higher():
    # The mean over two windows of a dose that may be taken before either. Of the one before the
    # first, the second window has something too.
    drug = od.Drug("d", molar_mass=1e6, CL=3.0, V=[20.0], absorption=[od.FirstOrder(ka=1.2)])
    once, model = od.dose("d", amt=5.0, time=30.0), plain(drug)
    mean = od.Metric("concentration.d.mean", span=(0.0, 60.0), every=30.0, window=(8.0, 12.0))
    best = od.optimum(once, over={"time[0]": (0, 45)}, maximize=mean, model=model, starts=6)
    grid = np.linspace(0.0, 45.0, 901)[:, np.newaxis]
    tried = od.evaluator(once, vary=["time"], metrics=mean, model=model)(grid).ravel()
    tops = [tried[grid.ravel() < 15.0].max(), tried[grid.ravel() > 15.0].max()]
    assert tops[1] < best.value
    # A grid of 0.05 h misses the top by 0.025 h at the most: by 1e-4 of it.
    assert tops[0] < best.value * (1.0 + 1e-7)
    assert best.value < tops[0] * (1.0 + 1e-4)
    ends = best.table["concentration.d.mean"]
    assert ends.max() == best.value
    assert np.isclose(ends, tops[1], rtol=1e-4).any()


def test_what_rests_at_a_bound_is_named():
    best = od.optimum(
        WEEK,
        over={"dose": (1, 4)},
        maximize="occupancy.naltrexone.mu.mean",
        model=MODEL,
        starts=2,
    )
    assert best.at_bounds == {"dose": "highest"}
    assert best.values["dose"] == 4.0
    assert "at its highest bound: no optimum found inside" in best.report()


def test_a_number_that_does_not_differ_is_flat():
    # No weights: pain does not move.
    model = od.Model(response=["immune"])
    best = od.optimum(WEEK, over={"dose": (1, 4)}, minimize="pain.mean", model=model, starts=2)
    assert best.status == "flat"
    assert "there is no optimum" in best.report()
    assert best.table.empty


def test_a_kink_is_reported_as_no_level_point():
    # With two boluses at 0 and t, the lowest of C over 0 to T lies before the second or at T. The
    # highest such value has exp(-k t) = z with z^2 - q z - q = 0, q = exp(-k T): a kink.
    k, T = 3.0 / 20.0, 20.0
    two = od.dose("d", amt=5.0, route="iv") + od.dose("d", amt=5.0, route="iv", time=4.0)
    lowest = od.Metric("concentration.d.trough", span=(0.0, T))
    best = od.optimum(two, over={"time[1]": (1, 19)}, maximize=lowest, model=BOLUS, starts=4)
    q = math.exp(-k * T)
    z = 0.5 * (q + math.sqrt(q * q + 4.0 * q))
    assert best.values["time[1]"] == pytest.approx(-math.log(z) / k, abs=0.05)
    assert best.status == "not converged"
    assert "did not converge" in best.report()


@pytest.mark.parametrize(
    ("limits", "field", "nearest"),
    [
        ({"occupancy.naltrexone.mu.peak": (0.9999, None)}, "occupancy.naltrexone.mu.peak", 50.0),
        ({"occupancy.naltrexone.mu.peak": (None, 1e-4)}, "occupancy.naltrexone.mu.peak", 0.1),
    ],
)
def test_limits_that_cannot_be_met_are_one_error_with_the_nearest(limits, field, nearest):
    error = refused(
        lambda: od.optimum(
            WEEK,
            over={"dose": (0.1, 50)},
            maximize="tone.mu.mean",
            subject_to=limits,
            model=MODEL,
            starts=2,
        )
    )
    assert error.field == f"subject_to['{field}']"
    assert "cannot be met within the bounds" in error.rule
    assert f"at dose = {nearest:g} mg" in error.rule


def test_limits_that_exclude_each_other_are_told_together():
    error = refused(
        lambda: od.optimum(
            WEEK,
            over={"dose": (0.1, 50)},
            maximize="tone.mu.mean",
            subject_to={"occupancy.naltrexone.mu.peak": (0.8, None), "total_dose": (None, 7)},
            model=MODEL,
            starts=2,
        )
    )
    assert "together with the other limits" in error.rule


def test_an_optimum_shows_what_it_is(limited):
    assert list(limited.values.index) == ["dose", "interval"]
    assert limited.values.attrs["units"] == {"dose": "mg", "interval": "h"}
    assert (limited.metric, limited.unit) == ("tone.mu.mean", "1")
    assert list(limited.table.columns) == [
        *("dose.start", "dose", "interval.start", "interval"),
        *("feasible", "converged", "tone.mu.mean"),
    ]
    assert len(limited.table) == 2
    assert repr(limited).startswith("<Optimum: tone.mu.mean ")
    report = limited.report()
    for words in ("total_dose", "at most 30", "active", "2 of 2 starts", "not medical advice"):
        assert words in report


def test_it_pickles_as_plain_data(limited):
    again = pickle.loads(pickle.dumps(limited))
    assert again.report() == limited.report()
    assert again.regimen == limited.regimen
    assert again.table.equals(limited.table)
    assert again.constraints.equals(limited.constraints)


def test_a_seed_and_any_threads_give_the_same_bits(month):
    again = od.optimum(
        MONTH,
        over={"dose": (0.1, 50)},
        maximize="tone.mu.mean",
        model=MODEL,
        window=WAKING,
        threads=1,
        starts=2,
    )
    assert again.values["dose"] == month.values["dose"]
    assert again.table.equals(month.table)


def test_the_search_says_that_it_needs_scipy(monkeypatch):
    monkeypatch.setitem(sys.modules, "scipy.optimize", None)
    with pytest.raises(ImportError, match=r"needs scipy: pip install 'opiodyn\[optimum\]'"):
        od.optimum(WEEK, over={"dose": (1, 4)}, maximize="tone.mu.mean")


def test_nothing_is_lost_when_a_run_cannot_go_on():
    with pytest.raises(od.SolverError, match=r"^at dose = .* mg: .*max_steps = 20 is used up"):
        od.optimum(WEEK, over={"dose": (1, 4)}, maximize="tone.mu.mean", max_steps=20)
