"""An optimum is what a search found, as users hold it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._checks.notebook import facts_html
from opiodyn._checks.pickles import pickled
from opiodyn._model.model import Model
from opiodyn._optimum.found import Found, Path, with_unit

if TYPE_CHECKING:
    import pandas as pd


@pickled("Optimum")
class Optimum:
    """An optimum is the best dosing that a search found; `optimum` makes it.

    Threads may share it.
    """

    def __init__(self, found: Found) -> None:
        self._found = found

    @property
    def regimen(self) -> _core.Regimen:
        """Returns the best regimen, ready to simulate."""
        return self._found.regimen

    @property
    def model(self) -> Model:
        """Returns the model of the search, with which the regimen has this value."""
        return self._found.model

    @property
    def metric(self) -> str:
        """Returns the name of the number that was optimised."""
        return self._found.metric

    @property
    def value(self) -> float:
        """Returns the value of that number, in its `unit`."""
        return self._found.value

    @property
    def unit(self) -> str:
        """Returns the unit of the value, as in `Run.to_pandas`."""
        return self._found.unit

    @property
    def values(self) -> pd.Series[float]:
        """Returns the best value of each variable; ``attrs["units"]`` has the units by name."""
        import pandas as pd

        names = [one.name for one in self._found.variables]
        index = pd.Index(names, name="variable")
        series = pd.Series(list(self._found.point), index=index, name="optimum", dtype=float)
        series.attrs["units"] = {one.name: one.unit for one in self._found.variables}
        return series

    @property
    def status(self) -> str:
        """Returns how the search ended.

        ``"converged"``: no way within bounds and limits leads further, near the optimum.
        ``"flat"``: the number does not differ by more than the error of the runs, so that there is
        no optimum. ``"not converged"``: the best point found is not level, because a limit of
        steps was reached or the number has a kink or jump there. ``"interrupted"``: Ctrl-C was
        pressed.
        """
        return self._found.status

    @property
    def at_bounds(self) -> dict[str, str]:
        """Returns ``"lowest"`` or ``"highest"`` for each variable that rests at a bound.

        It is ``"jump"`` for an interval that rests where the number of doses changes, and with it
        the number. Such a variable has no optimum where its slope is 0.
        """
        return self._found.at_bounds

    @property
    def constraints(self) -> pd.DataFrame:
        """Returns a row for each limit: value, limits, unit, and whether it is active.

        A limit is active if the number lies at it. Without the limit, the optimum would be
        elsewhere. A limit that is not there is NaN.
        """
        import pandas as pd

        pairs = list(zip(self._found.limits, self._found.at_limits, strict=True))
        columns: dict[str, Any] = {
            "value": [value for _, (value, _) in pairs],
            "low": [limit.low if math.isfinite(limit.low) else math.nan for limit, _ in pairs],
            "high": [limit.high if math.isfinite(limit.high) else math.nan for limit, _ in pairs],
            "unit": [unit for _, (_, unit) in pairs],
            "active": self._found.active,
        }
        return pd.DataFrame(columns, index=pd.Index([one.name for one, _ in pairs], name="limit"))

    @property
    def table(self) -> pd.DataFrame:
        """Returns a row for each start: where it began and ended, and the value there.

        The columns of the beginning have names such as ``"dose.start"``. ``feasible`` tells whether
        all limits are kept, and ``converged`` whether the search came to rest.
        """
        import pandas as pd

        paths, columns = self._found.paths, {}
        for k, one in enumerate(self._found.variables):
            columns[f"{one.name}.start"] = [path.start[k] for path in paths]
            columns[one.name] = [path.end[k] for path in paths]
        others = {name: [getattr(path, name) for path in paths] for name in Path._fields[2:]}
        others[self.metric] = others.pop("value")
        index = pd.RangeIndex(len(paths), name="start")
        return pd.DataFrame({**columns, **others}, index=index)

    @property
    def notes(self) -> list[str]:
        """Returns what labels and ranges say of the best regimen, as `Run.notes`."""
        return list(self._found.notes)

    def report(self) -> str:
        """Returns what was found, and how sure it is, as text for a person."""
        from opiodyn._optimum.report import optimum_report

        return optimum_report(self._found)

    def _plain(self) -> dict[str, Any]:
        return {"found": self._found}

    @classmethod
    def _again(cls, found: Found) -> Optimum:
        check.instance("pickle.found", found, Found, "must be what a search found")
        return cls(found)

    def __repr__(self) -> str:
        found = self._found
        pairs = zip(found.variables, found.point, strict=True)
        where = ", ".join(f"{one.name} {with_unit(value, one.unit)}" for one, value in pairs)
        value = with_unit(found.value, found.unit)
        return f"<Optimum: {found.metric} {value} at {where}; {found.status}>"

    def _repr_html_(self) -> str:
        found = self._found
        pairs = zip(found.variables, found.point, strict=True)
        facts = {
            found.metric: with_unit(found.value, found.unit),
            **{one.name: with_unit(value, one.unit) for one, value in pairs},
            "at bounds": ", ".join(f"{name} ({which})" for name, which in self.at_bounds.items()),
            "status": found.status,
            "notes": f"{len(found.notes)}; see .notes" if found.notes else "",
        }
        return facts_html("opiodyn optimum", facts)
