"""A note is one sentence with its source; the notes of several subjects are merged."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from opiodyn._model.tables import cited
from opiodyn._notes import facts

_DOUBT = {
    "memory": "from memory, unconfirmed",
    "secondary": "quoted second-hand, unconfirmed",
    "assumed": "assumed",
}
_MOST_NAMED = 5


@dataclass(frozen=True)
class Note:
    """A note says what a run calls for; notes with one name and subject matter are one note."""

    name: str
    """This is the name of the note in data/safety.toml."""
    about: tuple[str, ...]
    """These are the drugs, or the parameter, that the note is about."""
    text: str
    """This sentence may have a place for the value, ``{value}``."""
    source: str
    severity: int
    """The severity is 1 for what can kill, 2 for harm, 3 for limits of the model."""
    values: tuple[float, float] = (0.0, 0.0)
    """These are the lowest and the highest value, for notes that name one."""
    unit: str = ""
    of: str = ""
    """This says for how many subjects the note holds; empty if there is one."""

    @property
    def plain(self) -> str:
        """This is the sentence without its source."""
        return f"{self._words}."

    def __str__(self) -> str:
        return f"{self._words} [{self.source}]."

    @property
    def _words(self) -> str:
        text = self.text.replace("{value}", _span(*self.values, self.unit)).rstrip(".")
        return f"{text}{f' ({self.of})' if self.of else ''}"


def note(
    name: str,
    about: Sequence[str],
    *,
    values: Sequence[float] = (0.0,),
    unit: str = "",
    sources: Iterable[str] | None = None,
    status: str | None = None,
    **fields: Any,
) -> Note:
    """Returns a note of data/safety.toml with its fields filled in.

    Args:
        name: The name of the note.
        about: The drugs, or the parameter, that it is about.
        values: The values for ``{value}``; several become a range.
        unit: The unit of the values.
        sources: The keys of the sources; None takes those of the note.
        status: The status of the sources; None takes that of the note.
        fields: The other fields of the text.
    """
    row = facts.texts()[name]
    text = row.text.format(value="{value}", **fields)
    keys = dict.fromkeys(row.sources if sources is None else sources)
    found = row.status if status is None else status
    named = cited(" ".join(keys), "")
    source = f"{named}; {_DOUBT[found]}" if found in _DOUBT else named
    return Note(name, tuple(about), text, source, row.severity, (min(values), max(values)), unit)


def ordered(notes: Iterable[Note]) -> list[Note]:
    """Returns the notes in the order of data/safety.toml, without repetitions."""
    ranks = facts.ranks()
    return sorted(dict.fromkeys(notes), key=lambda one: ranks[one.name])


def merged(
    found: Iterable[tuple[object, Sequence[Note]]], total: int, noun: str = "subject"
) -> list[Note]:
    """Returns the notes of several subjects, each once, with how many subjects it holds for.

    Args:
        found: Each subject with its notes.
        total: The number of all subjects.
        noun: The word for a subject.
    """
    groups: dict[tuple[Any, ...], list[tuple[object, Note]]] = {}
    for subject, notes in found:
        for one in notes:
            groups.setdefault((one.name, one.about), []).append((subject, one))
    return ordered(_union(members, total, noun) for members in groups.values())


def _union(members: list[tuple[object, Note]], total: int, noun: str) -> Note:
    low = min(one.values[0] for _, one in members)
    high = max(one.values[1] for _, one in members)
    who = list(dict.fromkeys(subject for subject, _ in members))
    return replace(members[0][1], values=(low, high), of=count_words(who, total, noun))


def count_words(who: Sequence[object], total: int, noun: str) -> str:
    """Returns for whom of several a note holds, in words; empty if there is one alone."""
    if total == 1:
        return ""
    if len(who) == total:
        return f"all {total} {noun}s"
    named = noun == "subject" and len(who) <= _MOST_NAMED
    listed = f": {', '.join(str(one) for one in who)}" if named else ""
    return f"{len(who)} of {total} {noun}s{listed}"


def _span(low: float, high: float, unit: str) -> str:
    numbers = f"{low:g}" if low == high else f"{low:g} to {high:g}"
    return f"{numbers} {unit}" if unit not in ("", "-") else numbers
