"""After several drugs, the hours that a metric counts are named and never guessed."""

import re

import numpy as np
import pytest

import opiodyn as od

NIGHTLY = "naltrexone 4.5 mg po q24h x3 at 22h"
BESIDE = f"{NIGHTLY} + morphine 10 mg iv at 58h"


@pytest.fixture(scope="module")
def run():
    """Naltrexone is dosed last, at 70 h, when most of the morphine is gone."""
    return od.simulate(od.regimen(BESIDE))


def test_a_column_of_no_single_drug_needs_a_drug_or_a_span(run):
    with pytest.raises(od.InputError) as caught:
        run.metrics("effect.pain.peak")
    rule = r"last dosing intervals differ \(morphine: 58 to .* h; naltrexone: 70 to 94 h\)"
    advice = "give drug='naltrexone', or hours of the run"
    call = r"od\.Metric\('effect\.pain\.peak', span=\(0, 94\)\)"
    whole = f"metrics = 'effect.pain.peak': {rule}: {advice}: {call}"
    assert re.fullmatch(whole, str(caught.value))


def test_the_advice_keeps_a_threshold(run):
    with pytest.raises(od.InputError) as caught:
        run.metrics(od.Metric("effect.pain.time_above", threshold=0.5))
    advice = "od.Metric('effect.pain.time_above', threshold=0.5, span=(0, 94))"
    assert str(caught.value).endswith(f": {advice}")
    assert run.metrics(eval(advice, {"od": od})).item() >= 0.0


def test_a_drug_or_a_span_says_which_hours_count(run):
    pain = run.to_pandas()["effect.pain"]
    assert pain.idxmax() < 70.0
    of_morphine = run.metrics("effect.pain.peak", drug="morphine").item()
    of_the_run = run.metrics(od.Metric("effect.pain.peak", span=(0, 94))).item()
    assert of_morphine == of_the_run >= pain.max()
    assert run.metrics("effect.pain.peak", drug="naltrexone").item() < 0.5 * of_morphine


def test_a_column_of_one_drug_has_the_hours_of_that_drug(run):
    found = run.metrics(["occupancy.morphine.mu.peak", "occupancy.naltrexone.mu.peak"])
    begins = [begin for begin, _ in found.attrs["windows"].values()]
    assert begins == [58.0, 70.0]


def test_equal_intervals_leave_no_choice():
    together = od.simulate(od.regimen(f"{NIGHTLY} + naloxone 1 mg iv q24h x3 at 22h"))
    found = together.metrics("tone.mu.mean")
    assert found.attrs["windows"] == {"tone.mu.mean": (70.0, 94.0)}


def test_people_need_to_be_told_too():
    regimen, people = od.regimen(BESIDE), od.population(2, seed=1)
    runs = od.simulate(regimen, subjects=people, times=np.array([0.0, 94.0]))
    with pytest.raises(od.InputError, match="last dosing intervals differ"):
        runs.metrics("tone.mu.mean")
    assert set(runs.metrics("tone.mu.mean", drug="morphine")["status"]) == {"complete"}


def test_the_report_says_whose_hours_the_response_has(run):
    report = " ".join(run.report().split())
    assert "70 to 94 h (naltrexone; also free receptors and the response)" in report
    assert "h (morphine);" in report
