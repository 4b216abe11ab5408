"""Morris screening by SALib finds the parameters that drive the answer to a low dose."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from opiodyn import _core
from opiodyn._checks.check import FloatArray
from opiodyn._dosing.regimen import regimen as parse_regimen
from opiodyn._model.model import Model
from opiodyn._result.columns import OutputColumn
from opiodyn._result.metric import Metric
from opiodyn._uncertainty import salib
from opiodyn._uncertainty.draws import placed, varying
from opiodyn._validation.world import statistic_of

REGIMEN = "naltrexone 4.5 mg po q24h x28"
WAKING = (656.0, 672.0)  # 8 to 24 h after the last dose [h]
PRESETS = ("transient", "pet")


def _typical(preset: str) -> Model:
    return Model(biophase=preset, drugs=["naltrexone"], routes=["po"])


def problem(preset: str) -> dict[str, Any]:
    """Returns SALib's problem: each parameter in force, by its place in its range from 0 to 1."""
    return salib.problem(_names(preset))


def _names(preset: str) -> list[str]:
    return sorted(varying(_typical(preset)))


def sample(preset: str, trajectories: int, seed: int) -> FloatArray:
    """Returns where to run the model: one row per run, one column per parameter."""
    return salib.morris_places(_names(preset), trajectories, seed)


def answer(preset: str, places: FloatArray) -> float:
    """Returns the mean waking mu tone of the last day, with parameters at these places."""
    where = dict(zip(_names(preset), map(float, places), strict=True))
    return waking_tone(preset, 1.0, placed(_typical(preset), where))


def waking_tone(preset: str, phi: float, values: Mapping[str, float]) -> float:
    """Returns the mean mu tone in the waking hours of the last day."""
    drug: dict[str, Any] = {"drugs": ["naltrexone"], "routes": ["po"]}
    model = Model(biophase=preset, phi=phi, parameters=dict(values), **drug)
    metric, column = Metric("tone.mu.mean", span=WAKING), OutputColumn("tone.mu", 1.0, "1")
    return float(f"{statistic_of(model, parse_regimen(REGIMEN), metric, column):.6g}")


def phi_effect(preset: str) -> float:
    """Returns the rise of the waking tone with phi, from 0 to 1, at the library's values."""
    return waking_tone(preset, 1.0, {}) - waking_tone(preset, 0.0, {})


def analyze(preset: str, places: FloatArray, answers: list[float], seed: int) -> list[list[Any]]:
    """Returns a row for each parameter, the largest mean absolute effect (mu*) first.

    A row holds the name, mu*, its 95 % half-width, the mean effect (mu) and the spread of the
    effects (sigma).
    """
    names = _names(preset)
    found = salib.morris_effects(names, places, np.array(answers), seed)
    columns = ("mu_star", "mu_star_conf", "mu", "sigma")
    rows = [
        [name, *(float(f"{float(found[column][i]):.6g}") for column in columns)]
        for i, name in enumerate(names)
    ]
    return sorted(rows, key=lambda row: (-row[1], row[0]))


def screen(trajectories: int, seed: int) -> dict[str, Any]:
    """Returns a Morris screening under each preset of those that disagree about low doses."""
    found: dict[str, Any] = {
        "version": _core.__version__,
        "trajectories": trajectories,
        "seed": seed,
    }
    for preset in PRESETS:
        places = sample(preset, trajectories, seed)
        answers = [answer(preset, row) for row in places]
        found[preset] = {"answers": answers, "rows": analyze(preset, places, answers, seed)}
    return found


def meanings(preset: str) -> dict[str, str]:
    """Returns the meaning of each parameter."""
    rows: dict[str, _core.Parameter] = varying(_typical(preset))
    return {name: row.meaning for name, row in rows.items()}
