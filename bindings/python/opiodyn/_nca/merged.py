"""This module merges the notes of an analysis: what holds for many is said once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from opiodyn._notes.note import count_words

_NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?!\w)")

Notes = Mapping[object, Mapping[str, str]]
"""The notes of each subject are sentences by the names of values."""


def merged_notes(notes: Notes, total: int) -> tuple[str, ...]:
    """Returns each sentence once, with the values and the subjects that it holds for.

    Numbers that differ between subjects become a range.

    Args:
        notes: The notes of each subject that has any.
        total: The number of all subjects.
    """
    held: dict[tuple[str, str], dict[object, str]] = {}
    for subject, sentences in notes.items():
        for name, sentence in sentences.items():
            held.setdefault((name, _NUMBER.sub("#", sentence)), {})[subject] = sentence
    together: dict[tuple[str, ...], tuple[list[str], dict[object, str]]] = {}
    for (name, _), members in held.items():
        text = _ranged([*members.values()])
        names, _ = together.setdefault((text, *map(repr, members)), ([], members))
        names.append(name)
    return tuple(
        _line(names, text, [*members], total) for (text, *_), (names, members) in together.items()
    )


def _line(names: Sequence[str], text: str, who: Sequence[object], total: int) -> str:
    of = count_words(who, total, "subject")
    return f"{', '.join(names)}: {text}{f' ({of})' if of else ''}"


def _ranged(sentences: Sequence[str]) -> str:
    """Returns sentences that differ in numbers alone as one, with ranges of these."""
    columns = zip(*(_NUMBER.findall(one) for one in sentences), strict=True)
    ranges = iter([_range(column) for column in columns])
    return _NUMBER.sub(lambda _: next(ranges), sentences[0])


def _range(numbers: Sequence[str]) -> str:
    low, high = min(numbers, key=float), max(numbers, key=float)
    return low if float(low) == float(high) else f"{low} to {high}"
