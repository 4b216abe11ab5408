"""The subjects of a study take values of the parameters that a fit varies.

A fit varies typical values. The covariates of a subject may make its own value of a parameter
another one, which then follows the typical value by a factor.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._checks.check import FloatArray
from opiodyn._checks.pickles import pickled_by_fields
from opiodyn._checks.shown import shown
from opiodyn._model.inside import core_of, typical_of
from opiodyn._model.model import Model

if TYPE_CHECKING:
    from opiodyn._events.subject import EventSubject

IntArray: TypeAlias = npt.NDArray[np.int64]
Record: TypeAlias = _core.Dose | _core.Reset | _core.Change | _core.Stimulus | _core.Concentration


@pickled_by_fields("Study")
class Study(NamedTuple):
    """A study is what subjects get, without the parameters that a fit varies."""

    regimens: list[_core.Regimen]
    factors: FloatArray
    """A subject's own value is this times the typical one, [subject, parameter]."""
    outputs: list[tuple[FloatArray, IntArray]]
    """The times of each subject's outputs [h], with the number of records that each shows."""


def study_of(subjects: Sequence[EventSubject], model: Model, names: Sequence[str]) -> Study:
    """Returns the study of subjects; the model is settled.

    Raises:
        InputError: The table sets a parameter that varies, or changes it during a run.
    """
    typical = {row.name: row.value for row in core_of(typical_of(model)).parameters}
    own = {row.name: row.value for row in core_of(model).parameters}
    base = np.array([_ratio(own[name], typical[name]) for name in names])
    regimens, outputs, factors = [], [], np.tile(base, (len(subjects), 1))
    for i, subject in enumerate(subjects):
        records, values = _without(subject, names)
        gone = len(subject.regimen.records) - len(records)  # which stood at the front
        regimens.append(_core.Regimen(records) if values else subject.regimen)
        outputs.append((subject.times, np.maximum(subject.seen - gone, 0)))
        for name, value in values.items():
            _refuse_column(subject, model, name, value)
            factors[i, names.index(name)] = _ratio(value, typical[name])
    return Study(regimens, factors, outputs)


def _ratio(value: float, typical: float) -> float:
    return 1.0 if value == typical else value / typical


def _without(subject: EventSubject, names: Sequence[str]) -> tuple[list[Record], dict[str, float]]:
    """Returns a subject's records without these parameters, and the values that they gave them."""
    records: list[Record] = []
    values: dict[str, float] = {}
    for record in subject.regimen.records:
        if not isinstance(record, _core.Change):
            records.append(record)
            continue
        for name in filter(record.parameters.__contains__, names):
            if record.time > 0.0 or name in values:
                rule = (
                    f"the table changes it at {record.time:g} h in subject {subject.id}; a fit "
                    "varies parameters that stay the same during a run"
                )
                raise check.input_error("vary", shown(name), rule)
            values[name] = record.parameters[name]
        kept = {name: x for name, x in record.parameters.items() if name not in names}
        if kept:
            records.append(_core.Change(time=record.time, parameters=kept))
    return records, values


def _refuse_column(subject: EventSubject, model: Model, name: str, value: float) -> None:
    """Refuses a parameter that a column of the table sets, and no covariate."""
    of_covariates = _core.covariate_parameters(core_of(model), dict(subject.covariates))
    if of_covariates.get(name) != value:
        rule = f"the table sets it in subject {subject.id}; leave out its column to fit it"
        raise check.input_error("vary", shown(name), rule)
