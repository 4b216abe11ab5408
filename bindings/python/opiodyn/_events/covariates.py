"""Step 7 of event tables computes the parameters that the covariates of each row give."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._checks.check import FloatArray
from opiodyn._events.faults import Faults
from opiodyn._events.words import text_of
from opiodyn._model.covariates import COVARIATES


class ParameterRows(NamedTuple):
    """The parameter rows hold the values of parameters, row by row."""

    names: list[str]
    """The names are the full names of the parameters."""
    values: FloatArray
    """The values have a row per row of the table and a column per parameter."""


class CovariateEffects:
    """The covariate effects tell how covariates change the parameters of a model.

    Args:
        model: The model, with the drugs of the table.
        faults: The collection that names rows and columns.
    """

    def __init__(self, model: _core.Model, faults: Faults) -> None:
        self._model = model
        self._faults = faults
        self._effects = [row.name for row in model.effects] + list(model.missing)
        self._used = set(model.used_parameters)

    def parameter_rows(self, table: pd.DataFrame) -> ParameterRows:
        """Returns the parameters that the covariates of each row give.

        Args:
            table: The columns by key; a missing value is filled with the last known one.

        Raises:
            InputError: A covariate acts on nothing, its effect is not known, or it gives a
                parameter that is impossible.
        """
        given = self.given(table)
        self._require_effects(given)
        if not given:
            return ParameterRows([], np.empty((len(table), 0)))
        covariates = table[given]
        codes = covariates.groupby(given, dropna=False, sort=False).ngroup().to_numpy()
        _, firsts = np.unique(codes, return_index=True)
        known = [_known(covariates.iloc[row].to_dict()) for row in firsts]
        sets = [self._parameters(int(row), k) for row, k in zip(firsts, known, strict=True)]
        names = list(dict.fromkeys(name for one in sets for name in one))
        own = {p.name: p.value for p in self._model.parameters}
        rows = [[one.get(name, own[name]) for name in names] for one in sets]
        values = np.array(rows).reshape(len(sets), len(names))
        for i in _extremes(values):
            self._check(int(firsts[i]), known[i], sets[i])
        return ParameterRows(names, values[codes])

    def given(self, table: pd.DataFrame) -> list[str]:
        """Returns the covariates that the table has values of."""
        return [key for key in COVARIATES if key in table and table[key].notna().any()]

    def acts_on(self, key: str) -> set[str]:
        """Returns the full names of the parameters that follow a covariate in this model."""
        return {
            effect.rsplit(f".{key}", 1)[0]
            for effect in self._effects
            if _concerns(effect, key) and effect.rsplit(f".{key}", 1)[0] in self._used
        }

    def _require_effects(self, keys: list[str]) -> None:
        """Refuses all columns that act on nothing, in one message with the argument to copy."""
        idle = [self._faults.written(key) for key in keys if not self.acts_on(key)]
        if not idle:
            return
        one = len(idle) == 1
        rule = "changes no parameter" if one else "change no parameter"
        advice = f"leave {'it' if one else 'them'} out with {self._faults.leaving(idle)}"
        shown = ", ".join(map(repr, idle))
        rule = f"{rule} of this model; {advice}"
        raise check.input_error("column" if one else "columns", shown, rule)

    def _parameters(self, row: int, known: dict[str, Any]) -> dict[str, float]:
        try:
            return _core.covariate_parameters(self._model, known)
        except _core.InputError as error:
            raise self._fault(row, known, error) from None

    def _check(self, row: int, known: dict[str, Any], parameters: dict[str, float]) -> None:
        try:
            self._model.of_person(parameters)
        except _core.InputError as error:
            raise self._fault(row, known, error) from None

    def _fault(self, row: int, known: dict[str, Any], error: _core.InputError) -> _core.InputError:
        """Returns an error that names the columns which act on the parameter at fault."""
        about = [name for name in self._effects if name.startswith(f"{error.field}.")]
        keys = [key for key in known if any(_concerns(n, key) for n in (*about, error.field))]
        shown = {key: known[key] for key in keys or known}
        cells = ", ".join(
            f"{self._faults.written(key)} = {text_of(value)}" for key, value in shown.items()
        )
        column = "column" if len(shown) == 1 else "columns"
        field = f"{self._faults.label(row)}, {column} {cells}: {error.field}"
        return check.input_error(field, error.value, error.rule)


def _known(covariates: dict[Any, Any]) -> dict[str, Any]:
    return {key: value for key, value in covariates.items() if not pd.isna(value)}


def _concerns(effect: str, key: str) -> bool:
    """Tells whether an effect is of a covariate: "naltrexone.CL.weight" is of "weight"."""
    return key in effect.split(".")[-2:]


def _extremes(values: FloatArray) -> list[int]:
    """Returns the rows with the smallest or the largest value of a column.

    A domain is an interval, so that it is enough to check these.
    """
    found = {*values.argmin(axis=0).tolist(), *values.argmax(axis=0).tolist()}
    return sorted(found)
