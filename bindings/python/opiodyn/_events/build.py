"""Step 8 of event tables builds the regimens and observations of the subjects."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._checks.check import FloatArray
from opiodyn._events.acting import check_acting
from opiodyn._events.changes import Changes
from opiodyn._events.compartments import check_compartments
from opiodyn._events.doses import Doses
from opiodyn._events.faults import Bools, Faults
from opiodyn._events.pharmacy import Pharmacy, Place
from opiodyn._events.place import fill_drugs, places_of
from opiodyn._events.records import is_dose, is_observed
from opiodyn._events.source.cells import IntArray
from opiodyn._events.subject import EventSubject, SubjectId, shown_rows
from opiodyn._events.values import is_missing
from opiodyn._model.covariates import COVARIATES
from opiodyn._model.inside import core_of, refuse_person
from opiodyn._model.model import Model

if TYPE_CHECKING:
    from opiodyn._events.checked import Checked

_Record: TypeAlias = _core.Dose | _core.Reset | _core.Change


class Builder:
    """A builder makes the regimens of a checked table for a model.

    Args:
        checked: The table, with every row checked.
        carry: ``"next"`` or ``"last"``; see `opiodyn.read_events`.
        model: The model; None takes the drugs of the library that the table names.
        faults: The collection that faults are added to.

    Raises:
        InputError: The table asks for a drug, route or parameter that the model does not have.
    """

    def __init__(
        self,
        checked: Checked,
        carry: str,
        model: Model | None,
        faults: Faults,
    ) -> None:
        self._values = values = dict(checked.columns)
        self._starts = starts = checked.starts
        self._ids: list[SubjectId] = list(checked.ids[starts])
        self._dosing = is_dose(values)
        self._resets = checked.resets
        self._ends = np.append(starts[1:], len(values["time"]))
        dosing = self._dosing
        self._pharmacy = pharmacy = Pharmacy(model)
        fill_drugs(values, dosing, pharmacy, faults)
        names = list(dict.fromkeys(values["drug"][dosing].tolist()))
        pharmacy.settle(names)
        check_compartments(values, dosing, pharmacy, faults)
        self.places, self.which = places_of(values, dosing, pharmacy, faults)
        check_acting(values, self.places, self.which, pharmacy, faults)
        molar = checked.units.molar
        self._doses = Doses(values, self.places, self.which, pharmacy, molar, faults)
        self.model = pharmacy.model_for(self.places)
        drugs = names or ([pharmacy.only_drug] if pharmacy.only_drug else [])
        own = any(key in values for key in COVARIATES)
        if own:
            refuse_person(self.model, "is one person, and the table has others")
        if self.model.covariates and own:
            rule = "the table has covariates of its own; leave out those of the model"
            raise check.input_error("covariates", self.model.covariates, rule)
        if model is not None and not core_of(self.model).linear:
            self._refuse_adding(dosing, faults)
        core, known = core_of(self.model), self.model.covariates
        self._changes = Changes(values, starts, core, drugs, known, faults)
        self._place_records(carry)

    def subjects(self, records: str, numbers: IntArray) -> list[EventSubject]:
        """Returns the subjects, each with its regimen and its outputs.

        Args:
            records: The word for the rows that are outputs.
            numbers: The rows as a person counts them.
        """
        evid, own = self._values["evid"], self._own
        rows, after = shown_rows(records, evid, own > 0)
        stand_before = np.cumsum(self._counts) - self._counts
        seen = (stand_before + self._before)[rows] + np.where(after, own[rows], 0)
        dv = np.where(after, self._observed()[rows], np.nan)
        sides = np.where(after, "after", "before")
        bounds = np.searchsorted(rows, np.append(self._starts, len(evid)))
        subjects = []
        for i, (name, regimen) in enumerate(self.regimens().items()):
            first, mine = int(self._starts[i]), slice(bounds[i], bounds[i + 1])
            subject = EventSubject(
                id=name,
                regimen=regimen,
                times=self._values["time"][rows[mine]],
                seen=seen[mine] - stand_before[first],
                dv=dv[mine],
                covariates=self._covariates(first, int(self._ends[i])),
                rows=numbers[rows[mine]],
                evid=evid[rows[mine]].astype(np.int64),
                sides=sides[mine],
            )
            subjects.append(subject)
        return subjects

    def _observed(self) -> FloatArray:
        """Returns the observed value of each row; NaN where nothing was observed."""
        dv = self._values.get("dv", np.full(len(self._own), np.nan))
        return np.where(is_observed(self._values), dv, np.nan)

    def regimens(self) -> dict[SubjectId, _core.Regimen]:
        """Returns the regimen of each subject, by its ID."""
        return {
            name: _core.Regimen(list(self._records(int(first), int(end))))
            for name, first, end in zip(self._ids, self._starts, self._ends, strict=True)
        }

    def entered(self, place: Place) -> list[str]:
        """Returns the compartments that a dose enters at a place, in words."""
        return self._pharmacy.entered(place)

    def set_by(self, key: str) -> set[str]:
        """Returns the full names of the parameters that a column sets, by the column's key."""
        return self._changes.set_by(key)

    def _refuse_adding(self, dosing: Bools, faults: Faults) -> None:
        rule = (
            "adds a steady state to the amounts in the body, which needs a linear model; use "
            "SS = 1, or a model that has no receptors, or equilibrium binding and no response"
        )
        faults.add(dosing & (self._values["ss"] == 2.0), "ss", rule)
        faults.raise_first()

    def _place_records(self, carry: str) -> None:
        """Counts the records of the regimen for each row: changes, a reset, its dose, changes.

        The values of the first row hold from time 0. With "next", the values of a later row hold
        once the row before has happened. With "last", they hold from the time of the row on.
        """
        self._own = self._dosing.astype(np.int64) + self._resets
        changed = self._changes.rows
        first = np.zeros(len(changed), dtype=np.bool_)
        first[self._starts] = True
        at_once = first if carry == "next" else np.ones_like(first)
        self._before = (changed & at_once).astype(np.int64)
        self._after = np.append((changed & ~at_once)[1:], False).astype(np.int64)
        self._counts = self._before + self._own + self._after

    def _records(self, first: int, end: int) -> Iterator[_Record]:
        time = self._values["time"]
        for row in (first + np.flatnonzero(self._counts[first:end])).tolist():
            if self._before[row]:
                yield self._changes.change(row, 0.0 if row == first else time[row])
            if self._resets[row]:
                yield _core.Reset(time=time[row])
            if self._dosing[row]:
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
