"""This module knows the units of a table's columns, and converts them to those of the library."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from functools import cache
from typing import Any, Self

import numpy as np

from opiodyn import _core
from opiodyn._checks.check import FloatArray
from opiodyn._events.faults import column_error
from opiodyn._events.notes import Notes
from opiodyn._events.source.cells import TableColumn
from opiodyn._events.source.columns import is_parameter, per_compartment
from opiodyn._events.source.field import is_unused
from opiodyn._events.spelling.units import MASSES, MOLAR, NO_UNIT, TIMES, bare, canonical

_TIME, _AMOUNT, _RATE = "time", "amount", "rate"
_KINDS = {
    **dict.fromkeys(("time", "dur", "ii", "alag", "d"), _TIME),
    "amt": _AMOUNT,
    **dict.fromkeys(("rate", "r"), _RATE),
}
_COVARIATES = {"weight": "kg", "age": "years", "creatinine_clearance": "mL/min"}
_SHORT = {"v": "L", "q": "L/h"}
_OF_DRUG = ("molar_mass", "salt_factor")
_AMOUNTS = {**MASSES, **MOLAR}


class Units:
    """The units of a table are one unit of time, one of amount, and those of other columns.

    Args:
        columns: The columns that are read, by key.
        notes: The notes that are added to.

    Raises:
        InputError: A unit is not known, is not that of its column, or does not fit the others. The
            message names all such columns.
    """

    def __init__(self, columns: Mapping[str, TableColumn], notes: Notes) -> None:
        self._names = {key: column.heading for key, column in columns.items()}
        self._given = {key: column.unit for key, column in columns.items() if column.unit}
        self._stated = {key: canonical(unit) for key, unit in self._given.items()}
        self._faults: list[tuple[str, str]] = []
        self._time = self._stated_of("time", TIMES) or "h"
        self._amount = self._amount_unit()
        for key in self._names:
            self._check(key)
        self._raise()
        self._note(notes)

    def plain(self) -> dict[str, Any]:
        """Returns the units as plain data, for a pickle."""
        return {name: value for name, value in vars(self).items() if name != "_faults"}

    @classmethod
    def again(cls, plain: dict[str, Any]) -> Self:
        """Returns the units of plain data; the table was refused if a unit was at fault."""
        units = object.__new__(cls)
        vars(units).update(plain, _faults=[])
        return units

    @property
    def molar(self) -> bool:
        """This tells whether amounts are in nmol of the drug instead of mg."""
        return self._amount in MOLAR

    @property
    def written(self) -> dict[str, str]:
        """These are the units that the table or the caller states, by the names of the columns."""
        return {self._names[key]: bare(unit) for key, unit in self._given.items()}

    def _in_table(self, key: str) -> str:
        """Returns the unit in which the table writes a column of times, amounts or rates."""
        rate = f"{self._amount}/{self._time}"
        return {_TIME: self._time, _AMOUNT: self._amount}.get(_kind(key), rate)

    def read(self, key: str) -> str:
        """Returns the unit in which the library holds a column; empty if it has none."""
        kind, amount = _kind(key), "nmol" if self.molar else "mg"
        if kind == "":
            return _own_unit(key) or self._given.get(key, "")
        return {_TIME: "h", _AMOUNT: amount}.get(kind, f"{amount}/h")

    def converted(self, key: str, numbers: FloatArray) -> FloatArray:
        """Returns numbers of a column, as the table writes them, in the unit of the library.

        RATE -1 and -2 are marks and stay as they are.
        """
        if self._factor(key) == 1:
            return numbers
        converted = _times(self._factor(key), numbers)
        return np.where(numbers < 0.0, numbers, converted) if key == "rate" else converted

    def advice(self, key: str) -> Callable[[str], str]:
        """Returns a function that tells what to do with a unit in the cells of a column."""
        return lambda unit: self._advice(key, unit)

    def _advice(self, key: str, unit: str) -> str:
        stated = bare(self._given.get(key, ""))
        if stated:
            return f"the unit of the column is stated, {stated!r}: write numbers alone"
        own = self._in_table(key) if _kind(key) else _own_unit(key)
        known = {"time": TIMES, "amt": _AMOUNTS}.get(key, (own,))
        if unit in known or (own == "" and is_parameter(key)):
            return f"state the unit once: units={{{self._names[key]!r}: {unit!r}}}"
        numbers = "plain numbers" if own in ("", NO_UNIT) else f"numbers in {own}"
        return f"{unit!r} is no unit of this column: write {numbers}"

    def as_written(self, key: str, number: float) -> float:
        """Returns a number in the unit of the library as the table writes it."""
        return number if number < 0.0 else float(_times(1 / self._factor(key), np.array(number)))

    def _factor(self, key: str) -> Fraction:
        kind = _kind(key)
        if kind == "":
            return Fraction(1)
        time, amount = TIMES[self._time], _AMOUNTS[self._amount]
        return {_TIME: time, _AMOUNT: amount}.get(kind, amount / time)

    def _stated_of(self, key: str, known: Iterable[str]) -> str:
        unit = self._stated.get(key, "")
        return unit if unit in known else ""

    def _amount_unit(self) -> str:
        """Returns the unit of AMT, or without a column AMT that of RATE."""
        if "amt" in self._names:
            return self._stated_of("amt", _AMOUNTS) or "mg"
        rate = self._stated.get("rate", "").partition("/")[0]
        return rate if rate in _AMOUNTS else "mg"

    def _check(self, key: str) -> None:
        kind = _kind(key)
        if kind == "":
            self._check_own(key)
        elif key in self._given:
            self._check_shared(key, kind)

    def _check_shared(self, key: str, kind: str) -> None:
        """Refuses a unit that is not that of the table's times or amounts."""
        unit = self._stated[key]
        amount, _, time = unit.partition("/")
        expected = self._in_table(key)
        if kind == _TIME and unit not in TIMES:
            self._fault(key, f"is no unit of time; known are {', '.join(TIMES)}")
        elif kind == _AMOUNT and unit not in _AMOUNTS:
            self._fault(key, f"is no unit of amount; known are {', '.join(_AMOUNTS)}")
        elif kind == _RATE and (amount not in _AMOUNTS or time not in TIMES):
            self._fault(key, f"is no amount per time; here it must be {expected}")
        elif unit != expected:
            self._fault(
                key,
                f"must be {expected}, because {self._why(kind)}: convert it, or state the others",
            )

    def _why(self, kind: str) -> str:
        """Returns what sets the unit of a kind of column, in words."""
        keys = {_TIME: ["time"], _AMOUNT: ["amt"]}.get(kind, ["amt", "time"])
        named = [
            f"{self._names[key]} is in {self._in_table(key)}"
            + ("" if key in self._given else " where nothing is stated")
            for key in keys
            if key in self._names
        ]
        return " and ".join(named)

    def _check_own(self, key: str) -> None:
        """Refuses another unit than that which the library has for a column."""
        own = _own_unit(key)
        unit = self._stated.get(key, "")
        if key == "dv" or is_unused(key) or (own == "" and is_parameter(key)):
            return
        if key.rpartition(".")[2].lower() in _OF_DRUG and self.molar:
            rule = "changes with the rows, so amounts cannot be in nmol: write AMT in mg"
            self._faults.append((key, rule))
        elif own in ("", NO_UNIT):
            if key in self._given and unit != NO_UNIT:
                self._fault(key, "cannot be, because the column has no unit")
        elif key in self._given:
            if unit != own:
                self._fault(key, f"must be {own}: convert it")
        else:
            self._require_clear(key, own)

    def _require_clear(self, key: str, own: str) -> None:
        tokens = own.split("/")
        beside = {"time": self._time != "h" and "h" in tokens}
        beside["amt"] = self._amount != "mg" and "mg" in tokens
        for other in (other for other, unclear in beside.items() if unclear):
            name = self._names[key]
            rule = (
                f"its unit is not clear beside {self._names[other]} in {self._in_table(other)}: "
                f"state units={{{name!r}: {own!r}}} if that is so, and convert it otherwise"
            )
            self._faults.append((key, rule))

    def _fault(self, key: str, rule: str) -> None:
        self._faults.append((key, f"its unit {bare(self._given[key])!r} {rule}"))

    def _raise(self) -> None:
        if self._faults:
            raise column_error([(self._names[key], rule) for key, rule in self._faults])

    def _note(self, notes: Notes) -> None:
        """Adds what follows from units other than h and mg."""
        if self._time != "h":
            notes.add(f"{self._names['time']} is in {self._time}: {_equal(self._time)}")
        if self._amount != "mg":
            key = "amt" if "amt" in self._names else "rate"
            notes.add(f"{self._names[key]} is in {self._in_table(key)}: {_equal(self._amount)}")
        changed = {_TIME: self._time != "h", _AMOUNT: self._amount != "mg"}
        changed[_RATE] = any(changed.values())
        unsaid = [k for k in self._names if k not in self._given and changed.get(_kind(k), False)]
        for unit in dict.fromkeys(map(self._in_table, unsaid)):
            names = [self._names[key] for key in unsaid if self._in_table(key) == unit]
            verb = "is" if len(names) == 1 else "are"
            notes.add(f"{', '.join(names)} {verb} in {unit} too, as no other unit is stated")


def _kind(key: str) -> str:
    """Tells whether a column holds times, amounts or rates; empty if none of them."""
    found = per_compartment(key)
    return _KINDS.get(found[0] if found else key, "")


def _own_unit(key: str) -> str:
    """Returns the unit of a covariate or parameter, "-" for a plain number; empty if unknown."""
    if key in _COVARIATES or not is_parameter(key):
        return _COVARIATES.get(key, "")
    if key.lower() in _SHORT:
        return _SHORT[key.lower()]
    known, ending = _parameter_units(), key.rpartition(".")[2]
    return known.get(ending) or known.get(ending.lower(), "")


@cache
def _parameter_units() -> dict[str, str]:
    """Returns the unit of each kind of parameter by its ending, as written and in lower case."""
    found: dict[str, set[str]] = {}
    for parameter in _core.library_parameters():
        found.setdefault(parameter.name.rpartition(".")[2], set()).add(parameter.unit)
    clear = {ending: units.pop() for ending, units in found.items() if len(units) == 1}
    return {ending.lower(): unit for ending, unit in clear.items()} | clear


def _equal(unit: str) -> str:
    """Returns what a unit is in the unit of the library, in words."""
    if unit in TIMES:
        size, own = TIMES[unit], "h"
    elif unit in MOLAR:
        return "the molar mass and the salt factor of the drug make mg of them"
    else:
        size, own = MASSES[unit], "mg"
    if size < 1:
        return f"{1 / size} {unit} count as 1 {own}"
    return f"1 {unit} counts as {size} {own}"


def _times(factor: Fraction, numbers: FloatArray) -> FloatArray:
    """Returns numbers times a fraction, rounded as rarely as possible."""
    with np.errstate(over="ignore"):
        product = numbers * float(factor.numerator) / float(factor.denominator)
    return product
