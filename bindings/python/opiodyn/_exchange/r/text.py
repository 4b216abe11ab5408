"""This module writes the parts of R code that scripts of several packages have in common."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from opiodyn._exchange.formulas import Formula, Formulas, Output
from opiodyn._exchange.identifiers import Identifiers, identifier
from opiodyn._exchange.printer import Printer, Syntax, plain_number

_LISTED = (
    "if else repeat while function for next break TRUE FALSE NULL Inf NaN NA T F c t q "
    "parameters values state time events"
)
R_WORDS = frozenset(_LISTED.split())
"""These are words of R and of our scripts, and names that would surprise a reader of R."""

SYNTAX = Syntax(
    power=lambda base, exponent: f"{base}^{exponent}",
    positive_part=lambda x: f"max(0, {x})",
)


def printer_of(formulas: Formulas, names: Identifiers) -> Printer:
    """Returns the printer of R."""
    return Printer(formulas, SYNTAX, names.parameters, names.states, names.named)


def comments(lines: Iterable[str], sign: str = "#") -> Iterator[str]:
    """Yields lines as comments."""
    return (f"{sign} {line}".rstrip() for line in lines)


def explained(meaning: str, unit: str) -> str:
    """Returns a meaning with its unit, as a comment has it."""
    return f"{meaning} [{unit or '-'}]".strip()


def list_of(rows: Iterable[tuple[str, str]], indent: str = "  ") -> Iterator[str]:
    """Yields the rows of a list with commas and comments."""
    held = list(rows)
    for place, (text, comment) in enumerate(held):
        comma = "," if place < len(held) - 1 else ""
        yield f"{indent}{text}{comma}  # {comment}" if comment else f"{indent}{text}{comma}"


def parameter_vector(formulas: Formulas, names: Identifiers) -> Iterator[str]:
    """Yields the lines of the vector of parameters."""
    yield "parameters <- c("
    yield from list_of(
        (f"{name} = {plain_number(row.value)}", explained(row.meaning, row.unit))
        for name, row in zip(names.parameters, formulas.parameters, strict=True)
    )
    yield ")"


def assignments(
    formulas: Iterable[Formula], printer: Printer, names: Identifiers, indent: str
) -> Iterator[str]:
    """Yields a line for each formula that has a name."""
    for formula in formulas:
        text = printer.definition(formula.term)
        comment = explained(formula.meaning, formula.unit)
        yield f"{indent}{names.named[formula.term]} <- {text}  # {comment}"


def needed(formulas: Formulas, roots: Iterable[int]) -> list[Formula]:
    """Returns what is computed from states and needed for some terms, in order."""
    used = formulas.used_by(roots)
    return [formula for formula in formulas.shared() if formula.term in used]


def output_text(output: Output, printer: Printer) -> str:
    """Returns what an output is in R."""
    text = printer.name(output.formula.term)
    if output.factor == 1.0:
        return text
    return f"{plain_number(output.factor)} * {in_brackets(text)}"


def in_brackets(text: str) -> str:
    """Returns a text that can be multiplied: a name, or what stands in brackets."""
    return text if text.replace("_", "a").isalnum() else f"({text})"


def output_names(formulas: Formulas) -> list[str]:
    """Returns the names of outputs as columns."""
    return [identifier(output.name) for output in formulas.outputs]


def numbers(values: Sequence[float] | np.ndarray, width: int = 96) -> str:
    """Returns a list of numbers as R, by their law if they have one."""
    series = [float(value) for value in values]
    if len(series) == 1:
        return plain_number(series[0])
    if len(series) > 2:
        by = series[1] - series[0]
        if series == [series[0] + k * by for k in range(len(series))]:
            first, step = plain_number(series[0]), plain_number(by)
            return f"seq({first}, by = {step}, length.out = {len(series)})"
    lines = [""]
    for text in map(plain_number, series):
        joined = f"{lines[-1]}, {text}" if lines[-1] else text
        if len(joined) <= width:
            lines[-1] = joined
        else:
            lines.append(text)
    return "c(" + ",\n    ".join(lines) + ")"
