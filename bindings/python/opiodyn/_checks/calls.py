"""This module tells of wrong calls of functions by an InputError that says how they are called.

The classes of the compiled core do so themselves, in the same words.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from opiodyn._checks import check
from opiodyn._checks.shown import shown
from opiodyn._core import InputError


def told(function: Callable[..., Any]) -> Callable[..., Any]:
    """Returns a function that tells of a wrong call; it is the same in all else."""

    @functools.wraps(function)
    def called(*given: Any, **named: Any) -> Any:
        try:
            return function(*given, **named)
        except TypeError as error:
            trace = error.__traceback__
            if trace is None or trace.tb_next is not None:  # the function was called
                raise
        raise _wrong_call(function, given, named)

    return called


def tell_methods(cls: type) -> None:
    """Lets the public methods of a class of Python, and its making, tell of a wrong call."""
    for owner in cls.__mro__:
        for name, method in list(vars(owner).items()):
            own = owner.__module__.startswith("opiodyn") and inspect.isfunction(method)
            public = name == "__init__" or not name.startswith("_")
            if own and public and not hasattr(method, "__wrapped__"):
                setattr(owner, name, told(method))


def _wrong_call(
    function: Callable[..., Any], given: Sequence[Any], named: Mapping[str, Any]
) -> InputError:
    """Returns the error of a call that the arguments of a function do not allow."""
    call = function.__name__
    known = list(inspect.signature(function).parameters.values())
    if known and known[0].name == "self":
        known, given = known[1:], given[1:]
        call = function.__qualname__.partition(".")[0] if call == "__init__" else call
    takes = _takes(call, known)
    for value, one in zip(given, known, strict=False):
        if one.name in named:
            return check.input_error(f"{call}.{one.name}", shown(value), "is given twice")
        if one.kind is one.KEYWORD_ONLY:
            rule = f"must be written as name=value; {takes}"
            return check.input_error(f"{call}.{one.name}", shown(value), rule)
    if len(given) > len(known):
        place = len(known)
        rule = f"is too much; {takes}"
        return check.input_error(f"{call}.argument {place + 1}", shown(given[place]), rule)
    for name in named:
        if name not in [one.name for one in known]:
            return check.unknown(f"argument of {call}", name, [one.name for one in known])
    missing = next(
        one.name
        for one in known[len(given) :]
        if one.default is one.empty and one.name not in named
    )
    return check.input_error(f"{call}.{missing}", "missing", f"must be given; {takes}")


def _takes(call: str, known: Sequence[inspect.Parameter]) -> str:
    needed = ", ".join(one.name for one in known if one.default is one.empty)
    wanted = ", ".join(one.name for one in known if one.default is not one.empty)
    if not wanted:
        return f"{call} takes {needed or 'nothing'}"
    return f"{call} takes {needed}, and if wanted {wanted}" if needed else f"{call} takes {wanted}"
