"""This module writes a fit of a table as a population problem of NONMEM."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._exchange.dose_table import dose_tables
from opiodyn._exchange.formulas import Formulas, Operation, Output, formulas_of
from opiodyn._exchange.nonmem.data import COLUMNS, csv_text, dose_rows, observation
from opiodyn._exchange.nonmem.layout import comments, plain, words
from opiodyn._exchange.nonmem.names import short_names
from opiodyn._exchange.nonmem.residuals import residuals, scatter_names
from opiodyn._exchange.nonmem.stream import Stream, number
from opiodyn._exchange.nonmem.write import DOSING_NOTES, data_name
from opiodyn._exchange.printer import plain_number
from opiodyn._exchange.still import refuse_drug_free, refuse_moved, start_of
from opiodyn._exchange.values import term_values
from opiodyn._fit.errors import LOG
from opiodyn._fit.inside import parameters_of, setup_of
from opiodyn._fit.objective import Objective, Setup
from opiodyn._fit.parameters import Parameter

_NO_BOUND = 1e6
"""NONMEM takes a bound from here on as none."""


def population_texts(goal: Objective, path: Path) -> list[str]:
    """Returns the texts of a control stream and of its data set.

    Each parameter that a fit varies is a typical value (THETA) with its bounds, and differs between
    subjects (ETA).

    Args:
        goal: The objective of the fit, from `opiodyn.objective`.
        path: The path of the control stream; the data set has the ending ``.csv``.

    Raises:
        InputError: The fit or its table has what NONMEM cannot say.
    """
    problem = _Problem(goal, path)
    return ["\n".join(problem.lines()) + "\n", csv_text(problem.columns(), problem.rows())]


class _Own(NamedTuple):
    """A parameter of the model has a value of its own in each subject, in a column of data."""

    name: str
    column: str
    values: list[float]


class _Problem:
    def __init__(self, goal: Objective, path: Path) -> None:
        self._setup: Setup = setup_of(goal)
        self._every = parameters_of(goal)
        self._path = path
        self._formulas: Formulas = formulas_of(self._setup.model)
        if self._setup.priors:
            rule = "are not exported to NONMEM; leave them out, and write $PRIOR into the file"
            raise check.input_error("priors", f"{len(self._setup.priors)} priors", rule)
        study = zip(self._setup.study.regimens, self._setup.ids, strict=True)
        self._starts = [start_of(one, id, "NONMEM") for one, id in study]
        refuse_drug_free(self._formulas, self._starts)
        refuse_moved(self._setup, self._starts, {row.name for row in self._formulas.parameters})
        regimens = [one.regimen for one in self._starts]
        self._tables = dose_tables(self._setup.model, self._formulas, regimens, "NONMEM")
        self._check_infusions()
        self._stream = Stream(self._formulas, self._tables[0])
        self._factors = self._columns_of_factors()
        self._own = self._columns_of_changes()
        self._limited = bool(self._setup.observed.censored.any())

    def columns(self) -> list[str]:
        """Returns the names of the columns of the data set."""
        more = ["DVID", *(["CENS"] if self._limited else [])]
        return [*COLUMNS, *more, *(one.column for one in (*self._factors, *self._own))]

    def lines(self) -> Iterator[str]:
        """Yields the lines of the control stream."""
        control = self._path.name
        yield from self._stream.sizes()
        yield "$PROBLEM A population in a model of opioids, written by opiodyn"
        head = [
            f"Model: opiodyn {_core.__version__}, preset {self._setup.model.preset.name}.",
            "This is a model and not medical advice.",
            f"Run it by: nmfe75 {control} {self._path.with_suffix('.lst').name}",
            *DOSING_NOTES,
            *self._subjects(),
        ]
        yield from comments(head)
        yield from words("$INPUT", self.columns())
        yield f"$DATA {data_name(self._path.with_suffix('.csv').name)} IGNORE=@"
        yield "$SUBROUTINES ADVAN13 TOL=9"
        yield from self._stream.compartments()
        yield ""
        yield "$PK"
        yield from self._stream.pk(self._values())
        yield ""
        yield "$DES"
        yield from self._stream.des()
        yield ""
        yield "$ERROR"
        observed = self._setup.observed.quantities
        outputs = [_output(self._formulas, one.name) for one in observed]
        yield from self._stream.outputs(outputs)
        names = [self._stream.names[one.name] for one in outputs]
        yield from residuals(observed, names, self._scatter(), self._limited)
        yield ""
        yield from self._thetas()
        yield ""
        for one in self._setup.vary:
            yield f"$OMEGA 0.1 ; {plain(one.name)} between subjects: variance of its logarithm"
        yield "$SIGMA 1 FIX ; W of $ERROR is the standard deviation"
        laplace = " LAPLACE" if self._limited else ""
        yield f"$ESTIMATION METHOD=1 INTERACTION{laplace} MAXEVAL=9999 PRINT=5"
        yield "$COVARIANCE UNCONDITIONAL"
        table = data_name(self._path.with_suffix(".tab").name)
        yield f"$TABLE ID TIME DVID DV IPRED CWRES NOPRINT ONEHEADER FILE={table}"

    def _subjects(self) -> Iterator[str]:
        yield "DV of a quantity with the error model 'log' is the logarithm of what was observed."
        if self._limited:
            yield "A row with CENS 1 lies below the limit that its DV is (method M3 of Beal 2001)."
        for kind, held in (
            ("its value is the typical one times", self._factors),
            ("is", self._own),
        ):
            for one in held:
                yield f"{one.name} has a column of data: {kind} {one.column}."
        if not all(isinstance(one, int) for one in self._setup.ids):
            named = (f"{k} {one}" for k, one in enumerate(self._setup.ids, 1))
            yield f"Subjects by ID: {', '.join(named)}."

    def _values(self) -> dict[str, str]:
        """Returns what parameters are in $PK: those that vary, and those with data."""
        found = {one.name: one.column for one in self._own}
        factors = {one.name: f" * {one.column}" for one in self._factors}
        for k, one in enumerate(self._setup.vary, 1):
            varying = f" * EXP(ETA({k}))" if one.low >= 0.0 else f" + ETA({k})"
            typical = f"THETA({k}){factors.get(one.name, '')}"
            found[one.name] = typical + varying
        return found

    def _scatter(self) -> dict[str, str]:
        """Returns the THETA of each parameter of the error models, by its name."""
        names = scatter_names(self._setup.observed.quantities)
        first = len(self._setup.vary) + 1
        return {name: f"THETA({first + k})" for k, name in enumerate(names)}

    def _thetas(self) -> Iterator[str]:
        """Yields the THETAs, those of the model first and then those of the error models."""
        known = {one.name: one for one in self._every}
        names = [*(one.name for one in self._setup.vary), *self._scatter()]
        short = short_names(names)  # Pharmpy takes the first word as the name
        for name in names:
            if name in known:
                comment = f"TV_{short[name]} {plain(name)} [{plain(known[name].unit)}]"
                yield f"$THETA {_bounds(known[name])} ; {comment}"
            else:
                value = number(self._setup.fixed[name])
                yield f"$THETA {value} FIX ; TV_{short[name]} {plain(name)}"

    def _columns_of_factors(self) -> list[_Own]:
        """Returns the factors by which subjects differ from the typical one, where they do."""
        found = []
        for k, one in enumerate(self._setup.vary):
            factors = self._setup.study.factors[:, k].tolist()
            if any(factor != 1.0 for factor in factors):
                found.append(_Own(one.name, f"FACTOR{k + 1}", factors))
        return found

    def _columns_of_changes(self) -> list[_Own]:
        """Returns parameters that subjects have from the start, such as those of covariates."""
        own = [one.values for one in self._starts]
        typical = {row.name: row.value for row in self._formulas.parameters}
        names = [name for name in typical if any(name in values for values in own)]
        return [
            _Own(name, f"OWN{k}", [values.get(name, typical[name]) for values in own])
            for k, name in enumerate(names, 1)
        ]

    def rows(self) -> Iterator[dict[str, str]]:
        """Yields the rows of the data set, subject by subject."""
        for i, table in enumerate(self._tables):
            own = {one.name: one.values[i] for one in self._own}
            values = term_values(self._formulas, changed=own)
            held = {one.column: repr(one.values[i]) for one in (*self._factors, *self._own)}
            id = self._setup.ids[i]
            held["ID"] = str(id if all(isinstance(one, int) for one in self._setup.ids) else i + 1)
            found = [(row.time, row.record, cells) for row, cells in dose_rows(table, values)]
            rows: list[tuple[float, float, dict[str, str]]] = [*found, *self._observed(i)]
            for _, _, cells in sorted(rows, key=lambda row: row[:2]):
                filled = {"DVID": "0"} | ({"CENS": "0"} if self._limited else {})
                yield filled | cells | held

    def _observed(self, i: int) -> Iterator[tuple[float, float, dict[str, str]]]:
        """Yields the observations of a subject; each stands behind the records that it shows."""
        observed = self._setup.observed
        seen = self._setup.study.outputs[i][1] - self._starts[i].gone
        for k in (observed.subject == i).nonzero()[0].tolist():
            quantity = observed.quantities[observed.quantity[k]]
            value = float(observed.value[k])
            dv = math.log(value) if quantity.error == LOG else value
            cells = {"DV": repr(dv), "MDV": "0", "DVID": _dvid(observed.quantity[k])}
            if self._limited:
                cells["CENS"] = str(int(observed.censored[k]))
            time = float(observed.time[k])
            yield time, int(seen[observed.place[k]]) - 0.5, observation(time, **cells)

    def _check_infusions(self) -> None:
        """Refuses infusions whose rate would follow a parameter that varies."""
        varying = {one.name for one in self._setup.vary}
        names = [row.name for row in self._formulas.parameters]
        for table in self._tables:
            for state in {row.state for row in table.rows if row.hours > 0.0 or row.rate > 0.0}:
                unit = table.entrances[state].nmol_per_mg
                terms = self._formulas.used_by([unit]) if unit >= 0 else set()
                for operation, first, _, _ in (self._formulas.terms[term] for term in terms):
                    if operation == Operation.PARAMETER and names[first] in varying:
                        rule = (
                            "changes the rate of an infusion of the table, which NONMEM would make "
                            "longer instead; leave it out of vary="
                        )
                        raise check.input_error("vary", f"'{names[first]}'", rule)


def _dvid(quantity: int) -> str:
    """Returns the number of a quantity in the data set, from 1."""
    return plain_number(float(quantity + 1))


def _output(formulas: Formulas, name: str) -> Output:
    return next(one for one in formulas.outputs if one.name == name)


def _bounds(one: Parameter) -> str:
    """Returns bounds and start of a THETA, whose start must lie within its bounds."""
    room = 1e-3 * (one.high - one.low)
    start = min(max(one.start, one.low + room), one.high - room)
    start = one.start if one.low < one.start < one.high else start
    high = number(one.high) if one.high < _NO_BOUND else "INF"
    return f"({number(one.low)}, {number(start)}, {high})"
