"""A ranking is the table of a screening: a row for each metric and parameter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._checks.check import FloatArray
from opiodyn._checks.solver import solver_error
from opiodyn._result.measure import COMPLETE
from opiodyn._uncertainty.method import Method, Sobol
from opiodyn._uncertainty.vary import Varied

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr


def ranking(
    method: Method, varied: Varied, places: FloatArray, data: xr.Dataset, seed: int
) -> pd.DataFrame:
    """Returns the statistics of all metrics; `screen` says what the table holds.

    Raises:
        InputError: A metric is the same in all runs, and has no variance to divide.
        SolverError: Fewer than two groups of runs are whole.
    """
    import pandas as pd

    status = np.array([str(one) for one in data["status"].to_numpy()])
    whole = _whole_groups(status, len(varied.names) + method.beyond)
    used = np.repeat(whole, len(varied.names) + method.beyond)
    metrics = [str(name) for name in data.data_vars if name not in ("status", "steps")]
    found = {}
    for name in metrics:
        answers = data[name].to_numpy()[used]
        if isinstance(method, Sobol):
            _refuse_constant(name, answers)
        found[name] = _table(method, varied.names, places[used], answers, seed)
    table = pd.concat(found, names=["metric", "parameter"])
    table["failed"] = float(1.0 - whole.mean())
    units = {name: data[name].attrs["units"] for name in metrics}
    table.attrs |= {"units": units, **_about(method, varied, data, status, seed)}
    return table


def _whole_groups(status: npt.NDArray[Any], size: int) -> npt.NDArray[np.bool_]:
    """Tells of each group whether all its runs are complete."""
    whole = (status == COMPLETE).reshape(-1, size).all(axis=1)
    if whole.sum() < 2:
        reason = str(status[status != COMPLETE][0])
        groups = f"{int(whole.sum())} of {whole.size}"
        raise solver_error(f"only {groups} groups of runs are whole, not 2: {reason}", reason)
    return np.asarray(whole, dtype=np.bool_)


def _refuse_constant(metric: str, answers: FloatArray) -> None:
    if np.ptp(answers) == 0.0:
        rule = f"is {answers[0]:g} in all runs: what varies changes nothing"
        raise check.input_error("metrics", repr(metric), rule)


def _table(
    method: Method, names: list[str], places: FloatArray, answers: FloatArray, seed: int
) -> pd.DataFrame:
    import pandas as pd

    found = method.statistics(names, places, answers, seed)
    frame = pd.DataFrame(found, index=pd.Index(names, dtype=str))
    order = np.lexsort((np.array(names), -frame.iloc[:, 0].to_numpy()))
    return frame.iloc[order]


def _about(
    method: Method, varied: Varied, data: xr.Dataset, status: npt.NDArray[Any], seed: int
) -> dict[str, Any]:
    reasons, counts = np.unique(status[status != COMPLETE], return_counts=True)
    return {
        "method": method.name,
        method.group: method.count,
        "seed": seed,
        "runs": int(status.size),
        "reasons": dict(zip(map(str, reasons), map(int, counts), strict=True)),
        "ranges": {one.name: (one.low, one.high) for one in varied.ranges},
        "regimen": data.attrs["regimen"],
        "model": data.attrs["model"],
        "opiodyn_version": _core.__version__,
    }
