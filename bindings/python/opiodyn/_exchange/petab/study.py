"""This module makes one model of a study, with parameters for all in which subjects differ."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._checks.instants import is_same
from opiodyn._checks.shown import shown
from opiodyn._exchange.formulas import (
    ADD,
    RESET,
    Event,
    Formulas,
    Operation,
    events_of,
    formulas_of,
    reached,
)
from opiodyn._exchange.petab.added import Adder
from opiodyn._exchange.petab.doses import Values, joined
from opiodyn._exchange.still import refuse_drug_free, refuse_moved, start_of
from opiodyn._fit.objective import Setup


class Shared(NamedTuple):
    """A shared model holds for all subjects."""

    formulas: Formulas
    events: tuple[Event, ...]
    conditions: dict[str, Values]
    """These are the values of each subject, by the name of a parameter."""


def shared_model(setup: Setup) -> Shared:
    """Returns the model of all subjects of an objective.

    Raises:
        InputError: PEtab, or a file with doses at fixed times, cannot say something of the study.
    """
    formulas = formulas_of(setup.model)
    starts = [
        start_of(one, i, "PEtab 1") for one, i in zip(setup.study.regimens, setup.ids, strict=True)
    ]
    regimens = [one.regimen for one in starts]
    subjects = [events_of(setup.model, one) for one in regimens]
    changed = list(dict.fromkeys(name for one in starts for name in one.values))
    vary = [one.name for one in setup.vary]
    _refuse_times(formulas, regimens, {"vary": vary, "table": changed})
    acting = _acting(formulas, subjects)
    refuse_drug_free(formulas, starts)
    refuse_moved(setup, starts, acting)
    _refuse_jumps(formulas, setup, subjects)
    adder = Adder(formulas)
    conditions: dict[str, Values] = {}
    for place, name in enumerate(vary):
        factors = tuple(setup.study.factors[:, place].tolist())
        if any(one != 1.0 for one in factors):
            factor = f"factor.{name}"
            meaning = f"{name} of each subject, relative to the typical one"
            adder.multiply(name, adder.parameter(factor, 1.0, meaning))
            conditions[factor] = factors
    doses = joined(adder, subjects, setup.ids)
    known = {row.name: row.value for row in formulas.parameters}
    for name in filter(acting.__contains__, changed):
        conditions[name] = tuple(one.values.get(name, known[name]) for one in starts)
    return Shared(adder.formulas(), doses.events, {**doses.values, **conditions})


def _refuse_times(
    formulas: Formulas, regimens: Iterable[_core.Regimen], given: dict[str, list[str]]
) -> None:
    """Refuses parameters on which the times of doses depend, because these are numbers."""
    drugs = {dose.drug for one in regimens for dose in one.doses}
    entries = [entry for place in formulas.places if place.drug in drugs for entry in place.entries]
    terms = [one for entry in entries for one in (entry.lag, entry.duration)]
    bad = _parameters(formulas, terms)
    for field, names in given.items():
        for name in filter(bad.__contains__, names):
            rule = (
                "times of doses depend on it, and they are fixed numbers in the events of SBML; "
                "leave it as it is in the model"
            )
            raise check.input_error(field, shown(name), rule)


def _acting(formulas: Formulas, subjects: Iterable[tuple[Event, ...]]) -> set[str]:
    """Returns the parameters that the model needs for these events, by their names."""
    terms = [
        *(one.formula.term for one in formulas.outputs),
        *(one.initial for one in formulas.states),
        *(one.rate for one in formulas.states),
        *(amount.nmol_per_mg for one in subjects for event in one for amount in event.amounts),
    ]
    return _parameters(formulas, terms)


def _refuse_jumps(formulas: Formulas, setup: Setup, subjects: list[tuple[Event, ...]]) -> None:
    """Refuses an observation at the very time at which what it observes jumps."""
    outputs = {one.name: one.formula.term for one in formulas.outputs}
    observed = setup.observed
    states = [
        reached(formulas.terms, [outputs[one.name]], Operation.STATE) for one in observed.quantities
    ]
    for k in range(observed.count):
        mine = states[observed.quantity[k]]
        for event in subjects[observed.subject[k]]:
            jumps = event.kind == RESET or (event.kind == ADD and event.state in mine)
            if jumps and is_same(event.time, float(observed.time[k])):
                rule = (
                    f"is observed at {event.time:g} h, when a dose or reset moves it at once, and "
                    "PEtab does not say which of the two comes first; give it a time a little "
                    "before or after"
                )
                field = f"row {observed.row[k]}, column DV"
                raise check.input_error(field, f"{observed.value[k]:g}", rule)


def _parameters(formulas: Formulas, terms: Iterable[int]) -> set[str]:
    places = reached(formulas.terms, terms, Operation.PARAMETER)
    return {formulas.parameters[place].name for place in places}


def refuse_censored(setup: Setup) -> None:
    """Refuses values below a limit of quantification.

    Raises:
        InputError: There is one.
    """
    observed = setup.observed
    if observed.censored.any():
        first = int(np.argmax(observed.censored))
        rule = (
            f"is below a limit of {observed.value[first]:g}, which PEtab 1 cannot say; fit such a "
            "table with opiodyn.fit, or leave out such rows (MDV = 1) and know that this biases "
            "what is estimated"
        )
        raise check.input_error(f"row {observed.row[first]}, column DV", "a value", rule)
