"""This module prints the terms of formulas as the infix text of a language."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from typing import NamedTuple

from opiodyn._exchange.formulas import Formulas, Operation, Term


def plain_number(value: float) -> str:
    """Returns a number with all its digits, such as 4.5 or 1e-06; a whole one has no point."""
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


class Syntax(NamedTuple):
    """A syntax is how a language writes what terms are made of."""

    power: Callable[[str, str], str]
    """This writes a power; its base is never below 0, and both texts hold together."""
    positive_part: Callable[[str], str]
    """This writes the larger one of 0 and a text."""
    number: Callable[[float], str] = plain_number


class Text(NamedTuple):
    """A text of a term knows how strongly it holds together."""

    text: str
    rank: int


_SUM, _SIGN, _PRODUCT, _ATOM = range(4)
_INFIX = {
    Operation.ADD: (" + ", _SUM, _PRODUCT),
    Operation.SUBTRACT: (" - ", _SUM, _PRODUCT),
    Operation.MULTIPLY: (" * ", _PRODUCT, _PRODUCT),
    Operation.DIVIDE: (" / ", _PRODUCT, _ATOM),
}
"""An operation has a sign, the rank of its text, and the least rank of its right operand.

The left operand has at least the rank of the text. Two signs never stand side by side, which some
languages refuse.
"""


class Printer:
    """A printer writes terms, with the names of those that are written elsewhere."""

    def __init__(
        self,
        formulas: Formulas,
        syntax: Syntax,
        parameters: Sequence[str],
        states: Sequence[str],
        named: dict[int, str],
    ) -> None:
        """Makes a printer.

        Args:
            formulas: The formulas of a model.
            syntax: The syntax of the language.
            parameters: The text of each parameter of the formulas.
            states: The text of each state.
            named: The names of terms that are written elsewhere.
        """
        self._terms = formulas.terms
        self._syntax = syntax
        self._leaves = {Operation.PARAMETER: parameters, Operation.STATE: states}
        self._named = named

    def name(self, place: int) -> str:
        """Returns a term as it stands in other formulas: by its name, if it has one."""
        return self._part(place).text

    def definition(self, place: int) -> str:
        """Returns what a term is, even if it has a name."""
        return self._text(self._terms[place]).text

    def _part(self, place: int) -> Text:
        if place in self._named:
            return Text(self._named[place], _ATOM)
        return self._text(self._terms[place])

    def _text(self, term: Term) -> Text:
        operation = Operation(term.operation)
        if operation == Operation.NUMBER:
            return Text(self._syntax.number(term.value), _ATOM if term.value >= 0 else _SIGN)
        if operation in self._leaves:
            return Text(self._leaves[operation][term.first], _ATOM)
        if operation == Operation.NEGATE:
            return Text("-" + _held(self._part(term.first), _PRODUCT), _SIGN)
        if operation == Operation.POSITIVE_PART:
            return Text(self._syntax.positive_part(self._part(term.first).text), _ATOM)
        if operation == Operation.POWER:
            return self._power(term)
        if operation == Operation.MULTIPLY:
            operation, term = quotient(self._terms, term, self._named)
        sign, rank, right = _INFIX[operation]
        left = self._part(term.first)
        text = _held(left, rank) + sign + _held(self._part(term.second), right)
        return Text(text, rank)

    def _power(self, term: Term) -> Text:
        """Writes a power of a number that a solver may have taken a little below 0."""
        exponent = self._terms[term.second]
        base = _held(self._part(term.first), _ATOM)
        inverse = exponent.operation == Operation.NUMBER and exponent.value < 0
        if not inverse:  # an inverse power of what may be 0 has no value there anyway
            base = self._syntax.positive_part(self._part(term.first).text)
        exponent_text = _held(self._part(term.second), _ATOM)
        return Text(self._syntax.power(base, exponent_text), _ATOM)


def quotient(terms: Sequence[Term], term: Term, named: Container[int]) -> tuple[Operation, Term]:
    """Returns a product, or the quotient that a product with an unnamed 1 / x is."""
    for factor, other in ((term.second, term.first), (term.first, term.second)):
        inverse = terms[factor]
        if factor not in named and inverse.operation == Operation.DIVIDE:
            one = terms[inverse.first]
            if one.operation == Operation.NUMBER and one.value == 1.0:
                return Operation.DIVIDE, term._replace(first=other, second=inverse.second)
    return Operation.MULTIPLY, term


def _held(part: Text, rank: int) -> str:
    """Returns a text, in brackets if it does not hold together as strongly as asked."""
    return part.text if part.rank >= rank else f"({part.text})"
