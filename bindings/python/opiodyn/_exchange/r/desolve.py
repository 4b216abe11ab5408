"""This module writes an R script that runs a model by deSolve."""

from __future__ import annotations

from collections.abc import Iterator

from opiodyn._exchange.formulas import ADD, RATE, Event
from opiodyn._exchange.identifiers import Identifiers, identifiers_of
from opiodyn._exchange.printer import Printer, Syntax, plain_number
from opiodyn._exchange.request import Request, events_for

R_WORDS = frozenset(
    "if else repeat while function for next break TRUE FALSE NULL Inf NaN NA T F c t q".split()
)
"""These are words of R, and names whose other meaning would surprise a reader."""

SYNTAX = Syntax(
    power=lambda base, exponent: f"{base}^{exponent}",
    positive_part=lambda x: f"max(0, {x})",
)


def texts(request: Request) -> list[str]:
    """Returns the text of the script."""
    return ["\n".join(_Script(request).lines()) + "\n"]


class _Script:
    def __init__(self, request: Request) -> None:
        self._request = request
        self._formulas = request.formulas
        self._names = identifiers_of(self._formulas, "R", R_WORDS)
        self._printer = printer_of(request, self._names)
        self._events = events_for(request, "deSolve")
        self._inputs = sorted({event.state for event in self._events if event.kind == RATE})

    def lines(self) -> Iterator[str]:
        """Yields the lines of the script."""
        yield f"# {self._request.title()}"
        yield "# Written by opiodyn: a model, not medical advice."
        yield "library(deSolve)"
        yield ""
        yield "parameters <- c("
        rows = zip(self._names.parameters, self._formulas.parameters, strict=True)
        yield from _list(
            (f"{name} = {plain_number(row.value)}", f"{row.meaning} [{row.unit}]")
            for name, row in rows
        )
        yield ")"
        yield ""
        yield "# What follows from parameters alone."
        yield "constants <- function(parameters) with(as.list(parameters), {"
        for formula in self._formulas.fixed():
            name = self._names.named[formula.term]
            yield f"  {name} <- {self._printer.definition(formula.term)}  # {formula.meaning}"


def printer_of(request: Request, names: Identifiers) -> Printer:
    """Returns the printer of R."""
    return Printer(request.formulas, SYNTAX, names.parameters, names.states, names.named)


def _list(rows: Iterator[tuple[str, str]]) -> Iterator[str]:
    """Yields the rows of a list with commas and comments."""
    held = list(rows)
    for place, (text, comment) in enumerate(held):
        comma = "," if place < len(held) - 1 else ""
        yield f"  {text}{comma}  # {comment}"
