"""A missed night shows in tone: no block that night, and less rebound on the days after."""

import numpy as np
import pytest

import opiodyn as od

MISSED = 20  # day; doses are at the start of each


@pytest.fixture(scope="module")
def courses():
    model = od.Model(biophase="transient")
    every = od.dose("naltrexone", amt=4.5, ii=24, addl=27)
    but_one = od.dose("naltrexone", amt=4.5, ii=24, addl=MISSED - 1) + od.dose(
        "naltrexone", amt=4.5, ii=24, addl=26 - MISSED, time=24 * (MISSED + 1)
    )
    return [od.simulate(r, model=model, end=672, delta=0.25) for r in (every, but_one)]


def day(run, number, begin=0.0):
    window = (run.times >= 24 * number + begin) & (run.times <= 24 * (number + 1))
    return run.times[window], run.tone("mu")[window]


def test_that_night_there_is_no_block(courses, figure):
    taken, missed = (day(run, MISSED)[1].min() for run in courses)
    figure("lowest tone of the night, taken and missed", [taken, missed], "below 1, above 1")
    # Peptides are still up and the block has left: the night is spent on the rebound.
    assert taken < 0.9
    assert missed > 1.0


def test_the_days_after_have_less_rebound(courses, figure):
    waking = [[od.metrics.mean(*day(run, MISSED + d, 8.0)) for d in range(1, 8)] for run in courses]
    lost = np.subtract(*waking)
    figure("waking tone lost 1 to 7 days after a missed night", lost, "above 0, fading")
    assert np.all(lost > 0)
    # What is missing fades as precursor and receptors do: a day takes it down by a factor between
    # that of 84 h and that of 24 h.
    fading = lost[1:-1] / lost[2:]
    assert np.all((fading > 2 ** (24 / 84)) & (fading < 2.0))


def test_a_history_with_missed_doses_shows_which_nights(figure):
    ordered = od.regimen("naltrexone 4.5 mg po q24h x28")
    history = od.taken(ordered, missed=0.2, seed=1)
    run = od.simulate(history, model=od.Model(biophase="transient"), end=672)
    blocked = [d for d in range(28) if day(run, d)[1].min() < 0.9]
    figure("nights with a block of 28", len(blocked), f"{history.count} doses taken")
    assert history.count < 28
    assert blocked == [dose.time / 24 for dose in history.doses]
