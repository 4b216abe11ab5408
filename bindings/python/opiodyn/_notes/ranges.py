"""This module finds values outside their documented ranges, and implausible covariates."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from opiodyn import _core
from opiodyn._model.inside import core_of
from opiodyn._model.model import Model
from opiodyn._notes import facts
from opiodyn._notes.note import Note, note

GIVEN, PERSON = "given in parameters", "of the covariates"
CHANGED, AXIS = "set by the regimen or table", "on an axis"


class Ranges:
    """The ranges are those of the parameters that a model uses.

    Args:
        typical: The model without covariates.
    """

    def __init__(self, typical: Model) -> None:
        core = core_of(typical)
        used = set(core.used_parameters)
        self._rows = {row.name: row for row in core.parameters if row.name in used}
        self._effects = {row.name: row for row in core.effects}

    def notes(self, values: Mapping[str, Sequence[float]], where: str) -> Iterator[Note]:
        """Returns a note for each parameter with a value outside its range.

        Args:
            values: The values of each parameter, by full name.
            where: The words that say where the values come from.
        """
        for name, given in values.items():
            row = self._rows.get(name) or self._effects.get(name)
            if row is None or not _is_documented(row):
                continue
            beyond = [x for x in given if self._is_outside(row, x)]
            if beyond:
                yield note(
                    "outside-range", (name, where), values=beyond, unit=row.unit,
                    sources=_sources(row), what=name, where=where,
                    low=f"{row.low:g}", high=f"{row.high:g}", unit_of_range=_unit(row.unit),
                )  # fmt: skip

    def encloses(self, name: str, low: float, high: float) -> bool:
        """Tells whether all values from low to high lie in the range of a parameter."""
        row = self._rows.get(name)
        return row is not None and row.low <= low and high <= row.high

    def _is_outside(self, row: _core.Parameter, value: float) -> bool:
        slack = 1e-9 * max(abs(row.low), abs(row.high))
        if row.low - slack <= value <= row.high + slack:
            return False
        return not self._is_of_category(row, value)

    def _is_of_category(self, row: _core.Parameter, value: float) -> bool:
        """Tells whether an effect sets the parameter to this value, which has a range there."""
        return any(
            name.startswith(f"{row.name}.")
            and effect.unit == row.unit
            and math.isclose(effect.value, value)
            and name not in self._rows
            for name, effect in self._effects.items()
        )


def covariate_notes(covariates: Mapping[str, float | str]) -> Iterator[Note]:
    """Returns a note for each covariate outside its plausible range."""
    for name, value in covariates.items():
        row = facts.values().get(f"plausible.{name}")
        if row is None or isinstance(value, str) or row.low <= value <= row.high:
            continue
        yield note(
            "implausible", (name,), values=[value], unit=row.unit, sources=row.sources,
            status=row.status, what=name, low=f"{row.low:g}", high=f"{row.high:g}",
            unit_of_range=_unit(row.unit),
        )  # fmt: skip


def _is_documented(row: _core.Parameter) -> bool:
    """Tells whether a file documents the range: a bare number of the caller's own has none."""
    return row.low < row.high or row.name in facts.documented() or row.status != "supplied"


def _sources(row: _core.Parameter) -> list[str]:
    return facts.documented().get(row.name, row).sources


def _unit(unit: str) -> str:
    return "" if unit == "-" else f" {unit}"
