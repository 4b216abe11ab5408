"""A study is one regimen with several doses, intervals and models; a sweep runs its cases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from opiodyn import _core
from opiodyn._checks.solver import solver_error
from opiodyn._core import StatusCode, status_text
from opiodyn._dosing.replacement import replaced
from opiodyn._model.model import Model
from opiodyn._result.metric import Metric
from opiodyn._simulate.simulate import simulate
from opiodyn._sweep.sweep import sweep

if TYPE_CHECKING:
    import xarray as xr

Group: TypeAlias = tuple[str, float, float | None]
"""A group of cases has one preset, drive and interval."""


class Case(NamedTuple):
    """A case is one cell of a comparison."""

    biophase: str
    phi: float
    interval: float | None
    """This is the interval between doses [h]; None is that of the regimen."""
    dose: float
    """This is the dose [mg] as it was asked for."""

    def __str__(self) -> str:
        every = "" if self.interval is None else f" every {self.interval:g} h"
        return f"{self.dose:g} mg{every}, {self.biophase}, phi {self.phi:g}"


@dataclass(frozen=True)
class Study:
    """A study holds what is compared, and what all cases share."""

    regimen: _core.Regimen
    drug: str
    models: Mapping[tuple[str, float], Model]
    """Each settled model stands under its biophase and phi."""
    intervals: Sequence[float | None]
    doses: Sequence[float]
    metrics: Mapping[str, Metric]
    daily_from: float | None
    """This is the interval at which the doses are meant [h], if the amount of a day is kept."""
    solver: dict[str, Any]

    @property
    def groups(self) -> list[Group]:
        """Each group of cases is here, in the order of the table."""
        return [(*names, interval) for names in self.models for interval in self.intervals]

    @property
    def cases(self) -> list[Case]:
        """Each case is here, in the order of the table."""
        return [Case(*group, dose) for group in self.groups for dose in self.doses]

    @property
    def regimens(self) -> list[_core.Regimen]:
        """Each regimen is here, in the order of the table; all groups of models share them."""
        return [self._ordered(interval, d) for interval in self.intervals for d in self.doses]

    def numbers(self) -> xr.Dataset:
        """Returns a variable per metric, whose values are in the order of the cases.

        Raises:
            SolverError: The solver could not go on; the message says in which case.
        """
        found = sweep(
            over={"model": [*self.models.values()], "regimen": self.regimens},
            metrics=self.metrics,
            drug=self.drug,
            progress=False,
            **self.solver,
        )
        for case, status in zip(self.cases, found["status"].to_numpy().flat, strict=True):
            if status != status_text(StatusCode.complete):
                raise self._failure(case, status)
        return found

    def number(self, group: Group, dose: float, metric: Metric) -> float:
        """Returns a metric of one case, which need not be in the table."""
        biophase, phi, interval = group
        models = {(biophase, phi): self.models[biophase, phi]}
        metrics = {metric.name: metric}
        one = replace(self, models=models, intervals=[interval], doses=[dose], metrics=metrics)
        return float(one.numbers()[metric.name].item())

    def _ordered(self, interval: float | None, dose: float) -> _core.Regimen:
        """Returns the regimen of a case."""
        if self.daily_from is not None and interval is not None:
            dose *= interval / self.daily_from
        return replaced(self.regimen, self.drug, dose, interval)

    def _failure(self, case: Case, status: str) -> Exception:
        """Returns the error of a run of the case, which says more than the row of a sweep."""
        regimen = self._ordered(case.interval, case.dose)
        end, model = [regimen.default_end], self.models[case.biophase, case.phi]
        try:
            simulate(regimen, model=model, times=end, method="rodas5p", **self.solver)
        except (_core.SolverError, _core.InputError) as error:
            error.args = (f"{case}: {error}",)
            return error
        return solver_error(f"{case}: {status}", status)
