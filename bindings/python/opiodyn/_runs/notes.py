"""This module finds the notes of several subjects."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from opiodyn._notes.note import Note, merged, ordered
from opiodyn._notes.notes import Notes
from opiodyn._notes.people import people_notes
from opiodyn._result.notes import notes_of
from opiodyn._runs.cohort import Cohort
from opiodyn._runs.inside import kept_of

if TYPE_CHECKING:
    from opiodyn._runs.runs_data import RunsData


def runs_notes(runs: RunsData) -> list[Note]:
    """Returns the notes of all subjects, each once, the most serious first."""
    kept, found = kept_of(runs), merged(_by_subject(runs), len(runs))
    if isinstance(kept, Cohort):
        found += people_notes(runs.model, kept.people(range(len(kept))))
    return ordered(found)


def _by_subject(runs: RunsData) -> Iterator[tuple[object, list[Note]]]:
    notes, kept = Notes(runs.model), kept_of(runs)
    if isinstance(kept, Cohort):  # people, whose runs need not be made for this
        rows = zip(kept.ids, kept.regimens, kept.covariates(), strict=True)
        return ((who, notes.of(regimen, own)) for who, regimen, (own, _) in rows)
    return ((run.subject, notes_of(run, notes)) for run in runs)
