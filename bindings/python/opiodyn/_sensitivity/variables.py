"""Variables are parameters, and the amounts and times of the records of a regimen."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._checks.pickles import pickled_by_fields
from opiodyn._checks.shown import shown
from opiodyn._model.inside import core_of
from opiodyn._model.model import Model
from opiodyn._sweep.build import parameter_unit, refuse_unused

_RECORD = re.compile(r"(amt|time)(?:\[([0-9]{1,9})\])?")
_CORE = {"amt": "amount", "time": "time"}


@pickled_by_fields("Variable")
class Variable(NamedTuple):
    """A variable is what a sensitivity is taken to."""

    name: str
    """This is the name that the user gave."""
    unit: str
    plain: tuple[str, str, int]
    """This is the full name of a parameter, or amount or time, and the record, for the core."""


def read_variables(
    to: Iterable[str], model: Model, regimen: _core.Regimen, field: str = "to"
) -> list[Variable]:
    """Returns the variables in the order given; the model is settled.

    Raises:
        InputError: There is none, one is given twice, or nothing depends on one.
        UnknownNameError: The model has no such parameter.
    """
    found: list[Variable] = []
    for name in check.words(field, to):
        one = _of_record(name, regimen, field) or _parameter(name, model, field)
        if any(one.plain == other.plain for other in found):
            raise check.input_error(field, shown(name), "is given twice")
        found.append(one)
    if not found:
        raise check.input_error(field, "[]", "needs at least one variable")
    return found


def _parameter(name: str, model: Model, field: str) -> Variable:
    if "." not in name:
        known = [row.name for row in core_of(model).parameters]
        advice = "give the full name of a parameter, or 'amt[1]' or 'time[1]' of a record"
        raise check.unknown(field, name, ["amt", "time", *known], advice=advice)
    unit = parameter_unit(model, name)
    if unit is None:
        raise check.input_error(field, shown(name), "is not a parameter of the model")
    refuse_unused(field, name, [model])
    return Variable(name, unit if unit not in ("", "-") else "1", (name, "", 0))


def _of_record(name: str, regimen: _core.Regimen, field: str) -> Variable | None:
    """Returns the variable of a record; None if the name is no such variable."""
    match = _RECORD.fullmatch(name)
    if match is None:
        return None
    number, count = int(match[2] or 0), len(regimen.records)
    if number >= count:
        rule = f"is not there: the regimen has {count} records, counted from 0"
        raise check.input_error(field, shown(name), rule)
    return Variable(name, _unit(match[1], number, regimen), ("", _CORE[match[1]], number))


def _unit(what: str, number: int, regimen: _core.Regimen) -> str:
    """Returns the unit; the core checks that the record has an amount."""
    if what == "time":
        return "h"
    doses = {i for i, record in enumerate(regimen.records) if isinstance(record, _core.Dose)}
    return "mg" if number in doses else "1"
