"""This module joins the doses of all subjects into one list of events.

An amount that differs between subjects becomes a parameter, which has a value for each of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

from opiodyn._checks import check
from opiodyn._exchange.formulas import ADD, RATE, RESET, Amount, Event
from opiodyn._exchange.petab.added import Adder

Values: TypeAlias = tuple[float, ...]
"""These are numbers with one for each subject."""
_Key: TypeAlias = tuple[float, int, int]

_WORDS = {
    ADD: ("dose_amount", "amount of a dose, as a multiple of 1 mg"),
    RATE: ("dose_rate", "rate of a dose, as a multiple of 1 mg/h"),
}


class Doses(NamedTuple):
    """Doses are events for all subjects, and the values of their parameters."""

    events: tuple[Event, ...]
    values: dict[str, Values]


def joined(adder: Adder, subjects: Sequence[tuple[Event, ...]], ids: Sequence[object]) -> Doses:
    """Returns the events of all subjects as one list.

    Args:
        adder: The parameters of doses are added there.
        subjects: The events of each subject.
        ids: The ID of each subject, for messages.

    Raises:
        InputError: A subject has a reset that another one has not.
    """
    found: dict[_Key, dict[int, Values]] = {
        (time, RESET, -1): {} for time in _resets(subjects, ids)
    }
    _add(found, subjects)
    _set_rates(found, subjects)
    slots = _Slots(adder)
    events = tuple(
        Event(*key, tuple(slots.amount(key[1], *one) for one in found[key].items()))
        for key in sorted(found)
    )
    return Doses(events, slots.values)


def _resets(subjects: Sequence[tuple[Event, ...]], ids: Sequence[object]) -> list[float]:
    times = [[event.time for event in one if event.kind == RESET] for one in subjects]
    for one, subject in zip(times, ids, strict=True):
        if one != times[0]:
            rule = (
                "PEtab has one list of events for all subjects, so that resets (EVID 3 and 4) must "
                "be the same in all of them; leave them out, or write a problem for each subject"
            )
            raise check.input_error("table", f"resets of subject {subject}", rule)
    return times[0]


def _add(found: dict[_Key, dict[int, Values]], subjects: Sequence[tuple[Event, ...]]) -> None:
    """Adds what doses add to states at once."""
    for i, events in enumerate(subjects):
        for event in events:
            if event.kind != ADD:
                continue
            units = found.setdefault((event.time, ADD, event.state), {})
            for amount in event.amounts:
                _put(units, amount.nmol_per_mg, i, len(subjects), amount.value)


def _set_rates(found: dict[_Key, dict[int, Values]], subjects: Sequence[tuple[Event, ...]]) -> None:
    """Adds constant inputs: where one of a state changes, those of all subjects are told anew."""
    rates = [[event for event in events if event.kind == RATE] for events in subjects]
    resets = [[event.time for event in events if event.kind == RESET] for events in subjects]
    changes = sorted({(event.time, event.state) for events in rates for event in events})
    for time, state in changes:
        units = found.setdefault((time, RATE, state), {})
        for i, events in enumerate(rates):
            known = [event for event in events if event.state == state and event.time <= time]
            if not known or any(known[-1].time < reset <= time for reset in resets[i]):
                continue
            for amount in known[-1].amounts:
                _put(units, amount.nmol_per_mg, i, len(subjects), amount.value)


def _put(units: dict[int, Values], unit: int, subject: int, count: int, value: float) -> None:
    """Adds a value to those of a unit, which are 0 where nothing is said."""
    values = list(units.get(unit, (0.0,) * count))
    values[subject] += value
    units[unit] = tuple(values)


class _Slots:
    """The slots are the parameters of amounts, one for all amounts with the same values."""

    def __init__(self, adder: Adder) -> None:
        self._adder = adder
        self._known: dict[tuple[str, Values], int] = {}
        self.values: dict[str, Values] = {}

    def amount(self, kind: int, unit: int, values: Values) -> Amount:
        """Returns an amount that is what each subject gets; all amounts are of doses."""
        if len(set(values)) == 1:
            return Amount(values[0], unit)
        word, meaning = _WORDS[kind]
        if (word, values) not in self._known:
            name = f"{word}_{1 + sum(one.startswith(word) for one in self.values)}"
            self._known[word, values] = self._adder.parameter(name, 0.0, meaning)
            self.values[name] = values
        return Amount(1.0, self._adder.product(self._known[word, values], unit))
