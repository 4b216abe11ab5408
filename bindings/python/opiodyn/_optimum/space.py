"""A space has a regimen at each of its points."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._checks.check import FloatArray
from opiodyn._dosing import replacement
from opiodyn._optimum.variables import Variable, varied_numbers

_DAY = 24.0


@dataclass(frozen=True)
class Space:
    """A space holds a regimen and its variables; a point has a value for each variable.

    Where the interval varies, the number of doses follows, so that a treatment lasts as long as
    before. It stands beside a point as ``count``, because the numbers of a run are smooth only
    where it stays.
    """

    regimen: _core.Regimen
    drug: str
    variables: tuple[Variable, ...]

    @cached_property
    def lows(self) -> FloatArray:
        """These are the lower bounds."""
        return np.array([one.low for one in self.variables])

    @cached_property
    def highs(self) -> FloatArray:
        """These are the upper bounds."""
        return np.array([one.high for one in self.variables])

    @cached_property
    def records(self) -> list[list[int]]:
        """These are the numbers of the records that each variable changes."""
        return [varied_numbers(one, self.regimen, self.drug) for one in self.variables]

    @cached_property
    def interval(self) -> int | None:
        """This is the place of the interval among the variables, if it varies."""
        kinds = [one.kind for one in self.variables]
        return kinds.index("interval") if "interval" in kinds else None

    @cached_property
    def span(self) -> float:
        """This is the length of the treatment whose interval varies [h]."""
        return float((self._repeated.addl + 1) * self._repeated.ii)

    def raised(self, shortest: float) -> Space:
        """Returns the space with intervals of at least so many hours.

        Raises:
            InputError: The interval has no such values within its bounds.
        """
        place = self.interval
        if place is None or self.variables[place].low >= shortest:
            return self
        if self.variables[place].high <= shortest:
            rule = f"must reach beyond {shortest:g} h, where a window after the last dose ends"
            raise check.input_error("over['interval'][1]", f"{self.variables[place].high:g}", rule)
        variables = list(self.variables)
        variables[place] = variables[place]._replace(low=shortest)
        return replace(self, variables=tuple(variables))

    def count(self, point: FloatArray) -> int:
        """Returns how many doses the interval makes; 0 if no interval varies."""
        if self.interval is None:
            return 0
        return replacement.count_within(self._repeated, float(point[self.interval]))

    def part(self, count: int) -> tuple[FloatArray, FloatArray]:
        """Returns the bounds between which the interval makes so many doses.

        At the upper end of such intervals there is one dose less. A millionth keeps away from it.
        """
        lows, highs = self.lows.copy(), self.highs.copy()
        if self.interval is not None:
            lows[self.interval] = max(lows[self.interval], self.span / count)
            if count > 1:
                end = self.span / (count - 1) * (1.0 - 1e-6)
                highs[self.interval] = min(highs[self.interval], end)
        return lows, highs

    def has(self, count: int) -> bool:
        """Tells whether an interval within the bounds makes so many doses."""
        if count < 1:
            return False
        lows, highs = self.part(count)
        return bool((lows <= highs).all())

    def at(self, point: FloatArray, count: int | None = None) -> _core.Regimen:
        """Returns the regimen of a point, with as many doses as it makes or as are given."""
        doses = self.count(point) if count is None else count
        records: list[Any] = list(self.regimen.records)
        for one, numbers, value in zip(self.variables, self.records, point, strict=True):
            for i in numbers:
                fields = self._fields(one.kind, records[i], float(value), doses)
                records[i] = replacement.with_fields(records[i], **fields)
        return _core.Regimen(records)

    def own(self) -> FloatArray | None:
        """Returns the point of the regimen as it is; None if it has none within the bounds."""
        pairs = zip(self.variables, self.records, strict=True)
        point = np.array([self._own(one.kind, numbers) for one, numbers in pairs])
        inside = (self.lows <= point) & (point <= self.highs)  # False for NaN
        return point if inside.all() else None

    def total(self, point: FloatArray, count: int | None) -> tuple[float, FloatArray]:
        """Returns the total dose of the drug [mg], and its derivatives.

        Args:
            point: The point.
            count: The number of doses if the interval varies. None stands for one that is not
                whole, the length of the treatment over the interval, which has a derivative.
        """
        slopes, total = np.zeros(len(self.variables)), 0.0
        times = self._times(point, count)
        for i, record in enumerate(self.at(point).records):
            if isinstance(record, _core.Dose):
                total += times.get(i, 0.0) * record.amt
        for k, (one, numbers) in enumerate(zip(self.variables, self.records, strict=True)):
            if one.kind in ("dose", "amt"):
                slopes[k] = sum(times.get(i, 0.0) for i in numbers)
        if self.interval is not None and count is None:
            slopes[self.interval] = -total / point[self.interval]
        return total, slopes

    def _times(self, point: FloatArray, count: int | None) -> dict[int, float]:
        """Returns how often each dose record of the drug is given."""
        records = enumerate(self.regimen.records)
        doses = [(i, one) for i, one in records if isinstance(one, _core.Dose)]
        own = {i: one.addl + 1.0 for i, one in doses if one.drug == self.drug}
        if self.interval is None:
            return own
        varied = self.span / float(point[self.interval]) if count is None else float(count)
        return dict.fromkeys(own, varied)

    @cached_property
    def _repeated(self) -> Any:
        """This is the record whose interval varies."""
        assert self.interval is not None
        return self.regimen.records[self.records[self.interval][0]]

    @cached_property
    def _first(self) -> float:
        """This is the time of the first dose of the drug [h]."""
        return float(min(one.time for one in self.regimen.doses if one.drug == self.drug))

    def _own(self, kind: str, numbers: list[int]) -> float:
        """Returns the value that the records share; NaN if they differ."""
        if kind == "hour":
            return self._first % _DAY
        field = {"interval": "ii", "time": "time"}.get(kind, "amt")
        values = {getattr(self.regimen.records[i], field) for i in numbers}
        return float(values.pop()) if len(values) == 1 else math.nan

    def _fields(self, kind: str, record: Any, value: float, count: int) -> dict[str, Any]:
        """Returns the fields of a record that a variable sets to a value."""
        if kind == "hour":
            return {"time": record.time - self._first % _DAY + value}
        if kind == "interval":
            return {"ii": value, "addl": count - 1}
        if kind == "time":
            return {"time": value}
        return {"amt": value, "rate": record.rate if value else 0.0}
