"""This module asks values of callers what they are; no answer is an error."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np


def is_a(value: Any, kind: type | tuple[type, ...]) -> bool:
    """Tells whether a value is an instance of a class, and not one that fails when it is asked."""
    try:
        return isinstance(value, kind)
    except Exception:  # of a class of the caller
        return False


def has(value: Any, name: str) -> bool:
    """Tells whether a value has an attribute, and does not fail when it is asked."""
    try:
        return hasattr(value, name)
    except Exception:  # of a class of the caller
        return False


def length(value: Any) -> int:
    """Returns the length of a list, as far as it tells one; otherwise 0."""
    try:
        return len(value)
    except Exception:  # it has none, or a class of the caller fails
        return 0


def place(value: Any, ids: Sequence[Any]) -> int | None:
    """Returns the place of an ID in a list; None if it is not there, or is no text or number."""
    if not is_a(value, (str, int, float, np.integer)) or is_a(value, bool):
        return None
    try:
        return ids.index(value)
    except Exception:  # it is not there, or a class of the caller fails
        return None


def kind(value: Any) -> str:
    """Returns the name of the class of a value, where the value itself would say less."""
    return "None" if value is None else type(value).__name__
