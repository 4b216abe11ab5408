"""The arguments of `compare` are checked here, but for those that `sweep` checks."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import numpy.typing as npt

from opiodyn import _core
from opiodyn._checks import ask, check
from opiodyn._checks.shown import shown
from opiodyn._dosing import replacement
from opiodyn._model.inside import moves_peptides, settled_for, variant
from opiodyn._model.model import Model

KEEP = "daily"


def check_doses(regimen: _core.Regimen, drug: str, doses: npt.ArrayLike | None) -> list[float]:
    """Returns the amounts that replace the doses of the drug [mg], ascending; 0 is a placebo.

    Raises:
        InputError: A value breaks a rule, or the regimen has no dose to replace.
    """
    replacement.refuse_endless(regimen, drug)
    own = [replacement.own_dose(regimen, drug)] if doses is None else doses
    return _ascending("doses", own, check.non_negative)


def check_intervals(
    regimen: _core.Regimen, drug: str, intervals: npt.ArrayLike | None
) -> list[float | None]:
    """Returns the hours between doses [h], ascending; None stands for the regimen's own.

    Raises:
        InputError: A value breaks a rule, or is longer than the treatment.
    """
    if intervals is None:
        return [None]
    replacement.own_interval(regimen, drug)
    found = _ascending("intervals", intervals, check.positive)
    return [replacement.check_interval("intervals", regimen, drug, one) for one in found]


def _listed(values: npt.ArrayLike) -> Any:
    """Returns the values; a single number becomes a list of one."""
    return [values] if ask.is_a(values, (int, float, np.number)) else values


def _ascending(
    field: str, values: npt.ArrayLike, checked: Callable[[str, float], float]
) -> list[float]:
    """Returns checked numbers, ascending and different."""
    curve = check.curve(field, _listed(values))
    if curve.size == 0:
        raise check.input_error(field, "[]", "needs at least one")
    found = sorted(checked(f"{field}[{i}]", float(x)) for i, x in enumerate(curve))
    for one, next_one in itertools.pairwise(found):
        if one == next_one:
            raise check.input_error(field, f"{one:g}", "is given twice")
    return found


def check_models(
    regimen: _core.Regimen,
    model: Model,
    biophase: str | Iterable[str] | None,
    phi: float | npt.ArrayLike | None,
) -> dict[tuple[str, float], Model]:
    """Returns the settled model of every preset and drive.

    Raises:
        InputError: A preset or drive breaks a rule, or phi decides nothing in the model.
    """
    named = model.biophase if biophase is None else biophase
    presets = check.words("biophase", [named] if ask.is_a(named, str) else named)
    drives = [model.options()["phi"]] if phi is None else _drives(model, phi)
    for field, values in (("biophase", presets), ("phi", drives)):
        if not values:
            raise check.input_error(field, "[]", "needs at least one")
        if len(set(values)) < len(values):
            raise check.input_error(field, values, "has one twice")
    made = [variant(model, biophase=preset, phi=drive) for preset in presets for drive in drives]
    return {(one.biophase, one.phi): settled_for(one, regimen) for one in made}


def _drives(model: Model, phi: float | npt.ArrayLike) -> list[float | None]:
    drives = [check.fraction("phi", float(one)) for one in check.curve("phi", _listed(phi))]
    if not moves_peptides(model):
        rule = "moves nothing in a model without receptors, peptides, or 'peptides' in its response"
        raise check.input_error("phi", drives, rule)
    return [*drives]


def check_keep(
    keep: str | None, regimen: _core.Regimen, drug: str, intervals: npt.ArrayLike | None
) -> float | None:
    """Returns the interval at which doses are meant [h]; None if a dose is the amount itself.

    Raises:
        InputError: ``keep`` is no known word, or no intervals are compared.
    """
    if keep is None:
        return None
    if check.word("keep", keep) != KEEP:
        raise check.input_error("keep", shown(keep), f"must be '{KEEP}'")
    if intervals is None:
        raise check.input_error("keep", shown(keep), "is for a comparison of intervals")
    return replacement.own_interval(regimen, drug)
