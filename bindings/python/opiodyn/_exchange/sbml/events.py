"""This module writes what a regimen does as events of SBML, one for each time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from opiodyn._exchange.formulas import ADD, RATE, RESET, Amount, Event, Formulas
from opiodyn._exchange.sbml.math import Mathematics
from opiodyn._exchange.sbml.units import Unit, unit_of

_H, _MG = unit_of("h"), unit_of("mg")


class Happening:
    """A happening is all that a regimen does at one time, so that no order of events matters."""

    def __init__(self, time: float, events: list[Event]) -> None:
        """Makes a happening of events in the order of their kinds."""
        self.time = time
        self.resets = any(event.kind == RESET for event in events)
        self.added = {event.state: event.amounts for event in events if event.kind == ADD}
        self.rates = {event.state: event.amounts for event in events if event.kind == RATE}

    def word(self) -> str:
        """Returns the word that the identifier begins with."""
        if self.resets:
            return "reset"
        given = [*self.added.values(), *self.rates.values()]
        if all(amount.nmol_per_mg < 0 for amounts in given for amount in amounts):
            return "change" if self.added or any(given) else "end_of_input"
        return "dose"


def happenings(events: tuple[Event, ...]) -> Iterator[Happening]:
    """Yields what happens at each time."""
    for time, group in groupby(events, key=lambda event: event.time):
        yield Happening(time, list(group))


class EventList:
    """The event list is that of a model in SBML."""

    def __init__(
        self, mathematics: Mathematics, formulas: Formulas, states: tuple[str, ...]
    ) -> None:
        """Makes a list for the states of a model, which have these identifiers."""
        self._mathematics = mathematics
        self._formulas = formulas
        self._states = states

    def assignments(
        self, happening: Happening, inputs: Mapping[int, str]
    ) -> Iterator[tuple[str, Any]]:
        """Yields the identifiers that an event sets, with what they become.

        Args:
            happening: The events of one time.
            inputs: The identifier of the constant input of each state that has one.
        """
        mathematics = self._mathematics
        for place, state in enumerate(self._formulas.states):
            added = happening.added.get(place, ())
            if not added and not happening.resets:
                continue
            unit = unit_of(state.unit)
            name = self._states[place]
            before = (
                mathematics.name(state.initial, unit)
                if happening.resets
                else mathematics.symbol(name)
            )
            parts = (self._amount(amount, _MG, unit) for amount in added)
            yield name, mathematics.total(before, *parts)
        for place, name in inputs.items():
            unit = unit_of(self._formulas.states[place].unit).over(_H)
            amounts = happening.rates.get(place, ())
            if amounts:
                rates = [self._amount(amount, _MG.over(_H), unit) for amount in amounts]
                yield name, mathematics.total(*rates)
            elif happening.resets or place in happening.rates:
                yield name, mathematics.number(0.0, unit)

    def _amount(self, amount: Amount, dosed: Unit, unit: Unit) -> Any:
        """Returns an amount in the unit of its state: mg times the nmol that 1 mg becomes."""
        mathematics = self._mathematics
        if amount.nmol_per_mg < 0:
            return mathematics.number(amount.value, unit)
        return mathematics.product(
            mathematics.number(amount.value, dosed),
            mathematics.name(amount.nmol_per_mg, unit.over(dosed)),
        )
