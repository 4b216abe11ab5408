"""Nasty values in the place of each public argument end in a typed error, or in a result.

The whole walk is slow: some 140,000 calls. The ordinary one takes a part, the same each time.
"""

import random
import signal
import warnings

import numpy as np
import pytest

import opiodyn as od
from nasty_values import NASTY
from valid_calls import public_name, valid_calls
from wrong_inputs import MEANT, faults, unreadable

PART = 1500  # calls of the ordinary walk
LONGEST = 10.0  # s that a call may take, ten times what it should
TYPED = (od.InputError, od.SolverError, od.SweepError)
# These are sequences, and Python knows by an IndexError where a sequence ends.
SEQUENCES = {"Runs[...]", "Population[...]", "Fits[...]"}
FLAGS, NEITHER = (bool, np.bool_), (bytes, bytearray, complex, np.complexfloating)
MAY_BE_NONE = {"progress"}
OF_TWO_KINDS = {"id", "cmt"}  # arguments that may be a number or a text


class TooSlow(BaseException):
    """The error of a call that does not end."""


@pytest.fixture
def limited():
    """Ends a call that takes too long."""

    def stop(*_):
        raise TooSlow

    before = signal.signal(signal.SIGALRM, stop)
    yield
    signal.setitimer(signal.ITIMER_REAL, 0.0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture
def calls(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return valid_calls(tmp_path)


def cases(calls):
    """Every argument of every call with every nasty value."""
    return [(call, one, value) for call in calls for one in calls[call].named for value in NASTY]


def outcome(calls, call, one, value):
    """What is wrong with how a call takes a nasty value; nothing if it is refused or used."""
    given = NASTY[value]()
    signal.setitimer(signal.ITIMER_REAL, LONGEST)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            calls[call](**{one: given})
    except TYPED as error:
        return refusal_faults(error)
    except IndexError as error:
        return [] if public_name(call) in SEQUENCES else [f"IndexError: {error}"]
    except TooSlow:
        return ["takes too long"]
    except Exception as error:
        return [f"{type(error).__name__}: {error}"]
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0.0)
    return taken_faults(one, calls[call].named[one], given)


def refusal_faults(error):
    """What is wrong with a typed error. The value that it shows may have any words."""
    first, *marked = str(error).split("\n")
    rule = error.rule if isinstance(error, od.InputError) else first
    found = faults(rule, [MEANT] if MEANT in rule else [], []) + unreadable(first)
    if isinstance(error, od.InputError):
        if marked and not isinstance(error, od.ParseError):
            found.append("has more than one line")
        # A fault of a file that is not about a value has the place as its field, and no value. An
        # error of one run among several has the subject or the case in front of its message.
        what = f"{error.field} = {error.value}" if error.value else error.field
        if not f": {first}".endswith(f": {what}: {error.rule}"):
            found.append("is not made of field, value and rule")
    return [f"{fault}: {first[:200]}" for fault in found]


def taken_faults(one, valid, given):
    """A value that was taken must be of the kind of the valid one."""
    kind = type(given)
    if isinstance(valid, bool):
        left_out = one in MAY_BE_NONE and given is None
        return (
            []
            if left_out or issubclass(kind, FLAGS)
            else [f"took a {kind.__name__} for a truth value"]
        )
    if one in OF_TWO_KINDS or not isinstance(valid, int | float | str):
        return []
    numbers = isinstance(valid, int | float)
    if issubclass(kind, (*FLAGS, *NEITHER, *((str,) if numbers else (int, float, np.number)))):
        return [f"took a {kind.__name__} for a {'number' if numbers else 'text'}"]
    return []


def walk(calls, chosen):
    found = {case: outcome(calls, *case) for case in chosen}
    return {case: wrong for case, wrong in found.items() if wrong}


def check_walk(calls, chosen, capfd):
    """No call may be at fault or print anything, but one asked for its progress shows it."""
    asked = [case for case in chosen if case[1] == "progress"]
    assert walk(calls, [case for case in chosen if case[1] != "progress"]) == {}
    assert capfd.readouterr() == ("", "")
    assert walk(calls, asked) == {}
    assert capfd.readouterr().out == ""


def test_a_part_of_the_walk(calls, limited, capfd):
    check_walk(calls, random.Random(17).sample(cases(calls), PART), capfd)


@pytest.mark.slow
def test_the_whole_walk(calls, limited, capfd):
    check_walk(calls, cases(calls), capfd)


@pytest.mark.parametrize(
    ("message", "parts", "right"),
    [
        ("end = -1: must be above 0", ("end", "-1", "must be above 0"), True),
        ("subject 4: end = -1: must be above 0", ("end", "-1", "must be above 0"), True),
        ("my.toml:1:5: not valid TOML", ("my.toml:1:5", "", "not valid TOML"), True),
        ("the end = -1: must be above 0", ("end", "-1", "must be above 0"), False),
        ("end: must be above 0", ("end", "-1", "must be above 0"), False),
        ("end = -1", ("end", "-1", "must be above 0"), False),
        ("", ("end", "", ""), False),
    ],
)
def test_an_error_is_made_of_its_parts(message, parts, right):
    error = od.InputError(message)
    error.field, error.value, error.rule = parts
    assert (refusal_faults(error) == []) is right
