"""This module writes a model for the R package mrgsolve.

The text of a model is not run here, because mrgsolve is no package of Debian. Its code is C++,
which the tests compile and compare with ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from opiodyn._exchange.dose_table import DOSE, NO_TERM, Row, dose_table
from opiodyn._exchange.formulas import Formula
from opiodyn._exchange.head import head
from opiodyn._exchange.identifiers import identifiers_of
from opiodyn._exchange.nonmem.data import rate_of
from opiodyn._exchange.printer import Printer, Syntax, plain_number
from opiodyn._exchange.r import text
from opiodyn._exchange.request import Request
from opiodyn._exchange.values import term_values

_LISTED = """
    alignas alignof and asm auto bool break case catch char class const continue decltype
    default delete do double else enum explicit export extern false final float for friend
    goto if inline int long mutable namespace new noexcept not nullptr operator or override
    private protected public register return short signed sizeof static struct switch template
    this throw true try typedef typeid typename union unsigned using virtual void volatile
    while xor ID amt cmt ii ss evid addl rate time EVID TIME SOLVERTIME ETA EPS THETA R N DONE
    CFONSTOP NEWIND capture self mrg table pred etas eps init dxdt report std pow localdouble
"""
WORDS = frozenset(_LISTED.split())
"""These are words of C++ and of mrgsolve."""

SYNTAX = Syntax(
    power=lambda base, exponent: f"pow({base}, {exponent})",
    positive_part=lambda x: f"std::max(0.0, {x})",
    number=lambda value: repr(float(value)),
)


def texts(request: Request) -> list[str]:
    """Returns the text of the model.

    Raises:
        InputError: The regimen has what mrgsolve cannot say, or a name does not fit into it.
    """
    return ["\n".join(_Model(request).lines()) + "\n"]


class _Model:
    def __init__(self, request: Request) -> None:
        self._request = request
        self._formulas = request.formulas
        self._names = names = identifiers_of(self._formulas, "mrgsolve", WORDS)
        self._printer = Printer(self._formulas, SYNTAX, names.parameters, names.states, names.named)
        self._table = dose_table(request.model, self._formulas, request.regimen, "mrgsolve")

    def lines(self) -> Iterator[str]:
        """Yields the lines of the model."""
        how = 'Read it in R by: library(mrgsolve); mod <- mread("FILE.cpp")'
        yield "$PROB"
        yield from head(self._request, how)
        yield ""
        yield from text.comments(self._regimen(), "//")
        yield ""
        yield from self._parameters()
        yield ""
        yield from self._compartments()
        yield ""
        yield "$SET rtol = 1e-8, atol = 1e-10, maxsteps = 100000"
        yield ""
        yield from self._main()
        yield ""
        yield from self._ode()
        yield ""
        yield from self._outputs()

    def _regimen(self) -> Iterator[str]:
        yield "The regimen, to be run in R. Amounts are in mg, which F turns into nmol. A dose that"
        yield "enters several compartments has a row for each. The rate of an infusion is in nmol"
        yield "per h, because F does not act on it. A stimulus is a dose in the unit of its state."
        yield "  doses <- c("
        rows = [self._row(row) for row in self._table.rows]
        for place, row in enumerate(rows):
            yield f"    {row}{',' if place < len(rows) - 1 else ''}"
        yield "  )"
        times = self._request.times
        last = plain_number(float(times[-1])) if len(times) else "0"
        yield f"  run <- mrgsim(mod, doses, end = {last}, delta = 1)"

    def _row(self, row: Row) -> str:
        if row.evid != DOSE:
            return f"ev(time = {plain_number(row.time)}, amt = 0, evid = {row.evid}, cmt = 1)"
        rate = rate_of(self._table, term_values(self._formulas), row)
        cells = {
            "time": plain_number(row.time),
            "amt": plain_number(row.amount),
            "cmt": f'"{self._names.states[row.state]}"',
            "rate": "-2" if self._table.zero_order(row) else plain_number(rate),
            "ii": plain_number(row.ii),
            "addl": str(row.addl),
            "ss": str(row.ss),
        }
        kept = {key: value for key, value in cells.items() if key == "time" or value != "0"}
        kept = {"time": kept.pop("time"), "amt": cells["amt"]} | kept
        return f"ev({', '.join(f'{key} = {value}' for key, value in kept.items())})"

    def _parameters(self) -> Iterator[str]:
        yield "$PARAM @annotated"
        for name, row in zip(self._names.parameters, self._formulas.parameters, strict=True):
            yield f"{name} : {plain_number(row.value)} : {_note(row.meaning, row.unit)}"

    def _compartments(self) -> Iterator[str]:
        yield "$CMT @annotated"
        for name, state in zip(self._names.states, self._formulas.states, strict=True):
            yield f"{name} : {_note(state.meaning or state.name, state.unit)}"

    def _main(self) -> Iterator[str]:
        yield "$MAIN"
        yield "// What follows from parameters alone."
        yield from self._assignments(self._formulas.fixed(), set())
        yield "// How doses enter: nmol for 1 mg, lag [h], and duration [h]."
        for place, entrance in sorted(self._table.entrances.items()):
            for word, term in zip(("F", "ALAG", "D"), entrance, strict=True):
                if term != NO_TERM:
                    yield f"{word}_{self._names.states[place]} = {self._printer.name(term)};"
        yield "// The body without a drug."
        for name, state in zip(self._names.states, self._formulas.states, strict=True):
            initial = self._printer.name(state.initial)
            if initial != "0.0":
                yield f"{name}_0 = {initial};"

    def _ode(self) -> Iterator[str]:
        yield "$ODE"
        yield "// Rates of change per hour; numbers in brackets are equations of docs/theory.md."
        rates = [state.rate for state in self._formulas.states]
        yield from self._assignments(text.needed(self._formulas, rates), set())
        for name, rate in zip(self._names.states, rates, strict=True):
            yield f"dxdt_{name} = {self._printer.name(rate)};"

    def _outputs(self) -> Iterator[str]:
        outputs = self._formulas.outputs
        yield "$TABLE"
        rates = [state.rate for state in self._formulas.states]
        known = {one.term for one in text.needed(self._formulas, rates)}
        shown = text.needed(self._formulas, (output.formula.term for output in outputs))
        yield from self._assignments(shown, known)
        captured = []
        written = set(self._names.named.values())
        for name, output in zip(text.output_names(self._formulas), outputs, strict=True):
            if name in self._names.states:
                continue  # a compartment is shown anyway
            captured.append(name)
            if name not in written:
                value = self._printer.name(output.formula.term)
                if output.factor != 1.0:
                    value = f"{output.factor!r} * ({value})"
                yield f"double {name} = {value};  // [{output.unit or '-'}]"
        yield ""
        yield "$CAPTURE"
        yield from captured

    def _assignments(self, formulas: Iterable[Formula], known: set[int]) -> Iterator[str]:
        """Yields an assignment for each formula; what is known was declared before."""
        for one in formulas:
            kind = "" if one.term in known else "double "
            name, value = self._names.named[one.term], self._printer.definition(one.term)
            comment = text.explained(one.meaning, one.unit)
            yield f"{kind}{name} = {value};  // {comment}"


def _note(meaning: str, unit: str) -> str:
    """Returns a description for an annotated block, in which a colon parts fields."""
    return f"{meaning.replace(':', ',')} ({unit or '-'})"
