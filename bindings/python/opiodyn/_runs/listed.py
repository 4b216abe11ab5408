"""This module keeps runs that were made one by one, each with output times of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._checks.check import FloatArray
from opiodyn._checks.pickles import pickled
from opiodyn._core import StatusCode
from opiodyn._result.inside import subject_data_of, trajectory_of
from opiodyn._result.records import LABELS
from opiodyn._runs.run import Run

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr


@pickled("Listed")
class Listed:
    """A list of runs answers what `Runs` asks; `Cohort` answers the same."""

    def __init__(self, runs: Sequence[Run]) -> None:
        self._runs = list(runs)

    def _plain(self) -> dict[str, Any]:
        return {"runs": self._runs}

    @classmethod
    def _again(cls, runs: list[Run]) -> Listed:
        for run in runs:
            check.instance("pickle.runs", run, Run, "must be a Run")
        return cls(runs)

    def __len__(self) -> int:
        return len(self._runs)

    def run(self, i: int) -> Run:
        """Returns the run at this place."""
        return self._runs[i]

    def part(self, chosen: slice) -> Listed:
        """Returns the runs of a slice."""
        return Listed(self._runs[chosen])

    @property
    def ids(self) -> list[object]:
        """Returns the ID of each subject."""
        return [run.subject for run in self._runs]

    @property
    def statuses(self) -> list[str]:
        """Returns the status of each run."""
        return [run.status for run in self._runs]

    @property
    def codes(self) -> list[StatusCode]:
        """Returns the code of the status of each run."""
        return [trajectory_of(run).code for run in self._runs]

    @property
    def steps(self) -> list[int]:
        """Returns the number of steps of each run [-]."""
        return [run.steps for run in self._runs]

    @property
    def regimens(self) -> list[_core.Regimen]:
        """Returns the regimen of each subject."""
        return [run.regimen for run in self._runs]

    @property
    def times(self) -> FloatArray:
        """Returns the output times of all runs [h].

        Raises:
            InputError: The runs differ in their output times.
        """
        first = self._runs[0].times
        if any(not np.array_equal(first, run.times) for run in self._runs[1:]):
            rule = "differ between subjects; use to_pandas(), or give simulate() the times"
            raise check.input_error("times", "output times", rule)
        return first

    def covariates(self) -> Iterator[tuple[dict[str, Any], tuple[Any, ...]]]:
        """Returns the covariates of each subject, and the categories that they change to."""
        for run in self._runs:
            subject = subject_data_of(run)
            yield run.covariates, tuple(subject.later) if subject else ()

    def parameters(self) -> Iterator[dict[Any, float]]:
        """Returns the value of each parameter that a run used, run by run."""
        return (run.parameters.to_dict() for run in self._runs)

    def stacked(self, read: Callable[[_core.Trajectory], FloatArray]) -> FloatArray:
        """Returns a curve of each run, [subject, time]."""
        self.times  # noqa: B018 (one grid for all, or an error that says so)
        return np.stack([read(trajectory_of(run)) for run in self._runs])

    def frame(self) -> pd.DataFrame:
        """Returns the frame of `Runs.to_pandas`, without provenance."""
        units = self._runs[0].to_pandas().attrs["units"]
        stacked = _stacked([run.to_pandas() for run in self._runs], self.ids)
        stacked.attrs = {"units": units}
        return stacked

    def dataset(self) -> xr.Dataset:
        """Returns the dataset of `Runs.to_xarray`, without status and provenance."""
        import pandas as pd
        import xarray as xr

        self.times  # noqa: B018 (as above)
        sets = [run.to_xarray() for run in self._runs]
        index = pd.Index(self.ids, name="subject")
        own = [name for name in LABELS if name in sets[0].coords]  # [subject, time] in any case
        return xr.concat(sets, dim=index, coords=own, combine_attrs="drop_conflicts", join="exact")


def _stacked(frames: Sequence[pd.DataFrame], ids: Sequence[object]) -> pd.DataFrame:
    """Stacks a frame per subject below each other, with ``subject`` as the first index.

    The attributes of the frames are emptied: they belong to each run alone, and pandas would
    compare them.
    """
    import pandas as pd

    for frame in frames:
        frame.attrs = {}
    return pd.concat(frames, keys=ids, names=["subject"])
