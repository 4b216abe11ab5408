"""Hours after a dose that are one instant get one number here, so that others may compare them.

A dose at 8.1 h every 24 h and a run until 80.1 h have an interval of 24 h and a length that is a
hair below or above it, because subtraction rounds.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from opiodyn._checks.check import FloatArray

_ONE = 1e-9
"""Times whose difference is this part of them are one, and so are those 1e-9 h apart.

Tables print some ten digits. A window that is cut at nodes must be much longer than what the core
takes for one instant.
"""


def settled(
    begin: float, times: Sequence[float] | FloatArray, marks: Sequence[float] | FloatArray = ()
) -> FloatArray:
    """Returns hours after a dose; those that are one instant have the number of the first.

    Args:
        begin: The time of the dose [h], whose digits the hours have lost.
        times: The hours after the dose.
        marks: These hours come before all others.
    """
    every = np.concatenate([marks, times])
    order = np.argsort(every, kind="stable")
    late = every[order]
    apart = np.diff(late) > _ONE * np.maximum(1.0, begin + late[1:])
    starts = np.flatnonzero(np.concatenate([[True], apart])[: len(late)])
    firsts = np.minimum.reduceat(order, starts) if late.size else order
    found = np.empty(len(every))
    found[order] = np.repeat(every[firsts], np.diff(np.append(starts, len(late))))
    return found[len(marks) :]
