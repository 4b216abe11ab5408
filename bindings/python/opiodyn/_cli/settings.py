"""NAME=VALUE, numbers and lists on the command line."""

from __future__ import annotations

import argparse
import difflib
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from opiodyn._checks import check
from opiodyn._model.options import ILLUSTRATIVE, IMMUNE

_Value = TypeVar("_Value")

RESPONSE = ["turnover", "peptides", "adaptation", "immune"]
_RESPONSES = {"none": [], "all": RESPONSE}


def number(field: str, text: str) -> float:
    """The number that a text says."""
    try:
        return float(text)
    except ValueError:
        raise check.input_error(field, repr(text), "must be a number") from None


def optional(field: str, text: str | None) -> float | None:
    """The same of an option that may be left out."""
    return None if text is None else number(field, text)


def settings(texts: Iterable[str]) -> dict[str, float]:
    """Parameters, of ``--set``."""
    return _named("--set", texts, lambda name, value: number(f"--set {name}", value))


def person(texts: Iterable[str]) -> dict[str, float | str | bool]:
    """Covariates, of ``--person``."""
    return _named("--person", texts, lambda _, value: _number_or_word(value))


def numbers(option: str, text: str) -> list[float]:
    """Numbers with commas between them."""
    return [number(option, word) for word in words(option, text)]


def words(option: str, text: str) -> list[str]:
    """Words with commas between them."""
    found = [word.strip() for word in text.split(",")]
    if not all(found):
        rule = "must be one, or several with commas between them"
        raise check.input_error(option, repr(text), rule)
    return found


def span(option: str, text: str | None) -> tuple[float, float] | None:
    """Two times with a hyphen between them, or none."""
    if text is None:
        return None
    begin, hyphen, end = text.partition("-")
    if not (begin.strip() and hyphen and end.strip()):
        rule = "must be two times after the last dose, h, such as 8-24"
        raise check.input_error(option, repr(text), rule)
    return number(option, begin), number(option, end)


def response(text: str) -> list[str]:
    """Parts of the body's response, of ``--response``."""
    found = words("--response", text)
    for whole, parts in _RESPONSES.items():
        if found == [whole]:
            return parts
        if whole in found:
            raise check.input_error("--response", repr(text), f"'{whole}' stands alone")
    for part in found:
        if part not in RESPONSE:
            close = difflib.get_close_matches(part, [*RESPONSE, *_RESPONSES], 1)
            known = f"known: {', '.join([*RESPONSE, *_RESPONSES])}"
            rule = f"unknown; did you mean '{close[0]}'?" if close else f"unknown; {known}"
            raise check.input_error("--response", repr(part), rule)
    return found


def model_options(chosen: argparse.Namespace) -> dict[str, Any]:
    """What `Model` takes, from the words that commands share."""
    parts = response(chosen.response)
    if chosen.effects == ILLUSTRATIVE and IMMUNE not in parts:
        rule = f"needs {IMMUNE}: --response {','.join([*parts, IMMUNE])}"
        raise check.input_error("--effects", repr(chosen.effects), rule)
    return {
        "binding": chosen.binding,
        "response": parts,
        "effects": chosen.effects,
        "parameters": settings(chosen.set),
        "covariates": person(chosen.person),
        "strict": chosen.strict,
    }


def solver_options(chosen: argparse.Namespace) -> dict[str, Any]:
    """Method and tolerances."""
    return {
        "method": chosen.method,
        "rtol": number("--rtol", chosen.rtol),
        "atol": number("--atol", chosen.atol),
    }


def _named(
    option: str, texts: Iterable[str], read: Callable[[str, str], _Value]
) -> dict[str, _Value]:
    found: dict[str, _Value] = {}
    for text in texts:
        name, equals, value = (part.strip() for part in text.partition("="))
        if not (name and equals and value):
            raise check.input_error(option, repr(text), "must read NAME=VALUE")
        if name in found:
            raise check.input_error(option, repr(name), "is given twice")
        found[name] = read(name, value)
    return found


def _number_or_word(value: str) -> float | str:
    try:
        return float(value)
    except ValueError:
        return value
