"""Errors pickle and copy with type, message and fields, and leave pools of processes whole."""

import copy
import os
import pickle
import subprocess
import sys

import pytest

import opiodyn as od
from fixtures import ROOT
from opiodyn import _core
from public_objects import raised
from seen import seen

WEEK = od.regimen("naltrexone 4.5 mg po q24h x7")


def failed():
    """An error with a partial run."""
    return raised(lambda: od.simulate(WEEK, max_steps=40))


def noted():
    error = failed()
    error.add_note("in the second arm")
    return error


def of_a_subject():
    """An error whose message says more than its fields."""
    people = od.population(1, seed=1)
    strict = od.Model(strict=True, phi=1.0, drugs=["naltrexone"], response=(), endogenous=[])
    return raised(lambda: od.simulate(WEEK, model=strict, subjects=people))


@pytest.mark.parametrize("make", [failed, noted, of_a_subject])
def test_message_and_fields_stay(make):
    error = make()
    for again in (copy.copy(error), copy.deepcopy(error), pickle.loads(pickle.dumps(error))):
        assert type(again) is type(error)
        assert str(again) == str(error)
        assert seen(vars(again)) == seen(vars(error))
        assert getattr(again, "__notes__", None) == getattr(error, "__notes__", None)


def test_the_partial_run_can_be_used():
    error = failed()
    again = pickle.loads(pickle.dumps(error)).partial
    assert isinstance(again, od.Run)
    assert again.status == error.partial.status
    assert again.tone("mu").tobytes() == error.partial.tone("mu").tobytes()
    assert again.metrics("tone.mu.mean").item() == error.partial.metrics("tone.mu.mean").item()


def test_an_error_without_a_partial_run_has_all_fields():
    error = raised(lambda: od.evaluator(WEEK, vary=["amt"], max_steps=3)([4.5]))
    fields = {"time", "step", "state", "reason", "partial"}
    assert set(vars(error)) == fields == set(vars(pickle.loads(pickle.dumps(error))))
    assert error.reason in str(error)


def test_a_copy_is_independent():
    error = failed()
    again = copy.copy(error)
    again.reason = "another"
    assert error.reason != "another"


def test_a_subclass_of_the_caller_pickles_as_python_does_it():
    again = pickle.loads(pickle.dumps(Own("mine")))
    assert type(again) is Own
    assert str(again) == "mine"


class Own(od.InputError):
    """An error of a caller."""


def test_the_list_of_errors_is_complete():
    """An exception class of the core that is new needs its example, and a pickle."""
    of_core = {
        name
        for name, one in vars(_core).items()
        if isinstance(one, type) and issubclass(one, BaseException)
    }
    assert of_core == {
        *("InputError", "UnknownNameError", "ParseError"),
        *("SolverError", "NotConvergedError", "Interrupted"),
    }


@pytest.mark.parametrize("method", ["spawn", "fork"])
def test_errors_and_results_come_back_from_processes(method):
    if method == "fork" and not hasattr(os, "fork"):
        pytest.skip("this system cannot fork")
    command = [sys.executable, "tests/python/worker_objects.py", method]
    child = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    (line,) = child.stdout.splitlines()
    assert line.endswith(f"objects through {method}"), child.stdout + child.stderr
