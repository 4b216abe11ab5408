"""A picture shows groups: a run alone, or the subjects of several runs as bands."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from opiodyn._checks.check import FloatArray
from opiodyn._model.model import Model
from opiodyn._plot.curves import Samples, TimeSpan
from opiodyn._plot.drawn import drawn
from opiodyn._plot.spans import Taken
from opiodyn._result.inside import course_of, subject_data_of, trajectory_of
from opiodyn._result.notes import run_notes

if TYPE_CHECKING:
    from opiodyn._result.run_data import RunData

Read = Callable[[Sequence[str]], Mapping[str, Samples]]
"""This returns the samples of columns of the core, by name."""


class Group(NamedTuple):
    """A group is drawn in one colour where there are several."""

    name: str
    example: RunData
    """This run tells the ligands and columns of the group."""
    model: Model
    taken: Sequence[Taken]
    """Each regimen that a run of the group takes is here once, with its latest end."""
    read: Read
    notes: Sequence[str] = ()
    subjects: str = ""
    """These words say how many subjects there are; they are empty for a run alone."""
    sentences: Sequence[str] = ()
    """These sentences of the caption say what the lines are."""
    complete: bool = True

    @property
    def alone(self) -> bool:
        """Tells whether the group is one run."""
        return not self.subjects

    @property
    def given(self) -> FloatArray:
        """Returns the times of the doses [h], if all of the group have the same regimen."""
        return self.taken[0].regimen.given() if len(self.taken) == 1 else np.empty(0)


def shown_until(run: RunData) -> float:
    """Returns the end of a run in its picture [h].

    Records of a table may go on after the last dosing interval, where the course ends.
    """
    end, subject = course_of(run).end, subject_data_of(run)
    recorded = subject is not None and subject.records is not None
    return max(end, float(run.times[-1])) if recorded and run.complete else end


def taken_in(run: RunData) -> Taken:
    """Returns what is taken in a run, as far as it is shown."""
    return Taken(run.regimen, shown_until(run))


def group_of_run(name: str, run: RunData, spans: Sequence[TimeSpan]) -> Group:
    """Returns the group of a run alone, which is made again at the times of its picture.

    Args:
        name: The name of the run in a legend.
        run: The run.
        spans: The time spans of the picture.
    """
    shown = drawn(run, [span.window for span in spans], shown_until(run))

    def read(columns: Sequence[str]) -> dict[str, Samples]:
        values = trajectory_of(shown)
        return {name: Samples(shown.times, values.column(name)) for name in columns}

    notes = [str(note) for note in run_notes(run)]
    return Group(name, shown, run.model, [taken_in(run)], read, notes, complete=run.complete)


def column_names(run: RunData) -> set[str]:
    """Returns the names of the columns of the core that a run has."""
    return {column.name for column in trajectory_of(run).columns}
