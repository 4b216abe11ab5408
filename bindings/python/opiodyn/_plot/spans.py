"""This module chooses the time spans of a picture, each of which gets a column of panels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._checks.check import FloatArray
from opiodyn._dosing.intervals import DosingInterval, last_interval
from opiodyn._plot.curves import TimeSpan

_UNITS = ((120.0, 24.0, "days"), (2.0, 1.0, "h"), (0.0, 1.0 / 60.0, "min"))
"""The axis of a span longer than so many hours has this unit [h]."""
_ZOOM_FROM = 3.0


class Taken(NamedTuple):
    """A subject takes a regimen until the end of a run [h]."""

    regimen: _core.Regimen
    end: float


def spans_of(all_taken: Sequence[Taken], *, zoomed: bool = True) -> list[TimeSpan]:
    """Returns the whole of the runs, and the last dosing interval if it is a small part of it.

    The interval must be that of all runs.

    Args:
        all_taken: The regimen and the end of each run.
        zoomed: Whether there may be a second span.
    """
    end = max(taken.end for taken in all_taken)
    if end == 0.0:
        rule = "a picture needs some time; give simulate() a later end"
        raise check.input_error("end", "0", rule)
    whole = _span("whole run", DosingInterval(0.0, end), 0.0, "time", detailed=False)
    intervals = {_last(taken) for taken in all_taken}
    if len(intervals) > 1:
        return [whole._replace(title="")]
    (last,) = intervals
    if end < _ZOOM_FROM * (last.end - last.begin):
        return [whole._replace(title="", detailed=True)]
    title = f"last dosing interval, {last}"
    zoom = _span(title, last, last.begin, "time after the last dose", detailed=True)
    return [whole, zoom] if zoomed else [whole._replace(title="")]


def _last(taken: Taken) -> DosingInterval:
    windows = [last_interval(taken.regimen, drug, taken.end) for drug in taken.regimen.drugs]
    whole = DosingInterval(0.0, taken.end)
    return max(windows, key=lambda window: window.begin, default=whole)


def _span(
    title: str, window: DosingInterval, origin: float, label: str, *, detailed: bool
) -> TimeSpan:
    """Returns a time span, whose axis is in days, hours or minutes as its length suggests."""
    hours = window.end - window.begin
    unit, word = next((unit, word) for least, unit, word in _UNITS if hours > least)
    return TimeSpan(title, window, origin, unit, f"{label}, {word}", detailed)


class Marks(NamedTuple):
    """Marks at the time axis show the doses and stimuli that all runs share [h]."""

    doses: FloatArray
    stimuli: FloatArray
    named: str
    """These are the names of the stimuli, for the legend; the text is empty if there are none."""
    differ: bool
    """This tells whether the runs take different things, so that nothing is marked."""


def marks_of(all_taken: Sequence[Taken]) -> Marks:
    """Returns what to mark."""
    first, *rest = (taken.regimen for taken in all_taken)
    doses, stimuli = first.given(), first.stimulated()
    if all(
        np.array_equal(doses, other.given()) and np.array_equal(stimuli, other.stimulated())
        for other in rest
    ):
        records = (record for record in first.records if isinstance(record, _core.Stimulus))
        return Marks(doses, stimuli, ", ".join(dict.fromkeys(one.name for one in records)), False)
    return Marks(np.empty(0), np.empty(0), "", True)
