"""Stimuli and flares as regimens."""

import pickle

import numpy as np
import pytest

import opiodyn as od


def test_a_stimulus_is_a_regimen_like_any_other():
    both = od.stimulus("exercise", time=30, magnitude=2, ii=24, addl=6) + od.flare(time=48)
    assert str(both) == "stimulus exercise 2 q24h x7 at 30h + flare 1 at 48h"
    assert od.regimen(str(both)) == both
    assert pickle.loads(pickle.dumps(both)) == both
    first, second = both.records
    assert (first.name, first.magnitude, first.time, first.ii, first.addl) == (
        "exercise",
        2.0,
        30.0,
        24.0,
        6,
    )
    assert second.name == "flare"
    assert both.count == 0
    assert both.default_end == 198.0


def test_it_releases_and_dies_away():
    run = od.simulate(od.stimulus("beta-endorphin", time=5), end=10, delta=1.0)
    half_life = od.Model().parameters.loc["beta-endorphin.stimulus_half_life", "value"]
    since = run.times[run.times >= 5] - 5
    expected = np.concatenate([np.zeros(5), 2.0 ** (-since / half_life)])
    # rtol 1e-6 a step, some ten steps
    np.testing.assert_allclose(run.stimulus("beta-endorphin"), expected, rtol=1e-4, atol=1e-9)
    assert run.peptide("beta-endorphin").max() > 1.1
    assert run.peptide("enkephalin").max() == 1.0


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: od.stimulus("exercise", magnitude=-1), "stimulus.magnitude = -1: "),
        (lambda: od.flare(magnitude=0), "stimulus.magnitude = 0: "),
        (lambda: od.stimulus("exercise", time=-1), "stimulus.time = -1: "),
        (lambda: od.stimulus(""), "stimulus.name = ''"),
        (lambda: od.stimulus("exercise", addl=2), "stimulus.addl = 2: needs an interval"),
        (lambda: od.simulate(od.stimulus("swimming")), "stimulus = 'swimming': unknown"),
        (lambda: od.simulate(od.flare()), "stimulus = flare: drives the immune read-outs"),
        (
            lambda: od.to_events(od.flare(time=2)),
            "regimen = 'flare 1 at 2h': a table of events cannot",
        ),
    ],
)
def test_what_cannot_be_is_said(call, message):
    with pytest.raises(od.InputError) as caught:
        call()
    assert str(caught.value).startswith(message)
