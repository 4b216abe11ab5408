"""Cases are measured here, and those that lie in their bands are counted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from opiodyn._validation.cases import Case
from opiodyn._validation.measures import measure
from opiodyn._validation.world import EVERY, World, preset_names


class Row(NamedTuple):
    """A row is a case with its simulated figures by preset."""

    case: Case
    figures: dict[str, float]

    def as_expected(self, preset: str) -> bool:
        """Tells whether the figure lies in its band, or outside, as the case expects."""
        return self.case.inside(self.figures[preset]) == self.case.expected(preset)


class Score(NamedTuple):
    """A score tells how many cases lie in their bands."""

    inside: int
    total: int

    def __str__(self) -> str:
        return f"{self.inside} of {self.total}"


def rows(cases: Iterable[Case]) -> list[Row]:
    """Measures the cases, each under its presets."""
    worlds = {preset: World(preset) for preset in (*preset_names(), EVERY)}
    return [
        Row(case, {preset: measure(case.setup, worlds[preset]) for preset in case.presets})
        for case in cases
    ]


def score(
    found: Iterable[Row], preset: str, kind: str | None = None, added: bool | None = None
) -> Score:
    """Returns the score of the cases of one kind, or of all that count, under a preset.

    Args:
        found: The cases with their figures.
        preset: The preset.
        kind: The kind; None counts all but alternatives.
        added: Whether to count added cases alone, or those before them alone; None counts both.
    """
    inside = [
        row.case.inside(row.figures[preset])
        for row in found
        if _counts(row.case.kind_of(preset), kind) and added in (None, row.case.added)
    ]
    return Score(sum(inside), len(inside))


def _counts(own: str, kind: str | None) -> bool:
    return own != "alternative" if kind is None else own == kind
