"""This module has the words with which reports and pictures say what a run rests on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from opiodyn import _core
from opiodyn._model.model import Model
from opiodyn._model.preset import scope
from opiodyn._model.response_words import settings
from opiodyn._result.provenance import without_effect

ADVICE = "A model, not medical advice."
_MOST_IN_CAPTION = 2
_LONG_DECIMAL = re.compile(r"\d+\.\d{9,}")
_MOST_POINTS = 4  # of a table of concentrations that stands in full


def unconfirmed_values(count: int, total: int) -> str:
    """Returns how many of the values that were used are unconfirmed, without a full stop."""
    verb = "is" if count == 1 else "are"
    reason = "assumed, recalled, or quoted second-hand"
    return f"{count} of the {total} values used {verb} unconfirmed: {reason}"


def notes_in_short(notes: Sequence[str], listed_in: str) -> list[str]:
    """Returns the first notes without their sources, and where all are, for a caption.

    Args:
        notes: The notes, the most serious first.
        listed_in: The words for the place that lists all of them.
    """
    if not notes:
        return []
    first = " ".join(f"{note.rpartition(' [')[0]}." for note in notes[:_MOST_IN_CAPTION])
    more = len(notes) - _MOST_IN_CAPTION
    others = f"{more} more, and sources" if more > 0 else "Sources"
    return [f"Note: {first} {others}: {listed_in}."]


def model_words(model: Model, dosed: Iterable[str] = ()) -> list[str]:
    """Returns the settings of a model in a few words each, for headings.

    Args:
        model: The settled model.
        dosed: The drugs that the regimen gives; none stands for all drugs of the model.
    """
    which = scope(model, dosed)
    named = [] if which is None else [f"biophase {model.preset.label}{which}"]
    preset = [*named, f"{model.binding} binding", *settings(model)]
    replaced = [f"{name} = {value:g}" for name, value in model.overrides.items()]
    return [*(preset if model.receptors else ["pharmacokinetics only"]), *replaced]


def covariate_words(
    model: Model, covariates: Mapping[str, float | str], *, values: bool
) -> list[str]:
    """Returns the covariates, with values if asked for; it marks those without effect."""
    idle = without_effect(model, dict(covariates))
    return [
        (f"{name} {_text(value)}" if values else name)
        + (" (no effect known)" if name in idle else "")
        for name, value in covariates.items()
    ]


def _text(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:g}"


def regimen_words(regimen: _core.Regimen) -> str:
    """Returns the text of a regimen, in which a long table stands by its ends."""
    words = " + ".join(
        _given_words(record)
        if isinstance(record, _core.Concentration)
        else str(_core.Regimen([record]))
        for record in regimen.records
    )
    return rounded(words)


def rounded(text: str) -> str:
    """Returns a text with its long decimals cut to four digits: 5 minutes are 0.08333h."""
    return _LONG_DECIMAL.sub(lambda found: f"{float(found[0]):.4g}", text)


def _given_words(record: _core.Concentration) -> str:
    if len(record.times) <= _MOST_POINTS:
        return str(_core.Regimen([record]))
    begin, end = record.time + record.times[0], record.time + record.times[-1]
    points = f"{len(record.times)} points from {begin:g} to {end:g} h"
    highest = f"at most {max(record.values):.3g} {record.unit}"
    return f"concentration {record.drug} of {points}, {highest}"
