"""This module prints the terms of formulas as mathematics of LaTeX."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from opiodyn._exchange.formulas import Formulas, Operation, Term
from opiodyn._exchange.latex.symbols import Symbols
from opiodyn._exchange.printer import Printer, Syntax, Text, plain_number

_SUM, _SIGN, _PRODUCT, _ATOM = range(4)
_COMMAND = re.compile(r"\\(?:mathrm|text|frac|left|right)\b|[{}_^]")
_WORD = re.compile(r"\\[A-Za-z]+|\\.")
MOST_WIDTH = 110
"""This is how many characters of a formula are set on a line."""


def number(value: float) -> str:
    """Returns a number with all its digits, such as 4.5 or 10^{-6}; ln 2 has its name."""
    if value == math.log(2.0):
        return r"\ln 2"
    mantissa, _, exponent = plain_number(value).partition("e")
    if not exponent:
        return mantissa
    power = f"10^{{{int(exponent)}}}"
    return power if mantissa == "1" else rf"{mantissa} \cdot {power}"


SYNTAX = Syntax(
    power=lambda base, exponent: f"{base}^{{{exponent}}}",
    positive_part=lambda x: rf"\max\left(0, {x}\right)",
    number=number,
)


def width(text: str) -> int:
    """Returns about how many characters a formula has when it is set."""
    return len(_WORD.sub("x", _COMMAND.sub("", text)))


class Typesetter(Printer):
    """A typesetter writes quotients as fractions, and products with a thin space."""

    def __init__(self, formulas: Formulas, symbols: Symbols, named: dict[int, str]) -> None:
        """Makes a typesetter.

        Args:
            formulas: The formulas of a model.
            symbols: The symbols of parameters and states.
            named: The symbols of terms that are written elsewhere.
        """
        super().__init__(formulas, SYNTAX, symbols.parameters, symbols.states, named)

    def rows(self, place: int, *, named: bool) -> list[str]:
        """Returns a term in rows that fit on a page, broken where a sum goes on.

        Args:
            place: The place of the term.
            named: Whether a term that has a name is written as that name.
        """
        if named and place in self._named:
            return [self._named[place]]
        rows: list[str] = []
        for text in self._summands(self._terms[place]):
            if rows and width(rows[-1]) + width(text) <= MOST_WIDTH:
                rows[-1] += text
            else:
                rows.append(text)
        return rows

    def _summands(self, term: Term) -> Iterator[str]:
        """Yields the parts of a sum, each with its sign."""
        operation = Operation(term.operation)
        if operation not in (Operation.ADD, Operation.SUBTRACT):
            yield self._text(term).text
            return
        if term.first in self._named:
            yield self._named[term.first]
        else:
            yield from self._summands(self._terms[term.first])
        sign = "+" if operation == Operation.ADD else "-"
        yield f" {sign} {_held(self._part(term.second), _PRODUCT)}"

    def _text(self, term: Term) -> Text:
        operation = Operation(term.operation)
        if operation == Operation.NUMBER:
            text = self._syntax.number(term.value)
            compound = "^" in text or " " in text
            rank = _SIGN if term.value < 0 else _PRODUCT if compound else _ATOM
            return Text(text, rank)
        if operation in (Operation.ADD, Operation.SUBTRACT):
            return Text("".join(self._summands(term)), _SUM)
        if operation == Operation.NEGATE:
            return Text("-" + _held(self._part(term.first), _PRODUCT), _SIGN)
        if operation in (Operation.MULTIPLY, Operation.DIVIDE):
            return self._quotient(term)
        if operation == Operation.POWER:
            base = _held(self._part(term.first), _ATOM)
            if "'" in base:  # a prime is a superscript already, and TeX refuses two
                base = rf"\left({base}\right)"
            return Text(self._syntax.power(base, self._part(term.second).text), _PRODUCT)
        return super()._text(term)

    def _quotient(self, term: Term) -> Text:
        """Writes products and quotients of products as one fraction, without equal factors."""
        above, below = self._factors(term)
        for place in list(below):
            if place in above:
                above.remove(place)
                below.remove(place)
        if not below:
            return Text(self._product(above), _PRODUCT) if above else Text("1", _ATOM)
        return Text(rf"\frac{{{self._product(above)}}}{{{self._product(below)}}}", _PRODUCT)

    def _factors(self, term: Term) -> tuple[list[int], list[int]]:
        """Returns the places of the factors above and below the line."""
        sides = [self._factors_of(place) for place in (term.first, term.second)]
        (above, below), (second_above, second_below) = sides
        if term.operation == Operation.DIVIDE:
            second_above, second_below = second_below, second_above
        return above + second_above, below + second_below

    def _factors_of(self, place: int) -> tuple[list[int], list[int]]:
        term = self._terms[place]
        if place not in self._named:
            if term.operation in (Operation.MULTIPLY, Operation.DIVIDE):
                return self._factors(term)
            if term.operation == Operation.NUMBER and term.value == 1.0:
                return [], []
        return [place], []

    def _product(self, places: list[int]) -> str:
        """Writes factors side by side: numbers first, of which two never touch."""
        numbers = [i for i in places if self._terms[i].operation == Operation.NUMBER]
        others = [i for i in places if i not in numbers]
        parts = [self._part(i) for i in (*numbers, *others)]
        if len(parts) == 1:
            return parts[0].text
        texts = [_held(part, _PRODUCT) for part in parts]
        found = texts[0] if texts else "1"
        for text in texts[1:]:
            found += (r" \cdot " if text[0].isdigit() else r"\,") + text
        return found


def _held(part: Text, rank: int) -> str:
    """Returns a text, in brackets if it does not hold together as strongly as asked."""
    return part.text if part.rank >= rank else rf"\left({part.text}\right)"
