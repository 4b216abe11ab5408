"""This module adds parameters to formulas, which a problem sets for each subject."""

from __future__ import annotations

from typing import NamedTuple, cast

from opiodyn import _core
from opiodyn._exchange.formulas import Formulas, Operation, Term


class Added(NamedTuple):
    """An added parameter has what those of the library have, as far as a file shows it."""

    name: str
    value: float
    meaning: str
    unit: str = "-"
    low: float = 0.0
    high: float = 0.0
    evidence: str = ""
    status: str = ""
    sources: tuple[str, ...] = ()
    note: str = ""
    unconfirmed: bool = False


class Adder:
    """An adder makes formulas out of others, with more parameters.

    New terms stand behind all others, so that the places of terms stay what they were.
    """

    def __init__(self, formulas: Formulas) -> None:
        self._formulas = formulas
        self._terms = list(formulas.terms)
        self._parameters = list(formulas.parameters)

    def formulas(self) -> Formulas:
        """Returns the formulas with all that was added."""
        return self._formulas._replace(terms=tuple(self._terms), parameters=tuple(self._parameters))

    def parameter(self, name: str, value: float, meaning: str) -> int:
        """Adds a parameter, which is a pure number, and returns its term."""
        # What writes formulas asks a parameter for nothing else.
        self._parameters.append(cast(_core.Parameter, Added(name, value, meaning)))
        return self._term(Term(Operation.PARAMETER, len(self._parameters) - 1, -1, 0.0))

    def product(self, first: int, second: int) -> int:
        """Adds the product of two terms, and returns its term."""
        return self._term(Term(Operation.MULTIPLY, first, second, 0.0))

    def multiply(self, name: str, factor: int) -> None:
        """Puts a parameter times a factor wherever the parameter stood alone."""
        place = next(i for i, row in enumerate(self._parameters) if row.name == name)
        alone = Term(Operation.PARAMETER, place, -1, 0.0)
        leaves = [
            i
            for i, term in enumerate(self._formulas.terms)
            if (term.operation, term.first) == (Operation.PARAMETER, place)
        ]
        for leaf in leaves:
            self._terms[leaf] = Term(Operation.MULTIPLY, self._term(alone), factor, 0.0)

    def _term(self, term: Term) -> int:
        self._terms.append(term)
        return len(self._terms) - 1
