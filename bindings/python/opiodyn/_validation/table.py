"""The cases measured under the presets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from opiodyn._validation.cases import Case, read
from opiodyn._validation.measures import measure
from opiodyn._validation.world import World, preset_names


class Row(NamedTuple):
    """A case and what came out, by preset."""

    case: Case
    figures: dict[str, float]

    def as_expected(self, preset: str) -> bool:
        """In its band or outside, as the case says."""
        return self.case.inside(self.figures[preset]) == self.case.expected(preset)


class Score(NamedTuple):
    """How many cases lie in their bands."""

    inside: int
    total: int


def rows(cases: Iterable[Case] | None = None, presets: Sequence[str] | None = None) -> list[Row]:
    """All cases under all presets, unless fewer are asked for."""
    worlds = {preset: World(preset) for preset in presets or preset_names()}
    return [
        Row(case, {preset: measure(case.setup, world) for preset, world in worlds.items()})
        for case in (read() if cases is None else cases)
    ]


def score(found: Iterable[Row], preset: str, kind: str | None = None) -> Score:
    """Of a preset; of the cases of one kind, or of all."""
    inside = [
        row.case.inside(row.figures[preset]) for row in found if kind in (None, row.case.kind)
    ]
    return Score(int(sum(inside)), len(inside))
