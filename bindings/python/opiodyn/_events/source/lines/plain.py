"""Step 1 of event tables reads rows without quotes, fast.

The cells are counted on the bytes of the text, and pandas turns columns of numbers into numbers.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
import pandas as pd

from opiodyn._checks.check import FloatArray
from opiodyn._events.source.cells import IntArray
from opiodyn._events.source.lines.heading import Heading
from opiodyn._events.source.lines.lines import Lines
from opiodyn._events.source.lines.ragged import changed, no_name, ragged
from opiodyn._events.source.lines.separators import BLANK, cells_of, counted
from opiodyn._events.words import MISSING, Words

_EXACT: dict[str, Any] = (
    {} if int(pd.__version__.split(".")[0]) >= 3 else {"float_precision": "round_trip"}
)
_TINY = re.compile(rb"[eE]-0*[1-9][0-9]{2}")
_ZEROS = b"0" * 300
_MISSING = [*MISSING, *map(str.upper, MISSING), "NaN"]


def columns_of(
    lines: Lines,
    rows: IntArray,
    heading: Heading,
    needed: Collection[int],
    numbers: Collection[int],
) -> dict[int, FloatArray | Words]:
    """Returns columns by their position: as numbers, or as words where that is not possible.

    Args:
        lines: The lines of the text.
        rows: The lines that are rows of the table.
        heading: The row of column names.
        needed: The positions of the columns that are wanted.
        numbers: Some of these positions; such a column is read as numbers if all its cells are.

    Raises:
        InputError: A row has too few or too many cells.
    """
    last = max(needed) + 1
    found = counted(lines, heading.separator, (heading.width, last))
    _refuse_ragged(lines, rows, heading, found.cells, found.cuts[0])
    body = _body(lines, rows, found.cuts[1])
    options: dict[str, Any] = {
        "sep": r"\s+" if heading.separator == BLANK else heading.separator,
        "header": None,
        "names": range(last),
        "index_col": False,
        "quoting": csv.QUOTE_NONE,
        "skipinitialspace": True,
        "skip_blank_lines": False,
        "keep_default_na": False,
        "low_memory": False,
        **_EXACT,
    }
    texts = set(needed) - set(numbers)
    inferred = {
        "usecols": sorted(needed),
        "dtype": dict.fromkeys(texts, object),
        "na_values": dict.fromkeys(numbers, _MISSING),
    }
    columns = _read(body, options | inferred)
    tiny = _has_tiny(body)
    again = [i for i in numbers if not _is_held(columns[i], tiny=tiny)]
    if again:  # text, truth values and numbers that no float holds, as they are written
        columns |= _read(body, options | {"usecols": again, "dtype": object})
    words = texts | set(again)
    return {i: one if i in words else one.astype(np.float64) for i, one in columns.items()}


def _read(body: bytes, options: Mapping[str, Any]) -> dict[int, Any]:
    frame = pd.read_csv(io.BytesIO(body), **options)
    return {i: frame[i].to_numpy() for i in frame.columns}


def _is_held(values: Any, *, tiny: bool) -> bool:
    """Tells whether floats hold the numbers of a column; NaN stands for missing.

    Args:
        values: The column as pandas reads it.
        tiny: Whether a 0 may be a number that is too small for a float.
    """
    if values.dtype.kind not in "iuf" or np.isinf(values).any():
        return False
    return not (tiny and values.dtype.kind == "f" and (values == 0.0).any())


def _has_tiny(body: bytes) -> bool:
    """Tells whether a text may hold a number that is too small for a float."""
    if b"e-" not in body and b"E-" not in body and _ZEROS not in body:
        return False
    return _ZEROS in body or _TINY.search(body) is not None


def _refuse_ragged(
    lines: Lines, rows: IntArray, heading: Heading, counts: IntArray, cuts: IntArray
) -> None:
    """Refuses rows with too few cells, and those with words behind the last column."""
    if heading.separator == BLANK:
        _refuse_tabs(lines, rows, heading)
    cells = counts[rows]
    separator = heading.separator.encode() + b" \t"
    for i in np.flatnonzero(cells != heading.width).tolist():
        line = int(rows[i])
        tail = lines.data[int(cuts[line]) : int(lines.ends[line])].strip(separator)
        more = cells_of(lines.text(line), heading.separator)[heading.width :] if tail else []
        filled = [heading.width + k for k, cell in enumerate(more) if cell]
        count = int(cells[i])
        if count < heading.width or (filled and count > len(heading.names)):
            raise ragged(heading, line + 1, lines.text(line), count)
        if filled:
            raise no_name(filled[0])


def _refuse_tabs(lines: Lines, rows: IntArray, heading: Heading) -> None:
    """Refuses rows with tabs below column names that blanks separate."""
    is_row = np.zeros(len(lines), dtype=np.bool_)
    is_row[rows] = True
    byte = lines.data.find(b"\t", int(lines.begins[rows[0]]))
    while byte >= 0:
        line = int(np.searchsorted(lines.ends, byte))
        text = lines.text(line)
        if "\t" in text.strip() and is_row[line]:
            raise changed(heading, line + 1, text, "\t")
        byte = lines.data.find(b"\t", int(lines.ends[line]))


def _body(lines: Lines, rows: IntArray, cuts: IntArray) -> bytes:
    """Returns the rows up to the cells that are needed, without the lines that are left out."""
    if (cuts[rows] < lines.ends[rows]).any():
        spans = zip(lines.begins[rows].tolist(), cuts[rows].tolist(), strict=True)
        return b"\n".join([lines.data[begin:end] for begin, end in spans])
    gaps = np.flatnonzero(np.diff(rows) > 1) + 1
    firsts, lasts = rows[np.r_[0, gaps]], rows[np.r_[gaps, len(rows)] - 1]
    spans = zip(lines.begins[firsts].tolist(), (lines.ends[lasts] + 1).tolist(), strict=True)
    return b"".join([lines.data[begin:end] for begin, end in spans])
