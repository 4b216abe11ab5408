"""A visual predictive check beside closed forms of its percentiles, and what it refuses."""

import copy
import pickle

import numpy as np
import pytest
from matplotlib.figure import Figure
from scipy.stats import norm

import opiodyn as od
from fit_data import MODEL, OBSERVE, PLASMA, TIMES, observed, predicted, table_of
from fixtures import refusal

SD = 6.0
SUBJECTS = 60
F = predicted(TIMES, 18.0, 80.0)
Y = observed(np.random.default_rng(3), "additive", (SD,), np.tile(F, (SUBJECTS, 1)))
ASKED = {
    "observe": OBSERVE,
    "model": MODEL,
    "error": "additive",
    "scatter": {f"sd.{PLASMA}": SD},
    "n": 200,
}


@pytest.fixture(scope="module")
def found():
    return od.vpc(table_of(Y), **ASKED)


def test_observed_percentiles_are_those_of_the_observations(found):
    table = found.table
    for place, expected in enumerate(np.quantile(Y, [0.05, 0.5, 0.95], axis=0).T):
        own = table.loc[PLASMA].loc[place]
        assert own["observed"].to_numpy() == pytest.approx(expected)
        assert (own["time"] == TIMES[place]).all()
        assert (own["count"] == SUBJECTS).all()


def test_simulated_percentiles_are_those_of_a_normal_distribution(found):
    """Subjects are alike, so that only the additive error scatters around the prediction."""
    table = found.table.loc[PLASMA]
    for percentile in (5.0, 50.0, 95.0):
        own = table.xs(percentile, level="percentile")
        z = norm.ppf(percentile / 100.0)
        # The sample percentile of so many subjects scatters by sqrt(p q / n) / density, and lies a
        # little inside in the tails; its median over the studies is nearer than that.
        error = SD * np.sqrt(0.01 * percentile * (1.0 - 0.01 * percentile) / SUBJECTS) / norm.pdf(z)
        assert own["median"].to_numpy() == pytest.approx(F + z * SD, abs=error)
        width = (own["high"] - own["low"]).to_numpy()
        assert width == pytest.approx(2.0 * norm.ppf(0.95) * error, rel=0.4)


def test_differences_between_subjects_widen_the_bands(found):
    wide = od.vpc(table_of(Y), **ASKED, variability={"mydrug.V1": 0.4}).table.loc[PLASMA]
    narrow = found.table.loc[PLASMA]
    first = [one.loc[(0, 95.0), "median"] - one.loc[(0, 5.0), "median"] for one in (wide, narrow)]
    assert first[0] > 3.0 * first[1]


def test_the_library_has_variation_of_its_drugs():
    table = table_of(Y[:4], TIMES, drug="naltrexone")
    asked = {
        "observe": {"DV": "mass_concentration.naltrexone"},
        "scatter": {"cv.mass_concentration.naltrexone": 0.1},
        "n": 40,
    }
    with_it = od.vpc(table, **asked, variability="library").table
    without = od.vpc(table, **asked).table
    spread = [(one["high"] - one["low"]).mean() for one in (with_it, without)]
    assert spread[0] > 2.0 * spread[1]


def test_differences_of_almost_nothing_change_nothing_where_covariates_act():
    """The covariates of the model act once, whether subjects differ or not."""
    covariates = {"weight": 140.0, "hepatic": "decompensated"}
    model = od.Model(receptors=[], endogenous=[], covariates=covariates)
    asked = {
        "observe": {"DV": "mass_concentration.naltrexone"},
        "scatter": {"cv.mass_concentration.naltrexone": 1e-9},
        "model": model,
        "n": 2,
    }
    table = table_of(Y[:1], TIMES, drug="naltrexone")
    alike = od.vpc(table, **asked).table["median"].to_numpy()
    for name in ("naltrexone.CL", "naltrexone.oral.F"):
        differing = od.vpc(table, **asked, variability={name: 1e-9}).table["median"].to_numpy()
        assert differing == pytest.approx(alike, rel=1e-6), name  # some 1e-9, and the solver's rtol


def test_values_below_the_limit_count_as_the_limit():
    limit = float(np.median(F))
    table = od.vpc(table_of(Y), **ASKED, lloq=limit).table
    assert (table[["observed", "low", "median", "high"]] >= limit - 1e-9).all().all()


def test_bins_hold_the_observations_between_their_edges():
    found = od.vpc(table_of(Y), **ASKED, bins=[0.0, 2.0, 10.0, 24.0])
    points = found.observations
    for place, (low, high) in enumerate([(0.0, 2.0), (2.0, 10.0), (10.0, 24.1)]):
        times = points.loc[points["bin"] == place, "time"]
        assert ((times >= low) & (times < high)).all()
        assert found.table.loc[(PLASMA, place, 50.0), "count"] == times.size


def test_numbers_depend_on_the_seed_alone():
    one, two, other = (
        od.vpc(table_of(Y[:8]), **ASKED | {"n": 20}, seed=seed, threads=threads).table
        for seed, threads in ((1, 1), (1, 2), (2, 1))
    )
    assert one.equals(two)
    assert not one.equals(other)


def test_it_pickles_and_draws(found):
    for again in (pickle.loads(pickle.dumps(found)), copy.copy(found)):
        assert again.table.equals(found.table)
        assert again.table.attrs == found.table.attrs
    figure = found.plot()
    assert isinstance(figure, Figure)
    (axes,) = figure.axes
    assert axes.get_title(loc="left") == f"{PLASMA}, ng/mL"
    lines = [line for line in axes.lines if line.get_label().startswith("observed")]
    assert lines[1].get_ydata() == pytest.approx(np.median(Y, axis=0))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"n": 1}, "n = 1: must lie between 2 and"),
        ({"interval": 1.0}, "interval = 1: must lie between 0 and 1, and be neither"),
        ({"bins": [3.0, 1.0]}, "bins = 2 numbers: must be two edges at least, which ascend"),
        (
            {"bins": [1.0, 30.0]},
            "bins = 1 to 30 h: must reach over all times of observations, and one is at 0.5 h",
        ),
        ({"scatter": {}}, f"scatter['sd.{PLASMA}'] = nothing: is missing"),
        ({"scatter": {f"cv.{PLASMA}": 1.0}}, f"scatter = 'cv.{PLASMA}': unknown"),
        ({"variability": "documented"}, "variability = 'documented': must be 'library'"),
        ({"variability": "library"}, "variability = 'library': the library has no variation"),
        ({"variability": {"mydrug.CL": 0.0}}, "variability['mydrug.CL'] = 0: must be a finite"),
        ({"seed": -1}, "seed = -1: must be a whole number"),
    ],
)
def test_wrong_checks_are_refused(change, said):
    assert refusal(lambda: od.vpc(table_of(Y), **ASKED | change)).startswith(said)
