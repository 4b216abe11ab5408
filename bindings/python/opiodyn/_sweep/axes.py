"""An axis of a sweep says what varies, and what its values are called."""

from __future__ import annotations

import inspect
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from opiodyn import _core
from opiodyn._checks import ask, check
from opiodyn._checks.shown import shown
from opiodyn._model.covariates import COVARIATES
from opiodyn._model.model import Model
from opiodyn._model.people import refuse_equal
from opiodyn._sweep.rows import is_table

UNITS = {"dose": "mg", "interval": "h"}
KINDS = {"regimen": _core.Regimen, "model": Model, "person": _core.Person}
RESERVED = ("time", "status", "steps")
_OTHER_AXES = (
    "another axis is a full name of a parameter, such as 'naltrexone.CL', or a name of your own "
    "whose values are Regimens, Models or Persons"
)


@dataclass(frozen=True, eq=False)
class Axis:
    """An axis is what varies: a dimension of a grid, or a column of rows."""

    name: str
    kind: str
    """The kind is parameter, dose, interval, regimen, model or person."""
    values: Any
    """The values are a sequence, or an array of numbers."""
    labels: Any = field(repr=False)
    """The labels are what the coordinate shows."""
    unit: str = ""


def read_axes(over: Mapping[str, Any]) -> list[Axis]:
    """Returns the axes in the order given; units of parameters are not known yet.

    Raises:
        InputError: There is none, one is empty or of mixed kinds, or the grid is too large.
    """
    rule = "must map names of axes to their values, or be a table of rows: a frame or Rows"
    named = check.mapping("over", over, rule)
    if not named:
        raise check.input_error("over", "{}", "needs at least one axis")
    _refuse_size(named)
    axes = [_axis(name, values) for name, values in named.items()]
    refuse_same_kind(axes, "axes")
    refuse_excess(math.prod(len(axis.values) for axis in axes), 1)
    return axes


def refuse_same_kind(axes: Iterable[Axis], noun: str) -> None:
    """Refuses two axes of regimens, models or people.

    Raises:
        InputError: There are two; the message has their names.
    """
    for kind in KINDS:
        named = [axis.name for axis in axes if axis.kind == kind]
        if len(named) > 1:
            raise check.input_error("over", " and ".join(named), f"has two {noun} of {kind}s")


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
    refuse_excess(math.prod(ask.length(values) or 1 for values in over.values()), 1)


def _axis(name: str, values: Any) -> Axis:
    if name in RESERVED:
        raise check.input_error("over", shown(name), "is a name of the result; choose another")
    if is_table(values):
        rule = "is a table of rows, which is no axis of a grid; give the table alone as over, and "
        rule += "cross it with other axes before (in pandas, merge(..., how='cross'))"
        raise check.input_error(f"over[{name!r}]", f"{len(values)} rows", rule)
    labels, found = _labelled(f"over[{name!r}]", values)
    if len(found) == 0:
        raise check.input_error(f"over[{name!r}]", "none", "needs at least one value")
    kind = kind_of(name, found)
    if kind is None:
        refuse_other_names(name, _OTHER_AXES)
        if labels is not None:
            rule = "must be a list of numbers; only Regimens, Models and Persons have labels"
            raise check.input_error(f"over[{name!r}]", shown(values), rule)
        numbers = _different(name, found)
        kind = name if name in UNITS else "parameter"
        return Axis(name, kind, numbers, numbers, UNITS.get(name, ""))
    if labels is None:
        if kind == "person":
            advice = "give labels of your own: {'first': person, 'second': person}"
            refuse_equal(f"over[{name!r}]", found, advice)
        labels = list(labels_of(kind, found))
    return Axis(name, kind, found, labels)


def _labelled(field: str, values: Any) -> tuple[list[Any] | None, Sequence[Any]]:
    """Returns the labels of a mapping, which a list has not, and the values."""
    rule = "must be a list of values"
    if not ask.is_a(values, Mapping):
        return None, check.items(field, values, rule)
    pairs = check.pairs(field, values, rule)
    labels = [label for label, _ in pairs]
    _check_labels(field, labels)
    return labels, [value for _, value in pairs]


def _check_labels(field: str, labels: Sequence[Any]) -> None:
    """Refuses labels that no coordinate can show, or that it would make alike."""
    for label in labels:
        if ask.is_a(label, (tuple, frozenset)):
            rule = "must have labels that are text or numbers; join the parts of this one to a text"
            raise check.input_error(field, shown(label), rule)
    texts = [label for label in labels if ask.is_a(label, str)]
    if texts and len(texts) < len(labels):
        other = next(label for label in labels if not ask.is_a(label, str))
        rule = "must have labels of one kind, all text or all numbers"
        raise check.input_error(field, f"{shown(other)} beside {shown(texts[0])}", rule)


def refuse_other_names(name: str, advice: str) -> None:
    """Refuses an axis of numbers that is none, and says how to vary what it names."""
    if name in UNITS or "." in name:
        return
    if name in COVARIATES:
        advice = f"to vary it give models: over={{{name!r}: [Model(covariates={{{name!r}: ...}})]}}"
    elif name in inspect.signature(Model).parameters:
        advice = f"to vary it give models: over={{{name!r}: [Model({name}=...), ...]}}"
    raise check.unknown("over", name, UNITS, advice=advice)


def kind_of(name: str, values: Sequence[Any]) -> str | None:
    """Returns the kind that the class of the values has; None for numbers."""
    for kind, cls in KINDS.items():
        if ask.is_a(values[0], cls):
            for i, value in enumerate(values):
                rule = f"must be a {cls.__name__}, as the first is"
                check.instance(f"over[{name!r}][{i}]", value, cls, rule)
            return kind
    return None


def _different(name: str, values: Sequence[Any]) -> list[float]:
    numbers = [check.number(f"over[{name!r}][{i}]", value) for i, value in enumerate(values)]
    if len(set(numbers)) < len(numbers):
        raise check.input_error(f"over[{name!r}]", values, "has one twice")
    return numbers


def labels_of(kind: str, values: Sequence[Any]) -> Sequence[Any]:
    """Returns the labels of values that have none of their own."""
    if kind == "person":
        return [person.index for person in values]
    return [str(value) for value in values] if kind == "regimen" else list(range(len(values)))


def attributes(axis: Axis) -> dict[str, str]:
    """Returns the attributes of an axis's coordinate for xarray."""
    attrs = {"long_name": axis.name}
    if axis.unit:
        attrs["units"] = "1" if axis.unit == "-" else axis.unit
    return attrs
