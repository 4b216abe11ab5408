"""Event tables, step 7: what the covariates of each row make of the parameters."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._checks.check import FloatArray
from opiodyn._events.faults import Faults
from opiodyn._model.covariates import COVARIATES


class Settings(NamedTuple):
    """Parameters and their values, row by row."""

    names: list[str]
    values: FloatArray
    """A row per row of the table, a column per parameter."""


class CovariateEffects:
    """What covariates do in a model.

    Args:
        model: The model, with the drugs of the table.
        faults: How to name a row.
    """

    def __init__(self, model: _core.Model, faults: Faults) -> None:
        self._model = model
        self._faults = faults
        self._effects = [row.name for row in model.effects] + list(model.missing)

    def settings(self, table: pd.DataFrame) -> Settings:
        """The parameters that the covariates of each row give.

        Args:
            table: The columns by key; where a value is missing, the last known one.

        Raises:
            InputError: A covariate acts on nothing, nobody knows what it does, or it gives a
                parameter that is impossible.
        """
        given = [key for key in COVARIATES if key in table and table[key].notna().any()]
        for key in given:
            self._require_effect(key)
        if not given:
            return Settings([], np.empty((len(table), 0)))
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
        return Settings(names, values[codes])

    def _require_effect(self, key: str) -> None:
        if not any(_concerns(effect, key) for effect in self._effects):
            rule = "acts on no parameter of this model; drop it, or name it in ignore=[...]"
            raise check.input_error("column", repr(self._faults.written(key)), rule)

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
        """Names the columns that act on the parameter of an error."""
        about = [name for name in self._effects if name.startswith(f"{error.field}.")]
        keys = [key for key in known if any(_concerns(n, key) for n in (*about, error.field))]
        shown = {key: known[key] for key in keys or known}
        said = ", ".join(
            f"{self._faults.written(key)} = {value if isinstance(value, str) else f'{value:.15g}'}"
            for key, value in shown.items()
        )
        column = "column" if len(shown) == 1 else "columns"
        field = f"{self._faults.label(row)}, {column} {said}: {error.field}"
        return check.input_error(field, error.value, error.rule)


def _known(covariates: dict[Any, Any]) -> dict[str, Any]:
    return {key: value for key, value in covariates.items() if not pd.isna(value)}


def _concerns(effect: str, key: str) -> bool:
    """True for "naltrexone.CL.weight" or "naltrexone.oral.F.hepatic.decompensated" of its key."""
    return key in effect.split(".")[-2:]


def _extremes(values: FloatArray) -> list[int]:
    """Rows with the smallest or largest value of a column: what is allowed is an interval, so that
    they tell for all."""
    if values.shape[1] == 0:
        return []
    found = {*values.argmin(axis=0).tolist(), *values.argmax(axis=0).tolist()}
    return sorted(found)
