"""This module has the words with which reports and pictures say what a run rests on."""

from __future__ import annotations

from collections.abc import Mapping

from opiodyn._model.model import Model
from opiodyn._model.response_words import settings
from opiodyn._result.provenance import without_effect

ADVICE = "A model, not medical advice."


def unconfirmed_values(count: int, total: int) -> str:
    """Returns how many of the values that were used are unconfirmed, without a full stop."""
    verb = "is" if count == 1 else "are"
    reason = "assumed, recalled, or quoted second-hand"
    return f"{count} of the {total} values used {verb} unconfirmed: {reason}"


def model_words(model: Model) -> list[str]:
    """Returns the settings of a model in a few words each, for headings."""
    preset = [f"biophase {model.preset.label}", f"{model.binding} binding", *settings(model)]
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
