"""This module reads NAME=VALUE, numbers and lists from the command line."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from opiodyn._checks import check
from opiodyn._checks.shown import shown
from opiodyn._checks.small import RULE, vanishes
from opiodyn._model.options import ILLUSTRATIVE, IMMUNE

_Value = TypeVar("_Value")

RESPONSE = ["turnover", "peptides", "adaptation", "effects", "immune"]
_RESPONSES = {"none": [], "all": RESPONSE}


def number(field: str, text: str) -> float:
    """Returns the number that a text holds."""
    try:
        found = _strict(text)
    except ValueError:
        raise check.input_error(field, shown(text), "must be a number") from None
    if vanishes(text):
        raise check.input_error(field, shown(text), RULE)
    return found


def _strict(text: str) -> float:
    """Returns the number of a text, without what Python alone reads, such as 1_000.

    Raises:
        ValueError: The text is no number.
    """
    return float(text if text.isascii() and "_" not in text else "")


def optional(field: str, text: str | None) -> float | None:
    """Returns the number of an option, or None if it is left out."""
    return None if text is None else number(field, text)


def settings(texts: Iterable[str]) -> dict[str, float]:
    """Returns the parameters that ``--set`` gives, by name."""
    return _named("--set", texts, lambda name, value: number(f"--set {name}", value))


def person(texts: Iterable[str]) -> dict[str, float | str | bool]:
    """Returns the covariates that ``--person`` gives, by name."""
    return _named("--person", texts, lambda _, value: _number_or_word(value))


def pairs(option: str, texts: Iterable[str], form: str) -> dict[str, str]:
    """Returns texts by name that an option gives, such as ``--unit TIME=d``."""
    return _named(option, texts, lambda _, value: value, form)


def numbers(option: str, text: str) -> list[float]:
    """Returns numbers that have commas between them."""
    return [number(option, word) for word in words(option, text)]


def words(option: str, text: str) -> list[str]:
    """Returns words that have commas between them."""
    found = [word.strip() for word in text.split(",")]
    if not all(found):
        rule = "must be one value, or several with commas between them"
        raise check.input_error(option, shown(text), rule)
    return found


def span(option: str, text: str | None) -> tuple[float, float] | None:
    """Returns two times [h] that have a hyphen between them, or None for an option left out."""
    if text is None:
        return None
    begin, hyphen, end = text.partition("-")
    if not (begin.strip() and hyphen and end.strip()):
        rule = "must be two times after the last dose [h], such as 8-24"
        raise check.input_error(option, shown(text), rule)
    return number(option, begin), number(option, end)


def response(text: str) -> list[str]:
    """Returns the parts of the body's response that ``--response`` names."""
    found = words("--response", text)
    for whole, parts in _RESPONSES.items():
        if found == [whole]:
            return parts
        if whole in found:
            raise check.input_error("--response", shown(text), f"'{whole}' stands alone")
    for part in found:
        if part not in RESPONSE:
            raise check.unknown("--response", part, [*RESPONSE, *_RESPONSES])
    return found


def shown_options(chosen: argparse.Namespace) -> dict[str, Any]:
    """Returns the arguments of `Model` that the page can show too."""
    parts = response(chosen.response)
    if chosen.weights == ILLUSTRATIVE and IMMUNE not in parts:
        rule = f"needs {IMMUNE}: --response {','.join([*parts, IMMUNE])}"
        raise check.input_error("--weights", shown(chosen.weights), rule)
    return {"response": parts, "weights": chosen.weights, "covariates": person(chosen.person)}


def model_options(chosen: argparse.Namespace) -> dict[str, Any]:
    """Returns the arguments of `Model` that all commands share."""
    return {
        **shown_options(chosen),
        "binding": chosen.binding,
        "parameters": settings(chosen.set),
        "strict": chosen.strict,
    }


def tolerances(chosen: argparse.Namespace) -> dict[str, float]:
    """Returns the tolerances of the solver."""
    return {"rtol": number("--rtol", chosen.rtol), "atol": number("--atol", chosen.atol)}


def _named(
    option: str,
    texts: Iterable[str],
    read: Callable[[str, str], _Value],
    form: str = "NAME=VALUE",
) -> dict[str, _Value]:
    found: dict[str, _Value] = {}
    for text in texts:
        name, equals, value = (part.strip() for part in text.partition("="))
        if not (name and equals and value):
            raise check.input_error(option, shown(text), f"must read {form}")
        if name in found:
            raise check.input_error(option, shown(name), "is given twice")
        found[name] = read(name, value)
    return found


def _number_or_word(value: str) -> float | str:
    try:
        return _strict(value)
    except ValueError:
        return value
