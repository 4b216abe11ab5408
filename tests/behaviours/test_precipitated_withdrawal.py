"""An antagonist on top of a sustained opioid raises the withdrawal index within minutes to an hour;
stopping the opioid raises it over days; without one there is next to nothing to withdraw from.

The index is adaptation at mu that tone does not use (theory (15), (16)): a model's number between 0
and 1, no clinical scale.
"""

import numpy as np
import pytest

import opiodyn as od

GIVEN = 336.0  # h: after two weeks, an hour after the last dose at most
OPIOIDS = {
    "morphine": "morphine 30 mg po q4h x84",
    "methadone": "methadone 40 mg po q24h x14",
    "buprenorphine": "buprenorphine 16 mg sl q24h x14",
}
ANTAGONISTS = {
    "naloxone": od.dose("naloxone", amt=0.4, route="iv", time=GIVEN),
    "naltrexone": od.dose("naltrexone", amt=50, time=GIVEN),
}
# Of a full agonist a third of its effect at least; a ripple of the model's own is 0.06 (below).
MARKED = 0.1


def index(regimen, hours, **model):
    """Hours since GIVEN, and the withdrawal index."""
    times = GIVEN + np.linspace(-1.0, hours, int(20 * (hours + 1)) + 1)
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
    figure(what, [before, peak, marked], f"<= 0.01, > {MARKED}, <= 1")
    assert before <= 0.01
    assert peak > MARKED
    # Naloxone into a vein works in minutes; a tablet takes up to an hour.
    assert marked <= (0.25 if antagonist == "naloxone" else 1.0)


@pytest.mark.parametrize("opioid", ["morphine", "methadone"])
def test_stopping_raises_it_over_days(opioid, figure):
    t, W = index(od.regimen(OPIOIDS[opioid]), 24.0 * 30)
    peak, day, later = W.max(), t[W.argmax()] / 24, W[-1]
    what = f"{opioid} stopped: peak of the index, its day, index on day 30"
    figure(what, [peak, day, later], f"> {MARKED}, 1-8, fading")
    assert peak > MARKED
    assert 1.0 < day < 8.0  # the slower, the longer the opioid stays
    assert W[t <= 6.0].max() < 0.2 * peak
    assert later < 0.05 * peak


def test_adaptation_needs_time(figure):
    peaks = []
    for days in (0.5, 2, 7, 14):
        start = GIVEN - 24 * days
        opioid = od.dose("morphine", amt=30, ii=4, addl=int(6 * days) - 1, time=start)
        peaks.append(index(opioid + ANTAGONISTS["naltrexone"], 24.0)[1].max())
    figure("peak after naltrexone on 0.5, 2, 7, 14 days of morphine", peaks, "rises")
    assert np.all(np.diff(peaks) > 0)
    # 1 - 2^(-t/72 h) at a constant tone: 0.11 of the limit in half a day, 0.96 in 14.
    assert peaks[0] < 0.25 * peaks[-1]


@pytest.mark.xfail(
    raises=AssertionError,
    strict=True,
    reason="tone on 16 mg a day is 0.57: efficacy 0.8 against the peptides' 10 adapts nothing",
)
def test_buprenorphine_can_be_precipitated_too(figure):
    regimen = od.regimen(OPIOIDS["buprenorphine"]) + ANTAGONISTS["naltrexone"]
    peak = index(regimen, 24.0)[1].max()
    figure("naltrexone on buprenorphine: peak of the index", peak, f"> {MARKED}")
    assert peak > MARKED


def test_naloxone_in_somebody_without_a_drug_blocks_without_withdrawal(figure):
    _, W = index(ANTAGONISTS["naloxone"], 1.0)
    figure("naloxone without dependence: index in the first hour", W.max(), "0")
    assert np.all(W == 0.0)


def test_naloxone_in_somebody_without_a_drug_leaves_a_trace_of_rebound(figure):
    # Peptides that the block has released outlast it: tone above 1 for hours builds adaptation.
    _, W = index(ANTAGONISTS["naloxone"], 240.0)
    figure("naloxone without dependence: highest index in 10 days", W.max(), "< 0.005")
    assert W.max() < 0.005


@pytest.mark.xfail(
    raises=AssertionError,
    strict=True,
    reason="0.0027, hours after the block: rebound builds adaptation",
)
def test_naloxone_in_somebody_without_a_drug_leaves_exactly_nothing():
    assert index(ANTAGONISTS["naloxone"], 240.0)[1].max() == 0.0


@pytest.mark.parametrize("biophase", ["transient", "pet"])
def test_naltrexone_alone_stays_small(biophase, daily, figure):
    # Not 0: rebound tone above 1 builds adaptation, which the next dose uncovers. A weakness
    # of the index: no withdrawal is known on it. It stays below a third of morphine's 0.2.
    doses = [0.25, 0.5, 1.5, 2.5, 4.5, 6, 9, 12.5, 25, 50]
    found = [daily(mg, biophase, 1.0).withdrawal for mg in doses]
    figure(f"index on naltrexone alone, {biophase}, {doses} mg", found, "< 0.06")
    assert max(found) < 0.06


@pytest.mark.xfail(
    raises=AssertionError,
    strict=True,
    reason="weeks after 50 mg a day 0.088 (transient), 0.086 (pet): overshoot fades",
)
@pytest.mark.parametrize("biophase", ["transient", "pet"])
def test_stopping_naltrexone_stays_small(biophase, figure):
    regimen = od.dose("naltrexone", amt=50, ii=24, addl=27)
    run = od.simulate(regimen, model=od.Model(biophase=biophase), end=1700, delta=1)
    figure(f"index after a month of 50 mg, {biophase}", run.withdrawal.max(), "< 0.06")
    assert run.withdrawal.max() < 0.06
