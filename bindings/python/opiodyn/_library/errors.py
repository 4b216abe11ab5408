"""This module defines the one error of this room: a fault in a file, with its place."""

from __future__ import annotations

_LONGEST_FILE = 500  # characters of the path of a file in a message


class DrugFileError(Exception):
    """A drug file has a fault; the message reads "file:line:column: path = value: rule".

    `line` and `column` count from 1; both are 0 where there is no text to point at (a missing
    file). `path` and `value` are empty where the fault has none.
    """

    def __init__(self, file: str, line: int, column: int, path: str, value: str, rule: str) -> None:
        # All arguments go to the base class, so that the error survives pickling.
        super().__init__(file, line, column, path, value, rule)
        self.file = file
        self.line = line
        self.column = column
        self.path = path
        self.value = value
        self.rule = rule

    @property
    def field(self) -> str:
        """Returns what the fault is of: file, line, column and path, as far as it has them."""
        file = shown_file(self.file)
        place = f"{file}:{self.line}:{self.column}" if self.line else file
        return f"{place}: {self.path}" if self.path else place

    def __str__(self) -> str:
        what = f"{self.field} = {self.value}" if self.value else self.field
        return f"{what}: {self.rule}"


def shown_file(file: str) -> str:
    """Returns the path of a file as messages show it.

    What no terminal shows is escaped. A long path is cut short at its beginning.
    """
    text = file if file.isprintable() and file.strip() else repr(file)
    return text if len(text) <= _LONGEST_FILE else f"...{text[3 - _LONGEST_FILE :]}"


def shown(value: object) -> str:
    """Returns a value as the file has it, cut short where it is long."""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = value if isinstance(value, Written) else repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


class Written(str):
    """This is a value exactly as it stands in the file."""
