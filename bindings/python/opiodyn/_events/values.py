"""Step 3 of event tables turns the words of each column into values, each checked on its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from opiodyn._checks.check import FloatArray
from opiodyn._core import limits
from opiodyn._events.faults import Bools, Faults
from opiodyn._events.source.columns import is_parameter, per_compartment
from opiodyn._events.source.read import TableColumn
from opiodyn._events.words import NUMBER, Words, matches, numbers_of, unprintable
from opiodyn._model.covariates import HEPATIC, NUMBERS, SMOKER
from opiodyn._model.routes import ROUTES

Values: TypeAlias = dict[str, npt.NDArray[Any]]

_NOT_FINITE = r"[+-]?(?i:nan|inf|infinity)"
_NUMBER_LIKE = rf"[+-]?[0-9.].*|{_NOT_FINITE}"
_LARGEST_WHOLE = 2.0**53  # from here on, neighbours are the same float


def is_missing(column: npt.NDArray[Any]) -> Bools:
    """Marks the rows where a column of numbers or words has no value."""
    missing: Bools = column == "" if column.dtype == object else np.isnan(column)
    return missing


class Reader:
    """A reader makes columns of words into arrays with one value per row.

    Args:
        columns: The columns by key.
        faults: The collection that faults are added to.
        records: The number of rows.
    """

    def __init__(self, columns: Mapping[str, TableColumn], faults: Faults, records: int) -> None:
        self._columns = columns
        self._faults = faults
        self._records = records

    def values(self) -> Values:
        """Returns all columns of the table by key; columns that describe doses are always there."""
        values: Values = {"time": self._time()}
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
            if key not in values and key != "id":
                values[key] = self._other(key)
        return values

    def ids(self) -> Words:
        """Returns the subject of each row: whole numbers as int, or text if any has a name.

        A table without IDs has one subject, 1.
        """
        if "id" not in self._columns:
            return np.full(self._records, 1, dtype=object)
        words = self._words("id")
        numbers = numbers_of(words)
        whole = (numbers == np.floor(numbers)) & (np.abs(numbers) < _LARGEST_WHOLE)
        self._fault(words == "", "id", "must be given")
        no_name = matches(words, f"{NUMBER}|{_NOT_FINITE}")
        bad = (no_name & ~whole) | unprintable(words)
        self._fault(bad, "id", "must be a whole number or a name")
        plain = bool(whole.all())
        found = [int(x) for x in numbers] if plain else list(words)
        distinct = np.empty(len(found), dtype=object)
        distinct[:] = found
        return distinct[self._columns["id"].codes]

    def _other(self, key: str) -> npt.NDArray[Any]:
        if key in NUMBERS:
            return self._number(key, np.nan, "must be above 0", lambda x: x > 0.0)
        if key == "smoker":
            return self._category(key, SMOKER)
        if key == "hepatic":
            return self._category(key, {word: word for word in HEPATIC})
        if key in ("f", "alag") or per_compartment(key) is not None:
            return self._at_least_zero(key, np.nan)
        assert key == "dv" or is_parameter(key)
        return self._number(key, np.nan)

    def _words(self, key: str) -> Words:
        words = np.empty(len(self._columns[key].words), dtype=object)
        words[:] = self._columns[key].words
        return words

    def _fault(self, bad: Bools, key: str, rule: str) -> None:
        """Adds a fault in all rows that hold one of the marked words."""
        if bad.any():
            self._faults.add(bad[self._columns[key].codes], key, rule)

    def _number(self, key: str, missing: float, rule: str = "", allowed: Any = None) -> FloatArray:
        if key not in self._columns:
            return np.full(self._records, missing)
        words = self._words(key)
        given = words != ""
        numbers = numbers_of(words)
        no_number = given & np.isnan(numbers)
        colons = matches(words, r"[0-9]+[:/-][0-9].*")
        if key == "time":
            clock = "times are hours from the start of the run, without dates and clock times"
            self._fault(no_number & colons, key, clock)
            no_number &= ~colons
        self._fault(no_number, key, "must be a number")
        infinite = given & np.isinf(numbers)
        self._fault(infinite, key, "must be finite")
        if allowed is not None:
            self._fault(np.isfinite(numbers) & ~allowed(numbers), key, rule)
        return np.where(given, numbers, missing)[self._columns[key].codes]

    def _time(self) -> FloatArray:
        self._fault(self._words("time") == "", "time", "must be given")
        return self._at_least_zero("time", np.nan)

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
        whole = (numbers >= 0.0) & (numbers == np.floor(numbers)) & (numbers < _LARGEST_WHOLE)
        rule = "must be the number of a compartment (1 is the first) or its name"
        no_name = matches(words, r".*[\s+].*") | unprintable(words)
        self._fault((like_number & ~whole) | no_name, "cmt", rule)
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
