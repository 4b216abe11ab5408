"""This module writes a model and a regimen as an article in LaTeX."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from opiodyn import _core
from opiodyn._exchange.formulas import Entry, Operation, Place, reached
from opiodyn._exchange.latex.abbreviations import abbreviated
from opiodyn._exchange.latex.escape import escaped
from opiodyn._exchange.latex.regimen import rows_of
from opiodyn._exchange.latex.symbols import symbols_of
from opiodyn._exchange.latex.typesetter import Typesetter, number
from opiodyn._exchange.request import Request

_SECTIONS = (
    ("Pharmacokinetics", ("1", "1t", "2", "3", "4")),
    ("Biophase", ("5", "5r")),
    ("Binding", ("6", "7")),
    ("Receptors and their signal", ("8", "9", "10", "10a", "10b")),
    ("Peptides", ("11", "12", "13", "14")),
    ("Adaptation and withdrawal", ("15", "16")),
    ("Immune and glial read-outs", ("17", "18", "19", "20", "21")),
    ("Quantities that equations share", ("",)),
)
"""These are sections of docs/theory.md with the numbers of their equations."""

_HEAD = r"""\documentclass[a4paper,landscape]{article}
\usepackage[T1]{fontenc}
\usepackage[utf8]{inputenc}
\usepackage[margin=2cm]{geometry}
\usepackage{amsmath}
\usepackage{booktabs}
\usepackage{longtable}
\allowdisplaybreaks
\setlength{\parindent}{0pt}
\sloppy"""

_CONVENTIONS = (
    "Time is in h, amounts are in nmol, concentrations in nM, volumes in L and clearances in L/h. "
    "Receptor densities are relative to the drug-free density. The numbers of equations are those "
    "of the theory of opiodyn (docs/theory.md). A power of a number below 0 is 0."
)


class _Equation(NamedTuple):
    left: str
    rows: Sequence[str]
    number: str


def texts(request: Request) -> list[str]:
    """Returns the text of the article."""
    return ["\n".join(_Article(request).lines()) + "\n"]


class _Article:
    def __init__(self, request: Request) -> None:
        self._request = request
        self._formulas = request.formulas
        last_words = {state.name.rpartition(".")[2] for state in self._formulas.states}
        self._symbols = symbols_of(
            self._formulas,
            retention=request.model.preset.name == "retention",
            kinetic="bound" in last_words,
        )
        self._more = abbreviated(self._formulas, self._symbols)
        named = self._symbols.named | self._more
        self._setter = Typesetter(self._formulas, self._symbols, named)

    def lines(self) -> Iterator[str]:
        """Yields the lines of the article."""
        title = self._request.title()
        yield f"% {' '.join(title.split())}"
        yield f"% Written by opiodyn {_core.__version__}: a model, not medical advice."
        yield _HEAD
        yield ""
        yield r"\begin{document}"
        yield rf"\section*{{{escaped(title)}}}"
        yield (
            rf"Written by opiodyn {escaped(_core.__version__)}: a model, not medical advice. "
            + _CONVENTIONS
        )
        yield from self._regimen()
        yield from self._states()
        yield from self._equations()
        yield from self._outputs()
        yield from self._parameters()
        yield from self._sources()
        yield ""
        yield r"\end{document}"

    def _regimen(self) -> Iterator[str]:
        yield from _section("Regimen")
        rows = ([escaped(cell) for cell in row] for row in rows_of(self._request.regimen))
        heads = ["time [h]", "what", "amount", "how", "repeated"]
        yield from _table(r"rlp{5cm}p{6cm}p{7cm}", heads, rows)
        used = [place for place in self._formulas.places if self._is_used(place)]
        if used:
            yield ""
            yield (
                "What 1 mg of a dose becomes in nmol is added to these states. Where there is a "
                r"$t_{\mathrm{lag}}$ it comes later by so much, and a $t_{\mathrm{dur}}$ makes it "
                "a constant input."
            )
            yield ""
            rows = (self._entry(place, entry) for place in used for entry in place.entries)
            heads = ["dose", "state", "amount [nmol/mg]", "lag [h]", "duration [h]"]
            yield from _table("lllll", heads, rows)

    def _is_used(self, place: Place) -> bool:
        """Tells whether a dose of the regimen goes to a place."""
        for dose in self._request.regimen.doses:
            if dose.drug != place.drug or bool(dose.cmt) != place.is_compartment:
                continue
            words = (place.place, str(place.number)) if dose.cmt else (place.place,)
            if (dose.cmt or dose.route) in words:
                return True
        return False

    def _entry(self, place: Place, entry: Entry) -> list[str]:
        known = [
            "" if self._is_nought(term) else f"${self._setter.name(term)}$"
            for term in (entry.nmol_per_mg, entry.lag, entry.duration)
        ]
        return [escaped(f"{place.drug} {place.place}"), f"${self._symbol(entry.state)}$", *known]

    def _symbol(self, state: int) -> str:
        return self._symbols.states[state]

    def _is_nought(self, place: int) -> bool:
        term = self._formulas.terms[place]
        return term.operation == Operation.NUMBER and term.value == 0.0

    def _states(self) -> Iterator[str]:
        yield from _section("States")
        rows = (
            [f"${self._symbol(place)}$", escaped(one.name), _unit(one.unit), escaped(one.meaning)]
            for place, one in enumerate(self._formulas.states)
        )
        yield from _table(r"lllp{10cm}", ["symbol", "name", "unit", "meaning"], rows)

    def _equations(self) -> Iterator[str]:
        constant = list(self._constant())
        if constant:
            yield from _section("What follows from parameters")
            yield "A state begins at its value without a drug, (0), or at 0 if it has none here."
            yield from _aligned(constant)
        every = list(self._moving())
        yield from _section("Equations")
        yield "The amounts and constant inputs of the regimen come on top."
        for title, numbers in _SECTIONS:
            mine = [one for one in every if one.number in numbers]
            if mine:
                yield ""
                yield rf"\subsection*{{{title}}}"
                yield from _aligned(mine)

    def _constant(self) -> Iterator[_Equation]:
        """Yields what follows from parameters alone, each after what it uses."""
        names = {one.term: one.name for one in self._formulas.fixed()}
        named = {place: symbol for place, symbol in self._more.items() if not self._moves(place)}
        named |= {place: self._symbols.named[place] for place in names}
        for place, symbol in sorted(named.items()):
            yield self._equation(names.get(place, ""), symbol, place, named=False)
        for place, state in enumerate(self._formulas.states):
            symbol = f"{self._symbol(place)}(0)"
            if not self._is_nought(state.initial) and named.get(state.initial) != symbol:
                yield self._equation("", symbol, state.initial, named=True)

    def _moving(self) -> Iterator[_Equation]:
        """Yields the quantities that follow from states, and the rates of states."""
        for place, symbol in self._more.items():
            if self._moves(place):
                yield self._equation("", symbol, place, named=False)
        for formula in self._formulas.shared():
            symbol = self._symbols.named[formula.term]
            yield self._equation(formula.name, symbol, formula.term, named=False)
        for place, state in enumerate(self._formulas.states):
            rate = rf"\frac{{d{self._symbol(place)}}}{{dt}}"
            yield self._equation(state.name, rate, state.rate, named=True)

    def _moves(self, place: int) -> bool:
        return bool(reached(self._formulas.terms, [place], Operation.STATE))

    def _equation(self, name: str, left: str, term: int, *, named: bool) -> _Equation:
        rows = self._setter.rows(term, named=named)
        return _Equation(left, rows, self._symbols.equations.get(name, ""))

    def _outputs(self) -> Iterator[str]:
        yield from _section("Columns of a run")
        rows = (
            [escaped(one.name), f"${self._output(one.formula.term, one.factor)}$", _unit(one.unit)]
            for one in self._formulas.outputs
        )
        yield from _table("lll", ["name", "value", "unit"], rows)

    def _output(self, term: int, factor: float) -> str:
        value = self._setter.name(term)
        return value if factor == 1.0 else rf"{number(factor)} \cdot {value}"

    def _parameters(self) -> Iterator[str]:
        yield from _section("Parameters")
        rows = (
            [
                f"${symbol}$",
                escaped(row.name),
                f"${number(row.value)}$",
                _unit(row.unit),
                escaped(row.evidence),
                escaped(", ".join(row.sources)),
            ]
            for symbol, row in zip(self._symbols.parameters, self._formulas.parameters, strict=True)
        )
        heads = ["symbol", "name", "value", "unit", "evidence", "sources"]
        yield from _table(r"llrlcp{8cm}", heads, rows)
        yield "Evidence is H human, A animal, V in vitro, X assumption, or U given by the user."

    def _sources(self) -> Iterator[str]:
        named = dict.fromkeys(key for row in self._formulas.parameters for key in row.sources)
        known = [one for one in _core.library_references() if one.key in named]
        if known:
            yield from _section("Sources")
            yield r"\begin{description}"
            for one in known:
                doi = f" doi:{one.doi}" if one.doi else ""
                yield rf"\item[{{{escaped(one.key)}}}] {escaped(one.citation)}.{escaped(doi)}"
            yield r"\end{description}"


def _section(title: str) -> Iterator[str]:
    yield ""
    yield rf"\section*{{{title}}}"


def _unit(unit: str) -> str:
    return escaped("" if unit in ("-", "1") else unit)


def _aligned(equations: Iterable[_Equation]) -> Iterator[str]:
    """Yields equations one below the other, with the number behind the last row of each."""
    yield r"\begin{align*}"
    lines = []
    for one in equations:
        tag = rf" \tag{{{one.number}}}" if one.number else ""
        rows = [rf"{one.left} &= {one.rows[0]}", *(rf"&\quad{row}" for row in one.rows[1:])]
        rows[-1] += tag
        lines += rows
    yield " \\\\\n".join(lines)
    yield r"\end{align*}"


def _table(columns: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield rf"\begin{{longtable}}{{{columns}}}"
    yield r"\toprule"
    yield " & ".join(heads) + r" \\"
    yield r"\midrule"
    yield r"\endhead"
    for row in rows:
        yield " & ".join(row) + r" \\"
    yield r"\bottomrule"
    yield r"\end{longtable}"
