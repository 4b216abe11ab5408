"""This module writes a model and a regimen as SBML Level 3 Version 2, by python-libsbml."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from opiodyn import _core
from opiodyn._checks.extras import require
from opiodyn._exchange.formulas import RATE, Operation, Output
from opiodyn._exchange.identifiers import identifiers_of
from opiodyn._exchange.request import Request, events_for
from opiodyn._exchange.sbml.entities import Entity, properties, relations
from opiodyn._exchange.sbml.events import EventList, happenings
from opiodyn._exchange.sbml.math import Mathematics
from opiodyn._exchange.sbml.notes import Notes
from opiodyn._exchange.sbml.units import Unit, UnitList, unit_of

SBML_WORDS = frozenset(
    {
        *("time", "avogadro", "delay", "rateOf", "pi", "exponentiale", "true", "false"),
        *("infinity", "inf", "INF", "nan", "NaN", "notanumber"),
    }
)
"""These are words of the infix texts in which programs show and read SBML."""

_H = unit_of("h")


def texts(request: Request) -> list[str]:
    """Returns the text of the file.

    Raises:
        InputError: SBML cannot say something that the regimen or the model needs.
        ImportError: python-libsbml is not installed.
    """
    libsbml = require("libsbml", "export to SBML", "sbml")
    return [_Document(libsbml, request).text()]


class _Document:
    def __init__(self, libsbml: Any, request: Request) -> None:
        self._libsbml = libsbml
        self._request = request
        self._formulas = request.formulas
        self._names = identifiers_of(self._formulas, "SBML", SBML_WORDS)
        self._events = events_for(request, "SBML")
        self._document = libsbml.SBMLDocument(3, 2)
        self._model = self._document.createModel()
        self._units = UnitList(libsbml, self._model)
        self._notes = Notes(libsbml)
        self._taken = set(self._names.of.values())
        self._positive = self._fresh("positive_part")
        self._math = Mathematics(libsbml, self._formulas, self._names, self._units, self._positive)
        self._inputs = {
            state: self._fresh(f"input_{self._names.states[state]}")
            for state in sorted({one.state for one in self._events if one.kind == RATE})
        }

    def text(self) -> str:
        """Returns the document; rules come first, because they tell which parameters it needs."""
        self._add_head()
        self._add_fixed()
        self._add_states()
        self._add_shared()
        self._add_outputs()
        self._add_events()
        self._add_parameters()
        self._add_function()
        text: str = self._libsbml.writeSBMLToString(self._document)
        return text

    def _add_head(self) -> None:
        model = self._model
        model.setId("opiodyn")
        model.setTimeUnits(self._units.of("h"))
        model.setSubstanceUnits(self._units.of("nmol"))
        model.setExtentUnits(self._units.of("nmol"))
        model.setVolumeUnits(self._units.of("L"))
        self._notes.write(
            model,
            f"{self._request.title()}.",
            f"Written by opiodyn {_core.__version__}: a model, not medical advice.",
            "Parameters can be changed. What follows from them is an initial assignment or a rule, "
            "and doses are events in mg.",
            "Events have fixed times and rates: the lag of a dose and the duration of an input are "
            "numbers in them, and no parameters.",
        )

    def _add_fixed(self) -> None:
        """Assigns what follows from parameters alone."""
        for formula in self._formulas.fixed():
            unit = unit_of(formula.unit)
            name = self._names.named[formula.term]
            self._assign_initially(name, self._math.definition(formula.term, unit))

    def _add_states(self) -> None:
        for place, state in enumerate(self._formulas.states):
            unit, name = unit_of(state.unit), self._names.states[place]
            if not self._is_number(state.initial):
                self._assign_initially(name, self._math.name(state.initial, unit))
            rate = self._math.name(state.rate, unit.over(_H))
            if place in self._inputs:
                rate = self._math.total(rate, self._math.symbol(self._inputs[place]))
            rule = self._model.createRateRule()
            rule.setVariable(name)
            rule.setMath(rate)

    def _add_shared(self) -> None:
        for formula in self._formulas.shared():
            name = self._names.named[formula.term]
            self._assign(name, self._math.definition(formula.term, unit_of(formula.unit)))

    def _add_outputs(self) -> None:
        """Assigns the columns of a run that are not there yet."""
        for output in self._new_outputs():
            unit = unit_of(output.formula.unit)
            node = self._math.name(output.formula.term, unit)
            wanted = unit_of(output.unit)
            if output.factor != 1.0:
                node = self._math.product(node, self._factor(output, wanted.over(unit)))
            self._assign(self._names.of[output.name], node)

    def _new_outputs(self) -> list[Output]:
        there = {*self._names.states, *self._names.named.values()}
        return [one for one in self._formulas.outputs if self._names.of[one.name] not in there]

    def _factor(self, output: Output, unit: Unit) -> Any:
        """Returns the factor of an output, which is a molar mass in another unit.

        The molar mass is that parameter, if the model has it, so that a changed one acts.
        """
        mass_name = f"{output.formula.name.split('.')[1]}.molar_mass"
        rows = {row.name: row for row in self._formulas.parameters}
        if mass_name not in rows:
            return self._math.number(output.factor, unit)
        name, row = self._names.of[mass_name], rows[mass_name]
        self._math.used.add(name)
        scale = float(f"{output.factor / row.value:.12g}")  # a power of 10
        number = self._math.number(scale, unit.over(unit_of(row.unit)))
        return self._math.product(self._math.symbol(name), number)

    def _add_events(self) -> None:
        list_of_events = EventList(self._math, self._formulas, self._names.states)
        counts: dict[str, int] = {}
        for happening in happenings(self._events):
            word = happening.word()
            counts[word] = counts.get(word, 0) + 1
            event = self._model.createEvent()
            event.setId(self._fresh(f"{word}_{counts[word]}"))
            event.setUseValuesFromTriggerTime(True)
            trigger = event.createTrigger()
            # So that an event at 0 h happens too: what is true at 0 h was not true before.
            trigger.setInitialValue(False)
            trigger.setPersistent(True)
            trigger.setMath(self._math.from_time(happening.time))
            for name, node in list_of_events.assignments(happening, self._inputs):
                assignment = event.createEventAssignment()
                assignment.setVariable(name)
                assignment.setMath(node)

    def _add_parameters(self) -> None:
        formulas = self._formulas
        for name, row in zip(self._names.parameters, formulas.parameters, strict=True):
            if name in self._math.used:
                element = self._add(name, row.unit, row.meaning, row.value, constant=True)
                self._annotate(element, properties(row.name))
        for formula in formulas.fixed():
            name = self._names.named[formula.term]
            self._add(name, formula.unit, formula.meaning, constant=True)
        for name, state in zip(self._names.states, formulas.states, strict=True):
            value = formulas.terms[state.initial].value if self._is_number(state.initial) else None
            element = self._add(name, state.unit, state.meaning, value)
            self._annotate(element, relations(state.name, state.unit))
        for place, name in self._inputs.items():
            state = formulas.states[place]
            meaning = f"constant input into {state.name}, which events set"
            self._add(name, f"{state.unit}/h".replace("-", "1"), meaning, 0.0)
        for formula in formulas.shared():
            element = self._add(self._names.named[formula.term], formula.unit, formula.meaning)
            self._annotate(element, relations(formula.name, formula.unit))
        for output in self._new_outputs():
            element = self._add(self._names.of[output.name], output.unit, "")
            self._annotate(element, relations(output.name, output.formula.unit))

    def _add_function(self) -> None:
        if self._math.uses_positive_part:
            function = self._model.createFunctionDefinition()
            function.setId(self._positive)
            function.setMath(self._math.positive_part())
            self._notes.write(function, "the larger one of 0 and x")

    def _add(
        self, name: str, unit: str, meaning: str, value: float | None = None, constant: bool = False
    ) -> Any:
        """Adds a parameter, which is what SBML calls every quantity."""
        element = self._model.createParameter()
        element.setId(name)
        element.setUnits(self._units.of(unit))
        element.setConstant(constant)
        if value is not None:
            element.setValue(value)
        if meaning:
            self._notes.write(element, f"{meaning} [{unit}]")
        return element

    def _annotate(self, element: Any, found: Iterable[tuple[str, Entity]]) -> None:
        for relation, entity in found:
            self._notes.annotate(element, relation, entity)

    def _assign(self, name: str, node: Any) -> None:
        rule = self._model.createAssignmentRule()
        rule.setVariable(name)
        rule.setMath(node)

    def _assign_initially(self, name: str, node: Any) -> None:
        assignment = self._model.createInitialAssignment()
        assignment.setSymbol(name)
        assignment.setMath(node)

    def _is_number(self, place: int) -> bool:
        term = self._formulas.terms[place]
        return term.operation == Operation.NUMBER and place not in self._names.named

    def _fresh(self, name: str) -> str:
        """Returns the name, or the first longer one that no quantity of the model has."""
        while name in self._taken:
            name += "_"
        self._taken.add(name)
        return name
