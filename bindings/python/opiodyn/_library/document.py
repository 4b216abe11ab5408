"""This module turns a file into tables: it checks the limits and reads TOML.

Every fault is reported with its place.
"""

from __future__ import annotations

import re
import stat
import tomllib
from pathlib import Path
from typing import Any

from .errors import DrugFileError, Written, shown
from .scanner import locate
from .schema import LARGEST_FILE
from .where import Where, path_text

_AT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


def read_text(path: Path, file: str) -> str:
    """Returns the text of a file; `file` is its name in errors."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe would be waited for
            raise DrugFileError(file, 0, 0, "", "", "is a folder, a pipe or a device, and no file")
        with path.open("rb") as stream:
            content = stream.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        raise DrugFileError(file, 0, 0, "", "", "there is no such file") from None
    except OSError as error:
        raise DrugFileError(file, 0, 0, "", "", f"cannot be read: {error.strerror}") from None
    except ValueError:  # a zero byte, or half a character
        raise DrugFileError(repr(file), 0, 0, "", "", "is not a path") from None
    return text_of(content, file)


def text_of(content: bytes, file: str) -> str:
    """Returns the text that is the content of a file."""
    check_size(len(content), file)
    try:
        return content.decode("utf-8-sig")  # some editors begin a file with a mark
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line, column = before.count(b"\n") + 1, error.start - before.rfind(b"\n")
        raise DrugFileError(file, line, column, "", "", "is not a text in UTF-8") from None


def check_size(size: int, file: str) -> None:
    """Fails if a file of this size [bytes] is too large."""
    if size > LARGEST_FILE:
        raise DrugFileError(file, 0, 0, "", "", "is larger than 1 MB")


def parse(text: str, file: str) -> tuple[dict[str, Any], Where]:
    """Returns the tables of a TOML text, and the place of the outermost table."""
    counted = text.replace("\r\n", "\n")  # as tomllib counts, which does this itself, and once
    positions = locate(counted)
    where = Where(file, positions)
    if positions.fault is not None:
        path, offset, value, rule = positions.fault
        value = shown(Written(value))
        place = positions.line_column(offset)
        raise DrugFileError(file, *place, path_text(path), value, rule)
    try:
        return tomllib.loads(text), where
    except (ValueError, RecursionError) as error:
        if positions.repeated is not None:
            path, offset = positions.repeated
            first = positions.find(path, value=False)[0]
            rule = f"is given twice, first in line {first}"
            place = positions.line_column(offset)
            raise DrugFileError(file, *place, path_text(path), "", rule) from None
        raise _syntax_error(str(error), file, positions.line_column(len(counted))) from None


def _syntax_error(message: str, file: str, end: tuple[int, int]) -> DrugFileError:
    found = _AT.search(message)
    line, column = end
    if found and found.group(1):
        line, column = int(found.group(1)), int(found.group(2))
    rule = _AT.sub("", message)
    return DrugFileError(
        file, line, column, "", "", f"not valid TOML: {rule[:1].lower()}{rule[1:]}"
    )
