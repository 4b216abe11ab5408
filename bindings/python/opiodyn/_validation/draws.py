"""Parameter values are drawn from their documented ranges.

Every parameter that a model uses is drawn between its low and its high, log-uniformly where both
are above 0, otherwise uniformly, whatever its evidence, on its own but for these rules:

- CL/F of naltrexone by mouth is firm where CL and F are not: F follows CL.
- Kp of naltrexone follows its calibration. It is drawn over the range that C50 of the preset has,
  then scaled to the drawn K and to the drawn peptides at mu, as in the library.
- An affinity that follows from human potency, K = EC50 (tau - 1), is drawn through EC50 and tau.
- 6-beta-naltrexol enters the biophase at the rate of naltrexone.
- Fractions of parallel inputs stay, as they must add up to 1.
- Internalisation (kint) stays at 0: its range is that of an option, which no source supports.

A value depends only on the seed, the number of the draw and the name of the parameter. A draw is
therefore the same in every model, in any order and for any number of workers.
"""

from __future__ import annotations

import math

import numpy as np

from opiodyn import _core
from opiodyn._model.inside import used_rows
from opiodyn._model.model import Model
from opiodyn._validation.world import Overrides

_PARENT, _METABOLITE = "naltrexone", "6-beta-naltrexol"


def drawn(name: str) -> bool:
    """Tells whether a parameter of that name is drawn at all."""
    return not name.endswith((".kint", ".fraction"))


def share(seed: int, draw: int, name: str) -> float:
    """Returns where in its range a parameter lies, from 0 to 1."""
    return float(np.random.default_rng([seed, draw, *name.encode()]).random())


def between(low: float, high: float, where: float) -> float:
    """Returns the value at a share of a range."""
    if low > 0.0:
        return math.exp((1.0 - where) * math.log(low) + where * math.log(high))
    return low + where * (high - low)


def overrides(seed: int, draw: int) -> Overrides:
    """Returns the function that gives the values of one draw to a model."""

    def of(model: Model) -> dict[str, float]:
        rows = varying(model)
        places = {name: share(seed, draw, name) for name in rows}
        return placed(model, places)

    return of


def varying(model: Model) -> dict[str, _core.Parameter]:
    """Returns the parameters of a model that are drawn, by name."""
    rows = used_rows(model)
    ending = ".EC50"
    tied = {f"{_PARENT}.oral.F", f"{_METABOLITE}.ke0"}
    tied |= {f"{row.name.removesuffix(ending)}.K" for row in rows if row.name.endswith(ending)}
    return {
        row.name: row
        for row in rows
        if row.low < row.high and drawn(row.name) and row.name not in tied
    }


def placed(model: Model, places: dict[str, float]) -> dict[str, float]:
    """Returns the values at places in the ranges, and values that follow from them."""
    rows = {row.name: row for row in used_rows(model)}
    values = {name: between(rows[name].low, rows[name].high, places[name]) for name in places}
    default = {name: row.value for name, row in rows.items()}
    now = {**default, **values}
    if f"{_PARENT}.oral.F" in rows:
        ratio = now[f"{_PARENT}.CL"] / default[f"{_PARENT}.CL"]
        values[f"{_PARENT}.oral.F"] = ratio * default[f"{_PARENT}.oral.F"]
    if f"{_PARENT}.Kp" in values:
        values[f"{_PARENT}.Kp"] *= _calibration(now) / _calibration(default)
    if f"{_PARENT}.ke0" in now and f"{_METABOLITE}.ke0" in rows:
        values[f"{_METABOLITE}.ke0"] = now[f"{_PARENT}.ke0"]
    return values


def _calibration(values: dict[str, float]) -> float:
    """Returns (1 + X0) K at mu, to which Kp is proportional."""
    x0 = sum(value for name, value in values.items() if name.endswith(".mu.e0"))
    return (1.0 + x0) * values.get(f"{_PARENT}.mu.K", 1.0)
