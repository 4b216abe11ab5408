"""One regimen, many amounts of a drug in it: what is simulated, and what is read off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._checks.check import FloatArray
from opiodyn._compare.metrics import Metric
from opiodyn._dosing.replacement import replaced
from opiodyn._dosing.windows import Window, last_window
from opiodyn._model.model import Model
from opiodyn._simulate.simulate import simulate

if TYPE_CHECKING:
    from opiodyn._result.frames import Output
    from opiodyn._runs.run import Run


class Case(NamedTuple):
    """One cell of a comparison."""

    biophase: str
    phi: float
    interval: float | None
    """Between doses, h; None is that of the regimen."""
    dose: float
    """mg, as it was asked for."""

    def __str__(self) -> str:
        every = "" if self.interval is None else f" every {self.interval:g} h"
        return f"{self.dose:g} mg{every}, {self.biophase}, phi {self.phi:g}"


@dataclass(frozen=True)
class Study:
    """All that the cells of a comparison share. Reads off what the metrics ask for."""

    regimen: _core.Regimen
    drug: str
    models: dict[tuple[str, float], Model]
    """Settled, by biophase and phi."""
    metrics: list[Metric]
    window: tuple[float, float] | None
    daily_from: float | None
    """The interval at which the doses are meant, if the daily amount is kept."""
    delta: float
    solver: dict[str, Any]

    def values(self, case: Case) -> dict[str, float]:
        """Each metric by name.

        Raises:
            SolverError: The solver could not go on; the message says in which case.
        """
        return self._values(case, self.metrics)

    def value(self, case: Case, metric: Metric) -> float:
        """The same of a single metric."""
        return self._values(case, [metric])[metric.name]

    def taken(self, case: Case) -> _core.Regimen:
        """The regimen of a case."""
        amount = case.dose
        if self.daily_from is not None and case.interval is not None:
            amount *= case.interval / self.daily_from
        return replaced(self.regimen, self.drug, amount, case.interval)

    def check_window(self, case: Case) -> Window:
        """The part of the last dosing interval that counts, h from the start of the run.

        Raises:
            InputError: It does not lie within the interval.
        """
        whole = _last(self.taken(case), self.drug)
        if self.window is None:
            return whole
        begin, end = self.window
        length = whole.end - whole.begin
        if end > length * (1.0 + 1e-12):
            rule = f"must lie within the last dosing interval, 0 to {length:g} h after the dose"
            raise check.input_error("window", f"{begin:g} to {end:g}", rule)
        return Window(whole.begin + begin, whole.begin + end, closed=True)

    def _values(self, case: Case, chosen: list[Metric]) -> dict[str, float]:
        window = self.check_window(case)
        times = _grid(window, self.delta)
        # What is given just when the window ends belongs to the next interval.
        side = ["after"] * (times.size - 1) + ["before"]
        model = self.models[case.biophase, case.phi]
        try:
            run = simulate(self.taken(case), model=model, times=times, side=side, **self.solver)
        except (_core.SolverError, _core.InputError) as error:
            error.args = (f"{case}: {error}",)
            raise
        curves = {output.name: output.samples for output in _outputs(run)}
        return {metric.name: metric.of(times, curves[metric.column]) for metric in chosen}


def units(study: Study) -> dict[str, str]:
    """Of all outputs of its models, by name."""
    model = next(iter(study.models.values()))
    run = simulate(study.regimen, model=model, times=[0.0], **study.solver)
    return {output.name: output.unit for output in _outputs(run)}


def _outputs(run: Run) -> list[Output]:
    from opiodyn._result.frames import outputs

    return outputs(run)


def _last(regimen: _core.Regimen, drug: str) -> Window:
    return last_window(regimen, drug, 0.0, regimen.default_end)


def _grid(window: Window, delta: float) -> FloatArray:
    steps = max(1, int(np.ceil((window.end - window.begin) / delta - 1e-9)))
    return np.linspace(window.begin, window.end, steps + 1)
