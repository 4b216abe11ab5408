"""The information about parameters tells how sure their estimates are, and what cannot be told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._checks.check import FloatArray

# A direction is not determined where its share of the information is below this. Derivatives are
# good to about 1e-7 at the default tolerance of fits, and enter squared.
_SINGULAR = 1e-12
_NAMED = 0.1  # of the largest part of a direction; smaller parts are not named


class Covariance(NamedTuple):
    """A covariance belongs to the coordinates of a search."""

    matrix: FloatArray
    undetermined: str
    """This names the combination of parameters that the data do not determine; empty if none."""


def covariance_of(information: FloatArray, names: Sequence[str]) -> Covariance:
    """Returns the inverse of the information, or the combination of parameters that has none.

    Args:
        information: The information in the coordinates of a search, [parameter, parameter].
        names: The names of the parameters, with ``log`` before those on a log scale.
    """
    if not names:  # all parameters are at a bound
        return Covariance(information, "")
    size = np.sqrt(np.diag(information))
    nothing = [name for name, one in zip(names, size, strict=True) if one == 0.0]
    if nothing:
        return Covariance(np.full_like(information, np.nan), " and ".join(nothing))
    values, vectors = np.linalg.eigh(information / np.outer(size, size))
    if values[0] < _SINGULAR * values[-1]:
        direction = vectors[:, 0] / size
        return Covariance(np.full_like(information, np.nan), _named(direction, names))
    inverse = (vectors / values) @ vectors.T
    return Covariance(inverse / np.outer(size, size), "")


def _named(direction: FloatArray, names: Sequence[str]) -> str:
    """Returns a direction in words, such as "log CL + 0.98 log F"."""
    largest = int(np.argmax(np.abs(direction)))
    parts = direction / direction[largest]
    words = [
        f"{'+' if part > 0.0 else '-'} {abs(part):.2g} {name}"
        for name, part in zip(names, parts, strict=True)
        if abs(part) > _NAMED
    ]
    return " ".join(words).removeprefix("+ ").replace("1 log", "log")


def refuse_idle(gradient: FloatArray, names: Sequence[str]) -> None:
    """Refuses parameters on which no observation depends.

    Args:
        gradient: The roots of the information, [vector, parameter].
        names: The names of the parameters of the model.
    """
    idle = [name for i, name in enumerate(names) if not np.any(gradient[:, i])]
    if idle:
        rule = "changes none of the observed numbers; leave it out of vary="
        raise check.input_error("vary", ", ".join(map(repr, idle)), rule)


def undetermined(combination: str) -> _core.InputError:
    """Returns the error for a combination of parameters that the data do not determine."""
    rule = "the data do not determine it; fix one of these, or give a prior"
    return check.input_error("vary", combination, rule)
