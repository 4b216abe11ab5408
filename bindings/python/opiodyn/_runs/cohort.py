"""This module keeps the runs of people who share regimen and output times in one block.

A run is made when it is asked for: a model per person would take a hundred times the memory.
"""

from __future__ import annotations

import math
import threading
import weakref
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._checks.check import FloatArray
from opiodyn._checks.pickles import pickled
from opiodyn._core import StatusCode
from opiodyn._model.inside import core_of, of_person, used_rows
from opiodyn._model.model import Model
from opiodyn._result.course import Course
from opiodyn._result.outputs import Outputs, check_outputs
from opiodyn._result.plain_run import check_shared
from opiodyn._result.run_data import SubjectData
from opiodyn._runs.run import Run

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr


class Ended(NamedTuple):
    """The end of a run tells how far it came, and why it came no further."""

    code: StatusCode
    status: str
    counts: _core.RunCounts
    written: int = 0
    """This is the number of output times that the run reached [-]."""


_BLOCK = 4096  # rows that are written at once, so that Ctrl-C waits for no more

NOT_RUN = Ended(StatusCode.not_run, _core.status_text(StatusCode.not_run), _core.RunCounts())


@dataclass(eq=False)
class Store:
    """A store holds the numbers of all people, in their order."""

    people: Sequence[_core.Person]
    typical: Model
    regimen: _core.Regimen
    outputs: Outputs
    """The outputs are those of every person."""
    course: Course
    provenance: Mapping[str, str]
    """This is the provenance that the core gives every run."""
    ended: list[Ended] = field(default_factory=list)
    made: weakref.WeakValueDictionary[int, Run] = field(default_factory=weakref.WeakValueDictionary)
    making: threading.Lock = field(default_factory=threading.Lock)

    @property
    def times(self) -> FloatArray:
        """Returns the output times of every person [h]."""
        return self.outputs.times

    def __post_init__(self) -> None:
        all_times = np.tile(self.times, len(self.people))
        self.values = _core.Trajectory(core_of(self.typical), all_times)

    def add(self, rows: FloatArray, ended: Ended) -> None:
        """Adds the next person, with the rows of the output times that their run reached."""
        block = np.full((self.times.size, len(self.values.columns)), np.nan)
        block[: len(rows)] = rows
        self.ended.append(ended._replace(written=len(rows)))
        self.values.append(block)  # at once, and last: Ctrl-C may come between any two lines

    def close(self) -> None:
        """Marks the people that are missing as not run; `whole` writes their rows."""
        del self.ended[self.values.times.size // max(1, self.times.size) :]
        self.ended += [NOT_RUN] * (len(self.people) - len(self.ended))

    def whole(self) -> _core.Trajectory:
        """Returns the numbers of all people; those of people who have not run are no numbers."""
        with self.making:
            width = len(self.values.columns)
            while missing := len(self.people) * self.times.size - self.values.times.size:
                self.values.append(np.full((min(missing, _BLOCK), width), np.nan))
        return self.values

    def run(self, i: int) -> Run:
        """Returns the run of a person; it stays the same object for as long as somebody holds it.

        Several threads may ask at once, and get the same object too.
        """
        with self.making:
            known = self.made.get(i)
            if known is None:
                known = self.made[i] = self._run(i)
            return known

    def _run(self, i: int) -> Run:
        subject, model = self.subject(i)
        trajectory = _core.Trajectory(core_of(model), self.times)
        ended = self.ended[i]
        if ended.written:  # the store may have no rows yet for people who have not run
            trajectory.append(self.values.rows(i * self.times.size, ended.written))
        trajectory.finish(ended.code, ended.status, ended.counts, dict(self.provenance))
        return Run(trajectory, model, self.regimen, self.course, subject, self.outputs)

    def subject(self, i: int) -> tuple[SubjectData, Model]:
        """Returns a person with their model; the status of the run says what is impossible."""
        person = self.people[i]
        try:
            return SubjectData(person.index), of_person(self.typical, person)
        except _core.InputError:
            return SubjectData(person.index, impossible=True), self.typical

    def part(self, rows: range) -> dict[str, Any]:
        """Returns what makes a store of some of the people again, for a pickle."""
        block = self.whole().rows(0, self.times.size * len(self.people))
        values = block.reshape(len(self.people), self.times.size, block.shape[1])[list(rows)]
        return self.without_values(rows) | {"values": values}

    def without_values(self, rows: range) -> dict[str, Any]:
        """Returns the fields of a pickle of some of the people without their numbers."""
        chosen = [self.ended[row] for row in rows]
        return {
            "people": [self.people[row] for row in rows],
            "typical": self.typical,
            "regimen": self.regimen,
            "outputs": self.outputs,
            "course": self.course,
            "provenance": dict(self.provenance),
            "ended": [(int(code), *rest) for code, *rest in chosen],
        }


@pickled("Cohort")
class Cohort:
    """A cohort is some of the people of a store, or all of them."""

    def __init__(self, store: Store, rows: range | None = None) -> None:
        self._store = store
        self._rows = range(len(store.people)) if rows is None else rows

    def _plain(self) -> dict[str, Any]:
        return self._store.part(self._rows)

    @classmethod
    def _again(cls, **fields: Any) -> Cohort:
        return cls(_store_again(**fields))

    def __len__(self) -> int:
        return len(self._rows)

    def run(self, i: int) -> Run:
        """Returns the run of the person at this place."""
        return self._store.run(self._rows[i])

    def part(self, chosen: slice) -> Cohort:
        """Returns the people of a slice."""
        return Cohort(self._store, self._rows[chosen])

    def people(self, places: Sequence[int]) -> list[_core.Person]:
        """Returns the people at these places."""
        return [self._store.people[self._rows[place]] for place in places]

    @property
    def ids(self) -> list[object]:
        """Returns the numbers of the people."""
        return [self._store.people[row].index for row in self._rows]

    @property
    def statuses(self) -> list[str]:
        """Returns the status of each run."""
        return [ended.status for ended in self._ended]

    @property
    def steps(self) -> list[int]:
        """Returns the number of steps of each run [-]."""
        return [ended.counts.steps for ended in self._ended]

    @property
    def regimens(self) -> list[_core.Regimen]:
        """Returns the regimen of each person, which is the same for all."""
        return [self._store.regimen] * len(self)

    @property
    def codes(self) -> list[StatusCode]:
        """Returns the code of the status of each run."""
        return [ended.code for ended in self._ended]

    @property
    def times(self) -> FloatArray:
        """Returns the output times of all people [h]."""
        return self._store.times

    def covariates(self) -> Iterator[tuple[dict[str, Any], tuple[Any, ...]]]:
        """Returns the covariates of each person; none of them changes during a run."""
        return ((dict(self._store.people[row].covariates), ()) for row in self._rows)

    def parameters(self) -> Iterator[dict[str, float]]:
        """Returns the value of each parameter that a run used, person by person.

        It needs no model's full table of parameters for each person, which takes ten times as long.
        """
        typical = {row.name: row.value for row in used_rows(self._store.typical)}
        for row in self._rows:
            subject, model = self._store.subject(row)
            own = model.individual
            yield (
                dict.fromkeys(typical, math.nan)
                if subject.impossible
                else {name: own.get(name, value) for name, value in typical.items()}
            )

    def stacked(self, read: Callable[[_core.Trajectory], FloatArray]) -> FloatArray:
        """Returns a curve of each person, [subject, time]; NaN where a run did not come so far."""
        return self._chosen(read(self._store.whole())).reshape(len(self), -1)

    def frame(self) -> pd.DataFrame:
        """Returns the frame of `Runs.to_pandas`, without provenance."""
        import pandas as pd

        from opiodyn._result import frames

        found = frames.outputs(self._whole())
        index = pd.MultiIndex.from_product([self.ids, self.times], names=["subject", "time"])
        columns = {output.name: self._chosen(output.samples) for output in found}
        frame = pd.DataFrame(columns, index=index)
        written = np.array([ended.written for ended in self._ended], dtype=np.int64)
        frame = frame[(np.arange(self.times.size) < written[:, None]).reshape(-1)]
        frame.attrs = {"units": frames.units(found)}
        return frame

    def dataset(self) -> xr.Dataset:
        """Returns the dataset of `Runs.to_xarray`, without status and provenance."""
        from opiodyn._result import frames

        whole = self._whole()
        found = [
            output._replace(samples=self._chosen(output.samples))
            for output in frames.outputs(whole)
        ]
        leading = {"subject": self.ids, "time": self.times}
        return frames.dataset(whole, found, leading, frames.shared_attributes(whole))

    @property
    def _ended(self) -> list[Ended]:
        return [self._store.ended[row] for row in self._rows]

    def _whole(self) -> Run:
        """Returns all people below each other, as if they were one run of the typical model."""
        store = self._store
        return Run(store.whole(), store.typical, store.regimen, store.course)

    def _chosen(self, flat: FloatArray) -> FloatArray:
        if self._rows == range(len(self._store.people)):
            return flat
        return flat.reshape(-1, self.times.size)[list(self._rows)].reshape(-1)


def _store_again(
    *,
    people: list[_core.Person],
    typical: Model,
    regimen: _core.Regimen,
    outputs: Outputs,
    course: Course,
    provenance: dict[str, str],
    values: FloatArray,
    ended: list[tuple[int, str, _core.RunCounts, int]],
) -> Store:
    """Returns the store that was pickled.

    Raises:
        InputError: A field has another type, or sizes disagree.
    """
    check_shared(typical, regimen, course)
    for person in people:
        check.instance("pickle.people", person, _core.Person, "must be a Person")
    check_outputs(outputs)
    at = outputs.times
    store = Store(people, typical, regimen, outputs, course, provenance)
    shape = len(people), at.size, len(core_of(typical).columns)
    if values.shape != shape or len(ended) != len(people):
        rule = f"must have the shape {shape}, and there must be as many ends"
        raise check.input_error("pickle.values", f"an array of shape {values.shape}", rule)
    for rows, (code, status, counts, written) in zip(values, ended, strict=True):
        check.instance("pickle.counts", counts, _core.RunCounts, "must be the counts of a run")
        if not 0 <= written <= at.size:
            raise check.input_error("pickle.written", written, f"must be from 0 to {at.size}")
        end = Ended(StatusCode(code), check.word("pickle.status", status), counts)
        store.add(rows[:written], end)
    return store
