"""The variables of a search are doses, times and intervals, each between two bounds."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._checks.pickles import pickled_by_fields
from opiodyn._checks.shown import shown
from opiodyn._dosing import replacement
from opiodyn._model.model import Model
from opiodyn._sensitivity.variables import read_variables

_UNITS = {"dose": "mg", "interval": "h", "hour": "h"}
_KINDS = {"amount": "amt", "time": "time"}
_RECORD = re.compile(r"(amt|time)(\[[0-9]{1,9}\])?")
_LATEST = 48.0  # h: bounds of an hour of day may reach past midnight
_RULE = "must map variables to their bounds, such as {'dose': (0.1, 50)}"
_BOUNDS = "must be two numbers, the lower and the upper bound, such as (0.1, 50)"


@pickled_by_fields("OptimumVariable")
class Variable(NamedTuple):
    """A variable of a search has bounds."""

    name: str
    """This is the name that the user gave."""
    unit: str
    kind: str
    """The kind is dose, interval or hour; or amt or time of a record."""
    record: int
    """This is the number of the record of the kinds amt and time."""
    low: float
    high: float


def read_over(
    over: Mapping[str, Sequence[float]], regimen: _core.Regimen, drug: str, model: Model
) -> list[Variable]:
    """Returns the variables in the order given; the model is settled.

    Raises:
        InputError: A bound breaks a rule, or two variables set one thing.
        UnknownNameError: A name is none of a variable.
    """
    given = check.mapping("over", over, _RULE)
    if not given:
        raise check.input_error("over", "{}", "needs at least one variable; it " + _RULE)
    records = _of_records(list(given), model, regimen)
    found = []
    for name, bounds in given.items():
        kind, unit, record = records.get(name) or (name, _UNITS[name], -1)
        low, high = _bounds(f"over[{name!r}]", bounds)
        found.append(Variable(name, unit, kind, record, low, high))
    for one in found:
        _check(one, regimen, drug)
    _refuse_two_masters(found, regimen, drug)
    return found


def _of_records(
    names: list[str], model: Model, regimen: _core.Regimen
) -> dict[str, tuple[str, str, int]]:
    """Returns kind, unit and record of each name of a record."""
    of_records = [name for name in names if _RECORD.fullmatch(name)]
    for name in names:
        if name not in _UNITS and name not in of_records:
            advice = "or amt[1] or time[1] of a record"
            raise check.unknown("over", name, [*_UNITS, "amt[0]", "time[0]"], advice=advice)
    if not of_records:
        return {}
    read = read_variables(of_records, model, regimen, field="over")
    return {one.name: (_KINDS[one.plain[1]], one.unit, one.plain[2]) for one in read}


def _bounds(field: str, bounds: Any) -> tuple[float, float]:
    given = check.items(field, bounds, _BOUNDS)
    if len(given) != 2:
        raise check.input_error(field, shown(bounds), _BOUNDS)
    low, high = (check.non_negative(f"{field}[{i}]", one) for i, one in enumerate(given))
    if not low < high:
        rule = "must have a lower bound below the upper one; a fixed value belongs to the regimen"
        raise check.input_error(field, f"({low:g}, {high:g})", rule)
    return low, high


def _check(one: Variable, regimen: _core.Regimen, drug: str) -> None:
    """Refuses a variable that the regimen cannot have."""
    field = f"over[{one.name!r}]"
    if one.kind == "interval":
        replacement.own_interval(regimen, drug, field)
        replacement.check_interval(f"{field}[0]", regimen, drug, one.low)
        replacement.check_interval(f"{field}[1]", regimen, drug, one.high)
    if one.kind == "hour" and one.high > _LATEST:
        rule = f"must be hours of a day, or of the night after it: at most {_LATEST:g}"
        raise check.input_error(field, f"({one.low:g}, {one.high:g})", rule)
    if one.record >= 0 and not isinstance(regimen.records[one.record], _core.Dose):
        rule = f"must be of a dose, and record {one.record} is none"
        raise check.input_error("over", shown(one.name), rule)
    if one.kind in ("dose", "amt") and one.low == 0.0:
        _refuse_zero(field, [regimen.records[i] for i in varied_numbers(one, regimen, drug)])


def _refuse_zero(field: str, doses: list[Any]) -> None:
    """Refuses an amount of 0 where it would not mean that nothing is given."""
    if any(dose.rate > 0.0 for dose in doses):
        rule = "must be above 0: an infusion by rate= without an amount would have no end"
        raise check.input_error(f"{field}[0]", "0", rule)


def varied_numbers(one: Variable, regimen: _core.Regimen, drug: str) -> list[int]:
    """Returns the numbers of the records that a variable changes."""
    if one.record >= 0:
        return [one.record]
    return [
        i
        for i, record in enumerate(regimen.records)
        if isinstance(record, _core.Dose) and record.drug == drug
    ]


def _refuse_two_masters(found: list[Variable], regimen: _core.Regimen, drug: str) -> None:
    """Refuses two variables that set one thing, such as the dose and the amount of a record."""
    pairs = {"amt": ("dose",), "time": ("hour", "interval")}
    for one in found:
        others = [other for other in found if other.kind in pairs.get(one.kind, ())]
        for other in others:
            if one.record in varied_numbers(other, regimen, drug):
                rule = f"is set by {other.name!r} already, which is of all doses of {drug}"
                raise check.input_error("over", shown(one.name), rule)
