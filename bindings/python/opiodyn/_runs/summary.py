"""This module collects the summaries of the runs of several subjects."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from opiodyn import _core
from opiodyn._result.summary import UNITS, columns, summed
from opiodyn._runs.run import Run
from opiodyn._runs.stacking import stacked_frames

if TYPE_CHECKING:
    import pandas as pd

    from opiodyn._runs.runs_data import RunsData

_OF_ONE_RUN = ("regimen", "status", "windows", "equilibrium_error")


def runs_summary(runs: RunsData) -> pd.DataFrame:
    """Returns the summary of each run below that of the one before (`Runs.summary`)."""
    return summary_and_left_out(runs)[0]


def summary_and_left_out(runs: RunsData) -> tuple[pd.DataFrame, dict[object, str]]:
    """Returns the summaries, and for each subject without numbers the reason."""
    left_out: dict[object, str] = {}
    frames = [_summary(run, left_out) for run in runs]
    shared = next((frame.attrs for frame in frames if frame.attrs), {})
    stacked = stacked_frames(frames, runs.ids)
    stacked.attrs = {key: value for key, value in shared.items() if key not in _OF_ONE_RUN}
    return stacked, left_out


def _summary(run: Run, left_out: dict[object, str]) -> pd.DataFrame:
    why = run.status
    if run.complete:
        try:
            return run.summary().assign(status=why)
        except _core.InputError as error:
            why = str(error)
    left_out[run.subject] = why
    return _nothing(run, why)


def _nothing(run: Run, reason: str) -> pd.DataFrame:
    """Returns the rows of a summary without numbers."""
    import pandas as pd

    found = summed(run)
    index = pd.Index([output.name for output in found], name="quantity")
    frame = pd.DataFrame(math.nan, index=index, columns=columns(found))
    return frame.assign(unit=[UNITS[output.quantity] for output in found], status=reason)
