"""The settings of the solver have one default each, which all calls share."""

from __future__ import annotations

import math
import os
from typing import Any

from opiodyn._checks import check
from opiodyn._core import SolverError, limits

RTOL: float = 1e-6
ATOL: float = 1e-9
MAX_STEPS: int = limits.steps
MAX_SECONDS = 3600.0


def solver_error(message: str, reason: str) -> SolverError:
    """Returns an error of the solver that knows no time and no state, and has no partial run."""
    error = SolverError(message)
    unknown = {"time": math.nan, "step": math.nan, "state": "none", "partial": None}
    vars(error).update(unknown, reason=reason)
    return error


def solver_settings(rtol: float, atol: float, max_steps: int) -> dict[str, Any]:
    """Returns tolerances and budget by the core's names for them.

    Raises:
        InputError: A value breaks a rule.
    """
    return {
        "rtol": check.positive("rtol", rtol),
        "atol": check.positive("atol", atol),
        "max_steps": check.whole("max_steps", max_steps),
    }


def workers_of(threads: int) -> int:
    """Returns the number of threads to use; 0 stands for one per core.

    Raises:
        InputError: The value is no whole number, or out of range.
    """
    n = check.whole("threads", threads)
    if not 0 <= n <= limits.threads:
        raise check.input_error("threads", n, f"must lie between 0 and {limits.threads}")
    return n or os.cpu_count() or 1
