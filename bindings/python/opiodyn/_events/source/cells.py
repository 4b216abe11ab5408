"""This module holds the cells of a table, whose meaning is not known yet."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from datetime import date, time, timedelta
from numbers import Number
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from opiodyn._checks import check
from opiodyn._checks.check import FloatArray
from opiodyn._checks.shown import shown
from opiodyn._events.faults import Bools, Rows
from opiodyn._events.spelling.decimals import swapped
from opiodyn._events.words import LARGEST_WHOLE, Words, given, shortened, text_of

IntArray: TypeAlias = npt.NDArray[np.int64]

_DIGIT = re.compile(r"[0-9]").search
_NUMPY = (np.number, np.bool_, np.datetime64, np.timedelta64)
_CELLS = (str, Number, *_NUMPY, date, time, timedelta, type(None), type(pd.NA), type(pd.NaT))


class TableColumn(NamedTuple):
    """A table column holds its different words, and which of them stands in each row.

    A column of numbers may hold them as `numbers` instead, with neither words nor codes.
    """

    name: str
    words: list[str]
    """The words are stripped; a word of `MISSING` has become an empty text."""
    codes: IntArray
    """The word of each row is given by its position in `words`."""
    unit: str = ""
    """This is the unit that the table or the caller states; empty if it is not stated."""
    numbers: FloatArray | None = None
    """There is a number per row, NaN where it is missing, if no cell holds anything else."""
    written: Callable[[int], str] | None = None
    """This returns the number of a row as the table writes it, where that is known."""
    original: str = ""
    """This is the name as the table writes it; empty if that is `name`."""
    decimal: str = "."
    """The table writes this mark of decimals, and words have a point; empty if cells are typed."""

    @property
    def heading(self) -> str:
        """The heading is the name of the column as the table writes it, for messages."""
        return self.original or self.name

    def word(self, row: int) -> str:
        """Returns the word that stands in a row; a number as messages show it."""
        if self.numbers is not None:
            if np.isnan(self.numbers[row]):
                return ""
            return self.written(row) if self.written else text_of(float(self.numbers[row]))
        word = self.words[int(self.codes[row])]
        return swapped(word) if self.decimal == "," else word

    def with_points(self) -> TableColumn:
        """Returns a column of text with decimal commas as one whose words have points.

        A number with a point becomes a word that is no number.
        """
        if self.numbers is not None or self.decimal != ".":
            return self
        return self._replace(words=list(map(swapped, self.words)), decimal=",")

    def as_words(self) -> TableColumn:
        """Returns the column with words and codes, also where it holds numbers."""
        if self.numbers is None:
            return self
        codes, distinct = pd.factorize(self.numbers, use_na_sentinel=False)
        words = ["" if np.isnan(x) else text_of(float(x)) for x in distinct]
        return self._replace(words=words, codes=codes, numbers=None)

    def only(self, rows: Bools) -> TableColumn:
        """Returns the column with the marked rows alone."""
        if self.numbers is not None:
            written, kept = self.written, np.flatnonzero(rows)
            of_row = None if written is None else lambda row: written(int(kept[row]))
            return self._replace(numbers=self.numbers[rows], written=of_row)
        used, codes = np.unique(self.codes[rows], return_inverse=True)
        return self._replace(words=[self.words[i] for i in used], codes=codes.astype(np.int64))


class Cells(NamedTuple):
    """The cells are a table of words whose meaning is not known yet."""

    source: str
    """This is the name of the table in messages."""
    columns: list[TableColumn]
    rows: Rows
    """The rows are counted as a person counts them."""

    def only(self, rows: Bools) -> Cells:
        """Returns the cells of the marked rows alone."""
        kept = self.rows._replace(numbers=self.rows.numbers[rows])
        return Cells(self.source, [column.only(rows) for column in self.columns], kept)


def column_of(name: str, series: pd.Series[Any], rows: Rows) -> TableColumn:
    """Returns a series as a column.

    Raises:
        InputError: A cell holds something else than a number, a date, a time of day or text.
    """
    numbers = _numbers_of(series)
    if numbers is not None:
        return TableColumn(name.strip(), [], np.empty(0, dtype=np.int64), numbers=numbers)
    decimal = "" if pd.api.types.is_numeric_dtype(series.dtype) else "."
    values = series.astype(object) if _is_wrapped(series.dtype) else series
    if values.dtype == object:
        odd = ~values.map(lambda value: isinstance(value, _CELLS)).to_numpy(dtype=np.bool_)
        if odd.any():
            row = int(np.argmax(odd))
            kind = type(values.iloc[row]).__name__
            field = f"{rows.label(row)}, column {name.strip()}"
            raise check.input_error(field, kind, "a cell must be a number or text")
        decimal = "." if any(isinstance(value, str) and _DIGIT(value) for value in values) else ""
        # With its own type, lest pandas makes strings of Arrow, which cannot hold all texts.
        values = pd.Series([_as_word(value) for value in values], dtype=object)
        _refuse_no_text(name, values, rows)
    codes, distinct = pd.factorize(values, use_na_sentinel=False)
    words = [given(_as_word(value)) for value in np.asarray(distinct, dtype=object)]
    return TableColumn(name.strip(), words, codes, decimal=decimal)


def _refuse_no_text(name: str, words: pd.Series[Any], rows: Rows) -> None:
    """Refuses halves of surrogates, which no program can write or show."""
    for row, word in enumerate(words):
        if not word.isascii() and any("\ud800" <= letter <= "\udfff" for letter in word):
            field = f"{rows.label(row)}, column {name.strip()}"
            raise check.input_error(field, shown(shortened(word, 40)), "must be text in UTF-8")


def column_of_words(name: str, words: Words) -> TableColumn:
    """Returns the words of a text as a column."""
    codes, distinct = pd.factorize(words, use_na_sentinel=False)
    return TableColumn(name, [given(word) for word in distinct], codes)


def _numbers_of(series: pd.Series[Any]) -> FloatArray | None:
    """Returns a series of finite numbers, NaN where one is missing, if floats hold them exactly."""
    if series.dtype.kind not in "iuf":
        return None
    numbers: FloatArray = series.to_numpy(dtype=np.float64, na_value=np.nan, copy=True)
    if series.dtype.kind == "f":
        return None if np.isinf(numbers).any() else numbers
    return None if (np.abs(numbers) >= LARGEST_WHOLE).any() else numbers


def _is_wrapped(dtype: Any) -> bool:
    """Tells whether the cells of a type of pandas are looked at one by one.

    They are those of categories, and of Arrow if they are neither numbers nor truth values.
    """
    arrow = isinstance(dtype, pd.ArrowDtype) and dtype.kind not in "iufb"
    return arrow or isinstance(dtype, pd.CategoricalDtype)


def _as_word(value: Hashable) -> str:
    """Returns a cell as text that reads back as the same number, or nothing if it is missing."""
    if isinstance(value, str):
        return value
    if value is None or value is pd.NA or value is pd.NaT:
        return ""
    if isinstance(value, float | np.floating):
        return "" if np.isnan(value) else repr(float(value))
    if isinstance(value, complex | np.complexfloating) and np.isnan(value):
        return ""
    if isinstance(value, np.datetime64 | np.timedelta64) and np.isnat(value):
        return ""
    if isinstance(value, timedelta | np.timedelta64):
        return _of_duration(value)
    return str(value)


def _of_duration(value: timedelta | np.timedelta64[Any]) -> str:
    try:
        return str(pd.Timedelta(value))
    except pd.errors.OutOfBoundsTimedelta:  # which the reader of times refuses
        return str(value)
