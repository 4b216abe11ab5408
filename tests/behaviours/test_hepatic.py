"""Decompensated cirrhosis raises exposure, so that the best low dose is lower."""

import numpy as np
import pytest

import opiodyn as od

DOSES = np.geomspace(0.05, 6.0, 13)


@pytest.fixture(scope="module")
def waking(daily):
    def at_doses(hepatic):
        days = [daily(f"{mg:.3f}", "transient", 1.0, hepatic=hepatic) for mg in DOSES]
        return np.array([day.waking for day in days])

    return at_doses


def exposure(hepatic):
    regimen = od.dose("naltrexone", amt=4.5, ii=24, addl=6)
    model = od.Model(covariates={"hepatic": hepatic})
    run = od.simulate(regimen, model=model, times=np.linspace(144, 168, 481))
    return od.metrics.area(run.times, run.concentration("naltrexone"))


def test_exposure_rises(figure):
    ratio = exposure("decompensated") / exposure("normal")
    # By mouth F / CL: (0.7 / 0.088) / 0.7 of theory section 6.
    expected = 0.7 / 0.088 / 0.7
    figure("area of naltrexone, decompensated over normal", ratio, f"{expected:.3g}")
    assert ratio == pytest.approx(expected, rel=0.01)


def test_the_best_dose_is_lower(waking, figure):
    best = {}
    for hepatic in ("normal", "decompensated"):
        tone = waking(hepatic)
        best[hepatic] = DOSES[tone.argmax()]
        what = f"liver {hepatic}: best dose (mg), waking tone there"
        figure(what, [best[hepatic], tone.max()], "inside the range, above 1")
        assert 0 < tone.argmax() < DOSES.size - 1  # an inner top
    shift = best["normal"] / best["decompensated"]
    # As much lower as exposure is higher, 11.4 times, within two steps of the doses (2.2 times).
    figure("best dose, normal over decompensated", shift, "11.4, within a factor 2.2")
    assert 11.4 / 2.2 < shift < 11.4 * 2.2


def test_an_unchanged_dose_is_too_much(waking, figure):
    at_4_5 = int(np.argmin(np.abs(DOSES - 4.5)))
    tones = [waking(h)[at_4_5] for h in ("normal", "decompensated")]
    figure(f"waking tone at {DOSES[at_4_5]:.2g} mg, liver normal, decompensated", tones, "> 1, < 1")
    assert tones[0] > 1.0 > tones[1]
