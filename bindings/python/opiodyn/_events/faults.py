"""This module collects the faults of a table and reports the first one."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from opiodyn._checks import check
from opiodyn._core import InputError
from opiodyn._events.words import NUMBER, plural, shortened

Bools = npt.NDArray[np.bool_]


class Rows(NamedTuple):
    """The rows of a table are counted as a person counts them."""

    numbers: npt.NDArray[np.int64]
    """A row has its line in a file (the header is line 1), or its position in a frame, from 0."""
    in_file: bool
    """The source is a file (True) or a frame (False)."""
    sheet: str = ""
    """This is the sheet of a workbook; empty for other sources."""

    def label(self, row: int) -> str:
        """Returns the name of a row for messages."""
        sheet = f"sheet {self.sheet!r}, " if self.sheet else ""
        return f"{sheet}row {self.numbers[row]}{'' if self.in_file else ' (counted from 0)'}"


class Faults:
    """A collection of faults is filled column by column and reports the first row with a fault.

    Args:
        rows: The rows as a person counts them.
        names: The columns by key, as they are written in the table.
        show: Returns the content of a column (by key) in a row; an empty text if it is missing.
        leaving: Returns the argument that leaves out columns as well as those left out already.
    """

    def __init__(
        self,
        rows: Rows,
        names: Mapping[str, str],
        show: Callable[[str, int], str],
        leaving: Callable[[Sequence[str]], str],
    ) -> None:
        self._rows = rows
        self._names = names
        self._show = show
        self.leaving = leaving
        self._found: list[tuple[int, int, str, str]] = []

    def add(self, bad: Bools, key: str, rule: str) -> None:
        """Adds a fault in all rows that are marked."""
        count = int(np.count_nonzero(bad))
        if count > 0:
            self._found.append((int(np.argmax(bad)), count, key, rule))

    def add_row(self, row: int, key: str, rule: str) -> None:
        """Adds a fault in one row."""
        self._found.append((row, 1, key, rule))

    def raise_first(self) -> None:
        """Raises the fault of the first row that has one, if any.

        If that row has several faults, the one that was added first is raised.

        Raises:
            InputError: There is a fault.
        """
        if not self._found:
            return
        row, count, key, rule = min(self._found, key=lambda fault: fault[0])
        value = self.word(row, key)
        more = f" (and in {count - 1} more {plural(count - 1, 'row')})" if count > 1 else ""
        raise check.input_error(self.field(row, key), value, rule + more)

    def field(self, row: int, key: str) -> str:
        """Returns the name of a cell for messages: its row and column."""
        return f"{self.label(row)}, column {self.written(key)}"

    def label(self, row: int) -> str:
        """Returns the name of a row for messages."""
        return self._rows.label(row)

    def word(self, row: int, key: str) -> str:
        """Returns the content of a cell for messages."""
        return _quoted(self._show(key, row))

    def reads(self, key: str) -> bool:
        """Tells whether the table has a column of this key."""
        return key in self._names

    def written(self, key: str) -> str:
        """Returns the name of a column as the table writes it."""
        return self._names.get(key, key.upper())


def column_error(found: Sequence[tuple[str, str]]) -> InputError:
    """Returns the error for columns at fault, each with the rule that it breaks."""
    names = ", ".join(repr(name) for name, _ in found)
    if len(found) == 1:
        return check.input_error("column", names, found[0][1])
    return check.input_error("columns", names, "; ".join(f"{name}: {rule}" for name, rule in found))


def _quoted(word: str) -> str:
    """Returns a number as it stands, and other text in quotes and not too long."""
    if word == "" or re.fullmatch(NUMBER, word):
        return word or "missing"
    return repr(shortened(word, 40))
