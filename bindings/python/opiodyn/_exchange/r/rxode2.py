"""This module writes an R script that runs a model by rxode2.

The text of a script is not run here, because rxode2 is no package of Debian. Its syntax and its
formulas are tested by R itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from opiodyn._exchange.dose_table import DOSE, NO_TERM, RESET, Row, dose_table
from opiodyn._exchange.head import head
from opiodyn._exchange.identifiers import identifiers_of
from opiodyn._exchange.printer import plain_number
from opiodyn._exchange.r import text
from opiodyn._exchange.request import Request, times_among
from opiodyn._exchange.values import term_values

_LISTED = (
    "pi tad podo newind NEWIND rxLinCmt linCmt dur rate alag lag f amt evid cmt ii ss addl id dvid "
    "tlast tafd dosenum M_E M_PI doses model run"
)
WORDS = text.R_WORDS | frozenset(_LISTED.split())
"""These are words of R, of rxode2 and of our scripts."""


def texts(request: Request) -> list[str]:
    """Returns the text of the script.

    Raises:
        InputError: The regimen has what rxode2 cannot say, or a name does not fit into it.
    """
    return ["\n".join(_Script(request).lines()) + "\n"]


class _Script:
    def __init__(self, request: Request) -> None:
        self._request = request
        self._formulas = request.formulas
        self._names = identifiers_of(self._formulas, "rxode2", WORDS)
        self._printer = text.printer_of(self._formulas, self._names)
        self._table = dose_table(request.model, self._formulas, request.regimen, "rxode2")

    def lines(self) -> Iterator[str]:
        """Yields the lines of the script."""
        how = "Run it by: Rscript FILE.R [results.csv]. It needs R with the package rxode2."
        yield from text.comments(head(self._request, how))
        yield ""
        yield "library(rxode2)"
        yield ""
        yield "# Parameters. Other values may be given here."
        yield from text.parameter_vector(self._formulas, self._names)
        yield ""
        yield "model <- rxode2({"
        yield from self._model()
        yield "})"
        yield ""
        yield from self._doses()
        yield ""
        yield "# Times of the results [h]."
        times = times_among(self._request.times, (row.time for row in self._table.rows))
        yield f"output_times <- {text.numbers(times)}"
        yield ""
        yield "run <- rxSolve("
        yield "  model, parameters, et(doses, output_times), rtol = 1e-8, atol = 1e-10,"
        yield "  maxsteps = 100000"
        yield ")"
        yield ""
        yield "path <- commandArgs(trailingOnly = TRUE)"
        yield "if (length(path) > 0) {"
        yield "  write.csv(run, path[1], row.names = FALSE)"
        yield "} else {"
        yield "  print(head(run))"
        yield "}"

    def _model(self) -> Iterator[str]:
        states = list(zip(self._names.states, self._formulas.states, strict=True))
        yield "  # What follows from parameters alone."
        yield from text.assignments(self._formulas.fixed(), self._printer, self._names, "  ")
        yield ""
        yield "  # What follows from states; numbers in brackets are equations of docs/theory.md."
        roots = [
            *(state.rate for state in self._formulas.states),
            *(output.formula.term for output in self._formulas.outputs),
        ]
        shared = text.needed(self._formulas, roots)
        yield from text.assignments(shared, self._printer, self._names, "  ")
        yield ""
        yield "  # Rates of change per hour."
        for name, state in states:
            comment = text.explained(state.meaning, state.unit)
            yield f"  d/dt({name}) <- {self._printer.name(state.rate)}  # {comment}"
        yield ""
        yield "  # States without a drug; the others begin at 0."
        for name, state in states:
            initial = self._printer.name(state.initial)
            if initial != "0":
                yield f"  {name}(0) <- {initial}"
        yield ""
        yield "  # How doses enter: nmol for 1 mg, lag [h], and duration [h]."
        for place, entrance in sorted(self._table.entrances.items()):
            for word, term in zip(("f", "alag", "dur"), entrance, strict=True):
                if term != NO_TERM:
                    yield f"  {word}({self._names.states[place]}) <- {self._printer.name(term)}"
        yield ""
        yield "  # Outputs that have a name or a unit of their own."
        known = set(self._names.named.values()) | set(self._names.states)
        for name, output in zip(
            text.output_names(self._formulas), self._formulas.outputs, strict=True
        ):
            if name not in known:
                value = text.output_text(output, self._printer)
                yield f"  {name} <- {value}  # [{output.unit or '-'}]"

    def _doses(self) -> Iterator[str]:
        yield "# The regimen: amounts in mg, which f() turns into nmol. A dose that enters several"
        yield "# states has a row for each. A stimulus is a dose in the unit of its state."
        yield 'doses <- et(amountUnits = "mg", timeUnits = "hours")'
        values = term_values(self._formulas)
        for row in self._table.rows:
            yield f"doses <- et(doses, {self._row(row, values)})"

    def _row(self, row: Row, values: list[float]) -> str:
        time = plain_number(row.time)
        if row.evid == RESET:
            return f"time = {time}, evid = 3"
        if row.evid != DOSE:
            return f"time = {time}, evid = 2"
        cells = {"time": time, "amt": plain_number(row.amount)}
        cells["cmt"] = f'"{self._names.states[row.state]}"'
        if row.rate > 0.0:  # in the unit of the state: f() would not act on it
            unit = self._table.entrances[row.state].nmol_per_mg
            cells["rate"] = plain_number(row.rate * values[unit])
        elif row.hours > 0.0:
            cells["dur"] = plain_number(row.hours)
        elif self._table.zero_order(row):
            cells["rate"] = "-2"
        if row.ii > 0.0:
            cells["ii"] = plain_number(row.ii)
        if row.addl > 0:
            cells["addl"] = str(row.addl)
        if row.ss > 0:
            cells["ss"] = str(row.ss)
        return ", ".join(f"{key} = {value}" for key, value in cells.items())
