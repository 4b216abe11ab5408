"""A seal closes a saved file. It is the SHA-256 of all bytes before it.

HDF5 does not read beyond its own end, so that other programs open the file as usual. The seal is
checked before any of them parses a byte. It finds every damage; it does not find a forgery.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import BinaryIO

from opiodyn._checks import check
from opiodyn._checks.shown import shown

_MARK = b"\nopiodyn saved run, sha256 "
_LENGTH = len(_MARK) + 64 + 1
_PART = 1 << 20  # bytes that are read at once


def seal(path: Path) -> None:
    """Appends the seal to a file."""
    with path.open("r+b") as file:
        digest = _digest(file, path.stat().st_size)
        file.write(_MARK + digest + b"\n")


def check_seal(path: Path) -> None:
    """Refuses a file whose seal is missing or does not fit.

    Raises:
        InputError: The file is no saved run, or has been damaged or changed.
    """
    with path.open("rb") as file:
        size = path.stat().st_size - _LENGTH
        if size < 0:
            raise _refusal(path, "is too short for a run that od.save() wrote")
        digest = _digest(file, size)
        end = file.read()
    if not (end.startswith(_MARK) and end.endswith(b"\n")):
        rule = "does not end with the seal of od.save(); it is another file, cut short, or changed"
        raise _refusal(path, rule)
    if end != _MARK + digest + b"\n":
        rule = "is damaged or was changed after od.save() wrote it; take another copy of it"
        raise _refusal(path, rule)


def _refusal(path: Path, rule: str) -> Exception:
    return check.input_error("path", shown(str(path)), rule)


def _digest(file: BinaryIO, size: int) -> bytes:
    """Returns the digest of the first bytes of a file, and stops behind them."""
    found = hashlib.sha256()
    while size > 0 and (part := file.read(min(_PART, size))):
        found.update(part)
        size -= len(part)
    return found.hexdigest().encode("ascii")
