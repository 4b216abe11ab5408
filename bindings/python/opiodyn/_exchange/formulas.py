"""This module reads the formulas that the equations of a model write down.

A formula is a term, which is an operation on terms that come before it. A printer of a language
turns terms into text and knows nothing of pharmacology.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from opiodyn import _core
from opiodyn._model.inside import core_of
from opiodyn._model.model import Model
from opiodyn._result.columns import columns_of


class Operation(enum.IntEnum):
    """An operation is what a term does; the order is that of the compiled part."""

    NUMBER = 0
    PARAMETER = 1
    STATE = 2
    ADD = 3
    SUBTRACT = 4
    MULTIPLY = 5
    DIVIDE = 6
    NEGATE = 7
    POSITIVE_PART = 8
    POWER = 9


class Term(NamedTuple):
    """A term is a number, a parameter or state by its place, or an operation on earlier terms."""

    operation: int
    first: int
    second: int
    value: float


class Formula(NamedTuple):
    """A formula is a term with a name, its unit and its meaning."""

    name: str
    unit: str
    meaning: str
    term: int


class State(NamedTuple):
    """A state has the terms of its drug-free value and of its rate of change."""

    name: str
    unit: str
    meaning: str
    initial: int
    rate: int


class Output(NamedTuple):
    """An output is a column of `Run.to_pandas`: a formula times a factor."""

    name: str
    unit: str
    formula: Formula
    factor: float


class Entry(NamedTuple):
    """An entry is where a dose goes: a state, and terms of [nmol/mg], lag [h] and duration [h]."""

    state: int
    nmol_per_mg: int
    lag: int
    duration: int


class Place(NamedTuple):
    """A place is a route of a drug or a compartment of it, with the entries of a dose there."""

    drug: str
    place: str
    is_compartment: bool
    number: int
    entries: tuple[Entry, ...]


class Amount(NamedTuple):
    """An amount is in mg of a term of [nmol/mg]; without one, in the unit of its state."""

    value: float
    nmol_per_mg: int


RESET, ADD, RATE = 0, 1, 2
"""These are the kinds of events: back to the drug-free state, a dose at once, a constant input."""


class Event(NamedTuple):
    """An event is what a regimen does to a state at a time [h].

    The amounts of `ADD` are added to the state. Those of `RATE`, which are per hour, become its
    constant input, until the next one. A `RESET` has no state and ends all inputs.
    """

    time: float
    kind: int
    state: int
    amounts: tuple[Amount, ...]


class Formulas(NamedTuple):
    """Formulas are the equations of a model, with its parameters as names."""

    terms: tuple[Term, ...]
    parameters: tuple[_core.Parameter, ...]
    """These are the parameters that the terms use, in the order of the model."""
    constants: tuple[Formula, ...]
    """These follow from parameters alone."""
    quantities: tuple[Formula, ...]
    """These follow from states, and others use them."""
    states: tuple[State, ...]
    columns: tuple[Formula, ...]
    """These are the columns of the compiled model."""
    outputs: tuple[Output, ...]
    """These are the columns of `Run.to_pandas`, made of `columns`."""
    places: tuple[Place, ...]

    def used_by(self, roots: Iterable[int]) -> set[int]:
        """Returns the places of all terms that some terms are made of, themselves among them."""
        found: set[int] = set()
        open_places = list(roots)
        while open_places:
            place = open_places.pop()
            if place in found:
                continue
            found.add(place)
            operation, first, second, _ = self.terms[place]
            if operation > Operation.STATE:
                open_places.extend(one for one in (first, second) if one >= 0)
        return found

    def shared(self) -> Iterator[Formula]:
        """Yields what is computed from states, each after what it uses; no term comes twice."""
        seen: set[int] = set()
        for formula in sorted((*self.quantities, *self.columns), key=lambda one: one.term):
            if formula.term not in seen and self.terms[formula.term].operation > Operation.STATE:
                seen.add(formula.term)
                yield formula

    def fixed(self) -> Iterator[Formula]:
        """Yields what follows from parameters alone, each after what it uses."""
        seen: set[int] = set()
        for formula in sorted(self.constants, key=lambda one: one.term):
            if formula.term not in seen and self.terms[formula.term].operation > Operation.STATE:
                seen.add(formula.term)
                yield formula


def formulas_of(model: Model) -> Formulas:
    """Returns the formulas of a settled model."""
    core = core_of(model)
    plain = _core.formulas(core)
    rows = {row.name: row for row in core.parameters}
    columns = tuple(Formula(*one) for one in plain["columns"])
    by_name = {column.name: column for column in columns}
    states = zip(core.states, plain["states"], strict=True)
    return Formulas(
        terms=tuple(Term(*one) for one in plain["terms"]),
        parameters=tuple(rows[name] for name in plain["parameters"]),
        constants=tuple(Formula(*one) for one in plain["constants"]),
        quantities=tuple(Formula(*one) for one in plain["quantities"]),
        states=tuple(State(s.name, s.unit, s.meaning, *terms) for s, terms in states),
        columns=columns,
        outputs=tuple(
            Output(name, column.unit, by_name[column.core], column.factor)
            for name, column in columns_of(model).items()
        ),
        places=tuple(
            Place(drug, place, is_compartment, number, tuple(Entry(*entry) for entry in entries))
            for drug, place, is_compartment, number, entries in plain["places"]
        ),
    )


def events_of(model: Model, regimen: _core.Regimen) -> tuple[Event, ...]:
    """Returns what a regimen does to a settled model, in the order in which it happens.

    Raises:
        InputError: A record is no event at a fixed time: a change of parameters, or a steady state.
    """
    return tuple(
        Event(time, kind, state, tuple(Amount(*amount) for amount in amounts))
        for time, kind, state, amounts in _core.dose_events(core_of(model), regimen)
    )


def reached(terms: Sequence[Term], places: Iterable[int], leaf: Operation) -> set[int]:
    """Returns the leaves of a kind from which terms are computed, by their places in the model."""
    seen: set[int] = set()
    found: set[int] = set()
    waiting = [place for place in places if place >= 0]
    while waiting:
        place = waiting.pop()
        if place in seen:
            continue
        seen.add(place)
        term = terms[place]
        if term.operation == leaf:
            found.add(term.first)
        elif term.operation > Operation.STATE:
            waiting += [one for one in (term.first, term.second) if one >= 0]
    return found
