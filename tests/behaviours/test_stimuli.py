"""Exercise releases beta-endorphin: level and tone are up for hours and gone the next day."""

import numpy as np
import pytest

import opiodyn as od

START = 30.0
BOUT = 4.0  # 80 % of VO2max: plasma beta-endorphin five times the resting one (Goldfarb 1990)


@pytest.fixture(scope="module")
def run():
    stimulus = od.stimulus("exercise", time=START, magnitude=BOUT)
    return od.simulate(stimulus, end=START + 24, delta=0.05, rtol=1e-9, atol=1e-12)


def test_what_is_released_dies_away_with_its_half_life(run, figure):
    half_life = od.Model().parameters.loc["beta-endorphin.stimulus_half_life", "value"]
    t = run.times - START
    X = np.where(t >= 0, BOUT * np.exp2(-np.maximum(t, 0.0) / half_life), 0.0)
    worst = np.abs(run.stimulus("beta-endorphin") - X).max()
    figure("release after exercise against its closed form, worst error", worst, "< 1e-7")
    assert worst < 1e-7  # rtol 1e-9 over some hundred steps


def test_peptide_and_tone_rise_for_hours(run, figure):
    t, level, tone = run.times, run.peptide("beta-endorphin"), run.tone("mu")
    hours = od.metrics.time_above(t, tone, 1.05)
    what = "exercise: level and tone at their highest, hours of tone above 1.05"
    figure(what, [level.max(), tone.max(), hours], "5 times released; hours")
    # Level: 1 + X kE / (kE - kX) (2^(-t/1 h) - 2^(-t/1.55 h)), theory (13), nothing else moving M.
    kE, kX = np.log(2.0) / 1.55, np.log(2.0)
    s = np.maximum(t - START, 0.0)
    expected = 1.0 + BOUT * kE / (kE - kX) * (np.exp(-kX * s) - np.exp(-kE * s))
    assert np.allclose(level, expected, atol=1e-6)
    assert tone.max() > 1.2
    assert 2.0 < hours < 12.0


def test_the_next_day_it_is_gone(run, figure):
    left = [run.peptide("beta-endorphin")[-1] - 1.0, run.tone("mu")[-1] - 1.0]
    figure("24 h after exercise: level and tone above 1", left, "< 0.001")
    # 24 h are 15 half-lives of the peptide.
    assert max(np.abs(left)) < 1e-3


def test_before_it_nothing_has_moved(run):
    assert np.allclose(run.tone("mu")[run.times < START], 1.0, atol=1e-9)


def test_a_blocked_receptor_shows_less_of_it(run, figure):
    regimen = od.stimulus("exercise", time=START, magnitude=BOUT) + od.dose("naltrexone", amt=50)
    blocked = od.simulate(regimen, end=START + 24, delta=0.05).tone("mu")
    after = run.times >= START
    rise = [np.ptp(tone[after][:200]) for tone in (run.tone("mu"), blocked)]
    figure("rise of tone by exercise, free and 30 h after 50 mg", rise, "less than half")
    assert rise[1] < 0.5 * rise[0]
