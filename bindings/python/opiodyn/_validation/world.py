"""This module makes the models and runs of one preset, each once."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from opiodyn import _core
from opiodyn._checks.check import FloatArray
from opiodyn._checks.solver import ATOL, RTOL
from opiodyn._contested.alternatives import Alternative, alternatives
from opiodyn._dosing.regimen import regimen as parse_regimen
from opiodyn._model.model import Model
from opiodyn._model.potency import potencies_of
from opiodyn._result.columns import OutputColumn, columns_of
from opiodyn._result.course import Course
from opiodyn._result.inside import trajectory_of
from opiodyn._result.measure import Subjects, factor_of, in_core, measured
from opiodyn._result.metric import Metric
from opiodyn._runs.run import Run
from opiodyn._simulate.simulate import simulate
from opiodyn._uncertainty.draws import Overrides

EVERY = "every"  # stands for all presets where a figure does not depend on them: in plasma

_MOST_STEPS = 200_000  # none takes a tenth of it; ends drawn models that would never finish
_HEADLINES = ("tone", "naloxone")  # kinds of numbers that rest on contested values
_HOLD = re.compile(r"hold\((\S+), (\S+)\)")


class Taken(NamedTuple):
    """This is what is taken for a figure, with options and values of the model."""

    regimen: str
    options: tuple[tuple[str, Any], ...] = ()
    values: tuple[tuple[str, float], ...] = ()


def preset_names() -> list[str]:
    """Returns the names of the library's presets."""
    return [row.name for row in _core.presets()]


def holding(preset: str, ratio: float, hours: float) -> str:
    """Returns an infusion of naltrexone that ends at a ratio C/K at mu, with the peptides there.

    C50 is the free plasma concentration that holds half of mu at steady state, so the rate is
    ratio C50 CL / fu. A ratio x holds x / (1 + x) of mu.
    """
    value = {row.name: row.value for row in _core.library_parameters()}
    free = ratio * _half_effect(preset, value) / value["naltrexone.fu"]  # [nM]
    rate = free * value["naltrexone.CL"] * value["naltrexone.molar_mass"] * 1e-6  # [mg/h]
    return f"naltrexone {rate * hours:.9g} mg iv over {hours:g}h"


def _half_effect(preset: str, value: Mapping[str, float]) -> float:
    """Returns the free plasma concentration C50 of a preset [nM].

    A preset with an affinity of its own has no C50. As its drug leaves the receptor more slowly
    than the receptor turns over, C50 is there (1 + X0) (koff + kdeg) / kon / Kp, by theory (6).
    """
    own = f"biophase.{preset}.naltrexone"
    if f"{own}.mu.K" not in value:
        return value[f"biophase.{preset}.C50"]
    x0 = sum(value[f"{name}.mu.e0"] for name in ("beta-endorphin", "enkephalin"))
    kdeg = math.log(2.0) / value["mu.turnover_half_life"]
    shift = 1.0 + kdeg / value[f"{own}.mu.koff"]
    return (1.0 + x0) * shift * value[f"{own}.mu.K"] / value[f"{own}.Kp"]


class World:
    """A world holds what is simulated under one preset, with the library's values or drawn ones.

    Args:
        preset: The preset of the biophase, or `EVERY`.
        overrides: Gives the values that replace those of a model; None leaves them.
        other: The key of an alternative of a contested value, such as ``"phi 0"``; a model that
            does not rest on the value stays as it is.
        held: The factor of infusions that hold a ratio C/K at mu, where overrides change the level
            that does so.
    """

    def __init__(
        self,
        preset: str,
        overrides: Overrides | None = None,
        other: str = "",
        held: float = 1.0,
    ) -> None:
        self.preset = preset
        self._held = held
        self._overrides = overrides
        self._other = other
        self._models: dict[Any, Model] = {}
        self._columns: dict[int, dict[str, OutputColumn]] = {}
        self._numbers: dict[Any, float] = {}

    def regimen(self, text: str) -> _core.Regimen:
        """Returns the regimen with its infusions worked out."""

        def infusion(hit: re.Match[str]) -> str:
            return holding(self.preset, self._held * float(hit[1]), float(hit[2]))

        return parse_regimen(_HOLD.sub(infusion, text))

    def model(
        self,
        regimen: str,
        options: Iterable[tuple[str, Any]] = (),
        values: Iterable[tuple[str, float]] = (),
    ) -> Model:
        """Returns the model for a regimen."""
        doses = self.regimen(regimen).doses
        drugs = tuple(dict.fromkeys(dose.drug for dose in doses))
        routes = tuple(dict.fromkeys(dose.route for dose in doses))
        key = (drugs, routes, repr(tuple(options)), tuple(values))
        if key not in self._models:
            made: dict[str, Any] = {**dict(options), "drugs": drugs, "routes": routes}
            if self.preset != EVERY:
                made["biophase"] = self.preset
            model = Model(**made, parameters=dict(values))
            if self._overrides is not None:
                drawn = self._drawn(model, dict(values))
                model = Model(**made, parameters={**drawn, **dict(values)})
            self._models[key] = self._contested(model, regimen)
        return self._models[key]

    def _drawn(self, model: Model, values: Mapping[str, float]) -> dict[str, float]:
        """Returns the values that replace those of a model, but for what a case itself sets.

        A case that sets an affinity does without the potency from which it would follow.
        """
        said = potencies_of(values)
        drawn = self._overrides(model) if self._overrides is not None else {}
        return {name: value for name, value in drawn.items() if name not in said}

    def _contested(self, model: Model, regimen: str) -> Model:
        others = self.alternatives(model, regimen) if self._other else []
        return next((one.model for one in others if one.key == self._other), model)

    def alternatives(self, model: Model, regimen: str) -> list[Alternative]:
        """Returns the model with the other set, or choice, of each contested value."""
        return alternatives(model, [self.regimen(regimen)], _HEADLINES)

    def run(self, taken: Taken, times: Sequence[float] | FloatArray) -> Run:
        """Returns a run with these output times [h]."""
        return simulate(
            self.regimen(taken.regimen),
            model=self.model(*taken),
            times=np.asarray(times, dtype=np.float64),
            max_steps=_MOST_STEPS,
        )

    def values(self, taken: Taken, name: str, times: Sequence[float] | FloatArray) -> FloatArray:
        """Returns the values of an output, named as in `column`, at these times [h]."""
        return column(self.run(taken, times), name)

    def statistic(self, taken: Taken, metric: Metric) -> float:
        """Returns a statistic of the solution, as `Run.metrics` gives it for a span of hours."""
        key = (taken.regimen, repr(taken.options), taken.values, metric)
        if key not in self._numbers:
            self._numbers[key] = self._statistic(taken, metric)
        return self._numbers[key]

    def _statistic(self, taken: Taken, metric: Metric) -> float:
        model = self.model(*taken)
        if id(model) not in self._columns:
            self._columns[id(model)] = columns_of(model)
        column = self._columns[id(model)][metric.column]
        return statistic_of(model, self.regimen(taken.regimen), metric, column)


def statistic_of(
    model: Model, regimen: _core.Regimen, metric: Metric, column: OutputColumn
) -> float:
    """Returns a statistic of a run's solution over the span of the metric."""
    window = metric.window_of(regimen, None, 0.0)
    course = Course(window[1], "rodas5p", RTOL, ATOL, _MOST_STEPS)
    asked = [in_core(metric, column, window)]
    number = measured(Subjects([model], [regimen]), asked, course).of_one()[0]
    return float(number) * factor_of(metric, column)


def column(run: Run, name: str) -> FloatArray:
    """Returns the values of an output, named as in `Run.to_pandas`.

    The name may also be a sum of products of such names: ``a * b + c``.
    """
    values = np.zeros(run.times.size)
    for term in name.split(" + "):
        factors = [_values(run, part) for part in term.split(" * ")]
        values += np.prod(factors, axis=0)
    return values


def _values(run: Run, name: str) -> FloatArray:
    if name.startswith("mass_concentration."):
        return run.concentration(name.partition(".")[2], "ng/mL")
    return np.asarray(trajectory_of(run).column(name), dtype=np.float64)
