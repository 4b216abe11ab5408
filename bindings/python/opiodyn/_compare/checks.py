"""What `compare` is asked for, checked."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._dosing import replacement
from opiodyn._model.inside import moves_peptides, settled_for
from opiodyn._model.model import Model

KEEP = "daily"


def axes(
    regimen: _core.Regimen, drug: str, doses: npt.ArrayLike | None, intervals: npt.ArrayLike | None
) -> dict[str, Sequence[Any]]:
    """The values of interval and dose."""
    replacement.refuse_endless(regimen, drug)
    own = [replacement.own_dose(regimen, drug)] if doses is None else doses
    return {
        "interval": [None] if intervals is None else _intervals(regimen, drug, intervals),
        "dose": _amounts("doses", own),
    }


def _intervals(regimen: _core.Regimen, drug: str, intervals: npt.ArrayLike) -> list[float]:
    """No longer than the treatment, which stays as long as it is."""
    replacement.own_interval(regimen, drug)
    found = _amounts("intervals", intervals)
    lasts = replacement.treatment(regimen, drug)
    if found[-1] > lasts * (1.0 + 1e-9):
        rule = f"must not be longer than the treatment, which lasts {lasts:g} h"
        raise check.input_error("intervals", f"{found[-1]:g}", rule)
    return found


def _listed(values: npt.ArrayLike) -> Any:
    """A single number is a list of one."""
    return [values] if isinstance(values, int | float | np.number) else values


def _amounts(field: str, values: npt.ArrayLike) -> list[float]:
    """Numbers above 0, ascending and different."""
    curve = check.curve(field, _listed(values))
    if curve.size == 0:
        raise check.input_error(field, "[]", "needs at least one")
    found = sorted(check.positive(f"{field}[{i}]", float(x)) for i, x in enumerate(curve))
    for one, next_one in itertools.pairwise(found):
        if one == next_one:
            raise check.input_error(field, f"{one:g}", "is given twice")
    return found


def models(
    regimen: _core.Regimen,
    model: Model,
    biophase: str | Iterable[str] | None,
    phi: float | npt.ArrayLike | None,
) -> dict[tuple[str, float], Model]:
    """The model of every preset and drive, with its drugs settled."""
    check.instance("model", model, Model, "must be a Model")
    said = model.biophase if biophase is None else biophase
    presets = [said] if isinstance(said, str) else check.words("biophase", said)
    drives = [model.options()["phi"]] if phi is None else _drives(model, phi)
    for field, values in (("biophase", presets), ("phi", drives)):
        if not values:
            raise check.input_error(field, "[]", "needs at least one")
        if len(set(values)) < len(values):
            raise check.input_error(field, values, "has one twice")
    made = [
        Model(**model.options() | {"biophase": one, "phi": drive})
        for one in presets
        for drive in drives
    ]
    return {(one.biophase, one.phi): settled_for(one, regimen) for one in made}


def _drives(model: Model, phi: float | npt.ArrayLike) -> list[float | None]:
    """Values of phi, where it decides anything."""
    drives = [check.fraction("phi", float(one)) for one in check.curve("phi", _listed(phi))]
    if not moves_peptides(model):
        rule = "moves nothing in a model without receptors, peptides, or 'peptides' in its response"
        raise check.input_error("phi", drives, rule)
    return [*drives]


def window(window: tuple[float, float]) -> tuple[float, float]:
    """Begin and end of what counts, h after the last dose."""
    try:
        begin, end = window
    except (TypeError, ValueError):
        rule = "must be two times after the last dose, h, such as (8, 24)"
        raise check.input_error("window", repr(window), rule) from None
    begin, end = check.non_negative("window[0]", begin), check.non_negative("window[1]", end)
    if not begin < end:
        raise check.input_error("window", f"{begin:g} to {end:g}", "must end after it begins")
    return begin, end


def daily_from(
    keep: str | None, regimen: _core.Regimen, drug: str, intervals: npt.ArrayLike | None
) -> float | None:
    """The interval at which doses are meant, if the amount of a day is to stay."""
    if keep is None:
        return None
    if check.word("keep", keep) != KEEP:
        raise check.input_error("keep", repr(keep), f"must be '{KEEP}'")
    if intervals is None:
        raise check.input_error("keep", repr(keep), "is for a comparison of intervals")
    return replacement.own_interval(regimen, drug)
