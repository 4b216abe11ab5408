"""The numbers of a fit stay where their ratios have squares; a search that leaves says where.

Bounds of what a user gives keep most fits there. A search that leaves it all the same ends with an
error, because its linear algebra would fail or give nonsense.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

import numpy as np

from opiodyn._checks import check
from opiodyn._checks.check import FloatArray
from opiodyn._core import InputError

LEAST, MOST = 1e-50, 1e50
"""A likelihood divides numbers of a fit by each other and squares them twice."""


def positive(field: str, value: object) -> float:
    """Returns a number above 0 by which a likelihood can divide.

    Raises:
        InputError: The number is not above 0, or too small or too large for a likelihood.
    """
    x = check.positive(field, value)
    if not LEAST <= x <= MOST:
        rule = f"must lie between {LEAST:g} and {MOST:g}, or the likelihood is no finite number"
        raise check.input_error(field, f"{x:g}", rule)
    return x


def number(field: str, value: object) -> float:
    """Returns a number that a likelihood can square.

    Raises:
        InputError: The number is not finite, or too large for a likelihood.
    """
    x = check.finite(field, value)
    if abs(x) > MOST:
        rule = f"must lie between {-MOST:g} and {MOST:g}, or the likelihood is no finite number"
        raise check.input_error(field, f"{x:g}", rule)
    return x


@contextmanager
def guarded(place: Callable[[], Mapping[str, float]]) -> Iterator[None]:
    """Runs a search without warnings of NumPy; linear algebra that fails becomes a typed error.

    Args:
        place: Tells where the search is when something fails.
    """
    with np.errstate(all="ignore"):
        try:
            yield
        except (np.linalg.LinAlgError, ArithmeticError) as error:
            raise lost(place()) from error


def lost(place: Mapping[str, float]) -> InputError:
    """Returns the error of a search that came where the likelihood is no finite number."""
    where = ", ".join(f"{name} = {value:g}" for name, value in place.items())
    rule = (
        f"is not finite at {where}; the observations lie too far from what the model gives there: "
        "check the units of DV and AMT, and give other bounds or start="
    )
    return check.input_error("fit", "the likelihood", rule)


def all_finite(*arrays: FloatArray | float) -> bool:
    """Tells whether all numbers are finite."""
    return all(bool(np.isfinite(one).all()) for one in arrays)
