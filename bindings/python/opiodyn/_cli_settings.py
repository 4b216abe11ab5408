"""NAME=VALUE and numbers on the command line."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from opiodyn import _check

_Value = TypeVar("_Value")


def number(field: str, text: str) -> float:
    """The number that a text says."""
    try:
        return float(text)
    except ValueError:
        raise _check.input_error(field, repr(text), "must be a number") from None


def optional(field: str, text: str | None) -> float | None:
    """The same of an option that may be left out."""
    return None if text is None else number(field, text)


def settings(texts: Iterable[str]) -> dict[str, float]:
    """Parameters, of ``--set``."""
    return _named("--set", texts, lambda name, value: number(f"--set {name}", value))


def person(texts: Iterable[str]) -> dict[str, float | str | bool]:
    """Covariates, of ``--person``."""
    return _named("--person", texts, lambda _, value: _number_or_word(value))


def _named(
    option: str, texts: Iterable[str], read: Callable[[str, str], _Value]
) -> dict[str, _Value]:
    found: dict[str, _Value] = {}
    for text in texts:
        name, equals, value = (part.strip() for part in text.partition("="))
        if not (name and equals and value):
            raise _check.input_error(option, repr(text), "must read NAME=VALUE")
        if name in found:
            raise _check.input_error(option, repr(name), "is given twice")
        found[name] = read(name, value)
    return found


def _number_or_word(value: str) -> float | str:
    try:
        return float(value)
    except ValueError:
        return value
