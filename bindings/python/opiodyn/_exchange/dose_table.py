"""This module writes a regimen as dosing records, for languages that have the words of NONMEM."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._checks.instants import is_before, is_same
from opiodyn._exchange.formulas import Entry, Formulas, Place
from opiodyn._exchange.values import term_values
from opiodyn._model.inside import core_of
from opiodyn._model.model import Model

DOSE, OTHER, RESET = 1, 2, 3
"""These are the kinds of rows, in the numbers of EVID."""
NO_TERM = -1
_Record: TypeAlias = _core.Dose | _core.Reset | _core.Change | _core.Stimulus | _core.Concentration


class Row(NamedTuple):
    """A row is a dose into one state and its repetitions, or a reset."""

    time: float
    evid: int
    state: int = NO_TERM
    amount: float = 0.0
    """The amount is in mg; that of a stimulus has the unit of its state."""
    hours: float = 0.0
    """An infusion lasts this long [h]; 0 is a dose at once, or one of zero order."""
    rate: float = 0.0
    """An infusion that has run for ever has a rate [mg/h] and no amount."""
    ii: float = 0.0
    addl: int = 0
    ss: int = 0
    record: int = 0
    """This is the place of the record in the regimen."""


class Entrance(NamedTuple):
    """An entrance tells how what is given becomes the amount of a state: terms of formulas.

    NO_TERM stands for 1 nmol/mg, or for no lag and no duration.
    """

    nmol_per_mg: int = NO_TERM
    lag: int = NO_TERM
    duration: int = NO_TERM


class DoseTable(NamedTuple):
    """A dose table has the rows in order, and the entrance of each state that is dosed."""

    rows: tuple[Row, ...]
    entrances: dict[int, Entrance]

    def zero_order(self, row: Row) -> bool:
        """Tells whether a dose enters over the time that the model says."""
        entrance = self.entrances[row.state]
        return row.hours == 0.0 and row.rate == 0.0 and entrance.duration != NO_TERM


def dose_table(
    model: Model, formulas: Formulas, regimen: _core.Regimen, language: str
) -> DoseTable:
    """Returns the dosing records of a regimen; the model is settled.

    Raises:
        InputError: The language cannot say a record; the message says what else to do.
    """
    return dose_tables(model, formulas, [regimen], language)[0]


def dose_tables(
    model: Model, formulas: Formulas, regimens: Sequence[_core.Regimen], language: str
) -> list[DoseTable]:
    """Returns the dosing records of several regimens, which share their entrances.

    Raises:
        InputError: The language cannot say a record; the message says what else to do.
    """
    maker = _Maker(model, formulas, language)
    return [maker.table(regimen) for regimen in regimens]


def _in_order(regimen: _core.Regimen) -> list[tuple[float, int, _Record]]:
    """Returns the records as they act, each with the time of its instant and with its place."""
    found: list[tuple[float, int, _Record]] = []
    instant = -math.inf
    for place, record in sorted(enumerate(regimen.records), key=lambda one: one[1].time):
        if not is_same(record.time, instant):
            instant = record.time
        found.append((instant, place, record))
    return sorted(found, key=lambda one: one[:2])


class _Maker:
    def __init__(self, model: Model, formulas: Formulas, language: str) -> None:
        self._model = model
        self._formulas = formulas
        self._language = language
        self._values = term_values(formulas)
        self._entrances: dict[int, Entrance] = {}
        self._owners: dict[int, str] = {}

    def table(self, regimen: _core.Regimen) -> DoseTable:
        records = _in_order(regimen)
        rows: list[Row] = []
        for at, (instant, place, record) in enumerate(records):
            field = f"regimen[{place}]"
            resets = (time for time, _, one in records[at:] if isinstance(one, _core.Reset))
            end = next(resets, math.inf)
            if isinstance(record, _core.Reset):
                found = [Row(record.time, RESET)]
            elif isinstance(record, _core.Dose):
                found = self._doses(field, record, end)
            elif isinstance(record, _core.Stimulus):
                found = self._stimuli(field, record, end)
            else:
                raise self._refusal(field, record)
            for row in found:
                time = instant if row.time == record.time else row.time  # a lag of its own
                rows.append(row._replace(record=place, time=time))
        return DoseTable(tuple(sorted(rows, key=lambda row: row.time)), self._entrances)

    def _refusal(self, field: str, record: _core.Change | _core.Concentration) -> Exception:
        if isinstance(record, _core.Change):
            what = f"a change of parameters at {record.time:g} h"
            advice = "give the values to the model (parameters=) and leave out the change"
        else:
            what = f"a given concentration of {record.drug}"
            advice = "export to sbml or desolve, or let the model compute the concentration"
        rule = f"cannot be said in {self._language}; {advice}"
        return check.input_error(field, what, rule)

    def _doses(self, field: str, dose: _core.Dose, end: float) -> list[Row]:
        entries = self._place(dose).entries
        hours = self._hours(dose)
        endless = dose.amt == 0.0 and dose.rate > 0.0
        if dose.ss:
            self._check_steady(field, dose, entries, endless)
        if dose.amt == 0.0 and not endless:  # a placebo
            return [Row(dose.time, OTHER)]
        if dose.lag > 0.0 and (dose.ss or end < math.inf):
            before = "a reset" if end < math.inf else "a steady state (SS)"
            rule = (
                f"is one of a single dose, which {self._language} cannot say together with "
                f"{before}; give the lag to the drug"
            )
            raise check.input_error(f"{field}.lag", f"{dose.lag:g}", rule)
        rows = []
        for entry in entries:
            self._enter(field, entry, f"{dose.drug} {dose.cmt or dose.route}")
            delay = dose.lag + self._values[entry.lag]
            addl = self._given(dose, delay, end)
            if addl >= 0:
                row = Row(
                    time=dose.time + dose.lag,
                    evid=DOSE,
                    state=entry.state,
                    amount=dose.F * dose.amt,
                    hours=hours,
                    rate=dose.rate if endless else 0.0,
                    ii=dose.ii if addl > 0 or (dose.ss and not endless) else 0.0,
                    addl=addl,
                    ss=dose.ss,
                )
                rows.append(row)
        return rows

    def _hours(self, dose: _core.Dose) -> float:
        """Returns how long an infusion lasts [h]."""
        if dose.rate > 0.0 and dose.amt > 0.0:
            return dose.F * dose.amt / dose.rate
        return dose.dur

    def _given(self, record: _core.Dose | _core.Stimulus, delay: float, end: float) -> int:
        """Returns how often what comes is repeated before a reset cancels it; -1: it never comes.

        Doses that come at the instant of a reset that stands behind them are lost with it.
        """
        last = record.addl
        while last >= 0 and not is_before(record.time + last * record.ii + delay, end):
            room = (end - record.time - delay) / record.ii if record.ii > 0.0 else 0.0
            last = min(last - 1, math.ceil(room))
        return max(last, -1)

    def _check_steady(
        self, field: str, dose: _core.Dose, entries: tuple[Entry, ...], endless: bool
    ) -> None:
        if len(entries) > 1:
            names = ", ".join(self._formulas.states[one.state].name for one in entries)
            rule = (
                f"{self._language} has steady states of doses into one compartment, and this dose "
                f"enters {names}; write the doses before it as records"
            )
            raise check.input_error(field, f"ss = {dose.ss}", rule)
        if dose.amt == 0.0 and not endless:
            rule = "must be above 0 in a steady state; leave the record out"
            raise check.input_error(f"{field}.amt", "0", rule)

    def _place(self, dose: _core.Dose) -> Place:
        for place in self._formulas.places:
            names = {place.place, str(place.number)} if place.is_compartment else {place.place}
            wanted = dose.cmt or dose.route
            same = place.drug == dose.drug and place.is_compartment == bool(dose.cmt)
            if same and wanted in names - {"0"}:
                return place
        rule = "is no place of the model; give it the route or the compartment"
        raise check.input_error("regimen", f"'{dose.drug} {dose.cmt or dose.route}'", rule)

    def _stimuli(self, field: str, stimulus: _core.Stimulus, end: float) -> list[Row]:
        once = _core.Stimulus(stimulus.name, magnitude=stimulus.magnitude, time=stimulus.time)
        rows = []
        for _, _, state, amounts in _core.dose_events(core_of(self._model), _core.Regimen([once])):
            self._enter(field, None, stimulus.name, state)
            addl = self._given(stimulus, 0.0, end)
            total = sum(amount for amount, _ in amounts)
            ii = stimulus.ii if addl > 0 else 0.0
            if addl >= 0:
                rows.append(Row(stimulus.time, DOSE, state, total, ii=ii, addl=addl))
        return rows

    def _enter(self, field: str, entry: Entry | None, owner: str, state: int = NO_TERM) -> None:
        """Notes down how a state is dosed, which must be one way."""
        if entry is None:
            found = Entrance()
        else:
            state = entry.state
            found = Entrance(
                entry.nmol_per_mg, *map(self._unless_zero, (entry.lag, entry.duration))
            )
        known = self._entrances.setdefault(state, found)
        other = self._owners.setdefault(state, owner)
        if known != found:
            rule = (
                f"{self._language} has one bioavailability, lag and duration for each compartment, "
                f"and '{other}' enters {self._formulas.states[state].name} in another way; export "
                "to desolve or sbml, or give the doses by one route"
            )
            raise check.input_error(field, f"'{owner}'", rule)

    def _unless_zero(self, term: int) -> int:
        """Returns a term, or NO_TERM for the number 0."""
        return NO_TERM if self._formulas.terms[term] == (0, -1, -1, 0.0) else term
