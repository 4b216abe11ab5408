"""This module reads when a run has outputs, and what an output shows at the time of an event."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from opiodyn import _core
from opiodyn._checks import ask, check
from opiodyn._checks.check import FloatArray
from opiodyn._checks.pickles import pickled_by_fields
from opiodyn._checks.shown import shown
from opiodyn._result.course import end_of

_SEEN = {"before": 0, "after": -1}  # how many records an output at their time shows; -1 is all


@pickled_by_fields("Outputs")
class Outputs(NamedTuple):
    """The outputs of a run are its output times, each with what it shows."""

    times: FloatArray
    """The output times are in ascending order [h]."""
    seen: npt.NDArray[np.int64]
    """This is the number of the regimen's records that an output shows at its own time [-]."""
    end: float
    """The run ends at this time [h], whatever the output times are."""


def check_outputs(asked: Outputs) -> None:
    """Refuses the outputs of a pickle or a file that no run can have.

    Raises:
        InputError: The times do not ascend, or there is not one number of records for each.
    """
    check.instance("pickle.outputs", asked, Outputs, "must be outputs")
    at, seen = check.curve("pickle.times", asked.times), np.asarray(asked.seen)
    if not np.isfinite(at).all() or (np.diff(at) < 0.0).any():
        raise check.input_error("pickle.times", at, "must be finite and ascend")
    if seen.dtype != np.int64 or seen.shape != at.shape:
        rule = "must be a whole number for each output time"
        raise check.input_error("pickle.seen", f"an array of shape {seen.shape}", rule)
    check.non_negative("pickle.outputs.end", asked.end)


def outputs(
    regimen: _core.Regimen,
    end: float | None,
    delta: float | None,
    times: npt.ArrayLike | None,
    side: str | Sequence[str],
) -> Outputs:
    """Reads the arguments of `simulate` that ask for outputs."""
    chosen = _times(regimen, end, delta, times)
    own = None if end is None else float(chosen[-1])
    return Outputs(chosen, _sides(side, chosen.size), end_of(regimen, own, chosen))


def refuse_side(side: str | Sequence[str]) -> None:
    """Refuses a side for a table at its own observation times.

    The order of the records in the table says there what an output shows.

    Raises:
        InputError: A side is asked for, or is no side.
    """
    for field, word in _words(side):
        _seen(field, word)
    if not (ask.is_a(side, str) and side == "after"):
        rule = (
            "a table's own observations show what stands before them; leave it out, or give "
            "simulate() records='both', or times, or end and delta"
        )
        raise check.input_error("side", shown(side), rule)


def _times(
    regimen: _core.Regimen,
    end: float | None,
    delta: float | None,
    times: npt.ArrayLike | None,
) -> FloatArray:
    if times is not None:
        for field, value in (("end", end), ("delta", delta)):
            if value is not None:
                raise check.input_error(field, value, "give either times or end and delta")
        return check.own_curve("times", times)
    if end is None and not regimen.records:
        raise check.input_error("end", "None", "must be given for a regimen without doses")
    last = regimen.default_end if end is None else check.non_negative("end", end)
    if delta is None:
        return _core.output_times(regimen, last)
    grid = _core.grid(0.0, last, check.positive("delta", delta))
    # The end is an output even where it is not a multiple of delta.
    return grid if _core.same_instant(grid[-1], last) else np.append(grid, last)


def _sides(side: str | Sequence[str], count: int) -> npt.NDArray[np.int64]:
    seen = [_seen(field, word) for field, word in _words(side)]
    if ask.is_a(side, str):
        return np.full(count, seen[0])
    if len(seen) != count:
        rule = f"must be one word, or one for each of the {count} times"
        raise check.input_error("side", f"{len(seen)} words", rule)
    return np.array(seen, dtype=np.int64)


def _words(side: str | Sequence[str]) -> list[tuple[str, str]]:
    """Returns each word with the name that it has in an error."""
    if ask.is_a(side, str):
        return [("side", check.word("side", side))]
    return [(f"side[{i}]", word) for i, word in enumerate(check.words("side", side))]


def _seen(field: str, word: str) -> int:
    if word not in _SEEN:
        raise check.input_error(field, shown(word), "must be 'before' or 'after'")
    return _SEEN[word]
