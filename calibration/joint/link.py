"""The values of the library follow here from those of the calibration's parameters.

An effect site has a half-life and an ED50. The ED50 fixes Kp = (1 + X0) K / C50, as in the library
(docs/theory.md, section 2). C50 is the level at the effect site four hours after the ED50 by mouth,
on the scale Kp = 1.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from functools import cache

import numpy as np

import opiodyn
from joint.data import Parameter, Structure, library
from opiodyn._checks.check import FloatArray
from opiodyn._model.inside import used_rows

Draws = Mapping[str, FloatArray]
"""The values of the calibration's parameters, by name, [draw]."""
Columns = dict[str, FloatArray]
"""The values of the library's parameters, by name, [draw]."""

_E0 = ("beta-endorphin.mu.e0", "enkephalin.mu.e0")
_PARENT, _METABOLITE = "naltrexone", "6-beta-naltrexol"
_SCAN = 4.0  # hours from the ED50 to the scan, as the library has it


def columns(structure: Structure, parameters: tuple[Parameter, ...], draws: Draws) -> Columns:
    """Returns the values of the library's parameters."""
    found: Columns = {}
    for one in parameters:
        for name in one.sets:
            found[name] = draws[one.name] * (library()[name].value / library()[one.sets[0]].value)
    for one in parameters:
        if one.rule:
            found |= _RULES[one.rule](draws[one.name], found)
    if structure.link == "slow":
        found |= _slow_kappa(found)
    return found


def hold(structure: Structure, found: Columns) -> FloatArray:
    """Returns the factors by which an infusion changes that holds a ratio C/K at mu, [draw].

    The level that does so is proportional to (1 + X0) K / Kp. Where complexes leave with the
    turnover of receptors too, it is proportional to 1 + kdeg / koff besides.
    """
    k, kp = f"{_PARENT}.mu.K", f"{_PARENT}.Kp"
    shift = (1.0 + _x0(found)) / (1.0 + _x0({}))
    if structure.link != "slow":
        own = _own_kp(structure.biophase)
        return np.asarray(shift * own / found[kp])
    koff, kdeg = f"{_PARENT}.mu.koff", math.log(2.0) / library()["mu.turnover_half_life"].value
    own_k = library()[f"biophase.slow.{k}"].value
    own_koff = library()[f"biophase.slow.{koff}"].value
    turnover = (1.0 + kdeg / found[koff]) / (1.0 + kdeg / own_koff)
    return np.asarray(shift * turnover * found[k] / own_k)


def _half_life(hours: FloatArray, _: Columns) -> Columns:
    rate = math.log(2.0) / hours
    return {f"{_PARENT}.ke0": rate, f"{_METABOLITE}.ke0": rate}


def _ed50(mg: FloatArray, found: Columns) -> Columns:
    level = _level_per_mg()(found[f"{_PARENT}.ke0"][:, np.newaxis])[:, 0]
    return _c50(mg * level, found)


def _c50(level: FloatArray, found: Columns) -> Columns:
    return {f"{_PARENT}.Kp": (1.0 + _x0(found)) * library()[f"{_PARENT}.mu.K"].value / level}


def _x0(found: Columns) -> FloatArray:
    """Returns X0 at mu, the sum of the basal levels C/K of the peptides."""
    return np.asarray(sum(found.get(name, library()[name].value) for name in _E0))


def _slow_kappa(found: Columns) -> Columns:
    """Returns koff at kappa: the complex forms there as fast as at mu."""
    ratio = found[f"{_PARENT}.kappa.K"] / found[f"{_PARENT}.mu.K"]
    return {f"{_PARENT}.kappa.koff": ratio * found[f"{_PARENT}.mu.koff"]}


_RULES: dict[str, Callable[[FloatArray, Columns], Columns]] = {
    "half_life": _half_life,
    "ED50": _ed50,
    "C50": _c50,
    "fraction": lambda _, __: {},  # joint/fraction.py has it
    "slow_K": lambda values, _: {f"{_PARENT}.mu.K": values},
    "slow_koff": lambda values, _: {f"{_PARENT}.mu.koff": values},
    "slow_kappa": lambda values, _: {f"{_PARENT}.kappa.K": values},
}


@cache
def _level_per_mg() -> opiodyn.Evaluator:
    """Returns the function from ke0 to the level [nM] at the effect site, 4 h after 1 mg."""
    model = opiodyn.Model(drugs=[_PARENT], biophase="pet", parameters={f"{_PARENT}.Kp": 1.0})
    return opiodyn.evaluator(
        opiodyn.regimen(f"{_PARENT} 1 mg po"),
        vary=[f"{_PARENT}.ke0"],
        model=model,
        times=[_SCAN],
        columns=[f"effect_site.{_PARENT}"],
    )


@cache
def _own_kp(biophase: str) -> float:
    rows = used_rows(opiodyn.Model(drugs=[_PARENT], biophase=biophase))
    return next(row.value for row in rows if row.name == f"{_PARENT}.Kp")
