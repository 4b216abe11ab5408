"""Checks at the door: each returns the value in its plain type, or raises InputError."""

from __future__ import annotations

import math
import operator
import os
from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt

from opiodyn._core import InputError

FloatArray = npt.NDArray[np.float64]

_LARGEST_WHOLE = 10**15
_MOST_THREADS = 1024


def input_error(
    field: str, value: object, rule: str, kind: type[InputError] = InputError
) -> InputError:
    """The error of the compiled core: "field = value: rule", with these three as attributes."""
    error = kind(f"{field} = {value}: {rule}")
    error.field, error.value, error.rule = field, str(value), rule
    return error


def number(field: str, value: Any) -> float:
    """A number of any type that has one; text is not a number."""
    if isinstance(value, str | bytes | bool):
        raise input_error(field, repr(value), "must be a number")
    try:
        return float(value)
    except (TypeError, ValueError, OverflowError):
        raise input_error(field, repr(value), "must be a number") from None


def non_negative(field: str, value: Any) -> float:
    """A finite number, at least 0."""
    x = number(field, value)
    if not (math.isfinite(x) and x >= 0.0):
        raise input_error(field, f"{x:g}", "must be a finite number, at least 0")
    return x


def positive(field: str, value: Any) -> float:
    """A finite number above 0."""
    x = number(field, value)
    if not (math.isfinite(x) and x > 0.0):
        raise input_error(field, f"{x:g}", "must be a finite number above 0")
    return x


def fraction(field: str, value: Any) -> float:
    """A number from 0 to 1."""
    x = number(field, value)
    if not 0.0 <= x <= 1.0:
        raise input_error(field, f"{x:g}", "must lie between 0 and 1")
    return x


def whole(field: str, value: Any) -> int:
    """A whole number, as an integer or as a float without a fraction."""
    try:
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        n = operator.index(value)
    except TypeError:
        raise input_error(field, repr(value), "must be a whole number") from None
    if abs(n) > _LARGEST_WHOLE:
        raise input_error(field, f"{n:.3g}", "must be between -1e15 and 1e15")
    return n


def seed(field: str, value: Any) -> int:
    """A whole number, at least 0: the key of random numbers."""
    n = whole(field, value)
    if n < 0:
        raise input_error(field, n, "must be a whole number, at least 0")
    return n


def threads(field: str, value: Any) -> int:
    """A number of threads; 0 is one per core."""
    n = whole(field, value)
    if not 0 <= n <= _MOST_THREADS:
        raise input_error(field, n, f"must lie between 0 and {_MOST_THREADS}")
    return n or os.cpu_count() or 1


def instance(field: str, value: Any, kind: type | tuple[type, ...], rule: str) -> None:
    """Of the class it has to be."""
    if not isinstance(value, kind):
        raise input_error(field, repr(value), rule)


def word(field: str, value: Any) -> str:
    """Text."""
    if not isinstance(value, str):
        raise input_error(field, repr(value), "must be text")
    return value


def words(field: str, value: Iterable[Any]) -> list[str]:
    """A list of names; a single text is a slip, not a list of letters."""
    if isinstance(value, str):
        raise input_error(field, repr(value), f"must be a list of names, such as [{value!r}]")
    instance(field, value, Iterable, "must be a list of names")
    return [word(f"{field}[{i}]", item) for i, item in enumerate(value)]


def curve(field: str, values: Any) -> FloatArray:
    """A one-dimensional array of float64, without a copy where it is one already."""
    kind = np.asarray(values).dtype.kind
    if kind not in "iuf" and np.size(values) > 0:
        raise input_error(field, type(values).__name__, "must be a list of numbers")
    try:
        array = np.ascontiguousarray(values, dtype=np.float64)
    except (TypeError, ValueError):
        raise input_error(field, type(values).__name__, "must be a list of numbers") from None
    if np.ndim(values) != 1:
        raise input_error(field, f"array of shape {np.shape(values)}", "must have one dimension")
    return array
