"""This module finds the notes of a sweep: those of its cases, of its axes and of its people."""

from __future__ import annotations

from collections.abc import Iterator

from opiodyn._model.inside import typical_of
from opiodyn._notes.note import Note, merged, ordered
from opiodyn._notes.notes import Notes
from opiodyn._notes.people import people_notes
from opiodyn._notes.ranges import AXIS, Ranges, covariate_notes
from opiodyn._sweep.plan import Plan


def plan_notes(plan: Plan) -> list[str]:
    """Returns the notes of all rows as text, each once."""
    return [str(note) for note in (*_of_cases(plan), *_of_axes(plan), *_of_people(plan))]


def _of_cases(plan: Plan) -> list[Note]:
    """Returns the notes of each model with each regimen that it meets."""
    notes = {id(model): Notes(model) for model in plan.models}
    cases = enumerate(plan.cases())
    found = [(i, notes[id(m)].of(regimen, m.covariates)) for i, (m, regimen) in cases]
    return merged(found, len(found), "case")


def _of_axes(plan: Plan) -> Iterator[Note]:
    """Yields a note for each parameter that has values outside its range."""
    ranges = Ranges(typical_of(plan.models[0]))
    for axis in plan.layout.parameters():
        if ranges.encloses(axis.name, min(axis.values), max(axis.values)):
            continue  # as nearly always: a sweep may have a million values
        found = [
            (i, list(ranges.notes({axis.name: [value]}, AXIS)))
            for i, value in enumerate(map(float, axis.values))
        ]
        yield from merged(found, len(found), "value")


def _of_people(plan: Plan) -> list[Note]:
    found = [(one.index, list(covariate_notes(one.covariates))) for one in plan.people]
    alike = [list(people_notes(model, plan.people)) for model in plan.models]
    return ordered([*merged(found, len(found)), *(alike[0] if all(alike) else ())])
