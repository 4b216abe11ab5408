"""Quantiles of linear models are those of closed forms, and draws depend on little."""

import pickle

import numpy as np
import pytest

import opiodyn as od
from uncertainty_models import AREA, ORAL, TIGHT, VEIN, area, bolus, linear, log_quantile

WEEK = od.regimen("naltrexone 4.5 mg po q24h x7")
CLEARANCE = {"x.CL": (1.0, 4.0)}
SHARES = np.array([0.05, 0.5, 0.95])

# The area falls with the clearance, so that its quantile is the area of the opposite quantile. Over
# the range the logarithm of the area changes by log 4. With n = 1000 draws:
# - A stratum of a Latin hypercube has one draw. A quantile lies within 2 strata of its place, which
#   is 2 log(4) / n = 0.3 %.
# - Of random draws the place has the standard error sqrt(p (1 - p) / n), 0.7 % at p = 0.05 and
#   1.6 % at the median. Times log 4, and four of these errors.
LATIN = 2.0 * np.log(4.0) / 1000
RANDOM = 4.0 * np.log(4.0) * np.sqrt(SHARES * (1.0 - SHARES) / 1000)


@pytest.mark.parametrize(
    ("design", "draws", "close"),
    [("latin", 1000, LATIN), ("sobol", 1024, LATIN), ("random", 1000, RANDOM)],
)
def test_quantiles_of_an_area_are_areas_of_quantiles(design, draws, close):
    found = od.uncertainty(
        VEIN, model=linear(), metrics=AREA, vary=CLEARANCE, design=design, draws=draws, **TIGHT
    )
    row = found.table.loc["area"]
    expected = area(CL=log_quantile(1.0, 4.0, 1.0 - SHARES))
    assert np.all(np.abs(row[["low", "median", "high"]].astype(float) / expected - 1.0) < close)
    assert row["value"] == pytest.approx(area(), rel=1e-6)  # of the solver
    assert (row["unit"], row["draws"], row["failed"]) == ("ng/mL h", draws, 0.0)


def test_a_range_from_0_is_filled_uniformly():
    """A Latin hypercube of 500 strata: a quantile is within 2 of them."""
    found = od.uncertainty(
        ORAL, model=linear(), metrics=AREA, vary={"x.oral.F": (0.0, 1.0)}, design="latin", draws=500
    )
    row = found.table.loc["area", ["low", "median", "high"]].astype(float)
    assert row.to_numpy() == pytest.approx(area(F=SHARES), abs=2 / 500 * area())
    assert found.ranges.loc["x.oral.F"].tolist() == [0.0, 1.0, "-", "linear"]


def test_the_interval_moves_low_and_high():
    found = od.uncertainty(
        VEIN, model=linear(), metrics=AREA, vary=CLEARANCE, design="latin", interval=0.5
    )
    assert found.interval == 0.5
    row = found.table.loc["area", ["low", "high"]].astype(float).to_numpy()
    expected = area(CL=log_quantile(1.0, 4.0, [0.75, 0.25]))
    assert row == pytest.approx(expected, rel=LATIN)


def test_bands_over_time_are_curves_of_quantiles():
    """The concentration falls with the clearance at every time after the dose."""
    times = [0.0, 5.0, 20.0]
    found = od.uncertainty(
        VEIN,
        model=linear(),
        times=times,
        columns=["mass_concentration.x"],
        vary=CLEARANCE,
        design="latin",
        **TIGHT,
    )
    bands = found.bands["mass_concentration.x"]
    assert bands.attrs["units"] == "ng/mL"
    for share, band in zip(SHARES, bands.transpose("quantile", "time"), strict=True):
        exact = bolus(times, CL=log_quantile(1.0, 4.0, 1.0 - share))
        # d log C / d log CL is CL t / V, 4 at the most; two strata of log 4 / 1000 each.
        assert band.to_numpy() == pytest.approx(exact, rel=4.0 * LATIN)
    own = found.bands["mass_concentration.x.value"].to_numpy()
    assert own == pytest.approx(bolus(times), rel=1e-7)
    assert found.table.empty
    assert found.to_xarray()["mass_concentration.x"].shape == (1000, 3)


def test_numbers_are_those_of_a_sweep_over_the_draws():
    found = od.uncertainty(WEEK, draws=20, vary=["naltrexone.*"])
    swept = od.sweep(WEEK, over=found.parameters)
    assert swept["tone.mu.mean"].to_numpy().tolist() == found.values["tone.mu.mean"].tolist()
    assert found.table.loc["tone.mu.mean", "value"] == pytest.approx(
        float(od.simulate(WEEK).metrics("tone.mu.mean").iloc[0]), rel=1e-12
    )


def test_numbers_do_not_depend_on_threads():
    one, three = (od.uncertainty(WEEK, draws=40, threads=n) for n in (1, 3))
    assert one.values.equals(three.values)
    assert one.parameters.equals(three.parameters)


def test_a_draw_depends_on_seed_number_and_name_alone():
    every = od.uncertainty(WEEK, draws=4, seed=7).parameters
    few = od.uncertainty(WEEK, draws=6, seed=7, vary=["mu.U", "naltrexone.V1"]).parameters
    assert few[["mu.U", "naltrexone.V1"]].head(4).equals(every[["mu.U", "naltrexone.V1"]])
    other = od.uncertainty(WEEK, draws=4, seed=8, vary=["mu.U"]).parameters
    assert not set(other["mu.U"]) & set(every["mu.U"])


def test_a_result_pickles():
    found = od.uncertainty(WEEK, draws=5, times=[1.0], columns=["tone.mu"], metrics="tone.mu.mean")
    again = pickle.loads(pickle.dumps(found))
    assert again.table.equals(found.table)
    assert again.to_xarray().identical(found.to_xarray())
    assert again.bands.identical(found.bands)
    assert repr(again) == "<Uncertainty: 5 draws (0 failed) of tone.mu.mean, tone.mu>"
    assert len(again) == 5
