"""This module holds checks of arguments, which return a value in its plain type or refuse it.

The argument ``field`` is the name that the message of InputError gives to the value.
"""

from __future__ import annotations

import math
import operator
import os
from collections.abc import Iterable, Mapping, Set
from typing import Any

import numpy as np
import numpy.typing as npt

from opiodyn import _core
from opiodyn._core import InputError, limits

FloatArray = npt.NDArray[np.float64]

_LARGEST_WHOLE = 10**15
_REAL_KINDS = "iuf"  # of the types of NumPy's arrays


def input_error(
    field: str, value: object, rule: str, kind: type[InputError] = InputError
) -> InputError:
    """Returns an error that reads "field = value: rule" and has these three as attributes.

    Errors of the compiled core have the same form.
    """
    shown = _core.one_line(str(value))
    error = kind(f"{field} = {shown}: {rule}")
    error.field, error.value, error.rule = field, shown, rule
    return error


def unknown(
    field: str, name: str, known: Iterable[str], *, advice: str = ""
) -> _core.UnknownNameError:
    """Returns the error for a name that is none of those known.

    The rule is that of the compiled core: it corrects a slip, and otherwise lists what there is.

    Args:
        field: The name of the argument.
        name: The name that a user wrote.
        known: The names that could have been meant.
        advice: The message ends with this advice where the name is no slip.
    """
    rule = _core.unknown_rule(name, list(known))
    if advice and not rule.endswith("?"):
        rule += f"; {advice}"
    error = input_error(field, repr(name), rule, _core.UnknownNameError)
    assert isinstance(error, _core.UnknownNameError)
    return error


def number(field: str, value: Any) -> float:
    """Returns a number of any type as a float.

    Text, truth values, complex numbers, durations, arrays with a dimension and what is missing or
    masked are refused; ``float()`` takes some of them.
    """
    if isinstance(value, float):  # most are, and tables have many; those of NumPy too
        return float(value)
    try:
        if _is_number(value):
            return float(value)
    except (TypeError, ValueError, OverflowError):
        pass
    raise input_error(field, repr(value), "must be a number")


def _is_number(value: Any) -> bool:
    """Tells whether a value is meant as one real number, as far as its type tells."""
    if isinstance(value, np.ndarray) and value.ndim == 0 and value.dtype.kind == "O":
        return _is_number(value.item())
    if np.ma.is_masked(value) or getattr(value, "ndim", 0) != 0:
        return False
    kind = getattr(value, "dtype", None)
    if kind is not None:  # of NumPy, or what looks like it
        return getattr(kind, "kind", "") in _REAL_KINDS
    return not isinstance(value, str | bytes | bytearray | bool)


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
        x = number(field, value)
        n = int(x) if x.is_integer() and abs(x) <= 2.0**53 else operator.index(value)
    except (InputError, TypeError):
        raise input_error(field, repr(value), "must be a whole number") from None
    if abs(n) > _LARGEST_WHOLE:
        raise input_error(field, f"{n:.3g}", "must be between -1e15 and 1e15")
    return n


def flag(field: str, value: Any) -> bool:
    """Returns the truth value, of Python or NumPy; what could be taken for one is refused."""
    if not isinstance(value, bool | np.bool_):
        raise input_error(field, repr(value), "must be True or False")
    return bool(value)


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
    if getattr(value, "ndim", 1) == 0:  # an array of NumPy that holds one value
        raise input_error(field, repr(value), "must be a list of names")
    return [word(f"{field}[{i}]", item) for i, item in enumerate(value)]


def curve(field: str, values: Any) -> FloatArray:
    """Returns a one-dimensional array of float64, without a copy where it is one already."""
    array = _array(field, values)
    if array.ndim != 1:
        raise input_error(field, f"array of shape {array.shape}", "must have one dimension")
    if np.ma.is_masked(values):
        place = int(np.flatnonzero(np.ma.getmaskarray(values))[0])
        raise input_error(f"{field}[{place}]", "masked", "must be a number")
    if array.size > 0 and (array.dtype.kind not in _REAL_KINDS or _is_mixed(values)):
        return np.array([number(f"{field}[{i}]", one) for i, one in enumerate(values)])
    return np.ascontiguousarray(array, dtype=np.float64)


def _array(field: str, values: Any) -> npt.NDArray[Any]:
    """Returns values as an array of any type."""
    try:
        array = np.asarray(values)
    except (TypeError, ValueError):  # such as lists of different lengths
        array = np.empty((), dtype=object)
    if array.ndim == 0 or isinstance(values, Mapping | Set):
        raise input_error(field, type(values).__name__, "must be a list of numbers")
    return array


def _is_mixed(values: Any) -> bool:
    """Tells whether a list holds more than plain numbers, such as True, which NumPy reads as 1."""
    return isinstance(values, list | tuple) and not set(map(type, values)) <= {float, int}
