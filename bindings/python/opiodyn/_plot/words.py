"""This module has the words around the panels of a picture: heading and caption."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from opiodyn._model import response_words
from opiodyn._model.inside import used_rows
from opiodyn._model.preset import data_words, scope
from opiodyn._plot.groups import Group
from opiodyn._plot.spans import Marks
from opiodyn._result.wording import (
    ADVICE,
    model_words,
    notes_in_short,
    rounded,
    unconfirmed_values,
)

_DIFFER = "Doses differ, and are not marked."


class Words(NamedTuple):
    """These words stand around the panels."""

    heading: str
    subheading: str
    caption: Sequence[str]


def words_of(groups: Sequence[Group], marks: Marks, *, brief: bool) -> Words:
    """Returns the words of a picture.

    Args:
        groups: The groups that are drawn.
        marks: The marks at the time axis.
        brief: Whether to leave out the data that presets pass and fail, and what is assumed.
    """
    regimens, models = _regimens(groups), list(dict.fromkeys(map(_model, groups)))
    if len(regimens) == 1:
        heading = regimens[0]
    elif len(groups) == 1:
        heading = f"{len(regimens)} different regimens"
    else:
        names = ", ".join(group.name for group in groups)
        drugs = dict.fromkeys(drug for group in groups for drug in _dosed(group))
        heading = f"{' and '.join(drugs)}: {names}" if drugs else names
    shared = [models[0]] if len(models) == 1 else []
    counts = [groups[0].subjects] if len(groups) == 1 and groups[0].subjects else []
    incomplete = "" if all(group.complete for group in groups) else "   INCOMPLETE RUN"
    subheading = "; ".join([*counts, *shared]) + incomplete
    return Words(
        heading, subheading, [*_told(groups, regimens, models, marks), *_basis(groups, brief)]
    )


def _regimens(groups: Sequence[Group]) -> list[str]:
    texts = (rounded(str(taken.regimen)) for group in groups for taken in group.taken)
    return list(dict.fromkeys(texts))


def _model(group: Group) -> str:
    return "; ".join(model_words(group.model, _dosed(group)))


def _dosed(group: Group) -> list[str]:
    return list(dict.fromkeys(drug for taken in group.taken for drug in taken.regimen.drugs))


def _told(
    groups: Sequence[Group], regimens: Sequence[str], models: Sequence[str], marks: Marks
) -> list[str]:
    """Returns what the groups are and what their lines mean."""
    found = []
    for group in groups if len(groups) > 1 else ():
        own = _regimens([group])
        taken = own[0] if len(own) == 1 else f"{len(own)} different regimens"
        parts = [group.subjects] if group.subjects else []
        parts += [taken] if len(regimens) > 1 else []
        parts += [_model(group)] if len(models) > 1 else []
        found += [f"{group.name}: {'; '.join(parts)}."] if parts else []
    sentences = dict.fromkeys(one for group in groups for one in group.sentences)
    return [*found, *sentences, *([_DIFFER] if marks.differ else [])]


def _basis(groups: Sequence[Group], brief: bool) -> list[str]:
    """Returns what the picture rests on."""
    rows = {row.name: row for group in groups for row in used_rows(group.model)}
    count = unconfirmed_values(sum(row.unconfirmed for row in rows.values()), len(rows))
    notes = list(dict.fromkeys(note for group in groups for note in group.notes))
    texts = notes_in_short(notes, "run.notes" if len(groups) == 1 else "the notes of each run")
    if not brief and groups[0].example.receptors:
        texts += dict.fromkeys(text for group in groups for text in _preset(group, len(groups) > 1))
        texts += dict.fromkeys(
            text for group in groups for text in response_words.notes(group.model)
        )
    return [*texts, f"{count}. {ADVICE}"]


def _preset(group: Group, named: bool) -> list[str]:
    """Returns the data of the preset, if a drug of the regimen follows it."""
    which, preset = scope(group.model, _dosed(group)), group.model.preset
    if which is None:
        return []
    matches, fails = data_words(preset.matches, which), data_words(preset.fails, which)
    passes, failing = ("passes", "fails") if named else ("Passes", "Fails")
    start = f"{preset.name} " if named else ""
    return [f"{start}{passes}{which}: {matches}", f"{start}{failing}{which}: {fails}"]
