"""This module writes an R script that runs a model by deSolve."""

from __future__ import annotations

from collections.abc import Iterator

from opiodyn._checks.check import FloatArray
from opiodyn._exchange.formulas import ADD, RATE, RESET, Amount, Event
from opiodyn._exchange.head import head
from opiodyn._exchange.identifiers import identifiers_of
from opiodyn._exchange.printer import plain_number
from opiodyn._exchange.r import text
from opiodyn._exchange.request import Request, events_for, times_among

_HELPERS = """\
# An event is a row of deSolve's table. "add" adds to a state; "replace" gives it another value.
event <- function(var, method, time, value) {
  data.frame(var = var, time = time, value = value, method = method)
}

# Each state goes back to what it is without a drug, and all inputs end.
reset <- function(times, start) {
  do.call(rbind, lapply(times, function(time) event(names(start), "replace", time, start)))
}
""".splitlines()

_RUN = """\
solve_model <- function(parameters, output_times) {
  values <- c(parameters, constants(parameters))
  start <- initial(values)
  happening <- events(values, start)
  at <- sort(unique(c(0, output_times, happening$time[happening$time <= max(output_times)])))
  # Steps have a relative error of 1e-8, so that outputs are off by less than 1e-6. The absolute
  # error, 1e-10 in the unit of each state, is for states that are near 0. Events of one time
  # happen in the order of the table: without "ordered", deSolve would take their mean.
  solution <- ode(
    start, at, rates, values, method = "lsoda", rtol = 1e-8, atol = 1e-10, maxsteps = 100000,
    events = if (nrow(happening) > 0) list(data = happening, ties = "ordered")
  )
  states <- solution[, names(start), drop = FALSE]
  # deSolve shows a state before the events of its time, and opiodyn the one after them.
  for (k in seq_len(nrow(happening))) {
    row <- which(at == happening$time[k])
    var <- happening$var[k]
    before <- if (happening$method[k] == "add") states[row, var] else 0
    states[row, var] <- before + happening$value[k]
  }
  rows <- match(output_times, at)
  shown <- lapply(rows, function(row) outputs(states[row, ], values))
  data.frame(time = output_times, do.call(rbind, shown))
}

run <- solve_model(parameters, output_times)

path <- commandArgs(trailingOnly = TRUE)
if (length(path) > 0) {
  write.csv(format(run, digits = 17, trim = TRUE), path[1], row.names = FALSE, quote = FALSE)
} else {
  print(head(run))
}""".splitlines()


def texts(request: Request) -> list[str]:
    """Returns the text of the script.

    Raises:
        InputError: The regimen has a steady state or a change of parameters, or a name does not
            fit into R.
    """
    return ["\n".join(_Script(request).lines()) + "\n"]


class _Script:
    def __init__(self, request: Request) -> None:
        self._request = request
        self._formulas = request.formulas
        self._names = identifiers_of(self._formulas, "R", text.R_WORDS)
        self._printer = text.printer_of(self._formulas, self._names)
        self._events = events_for(request, "deSolve")
        self._inputs = sorted({event.state for event in self._events if event.kind == RATE})

    def lines(self) -> Iterator[str]:
        """Yields the lines of the script."""
        how = "Run it by: Rscript FILE.R [results.csv]. It needs R with the package deSolve."
        yield from text.comments(head(self._request, how))
        yield ""
        yield "library(deSolve)"
        yield ""
        yield "# Parameters. Other values may be given here, or to solve_model() below."
        yield from text.parameter_vector(self._formulas, self._names)
        yield ""
        yield from self._constants()
        yield ""
        yield from self._initial()
        yield ""
        yield from self._rates()
        yield ""
        yield from self._outputs()
        yield ""
        yield from _HELPERS
        yield ""
        yield from self._event_table()
        yield ""
        yield "# Times of the results [h]."
        yield f"output_times <- {text.numbers(self._times())}"
        yield ""
        yield from _RUN

    def _constants(self) -> Iterator[str]:
        yield "# What follows from parameters alone."
        yield "constants <- function(parameters) with(as.list(parameters), {"
        fixed = list(self._formulas.fixed())
        yield from text.assignments(fixed, self._printer, self._names, "  ")
        names = [self._names.named[formula.term] for formula in fixed]
        yield "  c("
        yield from text.list_of(((f"{name} = {name}", "") for name in names), "    ")
        yield "  )"
        yield "})"

    def _initial(self) -> Iterator[str]:
        yield "# States at the start, which are those without a drug."
        if self._inputs:
            yield "# The inputs are constant rates of entry, which events set."
        yield "initial <- function(values) with(as.list(values), c("
        rows = [
            (
                f"{name} = {self._printer.name(state.initial)}",
                text.explained(state.meaning, state.unit),
            )
            for name, state in zip(self._names.states, self._formulas.states, strict=True)
        ]
        for state in self._inputs:
            unit = self._formulas.states[state].unit
            comment = f"input into {self._names.states[state]} [{unit}/h]"
            rows.append((f"{self._input(state)} = 0", comment))
        yield from text.list_of(rows)
        yield "))"

    def _rates(self) -> Iterator[str]:
        states = self._formulas.states
        yield "# Rates of change per hour; numbers in brackets are equations of docs/theory.md."
        yield "rates <- function(time, state, values) with(as.list(c(state, values)), {"
        used = text.needed(self._formulas, (state.rate for state in states))
        yield from text.assignments(used, self._printer, self._names, "  ")
        yield "  list(c("
        rows = []
        for place, state in enumerate(states):
            rate = self._printer.name(state.rate)
            if place in self._inputs:
                rate = self._input(place) if rate == "0" else f"{rate} + {self._input(place)}"
            rows.append((rate, self._names.states[place]))
        rows.extend(("0", self._input(place)) for place in self._inputs)
        yield from text.list_of(rows, "    ")
        yield "  ))"
        yield "})"

    def _outputs(self) -> Iterator[str]:
        outputs = self._formulas.outputs
        yield "# What is shown of a state: the columns of a run."
        yield "outputs <- function(state, values) with(as.list(c(state, values)), {"
        used = text.needed(self._formulas, (output.formula.term for output in outputs))
        yield from text.assignments(used, self._printer, self._names, "  ")
        yield "  c("
        names = text.output_names(self._formulas)
        rows = (
            (f"{name} = {text.output_text(output, self._printer)}", f"[{output.unit or '-'}]")
            for name, output in zip(names, outputs, strict=True)
        )
        yield from text.list_of(rows, "    ")
        yield "  )"
        yield "})"

    def _event_table(self) -> Iterator[str]:
        rows = [*self._resets(), *self._doses()]
        yield "# What happens when. Amounts are in mg times the nmol of 1 mg. Lags and durations of"
        yield "# absorption are part of the times, so that other values of them need other times."
        if not rows:
            yield "events <- function(values, start) event(0, 0, 0, 0)[0, ]"
            return
        yield "events <- function(values, start) with(as.list(values), {"
        yield "  table <- rbind("
        yield from text.list_of(((row, "") for row in rows), "    ")
        yield "  )"
        yield "  table[order(table$time), ]"
        yield "})"

    def _resets(self) -> Iterator[str]:
        times = [event.time for event in self._events if event.kind == RESET]
        if times:
            yield f"reset({text.numbers(times)}, start)"

    def _doses(self) -> Iterator[str]:
        """Yields rows of doses first and of inputs then, each with all its times."""
        for kind in (ADD, RATE):
            series: dict[tuple[int, tuple[Amount, ...]], list[Event]] = {}
            for event in self._events:
                if event.kind == kind:
                    same_amounts = tuple(map(_rounded, event.amounts))
                    series.setdefault((event.state, same_amounts), []).append(event)
            for (state, amounts), same in series.items():
                var = self._names.states[state] if kind == ADD else self._input(state)
                method = "add" if kind == ADD else "replace"
                times = text.numbers([event.time for event in same])
                yield f'event("{var}", "{method}", {times}, {self._amount(amounts)})'

    def _amount(self, amounts: tuple[Amount, ...]) -> str:
        parts = []
        for amount in amounts:
            number = plain_number(amount.value)
            if amount.nmol_per_mg < 0:
                parts.append(number)
            else:
                unit = self._printer.name(amount.nmol_per_mg)
                parts.append(f"{number} * {text.in_brackets(unit)}")
        return " + ".join(parts) or "0"

    def _times(self) -> FloatArray:
        """Returns the output times; one that is an event but for rounding takes its time."""
        return times_among(self._request.times, (event.time for event in self._events))

    def _input(self, state: int) -> str:
        return f"input_{self._names.states[state]}"


def _rounded(amount: Amount) -> Amount:
    """Returns an amount with 15 digits, as repetitions of a rate differ by rounding of times."""
    return amount._replace(value=float(f"{amount.value:.15g}"))
