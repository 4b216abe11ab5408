"""This module makes the symbols of LaTeX and the numbers of equations from names."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from typing import NamedTuple

from opiodyn._exchange.formulas import Formula, Formulas, State
from opiodyn._exchange.latex.escape import escaped
from opiodyn._exchange.latex.kinds import (
    COLUMNS,
    DRUG_FREE,
    IMMUNE,
    OWNERS,
    PARAMETERS,
    QUANTITIES,
    RATES,
    RECEPTORS,
    SILENT,
    STATES,
    Kind,
)

_FORMED = ".systemic"
"""A parameter of this kind says how much of a drug becomes a metabolite, which it names."""
_DEPOT = re.compile(r"depot(\d*)(?:_transit(\d+))?")


class Symbols(NamedTuple):
    """Symbols are what stands for parameters, for states and for terms that have a name."""

    parameters: tuple[str, ...]
    states: tuple[str, ...]
    named: dict[int, str]
    equations: dict[str, str]
    """This maps a name to the number of its equation, if it has one."""


def symbols_of(formulas: Formulas, *, retention: bool, kinetic: bool) -> Symbols:
    """Returns the symbols of all that the formulas name; no two are the same.

    Args:
        formulas: The formulas of a model.
        retention: Whether bound drug counts in the effect site, (5r).
        kinetic: Whether complexes are states, (6), and not in equilibrium, (7).
    """
    metabolites = {
        row.name.split(".")[1] for row in formulas.parameters if row.name.endswith(_FORMED)
    }
    states = [_of_state(state, formulas.states, metabolites) for state in formulas.states]
    named = [*formulas.fixed(), *formulas.shared()]
    others = [_of_formula(formula) for formula in named]
    parameters = [_of_parameter(row.name) for row in formulas.parameters]
    names = [
        *(state.name for state in formulas.states),
        *(formula.name for formula in named),
        *(row.name for row in formulas.parameters),
    ]
    kinds = [*states, *others, *parameters]
    texts = _distinct(names, [text for text, _ in kinds])
    equations = {
        name: _number(equation, retention=retention, kinetic=kinetic)
        for name, (_, equation) in zip(names, kinds, strict=True)
        if equation
    }
    first, second = len(states), len(states) + len(others)
    terms = (formula.term for formula in named)
    return Symbols(
        parameters=tuple(texts[second:]),
        states=tuple(texts[:first]),
        named=dict(zip(terms, texts[first:second], strict=True)),
        equations=equations,
    )


def plain_symbol(name: str) -> str:
    """Returns the symbol of a name for which there is no rule."""
    return rf"\text{{{escaped(name)}}}"


def rate_symbol(name: str) -> str:
    """Returns the symbol of the rate constant that follows from the half-life of this name."""
    owner, last = _owned(name)
    return _text(Kind("k", RATES[last]), owner)


def _number(equation: str, *, retention: bool, kinetic: bool) -> str:
    if equation == "5" and retention:
        return "5r"
    return "7" if equation == "6" and not kinetic else equation


def _of_state(state: State, every: Iterable[State], metabolites: Container[str]) -> tuple[str, str]:
    *owner, last = state.name.split(".")
    depot = _DEPOT.fullmatch(last)
    if depot is not None:
        return _of_depot(state.name, owner, depot, {one.name for one in every})
    if last == "central" and state.unit == "nM":  # what the caller gives is a concentration
        return _text(Kind("C", "1"), owner), ""
    if last not in STATES:
        return plain_symbol(state.name), ""
    kind = STATES[last]
    if owner == ["ogf"] and last == "precursor":
        return _text(kind, owner), "17"
    formed = last == "central" and owner[0] in metabolites
    return _text(kind, owner), "4" if formed else kind.equation


def _of_depot(
    name: str, owner: list[str], depot: re.Match[str], every: set[str]
) -> tuple[str, str]:
    """Returns A_d of (1), or T_k of (1t) in a chain of transit compartments."""
    number, transit = depot.groups()
    if transit is None and f"{name}_transit1" in every:
        transit = "0"
    if transit is None:
        return _text(Kind("A", rf"\mathrm{{d}}{number}"), owner), "1"
    return _text(Kind("T", ",".join(filter(None, [number, transit]))), owner), "1t"


def _of_formula(formula: Formula) -> tuple[str, str]:
    first, *place = formula.name.split(".")
    owner, last = _owned(formula.name)
    if formula.name in IMMUNE:
        return _text(IMMUNE[formula.name], ()), IMMUNE[formula.name].equation
    if last in QUANTITIES and owner:
        kind = QUANTITIES[last]
        return _text(kind, owner) + ("(0)" if last.endswith(DRUG_FREE) else ""), kind.equation
    if first in COLUMNS:
        kind = COLUMNS[first]
        return _text(kind, place), kind.equation
    return plain_symbol(formula.name), ""


def _of_parameter(name: str) -> tuple[str, str]:
    owner, last = _owned(name)
    if last not in PARAMETERS:
        return plain_symbol(name), ""
    return _text(PARAMETERS[last], owner), ""


def _owned(name: str) -> tuple[list[str], str]:
    """Returns the words of a name that own its last one, without a word that only groups."""
    *owner, last = name.split(".")
    return (owner[1:] if owner and owner[0] in SILENT else owner), last


def _text(kind: Kind, owner: Iterable[str]) -> str:
    marks = [kind.mark, *map(_mark, owner)]
    subscript = ",".join(filter(None, marks))
    return f"{kind.letter}_{{{subscript}}}" if subscript else kind.letter


def _mark(part: str) -> str:
    return RECEPTORS.get(part) or OWNERS.get(part) or rf"\text{{{escaped(part)}}}"


def _distinct(names: list[str], texts: list[str]) -> list[str]:
    """Returns the symbols; names that would share one are written out instead."""
    return [
        plain_symbol(name) if texts.count(text) > 1 else text
        for name, text in zip(names, texts, strict=True)
    ]
