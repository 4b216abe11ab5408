"""Step 7 of event tables reads parameters and covariates, record by record."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import pandas as pd

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._checks.check import FloatArray
from opiodyn._events.covariates import CovariateEffects
from opiodyn._events.faults import Faults, column_error
from opiodyn._events.records import at_first_row
from opiodyn._events.source.cells import IntArray
from opiodyn._events.source.columns import is_parameter
from opiodyn._events.values import Values, is_missing
from opiodyn._model.covariates import COVARIATES

_SHORT_FORMS = {"v": "v1", "q": "q2"}


class Changes:
    """The changes hold the values of the parameters that the table sets, in every row.

    Args:
        values: The table by columns.
        starts: First row of each subject.
        model: The model, with the drugs of the table.
        drugs: Names of the drugs that the table doses.
        known: Names of the covariates that the model has itself.
        faults: The collection that names rows and columns.

    Raises:
        InputError: A column acts on no parameter of the model, or a value is not allowed there.
    """

    def __init__(
        self,
        values: Values,
        starts: IntArray,
        model: _core.Model,
        drugs: list[str],
        known: Iterable[str],
        faults: Faults,
    ) -> None:
        self._model = model
        self._faults = faults
        self._own = {p.name: p.value for p in model.parameters}
        self._filled = _carried(values, starts)
        self._effects = effects = CovariateEffects(model, faults)
        self._names, self._values = effects.parameter_rows(self._filled)
        self._followers = {
            **{n: f"the model's covariate {key}" for key in known for n in effects.acts_on(key)},
            **{
                name: f"the column {faults.written(key)!r}"
                for key in effects.given(self._filled)
                for name in effects.acts_on(key)
            },
        }
        self._columns: dict[str, str] = {}
        self._use_parameters(drugs)
        own = np.array([self._own[name] for name in self._names])
        before = np.roll(self._values, 1, axis=0)
        before[starts] = own
        self._changed = self._values != before

    @property
    def rows(self) -> npt.NDArray[np.bool_]:
        """This marks the rows with a value that differs from the row before.

        The first row of a subject is compared with the values of the model.
        """
        rows: npt.NDArray[np.bool_] = self._changed.any(axis=1)
        return rows

    def set_by(self, key: str) -> set[str]:
        """Returns the full names of the parameters that a column sets, by the column's key."""
        if key in COVARIATES:
            return self._effects.acts_on(key)
        return {name for name, column in self._columns.items() if column == key}

    def change(self, row: int, time: float) -> _core.Change:
        """Returns the values that change with a row, as a record at a time [h]."""
        changed = np.flatnonzero(self._changed[row])
        values = {self._names[i]: float(self._values[row, i]) for i in changed}
        return _core.Change(time=time, parameters=values)

    def _use_parameters(self, drugs: list[str]) -> None:
        found: list[tuple[str, str]] = []
        for key in filter(is_parameter, map(str, self._filled.columns)):
            values = self._filled[key].to_numpy(dtype=np.float64)
            names = self._full_names(key, drugs)
            rule = self._rule(key, names, drugs, empty=bool(np.isnan(values).all()))
            if rule:
                found.append((self._faults.written(key), rule))
            else:
                self._use(key, names[0], values)
        if len(found) > 1:
            columns = [name for name, _ in found]
            own = f"to run with the model's own values: {self._faults.leaving(columns)}"
            found[-1] = (columns[-1], f"{found[-1][1]}; {own}")
        if found:
            raise column_error(found)

    def _use(self, key: str, name: str, values: FloatArray) -> None:
        self._columns[name] = key
        self._check_range(key, name, values)
        if name not in self._names:
            self._names.append(name)
            self._values = np.column_stack([self._values, np.full(len(values), self._own[name])])
        i = self._names.index(name)
        self._values[:, i] = np.where(np.isnan(values), self._values[:, i], values)

    def _full_names(self, key: str, drugs: list[str]) -> list[str]:
        """Returns the full names of the parameters that a column may mean."""
        found = _named(key, list(self._own))
        if not found and len(drugs) == 1:
            short = _SHORT_FORMS.get(key.lower(), key)
            found = _named(f"{drugs[0]}.{short}", list(self._own))
            found = found or self._by_ending(short, drugs[0])
        return found

    def _rule(self, key: str, names: list[str], drugs: list[str], *, empty: bool) -> str:
        """Returns the rule that a column breaks; empty if it sets one parameter that acts."""
        if len(names) > 1:
            return f"may be any of {', '.join(names)}: write one of these names"
        if not names and len(drugs) > 1 and "." not in key:
            return f"must name its drug, such as {drugs[0]}.{key}: there are {', '.join(drugs)}"
        if not names:
            return "is not a parameter of the model; Model.parameters lists them"
        if key.lower() == "v2" and not empty and not self._has_central(drugs):
            return (
                f"is the central volume in NONMEM's ADVAN4 and ADVAN12, and that of the next "
                f"compartment here: name it {drugs[0]}.V1 or {drugs[0]}.V2, and count Q and V of "
                f"further compartments as you do here"
            )
        name, written = names[0], self._faults.written
        if name in self._columns:
            return f"sets {name}, as does column {written(self._columns[name])!r}"
        if not empty and name not in self._model.used_parameters:
            nothing = f"sets {name}, which changes nothing in this model"
            return f"{nothing}; drop it, or name it in drop=[...]"
        if not empty and name in self._followers:
            return (
                f"sets {name}, which follows {self._followers[name]} as well: leave out one of "
                f"them; drop=[{written(key)!r}] leaves out this column"
            )
        return ""

    def _has_central(self, drugs: list[str]) -> bool:
        """Tells whether a column of the table is the central volume, so that V2 is another one."""
        central = {"v", "v1", *(f"{drug}.v1" for drug in drugs)}
        return any(str(column).lower() in central for column in self._filled.columns)

    def _by_ending(self, key: str, drug: str) -> list[str]:
        """Returns the parameters with this ending, such as ``mydrug.oral.ka`` for ``ka``.

        If there are several, those that the equations use go first.
        """
        prefix, ending = f"{drug}.", f".{key.lower()}"
        ended = [n for n in self._own if n.startswith(prefix) and n.lower().endswith(ending)]
        used = set(self._model.used_parameters)
        return [name for name in ended if name in used] or ended

    def _check_range(self, key: str, name: str, values: FloatArray) -> None:
        """Refuses values outside the domain of a parameter.

        A domain is an interval, so that it is enough to check the smallest and the largest value.
        """
        if np.isnan(values).all():
            return
        for row in {int(np.nanargmin(values)), int(np.nanargmax(values))}:
            try:
                self._model.of_person({name: float(values[row])})
            except _core.InputError as error:
                field = self._faults.field(row, key)
                raise check.input_error(field, error.value, error.rule) from None


def _named(name: str, names: list[str]) -> list[str]:
    """Returns the names that equal this one in any case; the name as written excludes others."""
    if name in names:
        return [name]
    return [known for known in names if known.lower() == name.lower()]


def _carried(values: Values, starts: IntArray) -> pd.DataFrame:
    """Returns the columns that set parameters, filled with the last known value of the subject."""
    rows = np.arange(len(values["time"]))
    begin = at_first_row(rows, starts)
    columns = {}
    for key, column in values.items():
        if key in COVARIATES or is_parameter(key):
            last = np.maximum.accumulate(np.where(is_missing(column), -1, rows))
            columns[key] = pd.Series(column[last]).where(last >= begin)
    return pd.DataFrame(columns, index=rows)
