"""The controls of the page decide what it can show; this module refuses the rest.

They are those of web/src/state/choice.ts.
"""

from __future__ import annotations

from collections.abc import Mapping

from opiodyn._checks import check
from opiodyn._checks.shown import shown
from opiodyn._model.arguments import chosen_model
from opiodyn._model.model import Model

IMMUNE = "immune"
PERSON = {"hepatic": "hepatic", "creatinine_clearance": "clearance"}
"""The page has controls for these covariates, each with its name in the address."""
ELSEWHERE = "; opiodyn.simulate takes it"
_RANGES = {"creatinine_clearance": (1.0, 1000.0), "end": (0.01, 1e6)}


def refuse_others(model: Model, end: float | None) -> None:
    """Refuses a model or an end that no control of the page can hold.

    Raises:
        InputError: The page has no such control; the message names it and says what to do.
    """
    _refuse_parts(model)
    _refuse_covariates(model.covariates)
    if end is not None:
        _refuse_number("end", end)


def _refuse_parts(model: Model) -> None:
    """Refuses a response other than the usual one, with the immune part or without it."""
    usual = chosen_model("explore", None).response
    if set(model.response) - {IMMUNE} != set(usual):
        rule = f"the page has {', '.join(usual)}, and {IMMUNE} if asked" + ELSEWHERE
        raise check.input_error("response", shown(list(model.response)), rule)


def _refuse_covariates(covariates: Mapping[str, float | str]) -> None:
    for name, value in covariates.items():
        if name not in PERSON:
            rule = f"the page has {' and '.join(PERSON)} alone" + ELSEWHERE
            raise check.input_error("covariates", shown(name), rule)
        if not isinstance(value, str):
            _refuse_number(name, value)


def _refuse_number(name: str, value: float) -> None:
    low, high = _RANGES[name]
    if not low <= value <= high:
        rule = f"must lie between {low:g} and {high:g} on the page" + ELSEWHERE
        raise check.input_error(name, f"{value:g}", rule)
