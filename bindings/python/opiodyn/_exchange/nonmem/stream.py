"""This module writes the blocks of a control stream that say what a model computes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from opiodyn._checks import check
from opiodyn._exchange.dose_table import NO_TERM, DoseTable
from opiodyn._exchange.formulas import Formula, Formulas, Output
from opiodyn._exchange.nonmem.layout import statement
from opiodyn._exchange.nonmem.names import short_names
from opiodyn._exchange.printer import Printer, Syntax

_MOST_COMPARTMENTS = 99


def number(value: float) -> str:
    """Returns a number with all its digits and a point, so that no language takes it as whole."""
    return repr(float(value)).upper()


def _positive_part(x: str) -> str:
    """Returns the larger one of 0 and a text, without MAX, which not every reader knows."""
    return f"(({x} + ABS({x})) / 2.0)"


SYNTAX = Syntax(
    power=lambda base, exponent: f"{base}**{exponent}",
    positive_part=_positive_part,
    number=number,
)


class Stream:
    """A stream writes the blocks of one model.

    Args:
        formulas: The formulas of the model.
        table: The dosing records.

    Raises:
        InputError: The model has more compartments than NONMEM allows.
    """

    def __init__(self, formulas: Formulas, table: DoseTable) -> None:
        if len(formulas.states) > _MOST_COMPARTMENTS:
            rule = (
                f"are more than the {_MOST_COMPARTMENTS} compartments of NONMEM; leave out "
                "receptors=, or parts of response="
            )
            raise check.input_error("model", f"{len(formulas.states)} states", rule)
        self.formulas = formulas
        self._table = table
        self._fixed = list(formulas.fixed())
        self._shared = list(formulas.shared())
        self.names = short_names(
            [
                *(row.name for row in formulas.parameters),
                *(one.name for one in self._fixed),
                *(one.name for one in self._shared),
                *(one.name for one in formulas.outputs),
            ]
        )
        self._compartments = short_names(state.name for state in formulas.states)
        self._pk = self._printer({one.term: self.names[one.name] for one in self._fixed})

    def sizes(self) -> Iterator[str]:
        """Yields the record SIZES, which makes room for what NM-TRAN expects fewer of."""
        count = len(self.formulas.parameters) + len(self._fixed) + 3 * len(self.formulas.states)
        compartments = max(30, len(self.formulas.states) + 1)
        yield f"$SIZES PC={min(compartments, _MOST_COMPARTMENTS)} PG={max(100, count + 20)}"

    def compartments(self) -> Iterator[str]:
        """Yields the record MODEL, which has a compartment for each state."""
        yield "$MODEL"
        for place, state in enumerate(self.formulas.states):
            comment = f"{place + 1}: {state.meaning or state.name} [{state.unit or '-'}]"
            yield from statement(f"COMP=({self._compartments[state.name]})", comment)

    def pk(self, values: Mapping[str, str]) -> Iterator[str]:
        """Yields the statements of $PK.

        Args:
            values: The text of parameters that are no plain numbers, by name.
        """
        for row in self.formulas.parameters:
            value = values.get(row.name) or number(row.value)
            yield from statement(
                f"{self.names[row.name]} = {value}", f"{row.name} [{row.unit}]: {row.meaning}"
            )
        if self._fixed:
            yield "; What follows from parameters alone"
        yield from self._assignments(self._fixed, self._pk, "")
        yield "; How doses enter: nmol for 1 mg, lag [h], duration [h]"
        for state, entrance in sorted(self._table.entrances.items()):
            for word, term in zip(("F", "ALAG", "D"), entrance, strict=True):
                if term != NO_TERM:
                    yield from statement(f"{word}{state + 1} = {self._pk.name(term)}")
        yield "; The body without a drug"
        for place, one in enumerate(self.formulas.states):
            initial = self._pk.name(one.initial)
            if initial != number(0.0):
                yield from statement(f"A_0({place + 1}) = {initial}")

    def des(self) -> Iterator[str]:
        """Yields the statements of $DES."""
        states = self.formulas.states
        used = self.formulas.used_by(state.rate for state in states)
        shared = [one for one in self._shared if one.term in used]
        named = {one.term: f"D_{self.names[one.name]}" for one in shared}
        printer = self._printer({one.term: self.names[one.name] for one in self._fixed} | named)
        yield from self._assignments(shared, printer, "D_")
        for place, state in enumerate(states):
            yield from statement(f"DADT({place + 1}) = {printer.name(state.rate)}", state.name)

    def outputs(self, outputs: Iterable[Output]) -> Iterator[str]:
        """Yields the statements of $ERROR that compute outputs, each under its short name."""
        wanted = list(outputs)
        used = self.formulas.used_by(one.formula.term for one in wanted)
        shared = [one for one in self._shared if one.term in used]
        named = {one.term: self.names[one.name] for one in (*self._fixed, *shared)}
        printer = self._printer(named)
        yield from self._assignments(shared, printer, "")
        for output in wanted:
            name = self.names[output.name]
            text = printer.name(output.formula.term)
            if output.factor != 1.0:
                factor = number(output.factor)
                text = f"{factor} * ({text})" if " " in text else f"{factor} * {text}"
            if text != name:
                yield from statement(f"{name} = {text}", f"{output.name} [{output.unit or '-'}]")

    def _assignments(
        self, formulas: Iterable[Formula], printer: Printer, prefix: str
    ) -> Iterator[str]:
        for one in formulas:
            text = f"{prefix}{self.names[one.name]} = {printer.definition(one.term)}"
            yield from statement(text, f"{one.name} [{one.unit or '-'}] {one.meaning}".strip())

    def _printer(self, named: dict[int, str]) -> Printer:
        parameters = [self.names[row.name] for row in self.formulas.parameters]
        states = [f"A({place + 1})" for place in range(len(self.formulas.states))]
        return Printer(self.formulas, SYNTAX, parameters, states, named)
