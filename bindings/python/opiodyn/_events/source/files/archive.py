"""This module opens the archive that a workbook is, and refuses those that are not to be read."""

from __future__ import annotations

import re
import zipfile
from typing import BinaryIO

from opiodyn._checks import check
from opiodyn._events.source import sizes

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PROTECTED = "is protected by a password: save it without one"
_CODE = re.compile(r"vbaproject\.bin$|(^|/)macrosheets/", re.IGNORECASE)
DAMAGED = "is damaged, or no workbook of Excel"


def archive_of(name: str, file: BinaryIO) -> zipfile.ZipFile:
    """Returns the archive of a workbook.

    Raises:
        InputError: The file is no workbook, is protected, holds macros or unpacks to too much.
    """
    head = file.read(len(_OLE))
    if head == _OLE:
        old = "is a workbook of old Excel, whatever its name says: save it as .xlsx"
        rule = _PROTECTED if _ENCRYPTED in file.read(sizes.limits.table_length) else old
        raise check.input_error("events", name, rule)
    if not head.startswith(_ZIP):
        rule = "is no workbook of Excel: give a file of text another ending, such as .csv"
        raise check.input_error("events", name, rule)
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise check.input_error("events", name, DAMAGED) from None
    parts = archive.infolist()
    if sum(part.file_size for part in parts) > sizes.limits.table_length:
        rule = f"unpacks to more than {sizes.limits.table_length} bytes"
        raise check.input_error("events", name, rule)
    if any(_CODE.search(part.filename) for part in parts):
        rule = "holds macros, which are not opened: save it as .xlsx without macros, or as CSV"
        raise check.input_error("events", name, rule)
    if any(part.flag_bits & 1 for part in parts):
        raise check.input_error("events", name, _PROTECTED)
    return archive
