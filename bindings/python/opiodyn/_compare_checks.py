"""What `compare` is asked for, checked."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from typing import Any

import numpy.typing as npt

from opiodyn import _check, _compare_regimens, _core
from opiodyn._model import Model

KEEP = "daily"


def axes(
    regimen: _core.Regimen, drug: str, doses: npt.ArrayLike | None, intervals: npt.ArrayLike | None
) -> dict[str, Sequence[Any]]:
    """The values of interval and dose."""
    if intervals is not None:
        _compare_regimens.own_interval(regimen, drug)
    own = [_compare_regimens.own_dose(regimen, drug)] if doses is None else doses
    return {
        "interval": [None] if intervals is None else _amounts("intervals", intervals),
        "dose": _amounts("doses", own),
    }


def _amounts(field: str, values: npt.ArrayLike) -> list[float]:
    """Numbers above 0, ascending and different."""
    curve = _check.curve(field, values)
    if curve.size == 0:
        raise _check.input_error(field, "[]", "needs at least one")
    found = sorted(_check.positive(f"{field}[{i}]", float(x)) for i, x in enumerate(curve))
    for one, next_one in itertools.pairwise(found):
        if one == next_one:
            raise _check.input_error(field, f"{one:g}", "is given twice")
    return found


def models(
    regimen: _core.Regimen,
    model: Model,
    biophase: str | Iterable[str] | None,
    phi: float | npt.ArrayLike | None,
) -> dict[tuple[str, float], Model]:
    """The model of every preset and drive, with its drugs settled."""
    _check.instance("model", model, Model, "must be a Model")
    said = model.biophase if biophase is None else biophase
    presets = [said] if isinstance(said, str) else _check.words("biophase", said)
    own = model.phi if phi is None else phi
    drives = _check.curve("phi", [own] if isinstance(own, int | float) else own)
    for field, values in (("biophase", presets), ("phi", list(drives))):
        if not values:
            raise _check.input_error(field, "[]", "needs at least one")
        if len(set(values)) < len(values):
            raise _check.input_error(field, values, "has one twice")
    return {
        (one, float(drive)): Model(**model._options() | {"biophase": one, "phi": drive})._for(
            regimen
        )
        for one in presets
        for drive in drives
    }


def window(window: tuple[float, float]) -> tuple[float, float]:
    """Begin and end of what counts, h after the last dose."""
    try:
        begin, end = window
    except (TypeError, ValueError):
        rule = "must be two times after the last dose, h, such as (8, 24)"
        raise _check.input_error("window", repr(window), rule) from None
    begin, end = _check.non_negative("window[0]", begin), _check.non_negative("window[1]", end)
    if not begin < end:
        raise _check.input_error("window", f"{begin:g} to {end:g}", "must end after it begins")
    return begin, end


def daily_from(
    keep: str | None, regimen: _core.Regimen, drug: str, intervals: npt.ArrayLike | None
) -> float | None:
    """The interval at which doses are meant, if the amount of a day is to stay."""
    if keep is None:
        return None
    if _check.word("keep", keep) != KEEP:
        raise _check.input_error("keep", repr(keep), f"must be '{KEEP}'")
    if intervals is None:
        raise _check.input_error("keep", repr(keep), "is for a comparison of intervals")
    return _compare_regimens.own_interval(regimen, drug)
