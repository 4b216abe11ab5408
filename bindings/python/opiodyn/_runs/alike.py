"""Runs that share model and windows are measured together, several in the lanes of a core."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from opiodyn._result.inside import course_of
from opiodyn._result.measure import Subjects
from opiodyn._runs.cohort import Cohort
from opiodyn._runs.inside import kept_of

if TYPE_CHECKING:
    from opiodyn._runs.run import Run
    from opiodyn._runs.runs_data import RunsData


class Alike(NamedTuple):
    """These runs are alike: what is asked of one is asked of all."""

    places: list[int]
    """Each run has this place among all runs."""
    example: Run
    subjects: Subjects


def groups_of(
    runs: RunsData, places: Sequence[int], windows: Callable[[Run], Hashable]
) -> Iterator[Alike]:
    """Returns the runs at these places in groups that have the same windows.

    People share a regimen, so that they are one group.
    """
    kept = kept_of(runs)
    if isinstance(kept, Cohort):
        if places:
            subjects = Subjects([runs.model], [kept.regimens[0]], kept.people(places))
            yield Alike([*places], runs[places[0]], subjects)
        return
    groups: dict[Hashable, list[int]] = {}
    for place in places:
        run = runs[place]
        groups.setdefault((id(run.model), course_of(run), windows(run)), []).append(place)
    for group in groups.values():
        models, regimens = [runs[i].model for i in group], [runs[i].regimen for i in group]
        yield Alike(group, runs[group[0]], Subjects(models, regimens))
