"""This module gives what formulas name the names of another language."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import NamedTuple

from opiodyn._checks import check
from opiodyn._exchange.formulas import Formulas, Operation

_NO_LETTER = re.compile(r"[^A-Za-z0-9_]")


class Identifiers(NamedTuple):
    """Identifiers are the names in another language, in the order of the formulas."""

    parameters: tuple[str, ...]
    states: tuple[str, ...]
    named: dict[int, str]
    """These are the names of terms that have one: constants, quantities and columns."""
    of: dict[str, str]
    """This maps each of our names to the identifier."""


def identifier(name: str) -> str:
    """Returns a name as an identifier: 6-beta-naltrexol.CL becomes x6_beta_naltrexol_CL."""
    text = _NO_LETTER.sub("_", name)
    return text if text[0].isalpha() else f"x{text.lstrip('_')}"


def identifiers_of(formulas: Formulas, language: str, reserved: Collection[str]) -> Identifiers:
    """Returns the identifiers of all that the formulas name.

    Args:
        formulas: The formulas of a model.
        language: The language, for messages.
        reserved: The words that the language keeps for itself.

    Raises:
        InputError: A name is reserved in the language, or two names become the same one there.
    """
    named = [*formulas.fixed(), *formulas.shared()]
    groups: list[Iterable[str]] = [
        (row.name for row in formulas.parameters),
        (state.name for state in formulas.states),
        (formula.name for formula in named),
    ]
    of: dict[str, str] = {}
    owners: dict[str, str] = {}
    for name in (name for group in groups for name in group):
        of[name] = _checked(name, language, reserved, owners)
    same = _columns_that_are_states(formulas)
    for output in formulas.outputs:
        text = identifier(output.name)
        is_state = output.name in same and text == of[same[output.name]]
        of[output.name] = text if is_state else _checked(output.name, language, reserved, owners)
    return Identifiers(
        parameters=tuple(of[row.name] for row in formulas.parameters),
        states=tuple(of[state.name] for state in formulas.states),
        named={formula.term: of[formula.name] for formula in named},
        of=of,
    )


def _columns_that_are_states(formulas: Formulas) -> dict[str, str]:
    """Returns the states of which columns are other names, such as ogf.density of ogf_density."""
    return {
        output.name: formulas.states[term.first].name
        for output in formulas.outputs
        if output.factor == 1.0
        and (term := formulas.terms[output.formula.term]).operation == Operation.STATE
    }


def _checked(name: str, language: str, reserved: Collection[str], owners: dict[str, str]) -> str:
    text = identifier(name)
    advice = "give the drug, or the endpoint, another name"
    if text in reserved:
        raise check.input_error("name", f"'{name}'", f"is a word of {language}; {advice}")
    owner = owners.setdefault(text, name)
    if owner != name:
        rule = f"becomes '{text}' in {language}, as '{owner}' does; {advice}"
        raise check.input_error("name", f"'{name}'", rule)
    return text
