"""This module finds where each key stands in the text of a TOML file, which `tomllib` hides."""

from __future__ import annotations

import re
import tomllib
from contextlib import suppress

from .numbers import number_fault
from .positions import KeyPath, Positions
from .schema import DEEPEST

_BLANK = re.compile(r"(?:[ \t\n]+|#[^\n]*)*+")
_SPACE = re.compile(r"[ \t]*")
_REST = re.compile(r"[^\n]*")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_BARE_VALUE = re.compile(r"[^\n,\]}#]+")
_STRING = re.compile(
    r'"""(?:[^"\\]+|\\.|"(?!""))*+""""{0,2}'
    r"|'''(?:[^']+|'(?!''))*+''''{0,2}"
    r'|"(?:[^"\\\n]+|\\[^\n])*+"'
    r"|'[^'\n]*'",
    re.DOTALL,
)


def locate(text: str) -> Positions:
    """Returns the positions of the keys, up to the first fault or syntax error.

    `tomllib` reports the syntax errors.
    """
    found = Positions(text)
    with suppress(_Stop):
        _Scanner(found).document()
    return found


class _Stop(Exception):  # noqa: N818 (the search ends, but nothing need be wrong)
    """This exception means that the search for keys is over."""


class _Scanner:
    """A scanner reads through a text once; it is more lenient than TOML."""

    def __init__(self, found: Positions) -> None:
        self.found, self.text, self.at = found, found.text, 0
        self.arrays: dict[KeyPath, int] = {}  # array of tables -> number of tables so far
        self.explicit: set[KeyPath] = set()

    def document(self) -> None:
        table: KeyPath = ()
        while self.match(_BLANK) is not None and self.at < len(self.text):
            if self.text[self.at] == "[":
                table = self.header()
            else:
                self.pair(table)
            self.match(_REST)

    def header(self) -> KeyPath:
        start, many = self.at, self.text.startswith("[[", self.at)
        self.at += 2 if many else 1
        parts = self.key(start)
        self.expect("]]" if many else "]")
        path: KeyPath = ()
        for part in parts[:-1]:
            path = self.last_element((*path, part))
        path = (*path, parts[-1])
        if many:
            self.note(path, start)
            self.arrays[path] = self.arrays.get(path, 0) + 1
        path = self.last_element(path)
        self.note_explicit(path, start)
        return path

    def last_element(self, path: KeyPath) -> KeyPath:
        return (*path, self.arrays[path] - 1) if path in self.arrays else path

    def pair(self, table: KeyPath) -> None:
        start = self.at
        path = (*table, *self.key(start))
        self.expect("=")
        self.match(_SPACE)
        self.note_explicit(path, start)
        self.value(path)

    def key(self, start: int) -> KeyPath:
        parts: list[str] = []
        while True:
            self.match(_SPACE)
            bare = self.match(_BARE_KEY)
            if len(parts) == DEEPEST:  # at once, as time grows with the square of the parts
                self.stop_too_deep(start)
            parts.append(self.quoted_key() if bare is None else bare)
            self.match(_SPACE)
            if not self.text.startswith(".", self.at):
                return tuple(parts)
            self.at += 1

    def quoted_key(self) -> str:
        token = self.match(_STRING)
        if token is None:
            raise _Stop
        try:
            return str(tomllib.loads(f"key = {token}")["key"])
        except tomllib.TOMLDecodeError:
            raise _Stop from None

    def value(self, path: KeyPath) -> None:
        self.found.values[path] = self.at
        if self.text.startswith(("[", "{"), self.at):
            self.elements(path, table=self.text[self.at] == "{")
        elif self.text.startswith(('"', "'"), self.at):
            if self.match(_STRING) is None:
                raise _Stop
        else:
            start, token = self.at, (self.match(_BARE_VALUE) or "").strip()
            if rule := number_fault(token):
                self.stop_at_fault(path, start, token, rule)

    def elements(self, path: KeyPath, table: bool) -> None:
        """Walks through the inside of an array or of an inline table."""
        self.at += 1
        count, close = 0, "}" if table else "]"
        while self.match(_BLANK) is not None and not self.text.startswith(close, self.at):
            if table:
                self.pair(path)
            else:
                self.note_explicit((*path, count), self.at)
                self.value((*path, count))
            count += 1
            self.match(_BLANK)
            if not self.text.startswith(close, self.at):
                self.expect(",")
        self.at += 1

    def note_explicit(self, path: KeyPath, offset: int) -> None:
        if path in self.explicit and self.found.repeated is None:
            self.found.repeated = (path, offset)
        self.explicit.add(path)
        self.note(path, offset)

    def note(self, path: KeyPath, offset: int) -> None:
        if len(path) > DEEPEST:
            self.stop_too_deep(offset)
        for length in range(1, len(path) + 1):  # a header makes the tables around it too
            self.found.keys.setdefault(path[:length], offset)
            self.found.values.setdefault(path[:length], offset)

    def stop_too_deep(self, offset: int) -> None:
        self.stop_at_fault((), offset, "", f"nested more than {DEEPEST} levels deep")

    def stop_at_fault(self, path: KeyPath, offset: int, value: str, rule: str) -> None:
        self.found.fault = (path, offset, value, rule)
        raise _Stop

    def match(self, pattern: re.Pattern[str]) -> str | None:
        found = pattern.match(self.text, self.at)
        if found is None:
            return None
        self.at = found.end()
        return found.group()

    def expect(self, sign: str) -> None:
        self.match(_SPACE)
        if not self.text.startswith(sign, self.at):
            raise _Stop
        self.at += len(sign)
