"""The summaries of the runs of several subjects."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from opiodyn import _core
from opiodyn._checks.status import COMPLETE
from opiodyn._result.summary import UNITS, columns, summed
from opiodyn._runs.run import Run

if TYPE_CHECKING:
    import pandas as pd

    from opiodyn._runs.runs_data import RunsData


def summary(runs: RunsData) -> pd.DataFrame:
    """See `Runs.summary`."""
    import pandas as pd

    frames = [_summary(run) for run in runs]
    shared = next((frame.attrs for frame in frames if frame.attrs), {})
    for frame in frames:
        frame.attrs = {}  # pandas compares them, and they are each run's own
    joined = pd.concat(frames, keys=runs.ids, names=["subject"])
    own = ("regimen", "status", "windows", "equilibrium_error")
    joined.attrs = {key: value for key, value in shared.items() if key not in own}
    return joined


def _summary(run: Run) -> pd.DataFrame:
    if not run.complete:
        return _nothing(run, run.status)
    try:
        return run.summary().assign(status=COMPLETE)
    except _core.InputError as error:
        return _nothing(run, str(error))


def _nothing(run: Run, why: str) -> pd.DataFrame:
    """The rows of a summary, without numbers."""
    import pandas as pd

    found = summed(run)
    index = pd.Index([output.name for output in found], name="quantity")
    frame = pd.DataFrame(math.nan, index=index, columns=columns(found))
    return frame.assign(unit=[UNITS[output.quantity] for output in found], status=why)
