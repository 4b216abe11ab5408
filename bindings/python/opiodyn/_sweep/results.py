"""The results of a sweep are gathered in arrays, which become a dataset."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._checks.check import FloatArray
from opiodyn._core import StatusCode
from opiodyn._sweep.axes import size_of
from opiodyn._sweep.chunks import Result
from opiodyn._sweep.notes import plan_notes
from opiodyn._sweep.plan import Plan

if TYPE_CHECKING:
    import xarray as xr

_VERSION = _core.__version__


class Results:
    """Results are arrays over all rows; a row that has not run is marked and not a number."""

    def __init__(self, plan: Plan, columns: list[str]) -> None:
        """Takes the memory for all rows, and finds all that is known of them before they run.

        Raises:
            InputError: There is not so much memory.
        """
        import xarray  # noqa: F401 (here, so that after Ctrl-C the dataset waits for no import)

        self._plan, self._columns = plan, columns
        try:
            self._allocate(plan.rows, plan.asked.times.size)
        except MemoryError:
            per_row = plan.asked.times.size * len(columns) + len(plan.metrics)
            size = size_of(plan.rows, per_row)
            rule = "the machine has no memory for them; sweep a part at a time"
            raise check.input_error("over", size, rule) from None
        self._attributes = _attributes(plan)

    def _allocate(self, rows: int, times: int) -> None:
        self._status = np.full(rows, _core.status_text(StatusCode.not_run), dtype=object)
        self._codes = np.full(rows, StatusCode.not_run, dtype=np.int8)
        self._steps = np.zeros(rows, dtype=np.int64)
        self._values: list[FloatArray] = [np.full((rows, times), np.nan) for _ in self._columns]
        self._metric_values: list[FloatArray] = [np.full(rows, np.nan) for _ in self._plan.metrics]

    def put(self, first: int, result: Result) -> None:
        """Takes the rows of a chunk, in the units that users see."""
        here = slice(first, first + len(result.status))
        plan = self._plan
        cube = result.values.reshape(len(result.status), plan.asked.times.size, len(self._columns))
        for k, name in enumerate(self._columns):
            self._values[k][here] = cube[:, :, k] * plan.columns[name].factor
        for k, name in enumerate(plan.metrics):
            self._metric_values[k][here] = result.metric_values[:, k] * plan.factor(name)
        self._steps[here] = result.steps
        self._status[here] = result.status
        self._codes[here] = result.codes  # last: Ctrl-C may come between any two lines

    @property
    def complete(self) -> npt.NDArray[np.bool_]:
        """Tells of each row whether its run is complete."""
        return np.asarray(self._codes == StatusCode.complete, dtype=np.bool_)

    def dataset(self) -> xr.Dataset:
        """Returns the dataset over the rows."""
        import xarray as xr

        left = self._codes == StatusCode.not_run
        self._status[left] = _core.status_text(StatusCode.not_run)
        for values in (*self._values, *self._metric_values):
            values[left] = np.nan
        self._steps[left] = 0
        coords = self._plan.layout.coordinates()
        if self._columns:
            attrs = {"units": "h", "long_name": "time"}
            coords["time"] = ("time", self._plan.asked.times, attrs)
        return xr.Dataset(self._variables(), coords, self._attributes)

    def _variables(self) -> dict[str, tuple[tuple[str, ...], Any, dict[str, str]]]:
        plan, shape, dims = self._plan, self._plan.layout.shape, self._plan.layout.dims
        found: dict[str, tuple[tuple[str, ...], Any, dict[str, str]]] = {}
        for (name, metric), values in zip(plan.metrics.items(), self._metric_values, strict=True):
            unit = metric.unit(plan.columns[metric.column].unit)
            attrs = {"units": unit, "long_name": metric.name}
            found[name] = dims, values.reshape(shape), attrs
        for name, values in zip(self._columns, self._values, strict=True):
            attrs = {"units": plan.columns[name].unit, "long_name": name}
            found[name] = (*dims, "time"), values.reshape(*shape, -1), attrs
        ended = {"long_name": "complete, not run, or why not"}
        found["status"] = dims, self._status.reshape(shape), ended
        accepted = {"units": "1", "long_name": "accepted steps"}
        found["steps"] = dims, self._steps.reshape(shape), accepted
        return found


def _attributes(plan: Plan) -> dict[str, str]:
    model = plan.models[0]
    return {
        "title": f"opiodyn sweep over {plan.layout.title}",
        "opiodyn_version": _VERSION,
        "regimen": str(plan.given[0]) if len(plan.given) == 1 else "several",
        "model": repr(model) if len(plan.models) == 1 else "several",
        "solver": json.dumps({"method": "rodas5p", **plan.asked.solver}),
        "note": "A model, not medical advice.",
        **({"notes": "\n".join(notes)} if (notes := plan_notes(plan)) else {}),
    }
