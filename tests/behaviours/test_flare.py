"""A flare treated before it starts ends better than one treated at its peak, under the illustrative
weights: by construction of the hypothesis, not as a finding.

The weights are our choice; none is measured. Activation (theory (18)) is linear in the flare, so
that treatment adds its own course to it and shortens nothing: who starts earlier has more of it.
"""

import numpy as np
import pytest

import opiodyn as od

FLARE = 28 * 24.0  # h: by then what was started at 0 is settled
PEAK = FLARE + 242.0  # of activation, untreated: 1/k, as both it and its drive have 7 days
END = FLARE + 56 * 24.0
STARTS = {"before": 0.0, "at its peak": PEAK, "never": None}


@pytest.fixture(scope="module", params=["transient", "pet"])
def courses(request):
    """Biophase and, by start of 4.5 mg a day, the course with a flare."""
    return request.param, {name: course(request.param, at) for name, at in STARTS.items()}


def course(biophase, start, flare=True):
    response = ("turnover", "peptides", "adaptation", "immune")
    model = od.Model(biophase=biophase, response=response, weights="illustrative")
    regimen = od.flare(time=FLARE) if flare else od.flare(time=END + 1.0)
    if start is not None:
        days = int((END - start) / 24)
        regimen += od.dose("naltrexone", amt=4.5, ii=24, addl=days, time=start)
    times = np.arange(FLARE, END + 1.0)
    return od.simulate(regimen, model=model, times=times)


def mean(run, values, begin=FLARE, end=END):
    window = (run.times >= begin) & (run.times <= end)
    return od.metrics.mean(run.times[window], values[window])


def test_an_untreated_flare_peaks_when_its_closed_form_does(courses, figure):
    # dI/dt = k (1 + D - I), dD/dt = -k D: I = 1 + k t e^(-k t), highest at 1/k, by 1/e.
    run = courses[1]["never"]
    k = np.log(2.0) / 168.0
    t = run.times - FLARE
    found = [run.activation.max(), t[run.activation.argmax()]]
    figure("untreated activation: peak, at h", found, f"{1 + np.exp(-1):.4g}, {1 / k:.4g}")
    assert np.allclose(run.activation, 1.0 + k * t * np.exp(-k * t), atol=1e-4)
    assert abs(FLARE + 1.0 / k - PEAK) < 1.0


def test_treated_before_it_hurts_less(courses, figure):
    biophase, runs = courses
    pain = {name: mean(run, run.pain) for name, run in runs.items()}
    last = {
        name: mean(run, run.pain, FLARE + 35 * 24, FLARE + 36 * 24) for name, run in runs.items()
    }
    what = f"{biophase}: mean pain index of 8 weeks; on day 35; before, at its peak, never"
    figure(what, [*pain.values(), *last.values()], "before below at its peak")
    # By day 35 both have been treated for weeks and hardly differ: only the course can be judged.
    assert pain["before"] < pain["at its peak"] - 0.5  # % of the drug-free index
    assert last["before"] < last["never"]


def test_treated_before_the_first_doses_do_not_fall_into_it(courses, figure):
    # Tone falls at first, before anything rebounds: at the peak of a flare that adds up.
    biophase, runs = courses
    worst = [runs[name].pain.max() for name in ("before", "at its peak")]
    figure(f"{biophase}: highest pain index, treated before, at its peak", worst, "before is lower")
    assert worst[0] < worst[1] - 5.0


def compare_activation(courses, figure):
    biophase, runs = courses
    means = [mean(runs[name], runs[name].activation) for name in ("before", "at its peak")]
    figure(f"{biophase}: mean activation, treated before, at its peak", means, "before is lower")
    assert means[0] < means[1]


@pytest.mark.parametrize("courses", ["pet"], indirect=True)
def test_treated_before_activation_is_lower(courses, figure):
    compare_activation(courses, figure)


@pytest.mark.xfail(
    raises=AssertionError,
    strict=True,
    reason="1.183 before, 1.181 at its peak: OGF complexes are 1.4 % fewer",
)
@pytest.mark.parametrize("courses", ["transient"], indirect=True)
def test_treated_before_activation_is_lower_under_transient_too(courses, figure):
    compare_activation(courses, figure)


def test_it_is_by_construction(courses, figure):
    # The flare's own part of activation is the same whenever treatment starts.
    biophase, runs = courses
    untreated = runs["never"].activation - 1.0
    for name in ("before", "at its peak"):
        without = course(biophase, STARTS[name], flare=False)
        part = runs[name].activation - without.activation
        apart = np.abs(part - untreated).max()
        figure(f"{biophase}, treated {name}: flare's part of activation, apart by", apart, "< 1e-4")
        assert apart < 1e-4  # two runs of rtol 1e-6 over two months
