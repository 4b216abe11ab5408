"""How many rows of a batch are computed at a time: simulations, sweeps and derivatives share it."""

from __future__ import annotations

import os

_THREAD_ROWS = 256  # for each core: enough to fill its lanes, few enough to hold their models
_MOST_VALUES = 8_000_000  # of all rows of a batch together


def rows_of_threads(threads: int) -> int:
    """Rows that keep these threads busy; more threads than cores hold no more models."""
    return _THREAD_ROWS * min(threads, os.cpu_count() or 1)


def rows_of_values(per_row: int) -> int:
    """Rows whose numbers fit into memory together, at least one, if each has this many."""
    return max(1, _MOST_VALUES // max(1, per_row))


def rows_at_a_time(threads: int, per_row: int) -> int:
    """Rows for these threads, as far as their numbers fit."""
    return min(rows_of_threads(threads), rows_of_values(per_row))
