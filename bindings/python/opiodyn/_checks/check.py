"""This module holds checks of arguments, which return a value in its plain type or refuse it.

The argument ``field`` is the name that the message of InputError gives to the value.
"""

from __future__ import annotations

import math
import operator
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from itertools import islice
from typing import Any

import numpy as np
import numpy.typing as npt

from opiodyn import _core
from opiodyn._checks import ask
from opiodyn._checks.shown import encodable, listed, shown, text_of
from opiodyn._core import InputError, limits

FloatArray = npt.NDArray[np.float64]

_LARGEST_WHOLE = 10**15
_REAL_KINDS = "iuf"  # of the types of NumPy's arrays
_MOST_ITEMS = 2_000_000  # of a list, as many as a regimen may have records
_MOST_NAMES = 100_000
_LIST = "must be a list of numbers"


def input_error(
    field: str, value: object, rule: str, kind: type[InputError] = InputError
) -> InputError:
    """Returns an error that reads "field = value: rule" and has these three as attributes.

    Errors of the compiled core have the same form. An error about no value, such as that of a file
    which is not there, reads "field: rule".
    """
    words = _core.refusal(encodable(field), text_of(value), encodable(rule))
    error = kind(words[0] if words[2] else f"{words[1]}: {words[3]}")
    error.field, error.value, error.rule = words[1:]
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
    rule = _core.unknown_rule(encodable(name), [listed(one) for one in known])
    if advice and not rule.endswith("?"):
        rule += f"; {advice}"
    error = input_error(field, shown(name), rule, _core.UnknownNameError)
    assert isinstance(error, _core.UnknownNameError)
    return error


def number(field: str, value: Any) -> float:
    """Returns a number of any type as a float.

    Text, truth values, complex numbers, durations, arrays with a dimension and what is missing or
    masked are refused; ``float()`` takes some of them.
    """
    rule = "must be a number"
    try:
        # Most are floats, and tables have many; those of NumPy are floats too.
        if isinstance(value, float) or _is_number(value):
            return float(value)
    except OverflowError:
        raise input_error(field, shown(value), "must lie between -1.8e308 and 1.8e308") from None
    except Exception as error:  # of a class of the caller
        raise input_error(field, shown(value), rule) from error
    raise input_error(field, shown(value), rule)


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


def finite(field: str, value: Any) -> float:
    """Returns the number, which must be finite."""
    x = number(field, value)
    if not math.isfinite(x):
        raise input_error(field, f"{x:g}", "must be a finite number")
    return x


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
    rule = "must be between -1e15 and 1e15"
    return _between(field, _whole_number(field, value), -_LARGEST_WHOLE, rule)


def _whole_number(field: str, value: Any) -> int:
    try:
        return _whole(value)
    except Exception as error:  # of a class of the caller, too
        raise input_error(field, shown(value), "must be a whole number") from error


def _between(field: str, n: int, least: int, rule: str) -> int:
    if not least <= n <= _LARGEST_WHOLE:
        short = f"{n:.3g}" if 10**18 <= abs(n) < 10**300 else shown(n)
        raise input_error(field, short, rule)
    return n


def _whole(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return operator.index(value)
    x = number("", value)
    return int(x) if x.is_integer() and abs(x) <= 2.0**53 else operator.index(value)


def flag(field: str, value: Any) -> bool:
    """Returns the truth value, of Python or NumPy; what could be taken for one is refused."""
    if not ask.is_a(value, (bool, np.bool_)):
        raise input_error(field, shown(value), "must be True or False")
    return bool(value)


def seed(field: str, value: Any) -> int:
    """Returns the key of random numbers, which must be a whole number and at least 0."""
    rule = "must be a whole number, at least 0 and at most 1e15"
    return _between(field, _whole_number(field, value), 0, rule)


def instance(field: str, value: Any, kind: type | tuple[type, ...], rule: str) -> None:
    """Raises InputError with this rule unless the value is an instance of the class."""
    if not ask.is_a(value, kind):
        raise input_error(field, shown(value), rule)


def word(field: str, value: Any) -> str:
    """Returns the text as plain text; anything else is refused, and half characters too."""
    if not ask.is_a(value, str):
        raise input_error(field, shown(value), "must be text")
    text = str.__str__(value)
    if text != encodable(text):
        raise input_error(field, shown(text), "must be text without half a character (a surrogate)")
    return text


def path(field: str, value: str | os.PathLike[str]) -> str:
    """Returns the path of a file or folder as text."""
    rule = "must be a path"
    try:
        text = os.fspath(value)
        os.fsencode(text)
    except Exception as error:  # it is none, or a class of the caller fails
        raise input_error(field, shown(value), rule) from error
    if not isinstance(text, str) or not text or "\0" in text:
        raise input_error(field, shown(text), rule)
    return str.__str__(text)


def words(field: str, value: Iterable[Any]) -> list[str]:
    """Returns a list of names; a single text is refused, because it is not a list of letters."""
    rule = "must be a list of names"
    if ask.is_a(value, str):
        rule += f", such as [{shown(value)}]"
    found = items(field, value, rule, _MOST_NAMES)
    return [word(f"{field}[{i}]", item) for i, item in enumerate(found)]


def items(field: str, value: Iterable[Any], rule: str, most: int = _MOST_ITEMS) -> list[Any]:
    """Returns the items of a list or of anything else that gives some.

    Args:
        field: The name of the argument.
        value: The value that a user gave. Text is refused, because it is no list of its letters,
            and a mapping, because it is more than its keys.
        rule: The rule of the error for what has no items.
        most: More items are refused.
    """
    try:
        listed = not (_is_text(value) or isinstance(value, Mapping))
        found = list(islice(value, most + 1)) if listed else None
    except Exception as error:  # there are none, or a class of the caller fails
        raise input_error(field, shown(value), rule) from error
    if found is None:
        raise input_error(field, shown(value), rule)
    if len(found) > most:
        raise input_error(field, ask.kind(value), f"must have at most {most:,} items")
    return found


def numbers(field: str, value: Iterable[Any]) -> list[float]:
    """Returns the numbers of a list, which must have an order."""
    if ask.is_a(value, Set):
        raise input_error(field, shown(value), _LIST)
    return [number(f"{field}[{i}]", one) for i, one in enumerate(items(field, value, _LIST))]


def mapping(field: str, value: Mapping[Any, Any], rule: str) -> dict[str, Any]:
    """Returns the values of a mapping by their names, which must be text that is not blank.

    Args:
        field: The name of the argument.
        value: The value that a user gave.
        rule: The rule of the error for what is no mapping.
    """
    found = {}
    for name, one in pairs(field, value, rule):
        instance(field, name, str, "must have names that are text")
        if not name.strip():
            raise input_error(field, shown(name), "must have names that are not blank")
        found[word(field, name)] = one
    return found


def pairs(field: str, value: Mapping[Any, Any], rule: str) -> list[tuple[Any, Any]]:
    """Returns the pairs of a mapping, whose keys may be anything; arguments as for `mapping`."""
    instance(field, value, Mapping, rule)
    return items(field, _pairs(value), rule)


def _pairs(value: Mapping[Any, Any]) -> Iterator[tuple[Any, Any]]:
    """Yields the pairs of a mapping; one that fails does so where it is read."""
    yield from value.items()


def twice(names: Iterable[str]) -> list[str]:
    """Returns the names that are there more than once."""
    return [name for name, count in Counter(names).items() if count > 1]


def _is_text(value: Any) -> bool:
    return isinstance(value, str | bytes | bytearray | memoryview)


def curve(field: str, values: Any) -> FloatArray:
    """Returns a one-dimensional array of float64, without a copy where it is one already."""
    array = array_of(field, values)
    if array.ndim != 1:
        raise input_error(field, f"array of shape {array.shape}", "must have one dimension")
    if np.ma.is_masked(values):
        place = int(np.flatnonzero(np.ma.getmaskarray(values))[0])
        raise input_error(f"{field}[{place}]", "masked", "must be a number")
    if array.size > 0 and (array.dtype.kind not in _REAL_KINDS or _is_mixed(values)):
        return np.array(numbers(field, values))
    with np.errstate(over="ignore"):  # of long doubles, which become infinite
        return np.ascontiguousarray(array, dtype=np.float64)


def own_curve(field: str, values: Any) -> FloatArray:
    """Returns `curve` as an array that nobody can write to, whatever becomes of the caller's."""
    own: FloatArray = np.array(curve(field, values))
    own.flags.writeable = False
    return own


def array_of(field: str, values: Any) -> npt.NDArray[Any]:
    """Returns a list of values as an array of any type and number of dimensions."""
    count = ask.length(values)
    if count > limits.output_times:
        rule = f"must be at most {limits.output_times:,}"
        raise input_error(field, f"{count:,} numbers", rule)
    try:
        listed = not (_is_text(values) or isinstance(values, Mapping | Set))
        array = np.asarray(values if listed else None)
    except Exception as error:  # such as lists of different lengths, or a class of the caller
        raise input_error(field, ask.kind(values), _LIST) from error
    if array.ndim == 0:
        raise input_error(field, ask.kind(values), _LIST)
    return array


def _is_mixed(values: Any) -> bool:
    """Tells whether a list holds more than plain numbers, such as True, which NumPy reads as 1."""
    return isinstance(values, list | tuple) and not set(map(type, values)) <= {float, int}
