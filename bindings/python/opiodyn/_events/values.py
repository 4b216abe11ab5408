"""Step 3 of event tables turns the words of each column into values, each checked on its own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from opiodyn._checks.check import FloatArray
from opiodyn._core import limits
from opiodyn._events.faults import Bools, Faults
from opiodyn._events.notes import Notes
from opiodyn._events.source.cells import TableColumn
from opiodyn._events.source.columns import is_number, is_parameter, per_compartment
from opiodyn._events.source.field import DATES, is_unused
from opiodyn._events.spelling.slips import number_slips, slips
from opiodyn._events.units import Units
from opiodyn._events.words import (
    LARGEST_WHOLE,
    NOT_A_REAL_NUMBER,
    NOT_FINITE,
    NUMBER,
    Words,
    matches,
    numbers_of,
    plural,
    shortened,
    some_of,
    text_of,
    unprintable,
)
from opiodyn._model.covariates import HEPATIC, NUMBERS, SMOKER
from opiodyn._model.routes import ROUTES

Values: TypeAlias = dict[str, npt.NDArray[Any]]

_NUMBER_LIKE = rf"[+-]?[0-9.].*|{NOT_FINITE}"
_SHOWN = 5  # words that a note names


def is_missing(column: npt.NDArray[Any]) -> Bools:
    """Marks the rows where a column of numbers or words has no value."""
    missing: Bools = column == "" if column.dtype == object else np.isnan(column)
    return missing


def _array(words: list[str]) -> Words:
    return np.array(words, dtype=object)


def _name(word: str) -> str:
    """Returns the name of a subject; a number with a point or an exponent is that without them."""
    if word.isdecimal() or not re.fullmatch(NUMBER, word):
        return word
    number = float(word)
    return str(int(number)) if number.is_integer() else word


class Reader:
    """A reader makes columns of words into arrays with one value per row.

    Args:
        columns: The columns by key.
        units: The units of the columns.
        faults: The collection that faults are added to.
        records: The number of rows.
        notes: The notes that are added to.
    """

    def __init__(
        self,
        columns: Mapping[str, TableColumn],
        units: Units,
        faults: Faults,
        records: int,
        notes: Notes,
    ) -> None:
        self._columns = {
            key: column if is_number(key) else column.as_words() for key, column in columns.items()
        }
        self._units = units
        self._faults = faults
        self._records = records
        self._notes = notes
        self._observed_words: Words | None = None  # where DV holds text

    def values(self) -> Values:
        """Returns all columns of the table by key; columns that describe doses are always there."""
        values: Values = {"time": np.full(self._records, np.nan)}  # which `times_of` fills in
        values["amt"] = self._at_least_zero("amt", np.nan)
        for key in ("dur", "ii"):
            values[key] = self._at_least_zero(key, 0.0)
        values["rate"] = self._rate()
        values["addl"] = self._addl()
        values["ss"] = self._choice("ss", (0, 1, 2), 0.0)
        values["evid"] = self._choice("evid", (0, 1, 2, 3, 4), np.nan)
        values["mdv"] = self._choice("mdv", (0, 1), np.nan)
        values["cmt"] = self._cmt()
        values["drug"] = self._drug()
        values["route"] = self._route()
        for key in self._columns:
            if key not in values and key not in ("id", *DATES):
                values[key] = self._other(key)
        if self._observed_words is not None:
            values["dv_text"] = self._observed_words
        return values

    def ids(self) -> Words:
        """Returns the subject of each row: whole numbers as int, or text if any has a name.

        1 and 1.0 are one subject. 1 and 001 are one unless others have names.
        A table without IDs has one subject, 1.
        """
        if "id" not in self._columns:
            return np.full(self._records, 1, dtype=object)
        words = self._words("id")
        numbers = numbers_of(words)
        whole = (numbers == np.floor(numbers)) & (np.abs(numbers) < LARGEST_WHOLE)
        self._fault(words == "", "id", "must be given")
        no_name = matches(words, f"{NUMBER}|{NOT_FINITE}")
        bad = (no_name & ~whole) | unprintable(words)
        self._fault(bad, "id", "must be a whole number or a name")
        plain = bool(whole.all())
        found = [int(x) for x in numbers] if plain else list(map(_name, words))
        distinct = np.empty(len(found), dtype=object)
        distinct[:] = found
        return distinct[self._columns["id"].codes]

    def _other(self, key: str) -> npt.NDArray[Any]:
        if key in NUMBERS:
            return self._number(key, np.nan, "must be above 0", lambda x: x > 0.0)
        if key == "occ":
            return self._text(key, self._occasions())
        if key == "smoker":
            return self._category(key, SMOKER)
        if key == "hepatic":
            return self._category(key, {word: word for word in HEPATIC})
        if key in ("f", "alag") or per_compartment(key) is not None:
            return self._at_least_zero(key, np.nan)
        if key == "dv":
            return self._observed()
        if is_unused(key):
            return self._unused(key)
        assert is_parameter(key)
        return self._number(key, np.nan)

    def _occasions(self) -> Words:
        """Returns the word of each occasion, in which numbers have one spelling: 1 for 1.0."""
        words = self._words("occ")
        pairs = zip(numbers_of(words), words, strict=True)
        return _array([word if np.isnan(x) else text_of(float(x)) for x, word in pairs])

    def _observed(self) -> FloatArray:
        """Returns what was observed; text is missing here, and kept for fits apart."""
        column = self._columns["dv"]
        if column.numbers is not None and not np.isinf(column.numbers).any():
            return column.numbers
        column = self._columns["dv"] = column.as_words()
        words = _array(column.words)
        numbers = numbers_of(words)
        text = (words != "") & np.isnan(numbers)
        self._fault(text & matches(words, NOT_A_REAL_NUMBER), "dv", "must be a number")
        for slip, rule in number_slips(words, text, column):
            self._faults.add(slip[column.codes], "dv", rule)
        self._fault(np.isinf(numbers), "dv", "must be finite")
        rows = int(text[column.codes].sum())
        if rows:
            shown = [repr(shortened(word, 20)) for word in words[text]]
            where = f"{rows} {plural(rows, 'row')} ({some_of(shown, _SHOWN)})"
            self._notes.add(f"DV holds text in {where}, which counts as missing")
            self._observed_words = np.where(text, words, "")[column.codes]
        return numbers[column.codes]

    def _unused(self, key: str) -> npt.NDArray[Any]:
        """Returns a column that no simulation uses: numbers, or text if any cell is text."""
        column = self._columns[key]
        if column.numbers is not None:
            return column.numbers
        words = _array(column.words)
        numbers = numbers_of(words)
        text = bool(((words != "") & np.isnan(numbers)).any())
        return (words if text else numbers)[column.codes]

    def _words(self, key: str) -> Words:
        return _array(self._columns[key].words)

    def _fault(self, bad: Bools, key: str, rule: str) -> None:
        """Adds a fault in all rows that hold one of the marked words, or in the marked rows."""
        if bad.any():
            self._faults.add(self._by_row(key, bad), key, rule)

    def _by_row(self, key: str, values: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """Returns the value of each row; columns of words have one value per word."""
        column = self._columns[key]
        return values if column.numbers is not None else values[column.codes]

    def _number(self, key: str, missing: float, rule: str = "", allowed: Any = None) -> FloatArray:
        if key not in self._columns:
            return np.full(self._records, missing)
        numbers = self._columns[key].numbers
        if numbers is None:
            numbers = self._numbers_of_words(key)
        given = ~np.isnan(numbers)
        if allowed is not None:
            self._fault(np.isfinite(numbers) & ~allowed(numbers), key, rule)
        converted = self._units.converted(key, numbers)
        excess = np.isfinite(numbers) & ~np.isfinite(converted)
        self._fault(excess, key, "must be finite in h and mg")
        return self._by_row(key, np.where(given, converted, missing))

    def _numbers_of_words(self, key: str) -> FloatArray:
        """Returns the number of each word, and adds faults for words that are none."""
        words = self._words(key)
        given = words != ""
        numbers = numbers_of(words)
        no_number = given & np.isnan(numbers)
        for slip, why in slips(words, no_number, self._columns[key], self._units.advice(key)):
            self._fault(slip, key, why)
            no_number &= ~slip
        self._fault(no_number, key, "must be a number")
        self._fault(given & np.isinf(numbers), key, "must be finite")
        return numbers

    def time(self) -> FloatArray:
        """Returns the times [h] of a table that writes them as numbers."""
        numbers = self._columns["time"].numbers
        missing = self._words("time") == "" if numbers is None else np.isnan(numbers)
        self._fault(missing, "time", "must be given")
        rule = (
            "must be at least 0: shift the times of the subject, or leave such rows out with "
            "ignore='(TIME.LT.0)'"
        )
        return self._number("time", np.nan, rule, lambda x: x >= 0.0)

    def _at_least_zero(self, key: str, missing: float) -> FloatArray:
        return self._number(key, missing, "must be at least 0", lambda x: x >= 0.0)

    def _rate(self) -> FloatArray:
        rule = "must be at least 0, or -1 (see R1, R2, ...) or -2 (see D1, D2, ...)"
        return self._number("rate", 0.0, rule, lambda x: (x >= 0.0) | np.isin(x, (-1.0, -2.0)))

    def _addl(self) -> FloatArray:
        rule = f"must be a whole number, at least 0 and below {limits.doses}"
        return self._number(
            "addl", 0.0, rule, lambda x: (x >= 0) & (x < limits.doses) & (x == np.floor(x))
        )

    def _choice(self, key: str, choices: tuple[int, ...], missing: float) -> FloatArray:
        rule = f"must be {', '.join(map(str, choices[:-1]))} or {choices[-1]}"
        return self._number(key, missing, rule, lambda x: np.isin(x, choices))

    def _text(self, key: str, words: Words) -> Words:
        return words[self._columns[key].codes]

    def _absent(self) -> Words:
        return np.full(self._records, "", dtype=object)

    def _cmt(self) -> Words:
        if "cmt" not in self._columns:
            return self._absent()
        words = self._words("cmt")
        numbers = numbers_of(words)
        like_number = matches(words, _NUMBER_LIKE)
        whole = (numbers >= 0.0) & (numbers == np.floor(numbers)) & (numbers < LARGEST_WHOLE)
        rule = "must be the number of a compartment (1 is the first) or its name"
        no_name = matches(words, r".*[\s+].*") | unprintable(words)
        self._fault((like_number | no_name) & ~whole, "cmt", rule)
        found = [
            ("" if numbers[i] == 0.0 else str(int(numbers[i]))) if whole[i] else word.lower()
            for i, word in enumerate(words)
        ]
        return self._text("cmt", np.asarray(found, dtype=object))

    def _drug(self) -> Words:
        if "drug" not in self._columns:
            return self._absent()
        words = self._words("drug")
        bad = matches(words, r".*[\s+].*|" + NUMBER) | unprintable(words)
        self._fault(bad, "drug", "must be the name of a drug, one word")
        return self._text("drug", words)

    def _route(self) -> Words:
        known = {"": "", **{route: route for route in ROUTES}}
        known |= {name: route for route, name in ROUTES.items()}
        return self._category("route", known, f"must be one of {', '.join(ROUTES)}")

    def _category(self, key: str, known: Mapping[str, str], rule: str = "") -> Words:
        if key not in self._columns:
            return self._absent()
        words = self._words(key)
        folded = [word.lower() for word in words]
        if key == "smoker":
            folded = [{"0.0": "0", "1.0": "1"}.get(word, word) for word in folded]
        bad = np.array([word != "" and word not in known for word in folded])
        self._fault(bad, key, rule or f"must be one of {', '.join(known)}")
        return self._text(key, np.array([known.get(w, "") for w in folded], dtype=object))
