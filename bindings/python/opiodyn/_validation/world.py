"""This module makes the models and runs of one preset, each once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from opiodyn import _core
from opiodyn._checks.check import FloatArray
from opiodyn._dosing.regimen import regimen as parse_regimen
from opiodyn._model.model import Model
from opiodyn._result.inside import trajectory_of
from opiodyn._runs.run import Run
from opiodyn._simulate.simulate import simulate

EVERY = "every"  # stands for all presets where a figure does not depend on them: in plasma
QUARTER = 0.25  # usual distance of the output times [h]

# Steps of the graded grid [h], and until when [h]. Levels fall fastest after an intravenous dose:
# for naloxone at (CL + Q2 + Q3) / V1 = 18 /h, where the trapezoidal rule is off by
# (18 x 0.002)^2 / 12 = 0.01 % of the area.
_GRADES = ((0.002, 2.0), (0.01, 24.0), (0.1, 240.0), (1.0, np.inf))

Overrides = Callable[[Model], dict[str, float]]
_MOST_STEPS = 200_000  # none takes a tenth of it; ends drawn models that would never finish
_HOLD = re.compile(r"hold\((\S+), (\S+)\)")


def preset_names() -> list[str]:
    """Returns the names of the library's presets."""
    return [row.name for row in _core.presets()]


def holding(preset: str, ratio: float, hours: float) -> str:
    """Returns an infusion of naltrexone that ends at a ratio C/K at mu, with the peptides there.

    C50 is the free plasma concentration that holds half of mu at steady state, so the rate is
    ratio C50 CL / fu. A ratio x holds x / (1 + x) of mu.
    """
    value = {row.name: row.value for row in _core.library_parameters()}
    free = ratio * value[f"biophase.{preset}.C50"] / value["naltrexone.fu"]  # [nM]
    rate = free * value["naltrexone.CL"] * value["naltrexone.molar_mass"] * 1e-6  # [mg/h]
    return f"naltrexone {rate * hours:.9g} mg iv over {hours:g}h"


def graded_times(end: float, finer: int) -> FloatArray:
    """Returns output times [h] that lie close where levels change fast; finer divides the steps."""
    begin, pieces = 0.0, []
    for step, until in _GRADES:
        until = min(until, end)
        count = round((until - begin) / step * finer)
        pieces.append(np.linspace(begin, until, count, endpoint=False))
        begin = until
    return np.append(np.concatenate(pieces), end)


class World:
    """A world holds what is simulated under one preset, with the library's values or drawn ones.

    Args:
        preset: The preset of the biophase, or `EVERY`.
        overrides: Gives the values that replace those of a model; None leaves them.
        finer: Divides the distance of the output times.
    """

    def __init__(self, preset: str, overrides: Overrides | None = None, finer: int = 1) -> None:
        self.preset = preset
        self._overrides = overrides
        self._finer = finer
        self._models: dict[Any, Model] = {}
        self._runs: dict[Any, Run] = {}

    def text(self, regimen: str) -> str:
        """Returns the regimen with its infusions worked out."""
        return _HOLD.sub(lambda hit: holding(self.preset, float(hit[1]), float(hit[2])), regimen)

    def model(
        self,
        regimen: str,
        options: Iterable[tuple[str, Any]] = (),
        values: Iterable[tuple[str, float]] = (),
    ) -> Model:
        """Returns the model for a regimen."""
        doses = parse_regimen(self.text(regimen)).doses
        drugs = tuple(dict.fromkeys(dose.drug for dose in doses))
        routes = tuple(dict.fromkeys(dose.route for dose in doses))
        key = (drugs, routes, repr(tuple(options)), tuple(values))
        if key not in self._models:
            made: dict[str, Any] = {**dict(options), "drugs": drugs, "routes": routes}
            if self.preset != EVERY:
                made["biophase"] = self.preset
            model = Model(**made, parameters=dict(values))
            if self._overrides is not None:
                # What a case sets is part of its set-up, so it is not drawn.
                model = Model(**made, parameters={**self._overrides(model), **dict(values)})
            self._models[key] = model
        return self._models[key]

    def run(
        self,
        regimen: str,
        end: float,
        delta: float | None = QUARTER,
        options: tuple[tuple[str, Any], ...] = (),
        values: tuple[tuple[str, float], ...] = (),
    ) -> Run:
        """Returns a run of the regimen to its end; delta None: with outputs at `graded_times`."""
        key = (regimen, end, delta, repr(options), values)
        if key not in self._runs:
            output: dict[str, Any] = {"times": graded_times(end, self._finer)}
            if delta is not None:
                output = {"end": end, "delta": delta / self._finer}
            self._runs[key] = simulate(
                parse_regimen(self.text(regimen)),
                model=self.model(regimen, options, values),
                max_steps=_MOST_STEPS,
                **output,
            )
        return self._runs[key]


def column(run: Run, name: str) -> tuple[FloatArray, FloatArray]:
    """Returns times and values of an output, named as in `Run.to_pandas`.

    The name may also be a sum of products of such names: ``a * b + c``.
    """
    values = np.zeros(run.times.size)
    for term in name.split(" + "):
        factors = [np.asarray(trajectory_of(run).column(part)) for part in term.split(" * ")]
        values += np.prod(factors, axis=0)
    return run.times, values
