"""What is gained is lost with two time constants: the precursor's 24 h, the receptor's 84 h."""

import numpy as np
import pytest
from scipy.optimize import curve_fit

import opiodyn as od

STOP = 672.0


@pytest.fixture(scope="module")
def washout():
    """Six weeks after four of dense block, which leaves within days under transient."""
    infusion = od.dose("naltrexone", amt=0.5 * STOP, route="iv", rate=0.5)
    model = od.Model(biophase="transient")
    times = np.arange(STOP, STOP + 1009.0)
    return od.simulate(infusion, model=model, times=times, rtol=1e-9, atol=1e-12)


def half_life(run, values, begin, end):
    """From the slope of the logarithm of what is above 1."""
    window = (run.times >= STOP + begin) & (run.times <= STOP + end)
    slope, _ = np.polyfit(run.times[window], np.log(values[window] - 1.0), 1)
    return -np.log(2.0) / slope


def test_density_falls_with_the_receptors_half_life(washout, figure):
    # After three days the block left is 2^-18 of what it was, to the fourth power.
    found = half_life(washout, washout.receptor_density("mu"), 72, 500)
    figure("half-life of density after stopping", found, "84 h")
    assert found == pytest.approx(84.0, rel=1e-3)


@pytest.mark.parametrize("level", ["precursor", "peptide"])
def test_beta_endorphin_falls_with_the_precursors_half_life(level, washout, figure):
    # The drive follows the block to the first power, half of it within 4 h: waited for a week.
    found = half_life(washout, getattr(washout, level)("beta-endorphin"), 168, 300)
    figure(f"half-life of the {level} after stopping", found, "24 h")
    assert found == pytest.approx(24.0, rel=0.01)


def test_two_time_constants_are_recovered_from_tone_alone(washout, figure):
    def two(t, a, b, fast, slow):
        return a * np.exp2(-t / fast) + b * np.exp2(-t / slow)

    window = (washout.times >= STOP + 120) & (washout.times <= STOP + 504)
    t, tone = washout.times[window] - STOP, washout.tone("mu")[window]
    (_, _, fast, slow), _ = curve_fit(two, t, tone - 1.0, p0=(1.0, 1.0, 15.0, 150.0), maxfev=9999)
    figure("half-lives fitted to tone from day 5 after stopping", [fast, slow], "24 h, 84 h")
    # Tone is density times a bent function of the peptide: the product term has 1/(1/24 + 1/84) h.
    assert fast == pytest.approx(24.0, rel=0.1)
    assert slow == pytest.approx(84.0, rel=0.1)
