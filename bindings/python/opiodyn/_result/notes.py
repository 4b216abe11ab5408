"""This module finds the notes of one run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opiodyn._notes.note import Note
from opiodyn._notes.notes import Notes
from opiodyn._result.inside import subject_data_of

if TYPE_CHECKING:
    from opiodyn._result.run_data import RunData


def run_notes(run: RunData) -> list[Note]:
    """Returns the notes of a run, the most serious first."""
    return notes_of(run, Notes(run.model))


def notes_of(run: RunData, notes: Notes) -> list[Note]:
    """Returns the notes of a run from those that its model shares with other runs."""
    subject = subject_data_of(run)
    later = subject.later if subject else ()
    in_table = subject is not None and bool(subject.covariates)
    return notes.of(run.regimen, run.covariates, later, in_table=in_table)
