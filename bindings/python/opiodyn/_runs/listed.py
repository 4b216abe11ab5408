"""Runs made one by one, each with output times and a model of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from opiodyn._checks import check
from opiodyn._checks.check import FloatArray
from opiodyn._result.inside import whose
from opiodyn._runs.run import Run

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr


class Listed:
    """What `Runs` asks of runs in a list; `Cohort` answers the same."""

    def __init__(self, runs: Sequence[Run]) -> None:
        self._runs = list(runs)

    def __len__(self) -> int:
        return len(self._runs)

    def run(self, i: int) -> Run:
        """That at this place."""
        return self._runs[i]

    def part(self, chosen: slice) -> Listed:
        """Those of a slice."""
        return Listed(self._runs[chosen])

    @property
    def ids(self) -> list[object]:
        """What the subjects are called."""
        return [run.subject for run in self._runs]

    @property
    def statuses(self) -> list[str]:
        """Of each subject."""
        return [run.status for run in self._runs]

    @property
    def times(self) -> FloatArray:
        """Those of all.

        Raises:
            InputError: They differ.
        """
        first = self._runs[0].times
        if any(not np.array_equal(first, run.times) for run in self._runs[1:]):
            rule = "differ between subjects; use to_pandas(), or give simulate() the times"
            raise check.input_error("times", "output times", rule)
        return first

    def known(self) -> Iterator[tuple[dict[str, Any], tuple[Any, ...]]]:
        """Covariates of each, and the categories that they change to."""
        for run in self._runs:
            subject = whose(run)
            yield run.covariates, tuple(subject.later) if subject else ()

    def individuals(self) -> Iterator[dict[str, float]]:
        """Parameters of each that differ from the typical ones."""
        return (run.model.individual for run in self._runs)

    def stacked(self, of: Callable[[Run], FloatArray]) -> FloatArray:
        """An output of all, of shape (subject, time)."""
        self.times  # noqa: B018 (one grid for all, or an error that says so)
        return np.stack([of(run) for run in self._runs])

    def frame(self) -> pd.DataFrame:
        """See `Runs.to_pandas`."""
        import pandas as pd

        frames = [run.to_pandas() for run in self._runs]
        units = frames[0].attrs["units"]
        for frame in frames:
            frame.attrs = {}  # pandas compares them, and they are each run's own
        joined = pd.concat(frames, keys=self.ids, names=["subject"])
        joined.attrs = {"units": units}
        return joined

    def dataset(self) -> xr.Dataset:
        """See `Runs.to_xarray`."""
        import pandas as pd
        import xarray as xr

        self.times  # noqa: B018 (as above)
        sets = [run.to_xarray() for run in self._runs]
        index = pd.Index(self.ids, name="subject")
        return xr.concat(sets, dim=index, combine_attrs="drop_conflicts", join="exact")
