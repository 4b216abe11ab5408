"""A request is checked, and becomes a plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

import numpy as np

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._checks.drugs import drug_of
from opiodyn._checks.shown import shown
from opiodyn._dosing import replacement
from opiodyn._model.arguments import check_regimen, chosen_model
from opiodyn._model.inside import core_of, of_person, refuse_person, settled_for
from opiodyn._model.model import Model
from opiodyn._result.columns import OutputColumn, WantedColumn, shared_columns
from opiodyn._result.course import end_of
from opiodyn._result.measure import CoreMetric, in_core
from opiodyn._result.metric import Metric, PlainWindow
from opiodyn._sweep.axes import Axis, refuse_excess
from opiodyn._sweep.chunks import Asked
from opiodyn._sweep.kept import Kept
from opiodyn._sweep.layout import Layout, people_of
from opiodyn._sweep.plan import REGIMENS, Plan

T = TypeVar("T")


def make_plan(
    call: str,
    regimen: _core.Regimen | None,
    layout: Layout,
    model: Model | None,
    kept: Kept,
    drug: str | None,
    solver: dict[str, Any],
) -> Plan:
    """Returns the plan of what a call was asked for, checked.

    Raises:
        InputError: A value breaks a rule.
    """
    models = _on_axis("model", layout, model) or [chosen_model(call, model)]
    given = _on_axis("regimen", layout, regimen) or [regimen]
    for one in given:
        check_regimen(call, one)
    drug = None if drug is None else _drug_in(given, drug)
    for one in models if any(axis.kind == "parameter" for axis in layout.axes) else ():
        refuse_person(one, "has values of its own of the parameters that this call varies")
    settled = [settled_for(one, *_unlike(given)) for one in models]
    regimens = _replaced_regimens(given, layout, drug)
    known = shared_columns(settled, _wanted(kept))
    refuse_excess(layout.rows, kept.times.size * len(kept.columns) + len(kept.metrics))
    people = people_of(layout)
    _check_people(settled, people, layout)
    asked = Asked(kept.times, [known[name].core for name in kept.columns], solver)
    core_metrics = [
        _placed(layout, k, _core_metrics, kept.metrics, known, one, drug)
        for k, one in enumerate(regimens)
    ]
    named = layout.with_axes([_with_unit(axis, settled) for axis in layout.axes])
    return Plan(
        named, settled, regimens, given, people, drug, kept.metrics, known, asked, core_metrics
    )


def _drug_in(regimens: Iterable[_core.Regimen], named: str) -> str:
    """Returns the drug that a name means, which one of the regimens must have, if any has one."""
    listed = list(dict.fromkeys(name for one in regimens for name in one.drugs))
    return drug_of(listed, named) if listed else _core.drug_name(check.word("drug", named))


def _unlike(regimens: Iterable[_core.Regimen]) -> list[_core.Regimen]:
    """Returns regimens that settle a model as all of them do: each set of drugs and routes once."""
    found: dict[Any, _core.Regimen] = {}
    for one in regimens:
        doses = dict.fromkeys((dose.drug, dose.route, bool(dose.cmt)) for dose in one.doses)
        found.setdefault((*doses, *(table.drug for table in one.concentrations)), one)
    return list(found.values())


def _on_axis(kind: str, layout: Layout, given: Any) -> Any:
    """Returns the values of the axis of this kind; none if there is no such axis.

    Raises:
        InputError: There is one, and the argument was given too.
    """
    axis = layout.axis(kind)
    if axis is None:
        return []
    if given is not None:
        raise check.input_error(kind, given, f"leave it out: the axis '{axis.name}' has its own")
    return axis.values


def _wanted(kept: Kept) -> list[WantedColumn]:
    columns = [WantedColumn(name, "columns", name) for name in kept.columns]
    return columns + [WantedColumn(one.column, "metric", one.name) for one in kept.metrics.values()]


def _replaced_regimens(
    given: Sequence[_core.Regimen], layout: Layout, drug: str | None
) -> list[_core.Regimen]:
    """Returns the regimen of each case of regimen, dose and interval."""
    axes = [layout.axis("dose"), layout.axis("interval")]
    doses, intervals = ([None] if axis is None else axis.values for axis in axes)
    cases = layout.cases(*REGIMENS)
    if axes == [None, None]:
        return [given[regimen] for regimen, _, _ in cases]
    return [
        _placed(layout, k, _replaced, given[regimen], doses[dose], intervals[interval], drug)
        for k, (regimen, dose, interval) in enumerate(cases)
    ]


def _placed(layout: Layout, case: int, action: Callable[..., T], *arguments: Any) -> T:
    """Returns what an action makes for a case of regimen, dose and interval.

    Raises:
        InputError: The action raised it; where rows have the case, the message has the first one.
    """
    try:
        return action(*arguments)
    except _core.InputError as error:
        place = layout.place(case, *REGIMENS)
        if not place:
            raise
        raise check.input_error(f"{place}{error.field}", error.value, error.rule) from None


def _replaced(
    regimen: _core.Regimen, dose: float | None, interval: float | None, drug: str | None
) -> _core.Regimen:
    named = replacement.drug_of(regimen, drug)
    amount = replacement.own_dose(regimen, named) if dose is None else dose
    if interval is not None:
        replacement.check_interval("over['interval']", regimen, named, interval)
    return replacement.replaced(regimen, named, amount, interval)


def _core_metrics(
    metrics: Mapping[str, Metric],
    known: Mapping[str, OutputColumn],
    regimen: _core.Regimen,
    drug: str | None,
) -> tuple[CoreMetric, ...]:
    named = drug if drug is not None or len(regimen.drugs) != 1 else regimen.drugs[0]
    end = end_of(regimen, None, np.empty(0))
    if end == 0.0 and any(metric.span is None for metric in metrics.values()):
        rule = "has no dose, so that its run has no hours; give a Metric with hours of its own, "
        rule += "such as Metric('tone.mu.mean', span=(0, 24))"
        raise check.input_error("regimen", f"'{regimen}'", rule)
    windows: dict[tuple[Any, ...], PlainWindow] = {}  # many metrics, few windows
    found = []
    for metric in metrics.values():
        column = known[metric.column]
        hours = metric.span, metric.every, metric.window
        if hours not in windows:
            windows[hours] = metric.window_of(regimen, named, end)
        found.append(in_core(metric, column, windows[hours]))
    return tuple(found)


def _with_unit(axis: Axis, models: Sequence[Model]) -> Axis:
    """Returns the axis; one of a parameter, which every model must know, with its unit."""
    if axis.kind != "parameter":
        return axis
    units = []
    for model in models:
        known = parameter_unit(model, axis.name)
        if known is None:
            rule = "is not a parameter of the model, nor 'dose' or 'interval'"
            raise check.input_error("over", shown(axis.name), rule)
        units.append(known)
    refuse_unused("over", axis.name, models)
    return replace(axis, unit=units[-1] or "1")


def refuse_unused(field: str, parameter: str, models: Iterable[Model]) -> None:
    """Refuses a parameter that no equation of the models uses.

    Raises:
        InputError: No number of a run could depend on the parameter.
    """
    if not any(parameter in core_of(model).used_parameters for model in models):
        rule = "changes nothing: no equation of the model uses it, by the routes of this regimen"
        raise check.input_error(field, shown(parameter), rule)


def parameter_unit(model: Model, name: str) -> str | None:
    """Returns the unit of a parameter; None if the model has no such parameter.

    Raises:
        UnknownNameError: The name is not known; the message says what there is.
    """
    row = next((row for row in core_of(model).parameters if row.name == name), None)
    if row is None:
        core_of(model).of_person({name: 1.0})  # says what the name could be
        return None
    return row.unit


def _check_people(models: Sequence[Model], people: Sequence[_core.Person], layout: Layout) -> None:
    for one in models if people else ():
        refuse_person(one, "is one person, and the subjects are others")
        if one.covariates:
            rule = "subjects have covariates of their own; leave out those of the model"
            raise check.input_error("covariates", one.covariates, rule)
    if people and any(one.strict for one in models):
        for model, person in layout.cases("model", "person"):
            if models[model].strict:
                of_person(models[model], people[person])  # refuses assumed effects, by name
