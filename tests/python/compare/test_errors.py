"""What `compare` refuses, and what it says of a run that stops."""

import math
import sys

import pandas as pd
import pytest

import opiodyn as od
from opiodyn import _core

WEEK = od.regimen("naltrexone 4.5 mg po q24h x7")


def test_phi_of_a_model_whose_peptides_do_not_move():
    for options in ({"response": ["turnover"]}, {"endogenous": []}):
        with pytest.raises(od.InputError, match=r"phi = \[0\.5\]: moves nothing in a model"):
            od.compare(WEEK, doses=[1.0], phi=0.5, model=od.Model(**options))


BAD = [
    ({"doses": []}, r"doses = \[\]: needs at least one"),
    ({"doses": [1, -2]}, r"doses\[1\] = -2: must be a finite number, at least 0"),
    ({"doses": [math.nan]}, r"doses\[0\] = nan: must be a finite number, at least 0"),
    ({"doses": ["a"]}, r"doses\[0\] = 'a': must be a number"),
    ({"doses": [1, 2, 1]}, r"doses = 1: is given twice"),
    ({"metrics": []}, r"metrics = \[\]: needs at least one"),
    ({"metrics": "tone.mu"}, r"metric = 'tone.mu': must end in one of .mean, .peak"),
    ({"metrics": "tone.mu.meen"}, r"did you mean 'tone.mu.mean'\?"),
    ({"metrics": "tone.mo.mean"}, r"unknown; did you mean 'tone.mu.mean'\?"),
    ({"metrics": "ton.mu.mean"}, r"unknown; did you mean 'tone.mu.mean'\?"),
    ({"metrics": "density.mu.hours_above_1"}, r"hours_above_1 is for tone alone"),
    ({"metrics": "pain.mean"}, r"does not report 'pain'; it needs 'immune' in its response"),
    ({"metrics": ["tone.mu.mean"] * 2}, r"metrics = 'tone.mu.mean': is given twice"),
    ({"window": (8, 25)}, r"window = 8 to 25: must lie within the last dosing interval, 0 to 24 h"),
    ({"window": (8, 8)}, r"window = 8 to 8: must end after it begins"),
    ({"window": (-1, 8)}, r"window\[0\] = -1: must be a finite number, at least 0"),
    ({"window": 8}, r"window = 8: must be two times"),
    ({"window": (8, 20), "intervals": [6, 24]}, r"window = 8 to 20: .* 0 to 6 h"),
    ({"drug": "morphine"}, r"drug = 'morphine': is not in the regimen, which has naltrexone"),
    ({"intervals": [0]}, r"intervals\[0\] = 0: must be a finite number above 0"),
    ({"intervals": [24, 1000]}, r"intervals = 1000: must not be longer than the treatment, .* 168"),
    ({"intervals": [1e-308]}, r"intervals = 1e-308: makes more than"),
    ({"keep": "daily"}, r"keep = 'daily': is for a comparison of intervals"),
    ({"keep": "weekly", "intervals": [6]}, r"keep = 'weekly': must be 'daily'"),
    ({"biophase": ["pit"]}, r"biophase = 'pit': unknown; did you mean 'pet'\?"),
    ({"biophase": ["pet", "pet"]}, r"biophase = .*: has one twice"),
    ({"phi": [0.5, 2]}, r"phi = 2: must lie between 0 and 1"),
    ({"phi": []}, r"phi = \[\]: needs at least one"),
    ({"optimum": 1}, r"optimum = 1: must be True or False"),
    ({"rtol": 0}, r"rtol = 0"),
]


@pytest.mark.parametrize(("options", "message"), BAD)
def test_bad_input_is_refused_before_anything_runs(monkeypatch, options, message):
    monkeypatch.setattr(_core, "simulate_batch", lambda *_, **__: pytest.fail("simulated first"))
    with pytest.raises(od.InputError, match=message):
        od.compare(WEEK, **{"doses": [1.0, 2.0], **options})


@pytest.mark.parametrize(
    ("text", "options", "message"),
    [
        (
            "naltrexone 4.5 mg po + morphine 10 mg po",
            {},
            "name the drug .* 'naltrexone' or 'morphine'",
        ),
        ("naltrexone 4.5 mg po", {"intervals": [6]}, "need a regimen that gives naltrexone as one"),
        ("morphine 0 mg iv rate 5mg/h ss", {}, "an infusion without amount has no dose to replace"),
        ("naltrexone 1 mg po + naltrexone 2 mg po at 24h", {"doses": None}, "doses .* differ"),
    ],
)
def test_regimens_that_do_not_say_enough(text, options, message):
    with pytest.raises(od.InputError, match=message):
        od.compare(od.regimen(text), **{"doses": [1.0], **options})


def test_a_regimen_is_needed():
    with pytest.raises(od.InputError, match="must be a Regimen"):
        od.compare("naltrexone 4.5 mg po", doses=[1.0])


def test_the_search_says_that_it_needs_scipy(monkeypatch):
    monkeypatch.setitem(sys.modules, "scipy.optimize", None)
    with pytest.raises(ImportError, match=r"needs scipy: pip install 'opiodyn\[optimum\]'"):
        od.compare(WEEK, doses=[1.0], optimum=True)
    assert isinstance(od.compare(WEEK, doses=[1.0]), pd.DataFrame)


def test_a_run_that_stops_says_which_and_holds_what_there_is():
    with pytest.raises(
        od.SolverError, match=r"^4\.5 mg, pet, phi 1: solver stopped at t = "
    ) as caught:
        od.compare(WEEK, doses=[4.5], max_steps=10)
    assert isinstance(caught.value.partial, od.Run)
    assert 0.0 < caught.value.time < 24.0


def test_what_the_model_cannot_take_is_no_fault_of_the_solver():
    with pytest.raises(
        od.InputError, match=r"^1 mg, pet, phi 1: stimulus = flare: drives the immune"
    ):
        od.compare(WEEK + od.flare(time=3), doses=[1.0])
