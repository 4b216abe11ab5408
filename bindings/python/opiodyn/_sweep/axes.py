"""An axis of a sweep says what varies, and what its values are called."""

from __future__ import annotations

import inspect
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._model.covariates import COVARIATES
from opiodyn._model.model import Model

_UNITS = {"dose": "mg", "interval": "h"}
_KINDS = {"regimen": _core.Regimen, "model": Model, "person": _core.Person}
_RESERVED = ("time", "status", "steps")
_OTHER_AXES = (
    "another axis is a full name of a parameter, such as 'naltrexone.CL', or a name of your own "
    "whose values are Regimens, Models or Persons"
)


@dataclass(frozen=True, eq=False)
class Axis:
    """An axis is one dimension of the grid."""

    name: str
    kind: str
    """The kind is parameter, dose, interval, regimen, model or person."""
    values: Sequence[Any]
    labels: Sequence[Any] = field(repr=False)
    """The labels are what the coordinate shows."""
    unit: str = ""


def read_axes(over: Mapping[str, Any]) -> list[Axis]:
    """Returns the axes in the order given; units of parameters are not known yet.

    Raises:
        InputError: There is none, one is empty or of mixed kinds, or the grid is too large.
    """
    check.instance("over", over, Mapping, "must map names of axes to their values")
    if not over:
        raise check.input_error("over", "{}", "needs at least one axis")
    _refuse_size(over)
    axes = [_axis(check.word("over", name), values) for name, values in over.items()]
    for kind in _KINDS:
        named = [axis.name for axis in axes if axis.kind == kind]
        if len(named) > 1:
            raise check.input_error("over", " and ".join(named), f"has two axes of {kind}s")
    refuse_excess(math.prod(len(axis.values) for axis in axes), 1)
    return axes


def refuse_excess(rows: int, per_row: int) -> None:
    """Refuses a grid that is too large, before anything is allocated.

    Raises:
        InputError: The results would be too many; the message has their size.
    """
    made_of = f"{float(rows):g} rows x {per_row} values; sweep a part at a time"
    _core.limits.require_output("over", float(rows * per_row), made_of)


def size_of(rows: int, per_row: int) -> str:
    """Returns the size of so many results in words."""
    return f"{float(rows):g} rows x {per_row} values = {rows * per_row * 8 / 1e9:,.3g} GB"


def _refuse_size(over: Mapping[str, Any]) -> None:
    """Refuses a grid by the axes that tell their length, before any is read."""
    lengths = [len(values) for values in over.values() if hasattr(values, "__len__")]
    refuse_excess(math.prod(lengths), 1)


def _axis(name: str, values: Any) -> Axis:
    if name in _RESERVED:
        raise check.input_error("over", repr(name), "is a name of the result; choose another")
    if isinstance(values, str | bytes) or not isinstance(values, Iterable):
        raise check.input_error(f"over[{name!r}]", repr(values), "must be a list of values")
    labels = list(values) if isinstance(values, Mapping) else None
    found: Sequence[Any] = list(values.values() if isinstance(values, Mapping) else values)
    if len(found) == 0:
        raise check.input_error(f"over[{name!r}]", "none", "needs at least one value")
    kind = _kind(name, found)
    if kind is None:
        _refuse_other_names(name)
        if labels is not None:
            rule = "must be a list of numbers; only Regimens, Models and Persons have labels"
            raise check.input_error(f"over[{name!r}]", repr(values), rule)
        numbers = _numbers(name, found)
        kind = name if name in _UNITS else "parameter"
        return Axis(name, kind, numbers, numbers, _UNITS.get(name, ""))
    return Axis(name, kind, found, _labels(kind, found) if labels is None else labels)


def _refuse_other_names(name: str) -> None:
    """Refuses an axis of numbers that is none, and says how to vary what it names."""
    if name in _UNITS or "." in name:
        return
    advice = _OTHER_AXES
    if name in COVARIATES:
        advice = f"to vary it give models: over={{{name!r}: [Model(covariates={{{name!r}: ...}})]}}"
    elif name in inspect.signature(Model).parameters:
        advice = f"to vary it give models: over={{{name!r}: [Model({name}=...), ...]}}"
    raise check.unknown("over", name, _UNITS, advice=advice)


def _kind(name: str, values: Sequence[Any]) -> str | None:
    """Returns the kind that the class of the values has; None for numbers."""
    for kind, cls in _KINDS.items():
        if isinstance(values[0], cls):
            for i, value in enumerate(values):
                rule = f"must be a {cls.__name__}, as the first is"
                check.instance(f"over[{name!r}][{i}]", value, cls, rule)
            return kind
    return None


def _numbers(name: str, values: Sequence[Any]) -> list[float]:
    numbers = [check.number(f"over[{name!r}][{i}]", value) for i, value in enumerate(values)]
    if len(set(numbers)) < len(numbers):
        raise check.input_error(f"over[{name!r}]", values, "has one twice")
    return numbers


def _labels(kind: str, values: Sequence[Any]) -> Sequence[Any]:
    if kind == "person":
        return [person.index for person in values]
    return [str(value) for value in values] if kind == "regimen" else list(range(len(values)))


def coordinate(axis: Axis) -> tuple[str, Any, dict[str, str]]:
    """Returns the coordinate of an axis for xarray."""
    attrs = {"long_name": axis.name}
    if axis.unit:
        attrs["units"] = "1" if axis.unit == "-" else axis.unit
    return axis.name, np.asarray(axis.labels), attrs


def people_of(axes: Iterable[Axis]) -> Sequence[_core.Person]:
    """Returns the people of the axis of people; none if there is no such axis."""
    return next((axis.values for axis in axes if axis.kind == "person"), [])
