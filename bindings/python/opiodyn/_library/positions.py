"""Where in the text of a TOML file each key stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

KeyPath = tuple[str | int, ...]  # keys of tables, numbers of array elements


@dataclass
class Positions:
    """Offsets into the text: of each key, and of its value (for a table, both of its header)."""

    text: str
    keys: dict[KeyPath, int] = field(default_factory=dict)
    values: dict[KeyPath, int] = field(default_factory=dict)
    fault: tuple[KeyPath, int, str, str] | None = None  # path, offset, value, rule
    repeated: tuple[KeyPath, int] | None = None  # the first key that is given twice

    def __post_init__(self) -> None:
        self._lines = [0] + [match.end() for match in re.finditer("\n", self.text)]

    def line_column(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1."""
        line = bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1

    def find(self, path: KeyPath, value: bool) -> tuple[int, int]:
        """Place of a key or of its value; of what encloses it where it does not stand there."""
        offsets = self.values if value else self.keys
        while path and path not in offsets:
            path = path[:-1]
        return self.line_column(offsets.get(path, 0))
