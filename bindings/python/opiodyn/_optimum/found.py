"""The result of a search is plain data."""

from __future__ import annotations

import math
from typing import NamedTuple

from opiodyn import _core
from opiodyn._checks.pickles import pickled_by_fields
from opiodyn._compare.optimum import FLAT
from opiodyn._model.model import Model
from opiodyn._optimum.limits import Limit
from opiodyn._optimum.variables import Variable

# A value so near to a bound of a variable, or to a limit, is at it. A search keeps limits within
# a millionth.
_NEAR = 1e-5


@pickled_by_fields("OptimumPath")
class Path(NamedTuple):
    """A path is a local search from its start to its end."""

    start: tuple[float, ...]
    end: tuple[float, ...]
    value: float
    feasible: bool
    converged: bool


@pickled_by_fields("OptimumFound")
class Found(NamedTuple):
    """This is what a search found, as plain data."""

    regimen: _core.Regimen
    """This is the best regimen."""
    model: Model
    drug: str
    metric: str
    sign: int
    unit: str
    hours: str
    value: float
    status: str
    variables: list[Variable]
    point: tuple[float, ...]
    limits: list[Limit]
    at_limits: list[tuple[float, str]]
    """Each limit has the value of its number here, and the unit."""
    paths: list[Path]
    notes: list[str]
    remarks: list[str]
    """These sentences say what else was decided."""
    runs: int
    jumps: bool
    """This is True if the interval rests where the number of doses changes."""

    @property
    def at_bounds(self) -> dict[str, str]:
        """These variables rest at a bound, lowest or highest, or at a jump."""
        jumps = [one.name for one in self.variables if one.kind == "interval" and self.jumps]
        return dict.fromkeys(jumps, "jump") | {
            one.name: name
            for one, value in zip(self.variables, self.point, strict=True)
            for end, name in ((one.low, "lowest"), (one.high, "highest"))
            if abs(value - end) <= _NEAR * (one.high - one.low)
        }

    @property
    def alike(self) -> int:
        """This is how many starts ended at the best value."""
        near = FLAT * abs(self.value)
        return sum(one.feasible and abs(one.value - self.value) <= near for one in self.paths)

    @property
    def active(self) -> list[bool]:
        """Each limit is active or not: the number lies at it."""
        return [
            any(_near(value, end) for end in (limit.low, limit.high))
            for limit, (value, _) in zip(self.limits, self.at_limits, strict=True)
        ]


def _near(value: float, end: float) -> bool:
    return math.isfinite(end) and abs(value - end) <= _NEAR * (abs(end) or 1.0)


def with_unit(value: float, unit: str) -> str:
    """Returns a value for a person, with its unit."""
    return f"{value:.5g}" + (f" {unit}" if unit not in ("", "1") else "")
