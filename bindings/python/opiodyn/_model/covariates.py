"""This module holds the covariates of a person: their names, and how a value may be written."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from opiodyn._checks import ask, check

NUMBERS = ("weight", "age", "creatinine_clearance")
COVARIATES = (*NUMBERS, "smoker", "hepatic")
HEPATIC = ("normal", "compensated", "decompensated")
SMOKER = {"no": "no", "yes": "yes", "0": "no", "1": "yes", "false": "no", "true": "yes"}
"""This maps each word that may be written, in lower case, to the category that it means."""

Covariate = float | str | bool


def covariates_of(covariates: Mapping[str, Covariate]) -> dict[str, float | str]:
    """Returns covariates as the compiled core takes them: numbers and categories."""
    given = check.mapping("covariates", covariates, "must map names to values")
    return {name: covariate_of(name, value) for name, value in given.items()}


def covariate_of(name: str, value: Covariate) -> float | str:
    """Returns a covariate as the compiled core takes it.

    The core checks names, numbers and categories itself.
    """
    if ask.is_a(value, (bool, np.bool_)):
        return "yes" if value else "no"
    if name == "smoker":
        return _smoker(value)
    return check.word(name, value) if ask.is_a(value, str) else check.number(name, value)


def _smoker(value: float | str) -> str:
    if ask.is_a(value, str):
        category = check.word("smoker", value)
        return SMOKER.get(category.lower(), category)
    x = check.number("smoker", value)
    if x not in (0.0, 1.0):
        rule = f"must be True, False or one of {', '.join(SMOKER)}"
        raise check.input_error("smoker", f"{x:g}", rule)
    return "yes" if x else "no"
