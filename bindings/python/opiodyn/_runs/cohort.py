"""Runs of people who share regimen and output times: their numbers in one block, each run made when
it is asked for. A model per person would take a hundred times the memory."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from opiodyn import _core
from opiodyn._checks.check import FloatArray
from opiodyn._checks.status import COMPLETE, NOT_RUN
from opiodyn._model.inside import core_of, of_person
from opiodyn._model.model import Model
from opiodyn._result.run_data import Subject
from opiodyn._runs.run import Run

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr


class Counts(NamedTuple):
    """What differs between the runs of a cohort in the provenance of the core."""

    steps: int = 0
    rejected_steps: int = 0
    steady_states: int = 0
    steady_state_residual: float = 0.0
    steady_state_periods: int = 0


class Ended(NamedTuple):
    """How a run of a cohort ended."""

    status: str
    counts: Counts
    written: int
    """Outputs."""


@dataclass(eq=False)
class Store:
    """All subjects, in their order."""

    people: Sequence[_core.Person]
    typical: Model
    regimen: _core.Regimen
    times: FloatArray
    said: Mapping[str, str]
    """Provenance of the core, but for the counts."""
    ended: list[Ended] = field(default_factory=list)
    made: weakref.WeakValueDictionary[int, Run] = field(default_factory=weakref.WeakValueDictionary)

    def __post_init__(self) -> None:
        all_times = np.tile(self.times, len(self.people))
        self.values = _core.Trajectory(core_of(self.typical), all_times)

    def add(self, rows: FloatArray, status: str, counts: Counts) -> None:
        """The next subject, with its rows as far as it came."""
        block = np.full((self.times.size, len(self.values.columns)), np.nan)
        block[: len(rows)] = rows
        self.ended.append(Ended(status, counts, len(rows)))
        self.values.append(block)  # at once, and last: Ctrl-C may come between any two lines

    def close(self) -> None:
        """Marks those that are missing as not run."""
        del self.ended[self.values.times.size // max(1, self.times.size) :]
        nothing = np.empty((0, len(self.values.columns)))
        while len(self.ended) < len(self.people):
            self.add(nothing, NOT_RUN, Counts())
        self.values.finish(COMPLETE, dict(self.said))

    def run(self, i: int) -> Run:
        """The same one for as long as somebody holds it."""
        known = self.made.get(i)
        if known is None:
            known = self.made[i] = self._run(i)
        return known

    def _run(self, i: int) -> Run:
        person = self.people[i]
        try:
            model = of_person(self.typical, person)
        except _core.InputError:  # which is the status
            model = self.typical
        trajectory = _core.Trajectory(core_of(model), self.times)
        ended = self.ended[i]
        trajectory.append(self.values.rows(i * self.times.size, ended.written))
        counts = {name: repr(value) for name, value in ended.counts._asdict().items()}
        trajectory.finish(ended.status, {**self.said, **counts})
        return Run(trajectory, model, self.regimen, Subject(person.index))


class Cohort:
    """Some subjects of a store."""

    def __init__(self, store: Store, rows: range | None = None) -> None:
        self._store = store
        self._rows = range(len(store.people)) if rows is None else rows

    def __len__(self) -> int:
        return len(self._rows)

    def run(self, i: int) -> Run:
        """Of the subject at this place."""
        return self._store.run(self._rows[i])

    def part(self, chosen: slice) -> Cohort:
        """Those of a slice."""
        return Cohort(self._store, self._rows[chosen])

    @property
    def ids(self) -> list[object]:
        """Numbers of the people."""
        return [self._store.people[row].index for row in self._rows]

    @property
    def statuses(self) -> list[str]:
        """Of each subject."""
        return [self._store.ended[row].status for row in self._rows]

    @property
    def times(self) -> FloatArray:
        """Those of all."""
        return self._store.times

    def known(self) -> Iterator[tuple[dict[str, Any], tuple[Any, ...]]]:
        """Covariates of each; none of them changes on the way."""
        return ((dict(self._store.people[row].covariates), ()) for row in self._rows)

    def individuals(self) -> Iterator[dict[str, float]]:
        """Parameters of each that differ from the typical ones; none if they are impossible."""
        return (self.run(i).model.individual for i in range(len(self)))

    def stacked(self, of: Callable[[Run], FloatArray]) -> FloatArray:
        """An output of all, of shape (subject, time); NaN where a run did not come."""
        return self._chosen(of(self._whole())).reshape(len(self), -1)

    def frame(self) -> pd.DataFrame:
        """See `Runs.to_pandas`."""
        import pandas as pd

        from opiodyn._result import frames

        found = frames.outputs(self._whole())
        index = pd.MultiIndex.from_product([self.ids, self.times], names=["subject", "time"])
        columns = {output.name: self._chosen(output.samples) for output in found}
        frame = pd.DataFrame(columns, index=index)
        written = np.array([self._store.ended[row].written for row in self._rows], dtype=np.int64)
        frame = frame[(np.arange(self.times.size) < written[:, None]).reshape(-1)]
        frame.attrs = {"units": frames.units(found)}
        return frame

    def dataset(self) -> xr.Dataset:
        """See `Runs.to_xarray`."""
        from opiodyn._result import frames

        whole = self._whole()
        found = [
            output._replace(samples=self._chosen(output.samples))
            for output in frames.outputs(whole)
        ]
        leading = {"subject": self.ids, "time": self.times}
        return frames.dataset(whole, found, leading, frames.shared_attributes(whole))

    def _whole(self) -> Run:
        """All subjects below each other, as if they were one run of the typical model."""
        return Run(self._store.values, self._store.typical, self._store.regimen)

    def _chosen(self, flat: FloatArray) -> FloatArray:
        if self._rows == range(len(self._store.people)):
            return flat
        return flat.reshape(-1, self.times.size)[list(self._rows)].reshape(-1)
