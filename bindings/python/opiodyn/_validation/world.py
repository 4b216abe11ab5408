"""Models and runs of one preset, each made once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from opiodyn import _core
from opiodyn._checks.check import FloatArray
from opiodyn._dosing.regimen import regimen as parse
from opiodyn._model.model import Model
from opiodyn._result.inside import trajectory_of
from opiodyn._runs.run import Run
from opiodyn._simulate.simulate import simulate

Overrides = Callable[[Model], dict[str, float]]
_MOST_STEPS = 200_000  # none takes a tenth of it; ends drawn models that would never finish
_HOLD = re.compile(r"hold\((\S+), (\S+)\)")


def preset_names() -> list[str]:
    """The presets of the library."""
    return [row.name for row in _core.biophase_presets()]


def holding(preset: str, ratio: float, hours: float) -> str:
    """An infusion of naltrexone that ends at a ratio C/K at mu, in the presence of the peptides.

    C50 is the free plasma concentration that holds half of mu at steady state, so the rate is
    ratio C50 CL / fu. A ratio x holds x / (1 + x) of mu.
    """
    value = {row.name: row.value for row in _core.library_parameters()}
    free = ratio * value[f"biophase.{preset}.C50"] / value["naltrexone.fu"]  # nM
    rate = free * value["naltrexone.CL"] * value["naltrexone.molar_mass"] * 1e-6  # mg/h
    return f"naltrexone {rate * hours:.9g} mg iv over {hours:g}h"


class World:
    """What is simulated under one preset, with the library's values or drawn ones.

    Args:
        preset: Of the biophase.
        overrides: Gives the values that replace those of a model; None leaves them.
    """

    def __init__(self, preset: str, overrides: Overrides | None = None) -> None:
        self.preset = preset
        self._overrides = overrides
        self._models: dict[Any, Model] = {}
        self._runs: dict[Any, Run] = {}

    def text(self, regimen: str) -> str:
        """The regimen with its infusions worked out."""
        return _HOLD.sub(lambda hit: holding(self.preset, float(hit[1]), float(hit[2])), regimen)

    def model(
        self,
        regimen: str,
        options: Iterable[tuple[str, Any]] = (),
        values: Iterable[tuple[str, float]] = (),
    ) -> Model:
        """The model for a regimen."""
        doses = parse(self.text(regimen)).doses
        drugs = tuple(dict.fromkeys(dose.drug for dose in doses))
        routes = tuple(dict.fromkeys(dose.route for dose in doses))
        key = (drugs, routes, repr(tuple(options)), tuple(values))
        if key not in self._models:
            made: dict[str, Any] = {**dict(options), "biophase": self.preset}
            made |= {"drugs": drugs, "routes": routes}
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
        delta: float = 0.25,
        options: tuple[tuple[str, Any], ...] = (),
        values: tuple[tuple[str, float], ...] = (),
    ) -> Run:
        """A run of the regimen to its end."""
        key = (regimen, end, delta, repr(options), values)
        if key not in self._runs:
            model = self.model(regimen, options, values)
            taken = parse(self.text(regimen))
            self._runs[key] = simulate(
                taken, model=model, end=end, delta=delta, max_steps=_MOST_STEPS
            )
        return self._runs[key]


def column(run: Run, name: str) -> tuple[FloatArray, FloatArray]:
    """Times and values of an output, named as in `Run.to_pandas`, or of a sum of products such as
    ``a * b + c``."""
    values = np.zeros(run.times.size)
    for term in name.split(" + "):
        factors = [np.asarray(trajectory_of(run).column(part)) for part in term.split(" * ")]
        values += np.prod(factors, axis=0)
    return run.times, values
