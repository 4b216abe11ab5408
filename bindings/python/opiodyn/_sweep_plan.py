"""A sweep before it runs: the grid, and what each row of it is made of."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from opiodyn import _check, _compare_regimens, _core, _sweep_axes, _sweep_columns
from opiodyn._check import FloatArray
from opiodyn._metric import Metric
from opiodyn._model import Model
from opiodyn._sweep_axes import Axis
from opiodyn._sweep_chunks import Asked, Chunk

_MOST_ROWS = 1024  # of a chunk: enough to fill all lanes, few enough to hold their models
_MOST_CHUNK_VALUES = 8_000_000
_SHARES = 16  # chunks for an executor, or a folder


@dataclass(frozen=True)
class Plan:
    """Rows are the points of the grid, the last axis fastest."""

    axes: list[Axis]
    models: list[Model]
    """Settled."""
    regimens: list[_core.Regimen]
    """The product of regimen, dose and interval."""
    people: Sequence[_core.Person]
    drug: str | None
    metrics: dict[str, Metric]
    columns: dict[str, _sweep_columns.Column]
    asked: Asked
    reductions: list[tuple[Any, ...]]
    """Of each regimen, as the core takes them."""

    @property
    def shape(self) -> tuple[int, ...]:
        """Of the grid."""
        return tuple(len(axis.values) for axis in self.axes)

    @property
    def rows(self) -> int:
        """Points of the grid."""
        return math.prod(self.shape)

    def chunk_rows(self, said: int | None, shared: bool) -> int:
        """Rows of a chunk; what depends on the request alone, if none is given."""
        if said is not None:
            rows = _check.whole("chunk", said)
            if rows < 1:
                raise _check.input_error("chunk", rows, "must be at least 1 row")
            return rows
        per_row = max(1, self.asked.times.size * len(self.asked.columns))
        most = min(_MOST_ROWS, max(1, _MOST_CHUNK_VALUES // per_row))
        return min(most, max(16, -(-self.rows // _SHARES))) if shared else most

    def chunk(self, index: int, size: int) -> Chunk:
        """The rows from index * size, with no more than what they need."""
        first = index * size
        rows = np.arange(first, min(first + size, self.rows))
        at = dict(zip(self.axes, np.unravel_index(rows, self.shape), strict=True))
        models, model = _used(self.models, _index(at, ["model"], rows.size))
        kinds = ["regimen", "dose", "interval"]
        regimens, regimen = _used(self.regimens, _index(at, kinds, rows.size))
        reductions, _ = _used(self.reductions, _index(at, kinds, rows.size))
        people, person = _used(self.people, _index(at, ["person"], rows.size))
        if not self.people:
            person = np.full(rows.size, -1)
        varied = [axis for axis in self.axes if axis.kind == "parameter"]
        values = [np.asarray(axis.values, dtype=np.float64)[at[axis]] for axis in varied]
        return Chunk(
            index,
            first,
            models,
            regimens,
            people,
            np.column_stack([model, regimen, person]).astype(np.int64),
            [axis.name for axis in varied],
            np.column_stack(values) if values else np.empty((rows.size, 0)),
            reductions,
            self.asked,
        )


def _index(at: Mapping[Axis, npt.NDArray[np.intp]], kinds: list[str], rows: int) -> Any:
    """Numbers in the product of the axes of these kinds."""
    found = np.zeros(rows, dtype=np.int64)
    for kind in kinds:
        for axis, index in at.items():
            if axis.kind == kind:
                found = found * len(axis.values) + index
    return found


def _used(values: Sequence[Any], index: Any) -> tuple[list[Any], Any]:
    """Those that an index names, and the index into them."""
    if not values:
        return [], index
    places, inverse = np.unique(index, return_inverse=True)
    return [values[i] for i in places], inverse.reshape(-1)


def make(
    model: Model | None,
    regimen: _core.Regimen | None,
    axes: list[Axis],
    metrics: dict[str, Metric],
    times: FloatArray,
    columns: list[str],
    drug: str | None,
    solver: dict[str, Any],
) -> Plan:
    """The plan of what `sweep` was asked for, checked.

    Raises:
        InputError: A value breaks a rule.
    """
    bases = _either("model", Model() if model is None else model, axes, model is not None)
    given = _either("regimen", regimen, axes, regimen is not None)
    rule = "must be a Regimen; opiodyn.regimen(text) makes one"
    for one in given:
        _check.instance("regimen", one, _core.Regimen, rule)
    settled = [_settled(one, given) for one in bases]
    regimens = _product(given, axes, drug)
    known = _sweep_columns.shared_columns(
        settled,
        "columns",
        [*columns, *(one.column for one in metrics.values())],
    )
    _sweep_axes.refuse_excess(
        math.prod(len(axis.values) for axis in axes), times.size * len(columns) + len(metrics)
    )
    people = _sweep_axes.people_of(axes)
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
        raise _check.input_error(field, own, rule)
    return axis.values


def _settled(model: Model, regimens: Sequence[_core.Regimen]) -> Model:
    _check.instance("model", model, Model, "must be a Model")
    return model._for(*regimens)


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
    named = _compare_regimens.drug_of(regimen, drug)
    amount = _compare_regimens.own_dose(regimen, named) if dose is None else dose
    if interval is not None:
        _compare_regimens.own_interval(regimen, named)
        _check.positive("interval", interval)
    return _compare_regimens.replaced(regimen, named, amount, interval)


def _reductions(
    metrics: Mapping[str, Metric],
    known: Mapping[str, _sweep_columns.Column],
    regimen: _core.Regimen,
    drug: str | None,
) -> tuple[Any, ...]:
    named = drug if drug is not None or len(regimen.drugs) != 1 else regimen.drugs[0]
    found = []
    for metric in metrics.values():
        column = known[metric.column]
        window = metric.window_of(regimen, named)
        found.append((metric.kind, column.core, window, metric.level / column.factor))
    return tuple(found)


def _with_unit(axis: Axis, models: Iterable[Model]) -> Axis:
    """A parameter's axis, whose name every model must know."""
    if axis.kind != "parameter":
        return axis
    units = ""
    for model in models:
        row = next((row for row in model._core.parameters if row.name == axis.name), None)
        if row is None:
            model._core.of_person({axis.name: 1.0})  # says what it could be
            rule = "is not a parameter of the model, nor 'dose' or 'interval'"
            raise _check.input_error("over", repr(axis.name), rule)
        units = row.unit
    return replace(axis, unit=units or "1")


def _check_people(models: Iterable[Model], people: Sequence[_core.Person]) -> None:
    for model in models if people else ():
        if model.covariates:
            rule = "subjects have covariates of their own; leave out those of the model"
            raise _check.input_error("covariates", model.covariates, rule)
        if model._strict:
            for person in people:
                model._individual(person)  # refuses assumed effects, by name
