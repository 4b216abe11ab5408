"""Times in hours that differ by rounding alone are one instant, by the law of the core."""

from __future__ import annotations

from typing import TypeAlias, overload

import numpy as np
import numpy.typing as npt

from opiodyn import _core
from opiodyn._checks.check import FloatArray

Bools: TypeAlias = npt.NDArray[np.bool_]


@overload
def is_same(first: float, second: float) -> bool: ...
@overload
def is_same(first: FloatArray, second: FloatArray | float) -> Bools: ...
def is_same(first: FloatArray | float, second: FloatArray | float) -> Bools | bool:
    """Tells whether two times are the same instant [h]."""
    return _core.same_instant(first, second)


@overload
def is_before(first: float, second: float) -> bool: ...
@overload
def is_before(first: FloatArray, second: FloatArray | float) -> Bools: ...
@overload
def is_before(first: float, second: FloatArray) -> Bools: ...
def is_before(first: FloatArray | float, second: FloatArray | float) -> Bools | bool:
    """Tells whether a time is before another, and not the same instant [h]."""
    return np.less(first, second) & np.logical_not(_core.same_instant(first, second))
