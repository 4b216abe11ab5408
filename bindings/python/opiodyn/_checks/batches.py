"""This module decides how many rows of a batch are computed at a time.

Simulations, sweeps and derivatives share it.
"""

from __future__ import annotations

import os

# Rows for each core: they fill its lanes, and their models still fit into memory.
_THREAD_ROWS = 256
# Numbers that all rows of a batch may hold together.
_MOST_VALUES = 8_000_000


def rows_of_threads(threads: int) -> int:
    """Returns the number of rows that keep this many threads busy.

    Threads beyond the number of cores add no rows.
    """
    return _THREAD_ROWS * min(threads, os.cpu_count() or 1)


def rows_of_values(per_row: int) -> int:
    """Returns how many rows fit into memory together, at least one.

    Args:
        per_row: Count of the numbers in a row.
    """
    return max(1, _MOST_VALUES // max(1, per_row))


def rows_at_a_time(threads: int, per_row: int) -> int:
    """Returns how many rows these threads compute at a time, as far as their numbers fit."""
    return min(rows_of_threads(threads), rows_of_values(per_row))
