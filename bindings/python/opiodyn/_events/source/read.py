"""Step 1 of event tables reads a CSV or a DataFrame into columns of words, as they stand."""

from __future__ import annotations

import csv
import io
import itertools
import os
from collections.abc import Hashable
from datetime import date
from numbers import Number
from pathlib import Path
from typing import IO, Any, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._core import limits
from opiodyn._events.faults import Rows
from opiodyn._events.source.index import columns_of
from opiodyn._events.words import MISSING

Source: TypeAlias = "str | os.PathLike[str] | IO[str] | IO[bytes] | pd.DataFrame"
IntArray: TypeAlias = npt.NDArray[np.int64]

_CELLS = (str, Number, np.generic, date, type(None), type(pd.NA), type(pd.NaT))


class TableColumn(NamedTuple):
    """A table column holds its different words, and which of them stands in each row."""

    name: str
    words: list[str]
    """The words are stripped; a word of `MISSING` has become an empty text."""
    codes: IntArray
    """The word of each row is given by its position in `words`."""

    def word(self, row: int) -> str:
        """Returns the word that stands in a row."""
        return self.words[int(self.codes[row])]


class Cells(NamedTuple):
    """The cells are a table of words whose meaning is not known yet."""

    source: str
    """This is the name of the table in messages."""
    columns: list[TableColumn]
    rows: Rows
    """The rows are counted as a person counts them."""


def read_cells(source: Source) -> Cells:
    """Reads the cells of a CSV (its path, or an open file) or of a pandas DataFrame.

    Raises:
        InputError: The source cannot be read, is not a table, or is too large.
    """
    if isinstance(source, pd.DataFrame):
        return _from_frame(source)
    if isinstance(source, str | os.PathLike):
        name = repr(os.fspath(source))
        return _from_text(name, _text_of_path(name, source))
    if hasattr(source, "read"):
        name = repr(getattr(source, "name", type(source).__name__))
        return _from_text(name, _text_of_file(name, source))
    rule = "must be the path of a CSV, an open file or a pandas DataFrame"
    raise check.input_error("events", repr(source), rule)


def _from_frame(frame: pd.DataFrame) -> Cells:
    name = "DataFrame"
    _refuse_size(name, len(frame))
    if len(frame) == 0:
        raise check.input_error("events", name, "has no rows")
    rows = Rows(np.arange(len(frame)), in_file=False)
    columns = [_column(heading, series, rows) for heading, series in columns_of(frame)]
    return Cells(name, columns, rows)


def _text_of_path(name: str, source: str | os.PathLike[str]) -> str:
    try:
        path = Path(source)
        if path.is_dir():
            raise check.input_error("events", name, "is a folder")
        if not path.exists():
            raise check.input_error("events", name, "there is no such file")
        if not path.is_file():
            raise check.input_error("events", name, "is not a file")
        with path.open("rb") as file:
            return _text_of_file(name, file)
    except OSError as error:
        raise check.input_error("events", name, error.strerror or "cannot be read") from None
    except (ValueError, TypeError) as error:
        if isinstance(error, _core.InputError):
            raise
        raise check.input_error("events", name, "is not a path") from None


def _text_of_file(name: str, file: IO[Any]) -> str:
    try:
        content = file.read(limits.table_length + 1)
        short = isinstance(content, bytes) and len(content) <= limits.table_length
        content = content.decode("utf-8") if short else content
    except UnicodeDecodeError:
        raise check.input_error("events", name, "must be text in UTF-8") from None
    except (OSError, ValueError):  # closed, or open for writing
        raise check.input_error("events", name, "cannot be read") from None
    check.instance("events", content, (str, bytes), "must be text in UTF-8")
    _refuse_length(name, len(content))
    text = str(content).removeprefix("\ufeff")  # the mark that some programs put before UTF-8
    if "\0" in text:
        raise check.input_error("events", name, "is not a text file: it holds zero bytes")
    return text


def _from_text(name: str, text: str) -> Cells:
    filled = _filled_rows(name, text)
    try:
        frame = pd.read_csv(
            io.StringIO(text), dtype=str, header=None, na_filter=False, skip_blank_lines=False
        )
    except UnicodeEncodeError:
        raise check.input_error("events", name, "must be text in UTF-8") from None
    except (pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise check.input_error("events", name, f"is not a CSV: {error}".strip()) from None
    if len(frame) <= filled[-1]:
        raise check.input_error("events", name, "is not a CSV")
    names = [str(heading).strip() for heading in frame.iloc[0]]
    body = frame.iloc[filled[1:]]
    rows = Rows(filled[1:] + 1, in_file=True)
    columns = [_column(names[i], body.iloc[:, i], rows) for i in range(len(names))]
    return Cells(name, columns, rows)


def _filled_rows(name: str, text: str) -> IntArray:
    """Returns the positions of the rows that are not blank; each must be as long as the first."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    lengths = (len(row) for row in itertools.islice(reader, limits.records + 2))
    try:
        counts = np.fromiter(lengths, dtype=np.int64)
    except csv.Error as error:
        raise check.input_error("events", name, f"is not a CSV: {error}") from None
    if counts.size == 0 or not counts.any():
        raise check.input_error("events", name, "is empty")
    _refuse_size(name, counts.size - 1)
    if counts[0] == 0:
        raise check.input_error("row 1", "blank", "must name the columns")
    ragged = np.flatnonzero((counts != counts[0]) & (counts > 0))
    if ragged.size > 0:
        first = ragged[0]
        rule = f"must have {counts[0]}, as many as row 1"
        raise check.input_error(f"row {first + 1}", f"{counts[first]} fields", rule)
    filled = np.flatnonzero(counts)
    if filled.size == 1:
        raise check.input_error("events", name, "has no rows below the column names")
    return filled


def _refuse_size(name: str, records: int) -> None:
    if records > limits.records:
        raise check.input_error("events", name, f"has more than {limits.records} records")


def _refuse_length(name: str, length: int) -> None:
    if length > limits.table_length:
        raise check.input_error("events", name, f"has more than {limits.table_length} characters")


def _column(name: str, series: pd.Series[Any], rows: Rows) -> TableColumn:
    values = series.astype(object) if isinstance(series.dtype, pd.CategoricalDtype) else series
    if values.dtype == object:
        odd = ~values.map(lambda value: isinstance(value, _CELLS)).to_numpy(dtype=np.bool_)
        if odd.any():
            row = int(np.argmax(odd))
            kind = type(values.iloc[row]).__name__
            field = f"{rows.label(row)}, column {name.strip()}"
            raise check.input_error(field, kind, "a cell must be a number or text")
        values = values.map(_as_word)
    codes, distinct = pd.factorize(values, use_na_sentinel=False)
    words = [_as_word(value).strip() for value in np.asarray(distinct, dtype=object)]
    return TableColumn(name.strip(), ["" if word in MISSING else word for word in words], codes)


def _as_word(value: Hashable) -> str:
    """Returns a cell as text that reads back as the same number, or nothing if it is missing."""
    if isinstance(value, str):
        return value
    if value is None or value is pd.NA or value is pd.NaT:
        return ""
    if isinstance(value, float | np.floating):
        return "" if np.isnan(value) else repr(float(value))
    return str(value)
