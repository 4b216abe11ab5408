"""Calls everything public with one or two arguments that Hypothesis makes of bytes."""

import sys
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.configuration import set_hypothesis_home_dir

import known
import scratch

sys.path.insert(0, str(known.ROOT / "tests/python"))

from valid_calls import Call, valid_calls

FOLDER = scratch.folder()
set_hypothesis_home_dir(FOLDER / "hypothesis")  # where it keeps its table of characters
SECONDS = 10.0  # a run of a valid length may take some
ROOMS = ("opiodyn._checks", "opiodyn._dosing", "opiodyn._model")
LONGEST = 512
SEEDS = tuple(bytes([i]) * 64 for i in range(0, 256, 15))
# Places to write to, and what runs by itself. Python's own operators refuse by TypeError.
_LEFT = {"path", "folder", "executor", "figure", "progress", "other"}
_WORDS = (
    "naltrexone", "morphine", "mydrug", "mu", "kappa", "enkephalin", "po", "iv", "depot", "central",
    "tone.mu", "tone.mu.mean", "occupancy.naltrexone.mu", "pain", "breathing", "weight", "nM",
    "naltrexone.CL", "naltrexone 4.5 mg po", "pet", "pk", "rodas5p", "", " ", "\0", "a\nb",
    "\ud800",
)  # fmt: skip


def _calls() -> dict[str, Call]:
    calls = valid_calls(FOLDER)
    return {
        name: call for name, call in calls.items() if call.named and not _LEFT & call.named.keys()
    }


CALLS = _calls()
_NUMBERS = st.one_of(
    st.integers(-2, 30),
    st.sampled_from([2**31, 2**53, 2**63, 10**30, -(2**63)]),
    st.floats(),
    st.sampled_from([1e308, -1e308, 5e-324, 1e-9, -0.0]),
    st.booleans(),
    st.complex_numbers(),
)
_ODD = st.sampled_from(
    (None, np.float32(1.5), np.int8(-1), np.bool_(True), np.datetime64("2024-01-01"), np.ma.masked,
     np.array(1.0), np.array([1, "a"], dtype=object), np.zeros((2, 2)), np.array([1.0, np.nan]),
     np.ma.array([1.0, 2.0], mask=[0, 1]), b"mu", bytearray(b"x"), range(3), slice(2), int,
     object())
)  # fmt: skip
_TEXTS = st.one_of(st.sampled_from(_WORDS), st.text(st.characters(), max_size=20))
_SINGLE = st.one_of(_NUMBERS, _TEXTS, _ODD)
_VALUES = st.recursive(
    _SINGLE,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.tuples(inner, inner),
        st.dictionaries(st.one_of(_TEXTS, st.integers(-1, 3)), inner, max_size=3),
        st.sets(_NUMBERS, max_size=3),
    ),
    max_leaves=6,
)


_MOST_STUDIES = 1000


def _value(name: str, argument: str, value: Any) -> Any:
    """The value, but a check by simulation is asked for few studies: it runs as many as it says."""
    orders = (name, argument) == ("vpc", "n") and isinstance(value, (int, float))
    return min(value, _MOST_STUDIES) if orders else value


@st.composite
def _changed(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    """Draws the name of a call, and other values for one or two of its arguments."""
    name = draw(st.sampled_from(sorted(CALLS)))
    names = st.sampled_from(sorted(CALLS[name].named))
    chosen = draw(st.lists(names, min_size=1, max_size=2, unique=True))
    return name, {one: _value(name, one, draw(_VALUES)) for one in chosen}


_found: list[tuple[str, dict[str, Any]]] = []


@settings(database=None)
@given(_changed())
def _keep(example: tuple[str, dict[str, Any]]) -> None:
    _found.append(example)


_draw = _keep.hypothesis.fuzz_one_input  # type: ignore[attr-defined]


def target(data: bytes) -> str:
    for name, changed in _drawn(data):
        try:
            return f"{name}: {type(CALLS[name](**changed)).__name__}"
        except IndexError as error:  # by which Python ends a loop over places
            if not name.endswith("[...]"):
                raise
            return str(error)
    return "these bytes make no example"


def _drawn(data: bytes) -> list[tuple[str, dict[str, Any]]]:
    """Returns the call that Hypothesis makes of bytes; none if they are too few."""
    _found.clear()
    _draw(data)
    return list(_found)
