"""This module reads what data/safety.toml says, as the compiled core holds it."""

from __future__ import annotations

from functools import cache

from opiodyn import _core


@cache
def texts() -> dict[str, _core.Note]:
    """Returns each note by its name, in the order in which notes are shown."""
    return {note.name: note for note in _core.library_notes()}


@cache
def ranks() -> dict[str, int]:
    """Returns the place of each note in that order."""
    return {name: place for place, name in enumerate(texts())}


@cache
def values() -> dict[str, _core.Parameter]:
    """Returns each number that decides on a note, by its full name."""
    return {row.name: row for row in _core.library_safety()}


@cache
def documented() -> dict[str, _core.Parameter]:
    """Returns the parameters of the library by name; their ranges and sources are documented."""
    return {row.name: row for row in _core.library_parameters()}


def base(drug: str) -> str:
    """Returns the drug to which a literature set such as "naloxone/fda" belongs."""
    return drug.partition("/")[0]
