"""This module holds a place in a file, which readers carry along while they read its tables."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import NoReturn

from .errors import DrugFileError, shown
from .positions import KeyPath, Positions

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_NOTHING = object()
_LONGEST = 160  # characters of a path, as of any value in a message


@dataclass(frozen=True)
class Where:
    """A place is the path of a value that is being read.

    `origins` tells where the parts of a merged set stand in the file: the longest known beginning
    of the path is replaced.
    """

    file: str
    positions: Positions
    path: KeyPath = ()
    origins: Mapping[KeyPath, KeyPath] = field(default_factory=dict)

    def __truediv__(self, key: str | int) -> Where:
        return replace(self, path=(*self.path, key))

    def fail(self, rule: str, value: object = _NOTHING) -> NoReturn:
        """Raises the error, which points at the value if one is shown, or else at the key."""
        path, known = self._true_path(), value is not _NOTHING
        line, column = self.positions.find(path, known)
        what = shown(value) if known else ""
        raise DrugFileError(self.file, line, column, path_text(path), what, rule)

    def _true_path(self) -> KeyPath:
        for length in range(len(self.path), -1, -1):
            if (origin := self.origins.get(self.path[:length])) is not None:
                return origin + self.path[length:]
        return self.path


def path_text(path: KeyPath) -> str:
    """Returns a path as TOML writes it, cut short where it is long; elements count from 0."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            text += ("." if text else "") + (part if _BARE.fullmatch(part) else _quoted(part))
    return text if len(text) <= _LONGEST else text[: _LONGEST - 3] + "..."


def _quoted(key: str) -> str:
    """Returns a key in quotes, in which what cannot be printed stands as an escape."""
    written = (one if one.isprintable() else f"\\u{ord(one):04X}" for one in key[:_LONGEST])
    return f'"{"".join(written)}"'
