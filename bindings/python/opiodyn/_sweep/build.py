"""From what `sweep` was asked for to a checked plan."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._dosing import replacement
from opiodyn._model.inside import core_of, of_person, settled_for
from opiodyn._model.model import Model
from opiodyn._sweep.axes import Axis, people_of, refuse_excess
from opiodyn._sweep.chunks import Asked
from opiodyn._sweep.columns import Column, shared_columns
from opiodyn._sweep.kept import Kept
from opiodyn._sweep.metric import Metric, PlainWindow
from opiodyn._sweep.plan import Plan


def make(
    model: Model | None,
    regimen: _core.Regimen | None,
    axes: list[Axis],
    kept: Kept,
    drug: str | None,
    solver: dict[str, Any],
) -> Plan:
    """The plan of what `sweep` was asked for, checked.

    Raises:
        InputError: A value breaks a rule.
    """
    metrics, times, columns = kept
    bases = _either("model", Model() if model is None else model, axes, model is not None)
    given = _either("regimen", regimen, axes, regimen is not None)
    rule = "must be a Regimen; opiodyn.regimen(text) makes one"
    for one in given:
        check.instance("regimen", one, _core.Regimen, rule)
    settled = [_settled(one, given) for one in bases]
    regimens = _product(given, axes, drug)
    known = shared_columns(
        settled,
        "columns",
        [*columns, *(one.column for one in metrics.values())],
    )
    refuse_excess(
        math.prod(len(axis.values) for axis in axes), times.size * len(columns) + len(metrics)
    )
    people = people_of(axes)
    _check_people(settled, people)
    asked = Asked(times, [known[name].core for name in columns], solver)
    reductions = [_reductions(metrics, known, one, drug) for one in regimens]
    named = [_with_unit(axis, settled) for axis in axes]
    wanted = {name: known[name] for name in columns} | {
        one.column: known[one.column] for one in metrics.values()
    }
    return Plan(named, settled, regimens, people, drug, metrics, wanted, asked, reductions)


def _either(field: str, own: Any, axes: Iterable[Axis], said: bool) -> Sequence[Any]:
    """What an axis of that kind holds, or the one that was given."""
    axis = next((one for one in axes if one.kind == field), None)
    if axis is None:
        return [own]
    if said:
        rule = f"leave it out (None): the axis '{axis.name}' has its own"
        raise check.input_error(field, own, rule)
    return axis.values


def _settled(model: Model, regimens: Sequence[_core.Regimen]) -> Model:
    check.instance("model", model, Model, "must be a Model")
    return settled_for(model, *regimens)


def _product(
    given: Sequence[_core.Regimen], axes: Iterable[Axis], drug: str | None
) -> list[_core.Regimen]:
    """Each regimen with each dose and interval."""
    of_kind = {axis.kind: axis.values for axis in axes}
    if not of_kind.keys() & {"dose", "interval"}:
        return list(given)
    doses, intervals = of_kind.get("dose", [None]), of_kind.get("interval", [None])
    return [_replaced(*one, drug=drug) for one in itertools.product(given, doses, intervals)]


def _replaced(
    regimen: _core.Regimen, dose: float | None, interval: float | None, drug: str | None
) -> _core.Regimen:
    named = replacement.drug_of(regimen, drug)
    amount = replacement.own_dose(regimen, named) if dose is None else dose
    if interval is not None:
        replacement.own_interval(regimen, named)
        check.positive("interval", interval)
    return replacement.replaced(regimen, named, amount, interval)


def _reductions(
    metrics: Mapping[str, Metric],
    known: Mapping[str, Column],
    regimen: _core.Regimen,
    drug: str | None,
) -> tuple[Any, ...]:
    named = drug if drug is not None or len(regimen.drugs) != 1 else regimen.drugs[0]
    windows: dict[tuple[Any, ...], PlainWindow] = {}  # many metrics, few windows
    found = []
    for metric in metrics.values():
        column = known[metric.column]
        hours = metric.span, metric.every, metric.window
        if hours not in windows:
            windows[hours] = metric.window_of(regimen, named)
        found.append((metric.kind, column.core, windows[hours], metric.level / column.factor))
    return tuple(found)


def _with_unit(axis: Axis, models: Iterable[Model]) -> Axis:
    """A parameter's axis, whose name every model must know."""
    if axis.kind != "parameter":
        return axis
    unit = ""
    for model in models:
        known = parameter_unit(model, axis.name)
        if known is None:
            rule = "is not a parameter of the model, nor 'dose' or 'interval'"
            raise check.input_error("over", repr(axis.name), rule)
        unit = known
    return replace(axis, unit=unit or "1")


def parameter_unit(model: Model, name: str) -> str | None:
    """None for one that there is not.

    Raises:
        UnknownNameError: There is none; what it could be.
    """
    row = next((row for row in core_of(model).parameters if row.name == name), None)
    if row is None:
        core_of(model).of_person({name: 1.0})  # says what it could be
        return None
    return row.unit


def _check_people(models: Iterable[Model], people: Sequence[_core.Person]) -> None:
    for model in models if people else ():
        if model.covariates:
            rule = "subjects have covariates of their own; leave out those of the model"
            raise check.input_error("covariates", model.covariates, rule)
        if model.strict:
            for person in people:
                of_person(model, person)  # refuses assumed effects, by name
