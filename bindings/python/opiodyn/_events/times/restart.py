"""Step 4 of event tables continues times that start again after a reset or at a new occasion."""

from __future__ import annotations

import numpy as np

from opiodyn._checks.check import FloatArray
from opiodyn._events.faults import Bools, Faults
from opiodyn._events.notes import Notes
from opiodyn._events.records import goes_back, subject_of_rows
from opiodyn._events.source.cells import IntArray
from opiodyn._events.values import Values
from opiodyn._events.words import plural


def continue_times(values: Values, starts: IntArray, faults: Faults, notes: Notes) -> Bools:
    """Replaces times that start again by times that go on, so that they never go back.

    A dose where time starts again at a new occasion becomes a reset with a dose (EVID 4).

    Returns:
        Marks for the rows where time starts again. The body is reset before these rows.
    """
    time = values["time"]
    back = goes_back(time, starts)
    if not back.any():
        _tell_others(_new_occasions(values, starts) & (values["evid"] < 3.0), starts, notes)
        return back
    resets = values["evid"] >= 3.0
    new = _new_occasions(values, starts)
    restarts = back & (resets | new)
    _refuse_others(back & ~restarts, faults)
    if (restarts & ~resets).any():
        rule = (
            "is new, but TIME does not start again here as it does at a new occasion elsewhere: "
            "write EVID 3 or 4 where the body is reset, or the same occasion where it is not"
        )
        faults.add(new & ~restarts & ~resets, "occ", rule)
    _tell(restarts, resets, starts, notes)
    values["time"] = _continued(time, starts, np.flatnonzero(restarts))
    values["evid"] = np.where(restarts & (values["evid"] == 1.0), 4.0, values["evid"])
    return restarts


def _new_occasions(values: Values, starts: IntArray) -> Bools:
    """Marks the rows with another occasion than the row above; a missing one is no other."""
    occasions = values.get("occ")
    if occasions is None:
        return np.zeros(len(values["time"]), dtype=np.bool_)
    before = np.roll(occasions, 1)
    new: Bools = (occasions != before) & (occasions != "") & (before != "")
    new[starts] = False
    return new


def _refuse_others(back: Bools, faults: Faults) -> None:
    if not back.any():
        return
    before = faults.word(int(np.argmax(back)) - 1, "time")
    rule = (
        f"must not be before the time of the previous record, which is {before}; TIME may start "
        "again at EVID 3 or 4, or where a column OCC changes; another subject needs another ID"
    )
    faults.add(back, "time", rule)


def _tell(restarts: Bools, resets: Bools, starts: IntArray, notes: Notes) -> None:
    at_resets = _subjects(restarts & resets, starts)
    if at_resets:
        notes.add(f"TIME starts again at EVID 3 or 4 in {at_resets}; the run goes on from there")
    at_occasions = _subjects(restarts & ~resets, starts)
    if at_occasions:
        notes.add(f"TIME starts again at a new OCC in {at_occasions}; the body is drug-free there")


def _tell_others(new: Bools, starts: IntArray, notes: Notes) -> None:
    where = _subjects(new, starts)
    if where:
        notes.add(f"OCC changes in {where}, where TIME goes on: the body is not reset there")


def _subjects(rows: Bools, starts: IntArray) -> str:
    """Returns in how many subjects rows are marked; empty if in none."""
    count = len(np.unique(subject_of_rows(starts, len(rows))[rows]))
    return f"{count} {plural(count, 'subject')}" if count else ""


def _continued(time: FloatArray, starts: IntArray, restarts: IntArray) -> FloatArray:
    """Returns times that go on at each restart from the time of the row above."""
    begins = np.union1d(starts, restarts)
    own = np.isin(begins, starts)
    origins = np.where(own, 0.0, time[begins])
    bases = np.zeros(len(begins))
    for i in np.flatnonzero(~own).tolist():
        bases[i] = bases[i - 1] + (time[begins[i] - 1] - origins[i - 1])
    part = np.searchsorted(begins, np.arange(len(time)), side="right") - 1
    continued: FloatArray = bases[part] + (time - origins[part])
    return continued
