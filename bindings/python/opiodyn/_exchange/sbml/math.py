"""This module turns terms of formulas into the mathematics of SBML, with a unit for each number."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from opiodyn._exchange.formulas import Formulas, Operation, Term
from opiodyn._exchange.identifiers import Identifiers
from opiodyn._exchange.printer import quotient
from opiodyn._exchange.sbml.units import ONE, Unit, UnitList, unit_of


class Mathematics:
    """The mathematics makes nodes of libsbml of the terms of formulas.

    A number in a formula has no unit of its own: it is pure, or it turns one unit into another.
    What a formula must have decides which of the two.
    """

    def __init__(
        self,
        libsbml: Any,
        formulas: Formulas,
        identifiers: Identifiers,
        units: UnitList,
        positive: str,
    ) -> None:
        """Makes the mathematics of a model.

        Args:
            libsbml: The module.
            formulas: The formulas of the model.
            identifiers: The identifiers of what they name.
            units: The units of the model in SBML.
            positive: The identifier of the function `positive_part`.
        """
        self._positive = positive
        self.uses_positive_part = False
        self._libsbml = libsbml
        self._formulas = formulas
        self._leaves = {
            Operation.PARAMETER: identifiers.parameters,
            Operation.STATE: identifiers.states,
        }
        self._named: Mapping[int, str] = identifiers.named
        self._declared = {
            formula.term: unit_of(formula.unit)
            for formula in (*formulas.fixed(), *formulas.shared())
        }
        self._units = units
        self._found: dict[int, Unit | None] = {}
        self._operations = {
            Operation.ADD: libsbml.AST_PLUS,
            Operation.SUBTRACT: libsbml.AST_MINUS,
            Operation.MULTIPLY: libsbml.AST_TIMES,
            Operation.DIVIDE: libsbml.AST_DIVIDE,
            Operation.NEGATE: libsbml.AST_MINUS,
        }
        self.used: set[str] = set()
        """These are the identifiers of the parameters that came up so far."""

    def name(self, place: int, unit: Unit) -> Any:
        """Returns a term as it stands in other formulas: by its name, if it has one."""
        if place in self._named:
            return self.symbol(self._named[place])
        return self._node(place, unit)

    def definition(self, place: int, unit: Unit) -> Any:
        """Returns what a term is, even if it has a name."""
        return self._node(place, unit)

    def number(self, value: float, unit: Unit) -> Any:
        """Returns a number with its unit."""
        node = self._libsbml.ASTNode()
        if value.is_integer() and abs(value) < 1e9:
            node.setValue(int(value))
        else:
            node.setValue(value)
        node.setUnits(self._units.identifier(unit))
        return node

    def symbol(self, name: str) -> Any:
        """Returns a name."""
        node = self._libsbml.ASTNode(self._libsbml.AST_NAME)
        node.setName(name)
        return node

    def from_time(self, time: float) -> Any:
        """Returns the condition that a time [h] is reached."""
        clock = self._libsbml.ASTNode(self._libsbml.AST_NAME_TIME)
        clock.setName("time")
        at = self.number(time, unit_of("h"))
        return self.apply(self._libsbml.AST_RELATIONAL_GEQ, clock, at)

    def apply(self, operation: int, *operands: Any) -> Any:
        """Returns an operation of libsbml on nodes, which it takes over."""
        node = self._libsbml.ASTNode(operation)
        for operand in operands:
            node.addChild(operand)
        return node

    def product(self, first: Any, second: Any) -> Any:
        """Returns the product of two nodes, which it takes over."""
        return self.apply(self._libsbml.AST_TIMES, first, second)

    def total(self, first: Any, *others: Any) -> Any:
        """Returns the sum of nodes, which it takes over; one alone is the sum."""
        return self.apply(self._libsbml.AST_PLUS, first, *others) if others else first

    def unit(self, place: int) -> Unit:
        """Returns the unit of a term in which numbers are pure."""
        return self._unit(place) or ONE

    def _node(self, place: int, unit: Unit) -> Any:
        term = self._formulas.terms[place]
        operation = Operation(term.operation)
        if operation == Operation.NUMBER:
            return self.number(term.value, unit)
        if operation in self._leaves:
            name = self._leaves[operation][term.first]
            if operation == Operation.PARAMETER:
                self.used.add(name)
            return self.symbol(name)
        if operation == Operation.POSITIVE_PART:
            return self._positive_part(self.name(term.first, unit))
        if operation == Operation.POWER:
            return self._power(term)
        if operation == Operation.MULTIPLY:
            operation, term = quotient(self._formulas.terms, term, self._named)
        kind = self._operations[operation]
        if operation == Operation.NEGATE:
            return self.apply(kind, self.name(term.first, unit))
        first, second = self._operand_units(term._replace(operation=operation), unit)
        return self.apply(kind, self.name(term.first, first), self.name(term.second, second))

    def _power(self, term: Term) -> Any:
        """Returns a power, whose base a solver may have taken a little below 0."""
        base = self.name(term.first, self.unit(term.first))
        exponent = self._formulas.terms[term.second]
        inverse = exponent.operation == Operation.NUMBER and exponent.value < 0
        if not inverse:  # an inverse power of what may be 0 has no value there anyway
            base = self._positive_part(base)
        power = self._libsbml.AST_FUNCTION_POWER
        return self.apply(power, base, self.name(term.second, ONE))

    def _positive_part(self, node: Any) -> Any:
        self.uses_positive_part = True
        call = self.apply(self._libsbml.AST_FUNCTION, node)
        call.setName(self._positive)
        return call

    def positive_part(self) -> Any:
        """Returns the function of the larger one of 0 and a number, (x + |x|) / 2.

        Not every engine has max, and COPASI does not get on with conditions that states of about 0
        change back and forth.
        """
        libsbml = self._libsbml
        magnitude = self.apply(libsbml.AST_FUNCTION_ABS, self.symbol("x"))
        both = self.apply(libsbml.AST_PLUS, self.symbol("x"), magnitude)
        half = self.apply(libsbml.AST_DIVIDE, both, self.number(2.0, ONE))
        return self.apply(libsbml.AST_LAMBDA, self._bound("x"), half)

    def _bound(self, name: str) -> Any:
        node = self.symbol(name)
        node.setBvar()
        return node

    def _operand_units(self, term: Term, unit: Unit) -> tuple[Unit, Unit]:
        """Returns the units of the operands of a sum or product that must have a unit."""
        if term.operation in (Operation.ADD, Operation.SUBTRACT):
            return unit, unit
        first, second = self.unit(term.first), self.unit(term.second)
        power = 1 if term.operation == Operation.MULTIPLY else -1
        rest = unit.over(first.times(second, power))
        if rest != ONE and self._is_flexible(term.first):
            return first.times(rest), second
        if rest != ONE and self._is_flexible(term.second):
            return first, second.times(rest, power)
        return first, second

    def _is_flexible(self, place: int) -> bool:
        """Tells whether a term has a number as a factor, which can take over a unit."""
        if place in self._named:
            return False
        term = self._formulas.terms[place]
        operation = Operation(term.operation)
        if operation in (Operation.MULTIPLY, Operation.DIVIDE):
            return self._is_flexible(term.first) or self._is_flexible(term.second)
        if operation in (Operation.ADD, Operation.SUBTRACT):
            return self._is_flexible(term.first) and self._is_flexible(term.second)
        if operation in (Operation.NEGATE, Operation.POSITIVE_PART):
            return self._is_flexible(term.first)
        return operation == Operation.NUMBER

    def _unit(self, place: int) -> Unit | None:
        """Returns the unit of a term, or None if it is made of numbers alone."""
        if place not in self._found:
            self._found[place] = self._declared.get(place) or self._made_of(place)
        return self._found[place]

    def _made_of(self, place: int) -> Unit | None:
        term = self._formulas.terms[place]
        operation = Operation(term.operation)
        if operation == Operation.NUMBER:
            return None
        if operation == Operation.PARAMETER:
            return unit_of(self._formulas.parameters[term.first].unit)
        if operation == Operation.STATE:
            return unit_of(self._formulas.states[term.first].unit)
        first = self._unit(term.first)
        if operation in (Operation.NEGATE, Operation.POSITIVE_PART):
            return first
        if operation == Operation.POWER:
            return ONE
        second = self._unit(term.second)
        if operation in (Operation.ADD, Operation.SUBTRACT):
            return first or second
        if first is None and second is None:
            return None
        power = 1 if operation == Operation.MULTIPLY else -1
        return (first or ONE).times(second or ONE, power)
