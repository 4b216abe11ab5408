"""Covariates of a person: what there is, and how a value may be written."""

from __future__ import annotations

from collections.abc import Mapping

from opiodyn._checks import check

NUMBERS = ("weight", "age", "creatinine_clearance")
COVARIATES = (*NUMBERS, "smoker", "hepatic")
HEPATIC = ("normal", "compensated", "decompensated")
SMOKER = {"no": "no", "yes": "yes", "0": "no", "1": "yes", "false": "no", "true": "yes"}
"""What may be written, in small letters, and what it means."""

Covariate = float | str | bool


def covariates_of(covariates: Mapping[str, Covariate]) -> dict[str, float | str]:
    """Covariates as the core takes them: numbers and categories."""
    check.instance("covariates", covariates, Mapping, "must map names to values")
    return {
        check.word("covariate", name): covariate_of(name, value)
        for name, value in covariates.items()
    }


def covariate_of(name: str, value: Covariate) -> float | str:
    """A covariate as the core takes it, which checks names, numbers and categories itself."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if name == "smoker":
        return _smoker(value)
    return value if isinstance(value, str) else check.number(name, value)


def _smoker(value: float | str) -> str:
    if isinstance(value, str):
        return SMOKER.get(value.lower(), value)
    x = check.number("smoker", value)
    if x not in (0.0, 1.0):
        rule = f"must be True, False or one of {', '.join(SMOKER)}"
        raise check.input_error("smoker", f"{x:g}", rule)
    return "yes" if x else "no"
