"""Rows of parameter values run through the lanes, as those of a sweep."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy.typing as npt

from opiodyn import _core
from opiodyn._checks.check import FloatArray
from opiodyn._checks.progress import bar
from opiodyn._checks.solver import solver_settings, workers_of
from opiodyn._model.model import Model
from opiodyn._result.metric import Metrics
from opiodyn._sweep.build import make_plan
from opiodyn._sweep.columns import read_rows
from opiodyn._sweep.kept import Kept, read_kept
from opiodyn._sweep.layout import Grid, Layout
from opiodyn._sweep.notes import plan_notes
from opiodyn._sweep.plan import Plan
from opiodyn._sweep.rows import Rows

if TYPE_CHECKING:
    import xarray as xr


@dataclass(frozen=True)
class Study:
    """A study is a checked request, which lacks the rows alone."""

    call: str
    regimen: _core.Regimen
    given: Model | None
    kept: Kept
    drug: str | None
    solver: dict[str, Any]
    threads: int
    model: Model
    """This is the settled model."""
    notes: str
    """These are the notes of the regimen and the model, a line each."""

    def run(self, columns: Mapping[str, FloatArray], progress: bool | None) -> xr.Dataset:
        """Returns the dataset of a sweep over these rows.

        Raises:
            InputError: The result would be too large, or two results would have one name.
            Interrupted: Ctrl-C was pressed; ``partial`` is what was finished.
        """
        from opiodyn._sweep.driver import Driver
        from opiodyn._sweep.results import Results

        layout = read_rows(Rows(columns))
        self.kept.refuse_names_of(layout)
        plan = self._plan(layout)
        results = Results(plan, self.kept.columns)
        with bar(progress, plan.rows) as advance:
            driver = Driver(plan, plan.chunk_rows(None, self.threads), results, None, advance)
            return driver.run(None, self.threads)

    def refuse_excess(self, field: str, rows: int, parameters: int) -> None:
        """Refuses a result that is too large, before anything is drawn."""
        kept = self.kept
        per_row = parameters + len(kept.metrics) + kept.times.size * len(kept.columns)
        made_of = f"{rows} rows x {per_row} values; take a part at a time"
        _core.limits.require_output(field, float(rows * per_row), made_of)

    def _plan(self, layout: Layout) -> Plan:
        asked = self.call, self.regimen, layout, self.given, self.kept, self.drug, self.solver
        return make_plan(*asked)


def study(
    call: str,
    regimen: _core.Regimen,
    model: Model | None,
    metrics: Metrics | None,
    drug: str | None,
    threads: int,
    tolerances: tuple[float, float, int],
    times: npt.ArrayLike | None = None,
    columns: Iterable[str] | None = None,
) -> Study:
    """Returns the request of a call, checked; `sweep` says what it raises.

    Args:
        call: The name of the call, for messages.
        regimen: The regimen.
        model: The model.
        metrics: The metrics.
        drug: The drug whose last dosing interval counts.
        threads: The number of threads.
        tolerances: The relative and the absolute tolerance, and the budget of steps.
        times: The output times [h] of the columns.
        columns: The names of columns.
    """
    kept = read_kept(metrics, times, columns)
    solver = solver_settings(*tolerances)
    workers = workers_of(threads)
    plan = make_plan(call, regimen, Grid([]), model, kept, drug, solver)
    notes = "\n".join(plan_notes(plan))
    return Study(call, regimen, model, kept, drug, solver, workers, plan.models[0], notes)
