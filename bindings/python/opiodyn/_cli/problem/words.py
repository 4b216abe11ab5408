"""This module writes arguments of `opiodyn.fit` that a message names as keys of a problem."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._cli import forms

_ARGUMENT = re.compile(r"\b(vary|observe|error|start|fixed|priors|lloq|level)=")
_KEY = re.compile(r"\['([^']*)'\]")
_COLUMNS = re.compile(r"\{'DV': \{([^}]*)\}\}")


@contextmanager
def told() -> Iterator[None]:
    """Rewrites the arguments in errors of the library that are raised inside."""
    try:
        with forms.told(forms.IN_SCENARIO):
            yield
    except _core.InputError as error:
        if isinstance(error, _core.ParseError):
            raise
        field, rule = _field(str(error.field)), rewritten(str(error.rule))
        raise check.input_error(field, error.value, rule, type(error)) from None


def rewritten(text: str) -> str:
    """Returns a text in which arguments of `opiodyn.fit` are keys of a problem."""
    named = _ARGUMENT.sub(r"\1 in [fit]", text)
    return _COLUMNS.sub(_columns, named)


def _columns(found: re.Match[str]) -> str:
    return f"observe.DV = {{ {found[1].replace(': ', ' = ')} }}"


def _field(field: str) -> str:
    """Returns the key of a field: ``fit`` calls it ``vary['naltrexone.CL']``."""
    dotted = _KEY.sub(r".\1", field)
    return re.sub(r"^observe\.DV\[(\d+)\]", r"observe.DV.\1", dotted)
