"""Reads bytes as the file of a table: text, compressed text, a workbook, Parquet or Feather.

The first byte chooses the form. Some forms pack what follows, so that mutations reach the inside.
"""

import bz2
import gzip
import io
import lzma
import zipfile
import zlib
from collections.abc import Callable

import pandas as pd

import opiodyn as od
import scratch
import tables

FOLDER = scratch.folder()
FRAME = pd.DataFrame({"TIME": [0.0, 2.0], "AMT": [50.0, 0.0], "DRUG": ["naltrexone", None]})
CSV = b"TIME,AMT,DRUG\n0,50,naltrexone\n2,.,.\n"
PARTS = ("xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml", "[Content_Types].xml")


def _file(write: Callable[[io.BytesIO], object]) -> bytes:
    file = io.BytesIO()
    write(file)
    return file.getvalue()


WORKBOOK = _file(lambda file: FRAME.to_excel(file, index=False))
with zipfile.ZipFile(io.BytesIO(WORKBOOK)) as _archive:
    BOOK = {name: _archive.read(name) for name in _archive.namelist()}


def _with(part: str) -> Callable[[bytes], bytes]:
    """Returns a function that packs a workbook in which one part is replaced, without the time."""

    def packed(data: bytes) -> bytes:
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            for name, content in (BOOK | {part: data}).items():
                archive.writestr(zipfile.ZipInfo(name), content)
        return file.getvalue()

    return packed


def _same(data: bytes) -> bytes:
    return data


FORMS: tuple[tuple[str, Callable[[bytes], bytes]], ...] = (
    (".csv", _same),
    (".csv.gz", _same),
    (".csv.bz2", _same),
    (".csv.xz", _same),
    (".xlsx", _same),
    (".parquet", _same),
    (".feather", _same),
    (".csv.gz", lambda data: gzip.compress(data, 1, mtime=0)),
    (".csv.bz2", lambda data: bz2.compress(data, 1)),
    (".csv.xz", lambda data: lzma.compress(data, preset=0)),
    *((".xlsx", _with(part)) for part in PARTS),
)


PACKED = (CSV, gzip.compress(CSV, mtime=0), bz2.compress(CSV), lzma.compress(CSV), WORKBOOK)
TYPED = (_file(FRAME.to_parquet), _file(FRAME.to_feather))
CONTENTS = (*PACKED, *TYPED, CSV, CSV, CSV, *(BOOK[part] for part in PARTS))
SEEDS = tuple(bytes([form]) + content for form, content in enumerate(CONTENTS))
WORDS = (
    *tables.COLUMNS, "<c r=\"A1\" t=\"s\"><v>0</v></c>", "<f>1/0</f>", 't="e"', 't="b"', 't="d"',
    't="inlineStr"', "<is><t>", "<mergeCells>", '<mergeCell ref="A1:B2"/>', 'hidden="1"',
    "A1048576", "XFD1", "<!DOCTYPE x [<!ENTITY a 'b'>]>", "&a;", "<?xml", "1E+400", "44197.5",
)  # fmt: skip
LONGEST = 8192
ROOMS = ("opiodyn._events.source",)


def target(data: bytes) -> str:
    if not data:
        return ""
    ending, packed = FORMS[data[0] % len(FORMS)]
    path = FOLDER / f"some{ending}"
    path.write_bytes(packed(data[1:]))
    table = od.read_events(path, drug="naltrexone")
    return tables.judged(table, built=zlib.crc32(data) % 8 == 1)
