"""A world of rows measures the figures of many draws at once: each number is an array of draws.

The measures are those of docs/validation.md. They are asked twice: first to learn which runs and
which numbers of them they need, then with these numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

import opiodyn
from joint import curves
from opiodyn._checks.check import FloatArray
from opiodyn._model.inside import used_rows
from opiodyn._result.metric import Metric
from opiodyn._validation.cases import Setup
from opiodyn._validation.world import Taken, World

_STEPS = 20_000  # ends draws whose runs would never finish
_RTOL, _ATOL = 1e-4, 1e-7  # figures are then within 0.05 of their scales, which a test measures
_HELD = "hold("  # begins an infusion that holds a level C/K, whatever the affinity is
_ANY = np.ones(1)  # stands for a number that is not known yet


@dataclass
class Asked:
    """These are the numbers that are asked of one run."""

    taken: Taken
    metrics: dict[str, Metric] = field(default_factory=dict)
    columns: dict[str, None] = field(default_factory=dict)
    times: set[float] = field(default_factory=set)


class Rows(World):
    """A world of rows holds what is simulated under one preset with many draws of parameters.

    Args:
        preset: The preset of the biophase.
        setups: The set-ups that will be measured, by name.
    """

    def __init__(self, preset: str, setups: Mapping[str, Setup]) -> None:
        super().__init__(preset)
        self._setups = dict(setups)
        self._asked: dict[str, Asked] = {}
        self._found: dict[str, FloatArray] = {}
        self._evaluators: dict[str, opiodyn.Evaluator] = {}
        self._reading = False
        self.failed: npt.NDArray[np.bool_] = np.zeros(0, dtype=bool)
        """Tells of each draw of the last call whether a run of it could not be made."""
        self._measure_all()

    def figures(self, columns: Mapping[str, FloatArray], hold: FloatArray) -> FloatArray:
        """Returns the figures, [draw, set-up]; nan where a run failed or a figure does not exist.

        Args:
            columns: The values of the parameters that vary, by name, [draw].
            hold: The factors by which draws change an infusion that holds a ratio C/K at mu.
        """
        self._found, self.failed = {}, np.zeros(hold.shape, dtype=bool)
        for key, asked in self._asked.items():
            self._run(key, asked, columns, hold)
        self._reading = True
        try:
            found = self._measure_all()
        finally:
            self._reading = False
        return np.column_stack([np.broadcast_to(one, hold.shape) for one in found])

    def substances(self) -> set[str]:
        """Returns what the names of the parameters begin with that the runs use."""
        models = [self.model(*asked.taken) for asked in self._asked.values()]
        return {row.name.partition(".")[0] for model in models for row in used_rows(model)}

    def _measure_all(self) -> list[Any]:
        with np.errstate(divide="ignore", invalid="ignore"):  # of numbers that are not known yet
            return [curves.measure(setup, self) for setup in self._setups.values()]

    def statistic(self, taken: Taken, metric: Metric) -> Any:
        """Returns a statistic of the solution, [draw]."""
        name = repr(metric)
        self._ask(taken).metrics[name] = metric
        return self._found[_key(taken) + name] if self._reading else _ANY

    def values(self, taken: Taken, name: str, times: Sequence[float] | FloatArray) -> FloatArray:
        """Returns the values of an output at these times [h], [time, draw]."""
        return sum(
            np.prod([self._column(taken, part, times) for part in term.split(" * ")], axis=0)
            for term in name.split(" + ")
        )

    def _column(self, taken: Taken, name: str, times: Sequence[float] | FloatArray) -> FloatArray:
        asked = self._ask(taken)
        asked.columns[name] = None
        asked.times.update(map(float, times))
        if not self._reading:
            return np.ones((len(times), 1))
        return np.array([self._found[f"{_key(taken)}{name} at {time:.12g} h"] for time in times])

    def _ask(self, taken: Taken) -> Asked:
        if self._reading:
            return Asked(taken)
        return self._asked.setdefault(_key(taken), Asked(taken))

    def _run(
        self, key: str, asked: Asked, columns: Mapping[str, FloatArray], hold: FloatArray
    ) -> None:
        function = self._evaluators.get(key) or self._evaluator(asked, columns)
        self._evaluators[key] = function
        inputs = [hold * self._amount(asked) if n == "amt" else columns[n] for n in function.vary]
        numbers = function(np.column_stack(inputs)) if inputs else function(np.empty((1, 0)))
        self.failed |= np.array([status != "complete" for status in function.status])
        for name, values in zip(function.outputs, numbers.T, strict=True):
            self._found[key + name] = values

    def _amount(self, asked: Asked) -> float:
        return float(self.regimen(asked.taken.regimen).doses[0].amt)

    def _evaluator(self, asked: Asked, columns: Iterable[str]) -> opiodyn.Evaluator:
        taken = asked.taken
        model = self.model(*taken)
        known = {row.name for row in used_rows(model)} - {name for name, _ in taken.values}
        varied = [name for name in columns if name in known]
        if taken.regimen.startswith(_HELD):
            varied.append("amt")
        times = sorted(asked.times)
        return opiodyn.evaluator(
            self.regimen(taken.regimen),
            vary=varied,
            model=model,
            metrics=asked.metrics or None,
            times=times or None,
            columns=list(asked.columns) or None,
            errors="nan",
            rtol=_RTOL,
            atol=_ATOL,
            max_steps=_STEPS,
        )


def _key(taken: Taken) -> str:
    return repr(taken)
