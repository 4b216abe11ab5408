"""This module holds where each key stands in the text of a TOML file."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

KeyPath = tuple[str | int, ...]  # keys of tables, numbers of array elements


@dataclass
class Positions:
    """The positions are offsets into a text, for each key and for its value.

    A table has the offset of its header for both.
    """

    text: str
    keys: dict[KeyPath, int] = field(default_factory=dict)
    values: dict[KeyPath, int] = field(default_factory=dict)
    fault: tuple[KeyPath, int, str, str] | None = None  # path, offset, value, rule
    repeated: tuple[KeyPath, int] | None = None  # the first key that is given twice

    def __post_init__(self) -> None:
        self._lines = [0] + [match.end() for match in re.finditer("\n", self.text)]

    def line_column(self, offset: int) -> tuple[int, int]:
        """Returns the line and the column of an offset; both count from 1."""
        line = bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1

    def find(self, path: KeyPath, value: bool) -> tuple[int, int]:
        """Returns the line and the column of a key, or of its value.

        If the key does not stand in the text, they are those of the table around it.
        """
        offsets = self.values if value else self.keys
        while path and path not in offsets:
            path = path[:-1]
        return self.line_column(offsets.get(path, 0))
