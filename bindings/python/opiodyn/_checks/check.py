"""This module holds checks of arguments, which return a value in its plain type or refuse it.

The argument ``field`` is the name that the message of InputError gives to the value.
"""

from __future__ import annotations

import math
import operator
import os
from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt

from opiodyn._core import InputError, limits

FloatArray = npt.NDArray[np.float64]

_LARGEST_WHOLE = 10**15


def input_error(
    field: str, value: object, rule: str, kind: type[InputError] = InputError
) -> InputError:
    """Returns an error that reads "field = value: rule" and has these three as attributes.

    Errors of the compiled core have the same form.
    """
    error = kind(f"{field} = {value}: {rule}")
    error.field, error.value, error.rule = field, str(value), rule
    return error


def number(field: str, value: Any) -> float:
    """Returns a value of any numeric type as a float; text and truth values are refused."""
    if isinstance(value, str | bytes | bool):
        raise input_error(field, repr(value), "must be a number")
    try:
        return float(value)
    except (TypeError, ValueError, OverflowError):
        raise input_error(field, repr(value), "must be a number") from None


def non_negative(field: str, value: Any) -> float:
    """Returns the number, which must be finite and at least 0."""
    x = number(field, value)
    if not (math.isfinite(x) and x >= 0.0):
        raise input_error(field, f"{x:g}", "must be a finite number, at least 0")
    return x


def positive(field: str, value: Any) -> float:
    """Returns the number, which must be finite and above 0."""
    x = number(field, value)
    if not (math.isfinite(x) and x > 0.0):
        raise input_error(field, f"{x:g}", "must be a finite number above 0")
    return x


def fraction(field: str, value: Any) -> float:
    """Returns the number, which must lie between 0 and 1."""
    x = number(field, value)
    if not 0.0 <= x <= 1.0:
        raise input_error(field, f"{x:g}", "must lie between 0 and 1")
    return x


def whole(field: str, value: Any) -> int:
    """Returns the whole number; a float without a fraction is one too."""
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
    """Returns the key of random numbers, which must be a whole number and at least 0."""
    n = whole(field, value)
    if n < 0:
        raise input_error(field, n, "must be a whole number, at least 0")
    return n


def threads(field: str, value: Any) -> int:
    """Returns the number of threads; 0 stands for one per core."""
    n = whole(field, value)
    if not 0 <= n <= limits.threads:
        raise input_error(field, n, f"must lie between 0 and {limits.threads}")
    return n or os.cpu_count() or 1


def instance(field: str, value: Any, kind: type | tuple[type, ...], rule: str) -> None:
    """Raises InputError with this rule unless the value is an instance of the class."""
    if not isinstance(value, kind):
        raise input_error(field, repr(value), rule)


def word(field: str, value: Any) -> str:
    """Returns the text; anything else is refused."""
    if not isinstance(value, str):
        raise input_error(field, repr(value), "must be text")
    return value


def words(field: str, value: Iterable[Any]) -> list[str]:
    """Returns a list of names; a single text is refused, because it is not a list of letters."""
    if isinstance(value, str):
        raise input_error(field, repr(value), f"must be a list of names, such as [{value!r}]")
    instance(field, value, Iterable, "must be a list of names")
    return [word(f"{field}[{i}]", item) for i, item in enumerate(value)]


def curve(field: str, values: Any) -> FloatArray:
    """Returns a one-dimensional array of float64, without a copy where it is one already."""
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
