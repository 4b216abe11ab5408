"""Truth values are True or False, and nothing that Python would take for one."""

import atexit
import contextlib
import functools
import inspect
import tempfile
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

import opiodyn as od
from fit_data import MODEL, OBSERVE, TIMES, VARY, table_of

WEEK = od.regimen("naltrexone 4.5 mg po q24h x2")


@functools.cache
def _saved():
    """The path of a saved run, whose folder goes when the program ends."""
    folder = _kept.enter_context(tempfile.TemporaryDirectory())
    od.save(od.simulate(WEEK, times=[1.0]), Path(folder) / "run.nc")
    return Path(folder) / "run.nc"


_kept = contextlib.ExitStack()
atexit.register(_kept.close)
CALLS = {
    ("Model", "strict"): lambda value: od.Model(strict=value),
    ("compare", "optimum"): lambda value: od.compare(WEEK, doses=[1.0], optimum=value),
    ("fit", "pooled"): lambda value: od.fit(
        table_of(np.ones((1, TIMES.size))), model=MODEL, vary=VARY, observe=OBSERVE, pooled=value
    ),
    ("rerun", "progress"): lambda value: od.rerun(_saved(), progress=value),
    ("screen", "progress"): lambda value: od.screen(
        WEEK, vary=["naltrexone.CL"], trajectories=2, progress=value
    ),
    ("uncertainty", "progress"): lambda value: od.uncertainty(WEEK, draws=1, progress=value),
    ("sensitivity", "relative"): lambda value: od.sensitivity(WEEK, to=["amt"], relative=value),
    ("simulate", "progress"): lambda value: od.simulate(WEEK, times=[1.0], progress=value),
    ("sweep", "progress"): lambda value: od.sweep(WEEK, over={"dose": [1.0]}, progress=value),
}
NO_FLAGS = ["x", "False", "", 1, 0, 1.0, [], [True], np.array([True]), np.ma.masked, float("nan")]


def public():
    """Yields what users call, with the names by which they call it."""
    for name in od.__all__:
        one = getattr(od, name)
        if isinstance(one, ModuleType):
            yield from ((f"{name}.{inner}", getattr(one, inner)) for inner in one.__all__)
        else:
            yield name, one
        if inspect.isclass(one):
            methods = inspect.getmembers(one, callable)
            yield from ((f"{name}.{inner}", m) for inner, m in methods if inner[0] != "_")


def flags():
    """Returns callable and argument of every truth value of the public calls."""
    found = set()
    for name, one in public():
        try:
            arguments = inspect.signature(one).parameters.values()
        except (TypeError, ValueError):  # of the compiled core, or no call at all
            continue
        kinds = ("bool", "bool | None")
        found |= {(name, each.name) for each in arguments if str(each.annotation) in kinds}
    return found


def test_every_flag_of_the_public_calls_is_listed_here():
    assert flags() == set(CALLS)


@pytest.mark.parametrize("value", NO_FLAGS, ids=repr)
@pytest.mark.parametrize("call", CALLS, ids=".".join)
def test_what_is_no_truth_value_is_refused(call, value):
    with pytest.raises(od.InputError, match=rf"^{call[1]} = .*must be True") as caught:
        CALLS[call](value)
    assert caught.value.field == call[1]


@pytest.mark.parametrize("call", CALLS, ids=".".join)
def test_false_of_numpy_is_false(call):
    CALLS[call](np.False_)
