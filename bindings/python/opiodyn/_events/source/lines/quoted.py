"""Step 1 of event tables reads rows with quotes, whose cells may hold anything."""

from __future__ import annotations

import csv
from collections.abc import Iterator

import numpy as np

from opiodyn._checks import check
from opiodyn._events.source import sizes
from opiodyn._events.source.cells import IntArray
from opiodyn._events.source.lines.heading import Heading
from opiodyn._events.source.lines.kinds import CONTINUED, ROW, Kinds
from opiodyn._events.source.lines.lines import Lines
from opiodyn._events.source.lines.ragged import changed, no_name, other_separator, ragged
from opiodyn._events.source.lines.separators import fault_of_quotes, records_of


class Quoted:
    """A reader of quoted rows knows at which line each row begins.

    Args:
        lines: The lines of the text.
        heading: The row of column names.
        kinds: The kind of each line; lines inside a quoted cell become `CONTINUED`.
    """

    def __init__(self, lines: Lines, heading: Heading, kinds: Kinds) -> None:
        self._lines = lines
        self._heading = heading
        self._kinds = kinds
        self._begin = -1  # the line of the row that is being read; -1 between rows

    def columns(self, name: str) -> tuple[IntArray, list[list[str]]]:
        """Returns the line of each row, and the cells of each column.

        Raises:
            InputError: A quote is at fault, or a row has too few or too many cells.
        """
        begins: list[int] = []
        rows: list[list[str]] = []
        width = self._heading.width
        records = records_of(self._feed(), self._heading.separator)
        while (cells := self._next_row(name, records)) is not None:
            if len(cells) != width:
                self._refuse_ragged(cells)
            begins.append(self._begin)
            rows.append(cells)
        sizes.refuse_records(name, len(rows))
        columns = [[row[i] for row in rows] for i in range(width)]
        return np.array(begins, dtype=np.int64), columns

    def _next_row(self, name: str, records: Iterator[list[str]]) -> list[str] | None:
        self._begin = -1
        try:
            return next(records, None)
        except csv.Error as error:
            row, text = self._begin + 1, self._lines.text(self._begin)
            separator = other_separator(self._heading, text)
            if separator is not None:
                raise changed(self._heading, row, text, separator) from None
            rule = f"is not a CSV: row {row}: {fault_of_quotes(error, self._heading.separator)}"
            raise check.input_error("events", name, rule) from None

    def _feed(self) -> Iterator[str]:
        """Yields lines; those that are left out are passed over between rows alone."""
        first = self._heading.after
        for line, text in enumerate(self._lines.texts_from(first), start=first):
            if self._begin >= 0:
                self._kinds[line] = CONTINUED
            elif self._kinds[line] == ROW:
                self._begin = line
            else:
                continue
            yield text

    def _refuse_ragged(self, cells: list[str]) -> None:
        width = self._heading.width
        more = [i for i, cell in enumerate(cells[width:], start=width) if cell.strip()]
        if len(cells) < width or (more and more[-1] >= len(self._heading.names)):
            text = self._lines.text(self._begin)
            raise ragged(self._heading, self._begin + 1, text, len(cells))
        if more:
            raise no_name(more[0])
