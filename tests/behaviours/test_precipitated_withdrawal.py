"""An antagonist on top of a sustained opioid raises the withdrawal index within minutes to an hour;
stopping the opioid raises it over days, and less.

The index is what the body has adapted to less what drugs now add (theory (15), (16)): a model's
number between 0 and 1, no clinical scale.
"""

import numpy as np
import pytest

import opiodyn as od

GIVEN = 336.0  # h: after two weeks, an hour after the last dose at most
OPIOIDS = {
    "morphine": "morphine 30 mg po q4h x84",
    "methadone": "methadone 60 mg po q24h x14",
    "buprenorphine": "buprenorphine 16 mg sl q24h x14",
}
ANTAGONISTS = {
    "naloxone": od.dose("naloxone", amt=0.4, route="iv", time=GIVEN),
    "naltrexone": od.dose("naltrexone", amt=50, time=GIVEN),
}
MARKED = 0.1  # a tenth of the scale


def index(regimen, hours, **model):
    """Hours since GIVEN, and the withdrawal index."""
    times = GIVEN + np.linspace(-1.0, hours, int(50 * (hours + 1)) + 1)
    run = od.simulate(regimen, model=od.Model(**model), times=times)
    return run.times - GIVEN, run.withdrawal


@pytest.mark.parametrize("biophase", ["transient", "pet"])
@pytest.mark.parametrize("antagonist", ANTAGONISTS)
@pytest.mark.parametrize("opioid", ["morphine", "methadone"])
def test_an_antagonist_precipitates_withdrawal(opioid, antagonist, biophase, figure):
    regimen = od.regimen(OPIOIDS[opioid]) + ANTAGONISTS[antagonist]
    t, W = index(regimen, 24.0, biophase=biophase)
    before, peak = W[t < 0].max(), W[t >= 0].max()
    marked = t[(t > 0) & (W > MARKED)][0]
    what = f"{antagonist} on {opioid}, {biophase}: index before, peak, hours to {MARKED}"
    figure(what, [before, peak, marked], f"<= 0.03, > {MARKED}, <= 1")
    # Once a day leaves a ripple before the next dose: 0.02 on methadone.
    assert before <= 0.03
    assert peak > MARKED
    # Naloxone into a vein works in minutes; a tablet takes up to an hour.
    assert marked <= (0.25 if antagonist == "naloxone" else 1.0)


def test_more_naloxone_precipitates_more(figure):
    # 12 h after the last dose. An independent run of equations (6) to (16): 0.12, 0.26, 0.38.
    peaks = []
    for mg in (0.1, 0.4, 2.0):
        run = od.simulate(
            od.regimen(f"{OPIOIDS['methadone']} + naloxone {mg} mg iv at 324h"), end=328
        )
        peaks.append(run.metrics(od.Metric("withdrawal.peak", span=(324, 328))).item())
    figure("naloxone 0.1, 0.4, 2 mg iv on methadone: peak of the index", peaks, "0.12, 0.26, 0.38")
    assert np.all(np.diff(peaks) > 0)
    assert peaks == pytest.approx([0.12, 0.26, 0.38], abs=0.03)


@pytest.mark.parametrize("opioid", ["morphine", "methadone"])
def test_stopping_raises_it_over_days_and_less(opioid, figure):
    t, W = index(od.regimen(OPIOIDS[opioid]), 24.0 * 30)
    peak, day, later = W.max(), t[W.argmax()] / 24, W[-1]
    _, precipitated = index(od.regimen(OPIOIDS[opioid]) + ANTAGONISTS["naltrexone"], 24.0)
    what = f"{opioid} stopped: peak of the index, its day, index on day 30; precipitated peak"
    figure(what, [peak, day, later, precipitated.max()], "> 0.03, 0.5-8, fading, higher")
    assert 0.03 < peak < precipitated.max()
    assert 0.5 < day < 8.0  # the slower, the longer the opioid stays
    assert later < 0.05 * peak


def test_methadone_stopped_peaks_after_days(figure):
    # An independent run of equations (6) to (16): 0.06 to 0.07 after 4 to 5 days.
    t, W = index(od.regimen(OPIOIDS["methadone"]), 24.0 * 14)
    day = (t[W.argmax()] + 24.0) / 24.0
    figure(
        "methadone 60 mg stopped: peak, days after the last dose", [W.max(), day], "0.06-0.07, 4-5"
    )
    assert 0.05 < W.max() < 0.08
    assert 3.5 < day < 6.5


def test_adaptation_needs_time(figure):
    peaks = []
    for days in (0.25, 1, 3, 14):
        start = GIVEN - 24 * days
        opioid = od.dose("morphine", amt=180 * days, route="iv", rate=7.5, time=start)
        peaks.append(index(opioid + ANTAGONISTS["naltrexone"], 24.0)[1].max())
    figure("peak after naltrexone on 0.25, 1, 3, 14 days of morphine", peaks, "rises")
    assert np.all(np.diff(peaks) > 0)
    # 1 - 2^(-t/24 h) of a constant response: 0.16 of the limit in 6 h, all of it in 14 days.
    assert peaks[0] < 0.4 * peaks[-1]


def test_buprenorphine_can_be_precipitated_too(figure):
    regimen = od.regimen(OPIOIDS["buprenorphine"]) + ANTAGONISTS["naltrexone"]
    peak = index(regimen, 72.0)[1].max()
    # It holds the receptors so tightly that naltrexone takes days; less than on a full agonist.
    figure("naltrexone on buprenorphine: peak of the index", peak, "> 0.02")
    assert peak > 0.02


def test_a_single_dose_leaves_a_little(figure):
    # Bickel 1988: naloxone 6 h after one dose of 1 to 17 mg, the more the larger the dose.
    peaks = []
    for mg in (1, 3, 5.6, 10, 17):
        regimen = od.regimen(f"morphine {mg} mg iv + naloxone 10 mg iv at 6h")
        run = od.simulate(regimen, end=8)
        peaks.append(run.metrics(od.Metric("withdrawal.peak", span=(6, 8))).item())
    figure("naloxone 6 h after morphine 1 to 17 mg: peak of the index", peaks, "rises")
    assert np.all(np.diff(peaks) > 0)
