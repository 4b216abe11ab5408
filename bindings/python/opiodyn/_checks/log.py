"""This module has the log of the package, which is silent until a program asks for it.

``logging.basicConfig(level=logging.INFO)`` shows what was run, and ``logging.DEBUG`` also the
chunks of sweeps and the files that were written.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

LOG = logging.getLogger("opiodyn")
LOG.addHandler(logging.NullHandler())


def begun() -> float:
    """Returns the time of a clock at which something begins [s]."""
    return time.perf_counter()


def done(since: float, words: Callable[[], str]) -> None:
    """Tells the log what was done since a time of the clock [s].

    The words are made only if somebody listens.
    """
    if LOG.isEnabledFor(logging.INFO):
        LOG.info("%s; %.3g s", words(), time.perf_counter() - since)
