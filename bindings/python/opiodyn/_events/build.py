"""Step 8 of event tables builds the regimens and observations of the subjects."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

import numpy as np

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._events.acting import check_acting
from opiodyn._events.changes import Changes
from opiodyn._events.compartments import check_compartments
from opiodyn._events.doses import Doses
from opiodyn._events.faults import Bools, Faults
from opiodyn._events.pharmacy import Pharmacy
from opiodyn._events.place import fill_drugs, places_of
from opiodyn._events.records import is_dose
from opiodyn._events.source.read import IntArray
from opiodyn._events.subject import EventSubject, SubjectId
from opiodyn._events.values import Values, is_missing
from opiodyn._model.covariates import COVARIATES
from opiodyn._model.inside import core_of
from opiodyn._model.model import Model

_Record: TypeAlias = _core.Dose | _core.Reset | _core.Change


class Builder:
    """A builder makes the regimens of a checked table for a model.

    Args:
        values: The table by columns.
        ids: The subjects in the order of the table.
        starts: First row of each subject.
        carry: ``"next"`` or ``"last"``; see `opiodyn.read_events`.
        model: The model; None takes the drugs of the library that the table names.
        faults: The collection that faults are added to.

    Raises:
        InputError: The table asks for a drug, route or parameter that the model does not have.
    """

    def __init__(
        self,
        values: Values,
        ids: list[SubjectId],
        starts: IntArray,
        carry: str,
        model: Model | None,
        faults: Faults,
    ) -> None:
        self._values = values = dict(values)
        self._ids = ids
        self._starts = starts
        self._ends = np.append(starts[1:], len(values["time"]))
        dosing = is_dose(values)
        pharmacy = Pharmacy(model)
        fill_drugs(values, dosing, pharmacy, faults)
        names = list(dict.fromkeys(values["drug"][dosing].tolist()))
        pharmacy.settle(names)
        check_compartments(values, dosing, pharmacy, faults)
        places, which = places_of(values, dosing, pharmacy, faults)
        check_acting(values, places, which, pharmacy, faults)
        self._doses = Doses(values, places, which, pharmacy, faults)
        self.model = pharmacy.model_for(self._doses.places)
        drugs = names or ([pharmacy.only_drug] if pharmacy.only_drug else [])
        if self.model.covariates and any(key in values for key in COVARIATES):
            rule = "the table has covariates of its own; leave out those of the model"
            raise check.input_error("covariates", self.model.covariates, rule)
        if model is not None and not core_of(self.model).linear:
            self._refuse_adding(dosing, faults)
        core, known = core_of(self.model), self.model.covariates
        self._changes = Changes(values, starts, core, drugs, known, faults)
        self._place_records(dosing, carry)

    def subjects(self) -> list[EventSubject]:
        """Returns the subjects, each with its regimen and its output times."""
        regimens = self.regimens()
        counts = self._counts
        stand_before = np.cumsum(counts) - counts + self._before
        dv = self._values.get("dv", np.full(len(counts), np.nan))
        dv = np.where(self._values["mdv"] == 1.0, np.nan, dv)
        shown = np.flatnonzero(np.isin(self._values["evid"], (0.0, 2.0)))
        bounds = np.searchsorted(shown, np.append(self._starts, len(counts)))
        subjects = []
        for i, (name, regimen) in enumerate(regimens.items()):
            rows = shown[bounds[i] : bounds[i + 1]]
            first = self._starts[i]
            seen = stand_before[rows] - (stand_before[first] - self._before[first])
            times = self._values["time"][rows]
            covariates = self._covariates(first, int(self._ends[i]))
            subjects.append(EventSubject(name, regimen, times, seen, dv[rows], covariates))
        return subjects

    def regimens(self) -> dict[SubjectId, _core.Regimen]:
        """Returns the regimen of each subject, by its ID."""
        return {
            name: _core.Regimen(list(self._records(int(first), int(end))))
            for name, first, end in zip(self._ids, self._starts, self._ends, strict=True)
        }

    def _refuse_adding(self, dosing: Bools, faults: Faults) -> None:
        rule = (
            "adds a steady state to the amounts in the body, which needs a linear model; use "
            "SS = 1, or a model with binding='equilibrium' or receptors=[]"
        )
        faults.add(dosing & (self._values["ss"] == 2.0), "ss", rule)
        faults.raise_first()

    def _place_records(self, dosing: Bools, carry: str) -> None:
        """Counts the records of the regimen for each row: changes, its dose or reset, changes.

        The values of the first row hold from time 0. With "next", the values of a later row hold
        once the row before has happened. With "last", they hold from the time of the row on.
        """
        evid = self._values["evid"]
        own = dosing.astype(np.int64) + np.isin(evid, (3.0, 4.0))
        changed = self._changes.rows
        first = np.zeros(len(evid), dtype=np.bool_)
        first[self._starts] = True
        at_once = first if carry == "next" else np.ones_like(first)
        self._before = (changed & at_once).astype(np.int64)
        self._after = np.append((changed & ~at_once)[1:], False).astype(np.int64)
        self._counts = self._before + own + self._after

    def _records(self, first: int, end: int) -> Iterator[_Record]:
        time, evid = self._values["time"], self._values["evid"]
        for row in (first + np.flatnonzero(self._counts[first:end])).tolist():
            if self._before[row]:
                yield self._changes.change(row, 0.0 if row == first else time[row])
            if evid[row] >= 3.0:
                yield _core.Reset(time=time[row])
            if evid[row] in (1.0, 4.0):
                yield self._doses.dose(row)
            if self._after[row]:
                yield self._changes.change(row + 1, time[row])

    def _covariates(self, first: int, end: int) -> dict[str, float | str]:
        """Returns the first known value of each covariate of one subject."""
        known: dict[str, float | str] = {}
        for key in COVARIATES:
            if key not in self._values:
                continue
            column = self._values[key][first:end]
            given = ~is_missing(column)
            if given.any():
                value = column[np.argmax(given)]
                known[key] = value if isinstance(value, str) else float(value)
        return known
