"""Event tables: the faults found in a table, of which the first one is told."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from opiodyn._checks import check
from opiodyn._events.words import NUMBER

Bools = npt.NDArray[np.bool_]


class Rows(NamedTuple):
    """How a person counts the rows."""

    numbers: npt.NDArray[np.int64]
    in_file: bool

    def label(self, row: int) -> str:
        """For messages."""
        return f"row {self.numbers[row]}{'' if self.in_file else ' (counted from 0)'}"


class Faults:
    """Collects faults, column by column; tells the first row that has one.

    Args:
        rows: How the rows are counted.
        names: Columns by key, as they are written in the table.
        show: What stands in a column (by key) of a row; an empty text if it is missing.
    """

    def __init__(
        self, rows: Rows, names: Mapping[str, str], show: Callable[[str, int], str]
    ) -> None:
        self._rows = rows
        self._names = names
        self._show = show
        self._found: list[tuple[int, int, str, str]] = []

    def add(self, bad: Bools, key: str, rule: str) -> None:
        """A fault in all rows that are marked."""
        count = int(np.count_nonzero(bad))
        if count > 0:
            self._found.append((int(np.argmax(bad)), count, key, rule))

    def add_row(self, row: int, key: str, rule: str) -> None:
        """A fault in one row."""
        self._found.append((row, 1, key, rule))

    def raise_first(self) -> None:
        """Raises the fault of the first row that has one, if any; of several the one found first.

        Raises:
            InputError: There is a fault.
        """
        if not self._found:
            return
        row, count, key, rule = min(self._found, key=lambda fault: fault[0])
        value = _quoted(self._show(key, row))
        more = f" (and in {count - 1} more row{'s' if count > 2 else ''})" if count > 1 else ""
        raise check.input_error(self.field(row, key), value, rule + more)

    def field(self, row: int, key: str) -> str:
        """Where: row and column."""
        return f"{self.label(row)}, column {self.written(key)}"

    def label(self, row: int) -> str:
        """Where: the row alone."""
        return self._rows.label(row)

    def written(self, key: str) -> str:
        """A column as the table writes it."""
        return self._names.get(key, key.upper())


def _quoted(word: str) -> str:
    """A number as it stands, other text in quotes and not too long."""
    if word == "" or re.fullmatch(NUMBER, word):
        return word or "missing"
    return repr(word if len(word) <= 40 else word[:37] + "...")
