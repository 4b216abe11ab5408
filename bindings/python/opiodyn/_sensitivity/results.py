"""Derivatives stand beside their numbers, in the units that users see."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from opiodyn import _core
from opiodyn._checks.check import FloatArray
from opiodyn._result.names import refuse_taken
from opiodyn._sensitivity.variables import Variable
from opiodyn._sweep import chunks
from opiodyn._sweep.chunks import Chunk
from opiodyn._sweep.plan import Plan
from opiodyn._sweep.results import Results

if TYPE_CHECKING:
    import xarray as xr

_RESERVED = ("subject", "time", "variable", "unit", "at", "status", "steps")


class Derivatives:
    """Derivatives are arrays over all subjects."""

    def __init__(
        self, plan: Plan, columns: list[str], variables: list[Variable], relative: bool
    ) -> None:
        """Takes the memory for all subjects.

        Raises:
            InputError: Two results would have one name.
        """
        self._plan, self._columns = plan, columns
        self._variables, self._relative = variables, relative
        self._suffix = "elasticity" if relative else "derivative"
        taken = (*_RESERVED, *plan.layout.dims)
        refuse_taken((*columns, *plan.metrics), taken, f".{self._suffix}")
        self._results = Results(plan, columns)
        rows, times, width = plan.rows, plan.asked.times.size, len(variables)
        self._at = np.full((rows, width), np.nan)
        self._values = [np.full((rows, times, width), np.nan) for _ in self._columns]
        self._metric_values = [np.full((rows, width), np.nan) for _ in plan.metrics]

    def put(self, chunk: Chunk, found: _core.SensitivityRows) -> None:
        """Takes the rows of a chunk."""
        rows = np.arange(len(chunk.rows))
        result = chunks.empty(chunk)
        chunks.take(result, rows, found)
        here = slice(chunk.first, chunk.first + rows.size)
        times, width = chunk.asked.times.size, len(self._variables)
        values = found.value_derivatives.reshape(rows.size, times, len(self._columns), width)
        metric_values = found.metric_derivatives.reshape(rows.size, len(self._metric_values), width)
        for k, name in enumerate(self._columns):
            self._values[k][here] = values[:, :, k] * self._plan.columns[name].factor
        for k, name in enumerate(self._plan.metrics):
            self._metric_values[k][here] = metric_values[:, k] * self._plan.factor(name)
        self._at[here] = found.at
        self._results.put(chunk.first, result)  # last: it says what has run

    def dataset(self) -> xr.Dataset:
        """Returns numbers, derivatives or elasticities, and status."""
        import xarray as xr

        found = self._results.dataset()
        complete = self._results.complete
        dims = self._plan.layout.dims
        new: dict[str, Any] = {}
        for name, derivatives in self._all():
            derivatives[~complete] = np.nan
            new[f"{name}.{self._suffix}"] = self._variable(found[name], derivatives)
        at = {"long_name": "what the variable is"}
        coords = {
            "variable": ("variable", [one.name for one in self._variables]),
            "unit": ("variable", [one.unit for one in self._variables]),
            "at": ((*dims, "variable"), self._at, at),
        }
        attrs = found.attrs | {"title": "opiodyn sensitivities"}
        order = [(name, f"{name}.{self._suffix}") for name, _ in self._all()]
        whole = xr.Dataset({**found.data_vars, **new}, {**found.coords, **coords}, attrs)
        return whole[[*(name for both in order for name in both), "status", "steps"]]

    def _all(self) -> Iterator[tuple[str, FloatArray]]:
        yield from zip(self._plan.metrics, self._metric_values, strict=True)
        yield from zip(self._columns, self._values, strict=True)

    def _variable(self, number: xr.DataArray, derivatives: FloatArray) -> Any:
        dims, unit = (*number.dims, "variable"), number.attrs["units"]
        what = number.attrs["long_name"]
        if not self._relative:
            attrs = {"units": f"{unit} per unit of the variable", "long_name": f"d {what}"}
            return dims, derivatives, attrs
        at = self._at if number.ndim == 1 else self._at[:, np.newaxis]
        shown = elasticity(at * derivatives, number.values[..., np.newaxis])
        return dims, shown, {"units": "1", "long_name": f"d log {what} / d log variable"}


def elasticity(change: FloatArray, number: FloatArray) -> FloatArray:
    """Returns the elasticity of a number.

    Args:
        change: The change of the number if the variable changed by its whole size, were it linear.
        number: The number. Where it is 0, the elasticity is 0 if nothing changes, and otherwise
            infinite.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(change == 0.0, np.where(np.isnan(number), np.nan, 0.0), change / number)
