"""This module knows what the ending of a path and the first bytes of a file say of its kind."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import NamedTuple

from opiodyn._checks import check

WORKBOOK, PARQUET, FEATHER, TEXT = "workbook", "parquet", "feather", "text"

_KINDS = {
    ".xlsx": WORKBOOK,
    **dict.fromkeys((".parquet", ".pq"), PARQUET),
    **dict.fromkeys((".feather", ".arrow", ".ipc"), FEATHER),
}
_COMPRESSED = (".gz", ".bz2", ".xz")
_SAVE = "save it as .xlsx or as CSV"
_R = "write a CSV in R with write.csv(data, 'study.csv', row.names = FALSE)"
_REFUSED = {
    ".xls": f"is a workbook of old Excel: {_SAVE}",
    ".xlsb": f"is a binary workbook of Excel: {_SAVE}",
    ".ods": f"is a workbook of LibreOffice: {_SAVE}",
    **dict.fromkeys(
        (".xlsm", ".xltm", ".xlam"), f"is a workbook with macros, which are not opened: {_SAVE}"
    ),
    **dict.fromkeys(
        (".sas7bdat", ".xpt"), "is a data set of SAS: pandas.read_sas(path) makes a frame of it"
    ),
    **dict.fromkeys((".rds", ".rda", ".rdata"), f"holds objects of R: {_R}"),
    ".sav": "is a data set of SPSS: pandas.read_spss(path) makes a frame of it",
    ".json": "is JSON: pandas.read_json(path) makes a frame of it",
    **dict.fromkeys(
        (".mod", ".ctl"),
        "is a control stream of NONMEM and no table: give the file that its $DATA names",
    ),
    ".toml": "is a scenario or a drug and no table: give the file of the table",
    ".zip": "is a zip archive: unpack it, and give the file of the table",
}
ENDINGS = (*_KINDS, *_COMPRESSED, *_REFUSED)
"""These endings are known; text may have any other."""
# What must not be taken for text, by its first bytes: what it is, and the ending that it should
# have or what to do. The letters of a Parquet file could begin a heading, so they count only before
# a byte that no text has.
_CONTENT = (
    (rb"PK\x03\x04", "a zip archive, as workbooks of Excel are", ".xlsx if it is one"),
    (rb"PAR1[^\t\n\r -~]", "a Parquet file", ".parquet"),
    (rb"ARROW1\0", "a Feather file", ".feather"),
    (rb"\x1f\x8b", "compressed by gzip", ".gz"),
    (rb"BZh[1-9]1AY&SY", "compressed by bzip2", ".bz2"),
    (rb"\xfd7zXZ\0", "compressed by xz", ".xz"),
    (rb"\xd0\xcf\x11\xe0", "an old or protected document of Office", _SAVE),
    (
        rb"<stata_dta>|[\x66-\x73][\x01\x02]\x01\0",
        "a data set of Stata",
        "pandas.read_stata(path) makes a frame of it",
    ),
    (rb"%PDF-", "a PDF document", "a table must be text, a workbook, Parquet or Feather"),
    (rb"\s*<(!doctype\s+)?html", "a page of the web", "download the table itself"),
)


class Ending(NamedTuple):
    """The ending of a path says how its file is packed and what is in it."""

    compressed: str
    """This is the ending of the compression, such as ``".gz"``; empty if there is none."""
    kind: str
    """This is one of the four kinds of table."""


def ending_of(name: str, path: str) -> Ending:
    """Returns what the ending of a path says; any ending that is not known is that of a text.

    Raises:
        InputError: Files with this ending are not read; the message says what to do.
    """
    file = PurePath(path.lower())
    compressed = file.suffix if file.suffix in _COMPRESSED else ""
    ending = file.with_suffix("").suffix if compressed else file.suffix
    if ending in _REFUSED:
        raise check.input_error("events", name, _REFUSED[ending])
    kind = _KINDS.get(ending, TEXT)
    if compressed and kind != TEXT:
        rule = f"is packed twice: unpack it, and give the {ending} file"
        raise check.input_error("events", name, rule)
    return Ending(compressed, kind)


def refuse_other_content(name: str, content: bytes, advice: str) -> None:
    """Refuses content that is known to be no text, and says what it is.

    Args:
        name: The name of the file in messages.
        content: Content of the file.
        advice: Advice for a file that could be read by its path; empty if it has one, so that its
            ending is to be changed.

    Raises:
        InputError: The content is no text.
    """
    for pattern, what, rule in _CONTENT:
        if re.match(pattern, content, re.IGNORECASE):
            if rule.startswith("."):
                rule = advice or f"name it {rule}"
            raise check.input_error("events", name, f"is {what}: {rule}")
