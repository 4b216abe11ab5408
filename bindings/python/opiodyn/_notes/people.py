"""This module finds people who do not differ, so that their spread is 0."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from opiodyn import _core
from opiodyn._model.inside import core_of
from opiodyn._model.model import Model
from opiodyn._notes.note import Note, note


def people_notes(model: Model, people: Sequence[_core.Person]) -> Iterator[Note]:
    """Yields a note if several people have the same parameters under a model."""
    if len(people) > 1 and _alike(model, people):
        yield note("people-alike", (), count=f"{len(people)}")


def _alike(model: Model, people: Sequence[_core.Person]) -> bool:
    core = core_of(model)
    try:
        first = _core.person_parameters(core, people[0])
        return all(_core.person_parameters(core, person) == first for person in people)
    except _core.InputError:  # impossible parameters; the status of the run says so
        return False
