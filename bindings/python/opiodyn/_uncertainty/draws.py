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
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TypeAlias

import numpy as np

from opiodyn import _core
from opiodyn._model.inside import used_rows
from opiodyn._model.model import Model
from opiodyn._model.potency import affinities_of

Overrides: TypeAlias = Callable[[Model], dict[str, float]]
"""Overrides give the values of one draw to a model."""

_PARENT, _METABOLITE = "naltrexone", "6-beta-naltrexol"
_CL, _F, _KP = f"{_PARENT}.CL", f"{_PARENT}.oral.F", f"{_PARENT}.Kp"
_KE0, _METABOLITE_KE0 = f"{_PARENT}.ke0", f"{_METABOLITE}.ke0"
_BASAL = ".mu.e0"
_WORD = 2**32  # numbers below it are one word of a key


def drawn(name: str) -> bool:
    """Tells whether a parameter of that name is drawn at all."""
    return not name.endswith((".kint", ".fraction"))


def share(seed: int, draw: int, name: str) -> float:
    """Returns where in its range a parameter lies, from 0 to 1."""
    key = [seed, draw, *name.encode()]
    # NumPy reads an array of words several times faster than a list, to the same key.
    words = np.array(key, dtype=np.uint32) if max(seed, draw) < _WORD else key
    return float(np.random.Generator(np.random.PCG64(words)).random())


def between(low: float, high: float, where: float) -> float:
    """Returns the value at a share of a range."""
    if low > 0.0:
        return math.exp((1.0 - where) * math.log(low) + where * math.log(high))
    return low + where * (high - low)


def overrides(seed: int, draw: int) -> Overrides:
    """Returns the function that gives the values of one draw to a model."""

    def of(model: Model) -> dict[str, float]:
        places = {name: share(seed, draw, name) for name in varying(model)}
        return placed(model, places)

    return of


def varying(model: Model) -> dict[str, _core.Parameter]:
    """Returns the parameters of a model that are drawn, by name."""
    rows = used_rows(model)
    following = tied(row.name for row in rows)
    return {
        row.name: row
        for row in rows
        if row.low < row.high and drawn(row.name) and row.name not in following
    }


def tied(names: Iterable[str]) -> set[str]:
    """Returns the parameters that are not drawn because they follow others of these names."""
    return affinities_of(names) | {_F, _METABOLITE_KE0}


def placed(model: Model, places: Mapping[str, float]) -> dict[str, float]:
    """Returns the values at places in the ranges, and values that follow from them."""
    return Drawing(model).values(places)


class Drawing:
    """A drawing makes values of places in ranges, and the values that follow from them.

    Args:
        model: The model without covariates.
        ranges: The ranges that replace documented ones.
        held: The parameters that follow no other, because they have a value or a range of their
            own.
    """

    def __init__(
        self,
        model: Model,
        ranges: Mapping[str, tuple[float, float]] | None = None,
        held: Collection[str] = (),
    ) -> None:
        rows = used_rows(model)
        self._default = {row.name: row.value for row in rows}
        self._ranges = {row.name: (row.low, row.high) for row in rows} | dict(ranges or {})
        self._followers = {_F, _KP, _METABOLITE_KE0} & self._default.keys() - set(held)

    def values(self, places: Mapping[str, float]) -> dict[str, float]:
        """Returns the values at places in the ranges, and values that follow from them."""
        values = {name: between(*self._ranges[name], places[name]) for name in places}
        now = {**self._default, **values}
        if _F in self._followers and _CL in values:
            ratio = now[_CL] / self._default[_CL]
            values[_F] = ratio * self._default[_F]
        if _KP in self._followers and any(map(_is_calibrating, values)):
            values[_KP] = now[_KP] * (_calibration(now) / _calibration(self._default))
        if _METABOLITE_KE0 in self._followers and _KE0 in values:
            values[_METABOLITE_KE0] = now[_KE0]
        return values


def _is_calibrating(name: str) -> bool:
    """Tells whether Kp depends on a parameter."""
    return name in (_KP, f"{_PARENT}.mu.K") or name.endswith(_BASAL)


def _calibration(values: Mapping[str, float]) -> float:
    """Returns (1 + X0) K at mu, to which Kp is proportional."""
    x0 = sum(value for name, value in values.items() if name.endswith(_BASAL))
    return (1.0 + x0) * values.get(f"{_PARENT}.mu.K", 1.0)
