"""This module holds what draws gave, as plain arrays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from opiodyn._checks.check import FloatArray
from opiodyn._checks.pickles import pickled_by_fields
from opiodyn._checks.solver import solver_error
from opiodyn._model.inside import core_of, typical_of
from opiodyn._model.model import Model
from opiodyn._result.measure import COMPLETE
from opiodyn._uncertainty.rows import Study
from opiodyn._uncertainty.table import RANGES, Drawn
from opiodyn._uncertainty.vary import Range

if TYPE_CHECKING:
    import xarray as xr


@pickled_by_fields("Found")
@dataclass(frozen=True)
class Found:
    """These are the numbers of all draws; they pickle as plain data."""

    labels: Any
    parameters: dict[str, FloatArray]
    """Each parameter that is drawn, or follows, has its values by draw."""
    ranges: list[Range]
    numbers: dict[str, FloatArray]
    """Each metric has its numbers by draw, and each column has [draw, time]."""
    own: dict[str, FloatArray]
    """These are the numbers of the model's own values: of a metric one, of a column [time]."""
    metrics: list[str]
    columns: list[str]
    times: FloatArray
    units: dict[str, str]
    """Each parameter, metric and column has its unit."""
    status: list[str]
    interval: float
    about: dict[str, str]

    @property
    def complete(self) -> npt.NDArray[np.bool_]:
        """Tells of each draw whether its run is complete."""
        return np.array([status == COMPLETE for status in self.status])

    @property
    def shares(self) -> tuple[float, float, float]:
        """These are the shares of draws below the low, the median and the high."""
        tail = (1.0 - self.interval) / 2.0
        return tail, 0.5, 1.0 - tail

    def quantiles(self, name: str) -> FloatArray:
        """Returns low, median and high of the draws that ran, [quantile], or [quantile, time]."""
        return np.quantile(self.numbers[name][self.complete], self.shares, axis=0)


def find(
    study: Study, drawn: Drawn, ranges: list[Range], interval: float, progress: bool | None
) -> Found:
    """Returns the numbers of all draws, and of the model's own values.

    Raises:
        SolverError: No draw could run, or the model itself cannot.
        Interrupted: Ctrl-C was pressed.
    """
    known = _values_of(study.model)
    # The first row is the model's own values.
    rows = {name: np.append(known[name], values) for name, values in drawn.columns.items()}
    data = study.run(rows, progress)
    status = [str(one) for one in data["status"].values]
    _refuse_failure(status, drawn.labels)
    names = [*study.kept.metrics, *study.kept.columns]
    return Found(
        drawn.labels,
        drawn.columns,
        ranges,
        {name: data[name].values[1:] for name in names},
        {name: data[name].values[0] for name in names},
        list(study.kept.metrics),
        study.kept.columns,
        study.kept.times,
        {name: str(data[name].attrs["units"]) for name in (*rows, *names)},
        status[1:],
        interval,
        _about(study, data, drawn),
    )


def _values_of(model: Model) -> Mapping[str, float]:
    return {row.name: row.value for row in core_of(typical_of(model)).parameters}


def _refuse_failure(status: list[str], labels: Any) -> None:
    if status[0] != COMPLETE:
        raise solver_error(f"the model itself cannot run: {status[0]}", status[0])
    if COMPLETE not in status[1:]:
        count, first = len(status) - 1, status[1]
        raise solver_error(f"none of {count} draws could run; draw {labels[0]}: {first}", first)


def _about(study: Study, data: xr.Dataset, drawn: Drawn) -> dict[str, str]:
    """Returns what the numbers rest on.

    Notes on values outside their ranges tell something of a table of draws alone: what follows a
    drawn parameter may leave its range.
    """
    about = {
        name: str(data.attrs[name]) for name in ("opiodyn_version", "regimen", "solver", "note")
    }
    plain = study.notes if drawn.source == RANGES else str(data.attrs.get("notes", ""))
    notes = "\n".join(filter(None, [*drawn.notes, plain]))
    about |= {"model": repr(study.model), "source": drawn.source}
    return {**about, **({"notes": notes} if notes else {})}
