"""This module writes what stands at the head of every file."""

from __future__ import annotations

from collections.abc import Iterator

from opiodyn import _core
from opiodyn._exchange.request import Request


def head(request: Request, how: str) -> Iterator[str]:
    """Yields the lines of a head, without the signs of a comment.

    Args:
        request: The request.
        how: The sentence that says how to run the file.
    """
    yield f"Regimen: {request.regimen}"
    yield f"Model: opiodyn {_core.__version__}, preset {request.model.preset.name}."
    yield "This is a model and not medical advice."
    yield how
