"""The result of `uncertainty` shows tables of quantiles, draws and failures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from opiodyn._checks.notebook import frame_html
from opiodyn._checks.pickles import pickled
from opiodyn._result.measure import COMPLETE
from opiodyn._uncertainty.found import Found

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr


@pickled("Uncertainty")
class Uncertainty:
    """An uncertainty is what becomes of a run's numbers where parameters are not certain.

    `uncertainty` makes it. Quantiles are those of the draws that ran; `failed` names the others.
    """

    def __init__(self, found: Found) -> None:
        self._found = found

    @property
    def table(self) -> pd.DataFrame:
        """The table has a row for each metric: its number, its quantiles and the share of failures.

        The index is ``metric``, and a column has the ``unit``. ``value`` is the number that the
        model's own values give. ``low``, ``median`` and ``high`` are quantiles of the draws that
        ran. ``draws`` is the number of all draws, and ``failed`` the share of them that could not
        run [-].
        """
        import pandas as pd

        found = self._found
        count, failed = len(found.status), float(1.0 - found.complete.mean())
        rows = [
            [found.units[name], float(found.own[name]), *found.quantiles(name), count, failed]
            for name in found.metrics
        ]
        columns = ["unit", "value", "low", "median", "high", "draws", "failed"]
        frame = pd.DataFrame(rows, pd.Index(found.metrics, name="metric", dtype=str), columns)
        frame.attrs |= {"interval": found.interval, **found.about}
        return frame

    @property
    def values(self) -> pd.DataFrame:
        """The values are the metrics of each draw, a row each; missing where a draw failed."""
        return self._frame(self._found.metrics, self._found.numbers)

    @property
    def parameters(self) -> pd.DataFrame:
        """The parameters of each draw are a row each: those that were drawn, and what follows them.

        ``attrs["units"]`` has their units.
        """
        return self._frame(list(self._found.parameters), self._found.parameters)

    def _frame(self, names: list[str], columns: dict[str, Any]) -> pd.DataFrame:
        import pandas as pd

        frame = pd.DataFrame({name: columns[name] for name in names}, self._index(), dtype=float)
        frame.attrs["units"] = {name: self._found.units[name] for name in names}
        return frame

    def _index(self) -> pd.Index[Any]:
        import pandas as pd

        index: pd.Index[Any] = pd.Index(self._found.labels, name="draw")
        return index

    @property
    def failed(self) -> pd.Series[str]:
        """The draws that could not run are listed by number, each with its reason."""
        import pandas as pd

        status = pd.Series(self._found.status, self._index(), dtype=str, name="reason")
        return status[status != COMPLETE]

    @property
    def ranges(self) -> pd.DataFrame:
        """The ranges of the parameters that were drawn are a row each; none of other draws.

        The index is ``name``. The columns are ``low``, ``high``, ``unit`` and ``scale``, which is
        ``"log"`` for a log-uniform and ``"linear"`` for a uniform distribution.
        """
        import pandas as pd

        ranges = self._found.ranges
        index = pd.Index([one.name for one in ranges], name="name", dtype=str)
        rows = [[one.low, one.high, one.unit, one.scale] for one in ranges]
        return pd.DataFrame(rows, index, ["low", "high", "unit", "scale"])

    @property
    def bands(self) -> xr.Dataset:
        """The bands of the columns are a dataset over ``quantile`` and ``time``.

        The variable ``"<column>.value"`` has the curve of the model's own values. The dataset has
        no variable if no columns were asked for.
        """
        import xarray as xr

        found = self._found
        variables: dict[str, Any] = {}
        for name in found.columns:
            attrs = {"units": found.units[name], "long_name": name}
            variables[name] = ("quantile", "time"), found.quantiles(name), attrs
            variables[f"{name}.value"] = "time", found.own[name].copy(), attrs
        time = "time", found.times.copy(), {"units": "h"}
        coords = {"quantile": list(found.shares), "time": time}
        return xr.Dataset(variables, coords, found.about)

    @property
    def interval(self) -> float:
        """The interval is the share of draws between low and high [-]."""
        return self._found.interval

    def to_xarray(self) -> xr.Dataset:
        """Returns all draws as a dataset over ``draw``, and over ``time`` for columns.

        Metrics and columns are variables, and parameters are coordinates. The variable ``status``
        is ``"complete"``, or why a draw has no numbers.
        """
        import xarray as xr

        found = self._found
        variables: dict[str, Any] = {
            name: (("draw", "time")[: found.numbers[name].ndim], found.numbers[name].copy(), attrs)
            for name, attrs in self._attributes([*found.metrics, *found.columns])
        }
        variables["status"] = "draw", np.array(found.status, dtype=object)
        coords: dict[str, Any] = {"draw": found.labels}
        if found.columns:
            coords["time"] = "time", found.times.copy(), {"units": "h", "long_name": "time"}
        for name, attrs in self._attributes(list(found.parameters)):
            coords[name] = "draw", found.parameters[name].copy(), attrs
        return xr.Dataset(variables, coords, found.about)

    def _attributes(self, names: list[str]) -> list[tuple[str, dict[str, str]]]:
        units = self._found.units
        return [(name, {"units": units[name], "long_name": name}) for name in names]

    def __len__(self) -> int:
        """Returns the number of draws."""
        return len(self._found.status)

    def _plain(self) -> dict[str, Any]:
        return {"found": self._found}

    @classmethod
    def _again(cls, found: Found) -> Uncertainty:
        return cls(found)

    def __repr__(self) -> str:
        found = self._found
        failed = len(self) - int(found.complete.sum())
        what = ", ".join([*found.metrics, *found.columns])
        return f"<Uncertainty: {len(self)} draws ({failed} failed) of {what}>"

    def _repr_html_(self) -> str:
        return frame_html(repr(self)[1:-1], self.table)
