"""What a sweep refuses, before anything runs."""

import os
import tracemalloc

import pytest

import opiodyn as od
from opiodyn._checks.batches import rows_of_threads

WEEK = od.regimen("naltrexone 4.5 mg po q24h x7")
MODEL = od.Model()
TWO = WEEK + od.regimen("morphine 10 mg po q12h x14")


@pytest.mark.parametrize(
    ("over", "options", "rule"),
    [
        ({}, {}, "needs at least one axis"),
        ({"dose": []}, {}, "at least one value"),
        ({"subject": []}, {}, "at least one value"),
        ({"dose": 3.0}, {}, "must be a list"),
        ({"dose": "3"}, {}, "must be a list"),
        ({"dose": [1.0, "x"]}, {}, "must be a number"),
        ({"dose": [1.0, 1.0]}, {}, "twice"),
        ({"dose": [-1.0]}, {}, "amt"),
        ({"interval": [0.0]}, {}, "above 0"),
        ({"interval": [24.0, 9999.0]}, {}, "over['interval'] = 9999: must not be longer than"),
        ({"interval": [168.1]}, {}, "the treatment, which lasts 168 h"),
        ({"interval": [1e-9]}, {}, "makes more than"),
        ({"interval": [5e-324]}, {}, "makes more than"),
        ({"naltrexone.CL_renal": [1.0]}, {}, "changes nothing"),
        ({"naltrexone.intramuscular.late.ka": [1.0]}, {}, "changes nothing"),
        ({"naltrexone.intravenous.salt_factor": [0.5, 0.9]}, {}, "changes nothing"),
        ({"naltrexone.CLL": [1.0]}, {}, "naltrexone.CL"),
        ({"status": [1.0]}, {}, "choose another"),
        ({"regimen": [WEEK]}, {}, "leave it out"),
        ({"a": [MODEL], "b": [MODEL]}, {}, "two axes"),
        ({"a": [WEEK, 3.0]}, {}, "must be a Regimen"),
        ({"dose": [1.0]}, {"metrics": "tone.mu.meen"}, "did you mean 'tone.mu.mean'"),
        ({"dose": [1.0]}, {"metrics": "tone.my.mean"}, "did you mean 'tone.mu.mean'"),
        ({"dose": [1.0]}, {"metrics": "pain.mean"}, "immune"),
        ({"dose": [1.0]}, {"metrics": ["tone.mu.mean"] * 2}, "twice"),
        ({"dose": [1.0]}, {"metrics": "tone.mu.time_above"}, "threshold"),
        ({"dose": [1.0]}, {"times": [1.0]}, "go together"),
        ({"dose": [1.0]}, {"columns": ["tone.mu"]}, "go together"),
        ({"dose": [1.0]}, {"times": [2.0, 1.0], "columns": ["tone.mu"]}, "sort"),
        ({"dose": [1.0]}, {"chunk": 0}, "at least 1"),
        ({"dose": [1.0]}, {"executor": 3}, "Executor"),
        ({"dose": [1.0]}, {"threads": -1}, "between 0"),
        ({"dose": [1.0]}, {"rtol": 0.0}, "above 0"),
    ],
)
def test_bad_requests(over, options, rule):
    with pytest.raises(od.InputError) as caught:
        od.sweep(WEEK, over=over, model=MODEL, **options)
    assert rule in str(caught.value)


@pytest.mark.parametrize(
    "metric",
    [
        {"name": "tone.mu.mean", "window": (8, 30)},
        {"name": "tone.mu.mean", "window": (8, 30), "span": (0, 48), "every": 24},
    ],
)
def test_windows_outside_their_interval(metric):
    with pytest.raises(od.InputError, match="must lie within"):
        od.sweep(WEEK, over={"dose": [1.0]}, model=MODEL, metrics=od.Metric(**metric))


@pytest.mark.parametrize(
    "wrong",
    [{"threshold": 1.0}, {"window": (3, 2)}, {"every": 24}, {"span": (0, 9), "window": (0, 1)}],
)
def test_metrics_that_make_no_sense(wrong):
    with pytest.raises(od.InputError):
        od.Metric("tone.mu.mean", **wrong)


def test_two_drugs_need_a_name():
    with pytest.raises(od.InputError, match="drug"):
        od.sweep(TWO, over={"naltrexone.CL": [90.0]}, model=od.Model())
    found = od.sweep(TWO, over={"dose": [1.0, 2.0]}, drug="naltrexone")
    assert (found.status == "complete").all()


def test_too_much_is_refused_with_its_size_before_it_is_allocated():
    tracemalloc.start()
    rule = r"must be at most 2.5e\+08, 2 GB \(1e\+12 rows x 1 values; sweep a part at a time\)"
    with pytest.raises(od.InputError, match=rf"^over = 1e\+12 values, 8000 GB: {rule}"):
        od.sweep(WEEK, over={"dose": range(1, 10**12 + 1)}, model=MODEL)
    rule = r"must be at most 2.5e\+08, 2 GB \(100000 rows x 10001 values; sweep a part"
    with pytest.raises(od.InputError, match=rf" values, 8 GB: {rule}"):
        od.sweep(
            WEEK,
            over={"subject": dict.fromkeys(range(100_000), od.population(1, seed=1)[0])},
            model=MODEL,
            times=range(10_000),
            columns=["tone.mu"],
            metrics="tone.mu.mean",
        )
    assert tracemalloc.get_traced_memory()[1] < 50e6
    tracemalloc.stop()


def test_more_threads_than_cores_take_no_more_memory():
    cores = os.cpu_count() or 1
    assert rows_of_threads(1024) == rows_of_threads(cores)
    assert rows_of_threads(1) < 1000


def test_an_interval_may_be_as_long_as_the_treatment_and_longer_at_steady_state():
    assert (od.sweep(WEEK, over={"interval": [168.0]}, model=MODEL).status == "complete").all()
    steady = od.regimen("naltrexone 4.5 mg po q24h ss")
    found = od.sweep(steady, over={"interval": [24.0, 500.0]}, model=MODEL, metrics="tone.mu.mean")
    assert (found.status == "complete").all()


def test_a_parameter_of_one_model_of_several_is_an_axis():
    held = od.Model(binding="equilibrium")  # without off-rates
    over = {"model": [held, MODEL], "naltrexone.mu.koff": [10.0, 100.0]}
    values = od.sweep(WEEK, over=over)["tone.mu.mean"].values
    assert values[0, 0] == values[0, 1] != values[1, 0] != values[1, 1]
    with pytest.raises(od.InputError, match=r"naltrexone\.mu\.koff.* changes nothing"):
        od.sweep(WEEK, over={"naltrexone.mu.koff": [10.0]}, model=held)
