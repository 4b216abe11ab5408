"""This module gives names to parts of formulas that stand in several of them.

Rate constants, which are ln 2 over a half-life, have the symbols of docs/theory.md. Other parts
that are wide are z with a number.
"""

from __future__ import annotations

import math
from collections import Counter

from opiodyn._exchange.formulas import Formulas, Operation
from opiodyn._exchange.latex.kinds import RATES
from opiodyn._exchange.latex.symbols import Symbols, rate_symbol
from opiodyn._exchange.latex.typesetter import Typesetter, width

_WIDE = 45
"""A part that is used more than once has a name of its own if it is wider than this."""


def abbreviated(formulas: Formulas, symbols: Symbols) -> dict[int, str]:
    """Returns the names of further terms by their places, each after those that it uses."""
    found = {k: v for k, v in _rates(formulas).items() if k not in symbols.named}
    count = 0
    used = _uses(formulas)
    for place, term in enumerate(formulas.terms):
        known = symbols.named | found
        if place in known or term.operation <= Operation.STATE or used[place] < 2:
            continue
        setter = Typesetter(formulas, symbols, known)
        if width(setter.definition(place)) > _WIDE:
            count += 1
            found[place] = f"z_{{{count}}}"
    return dict(sorted(found.items()))


def _rates(formulas: Formulas) -> dict[int, str]:
    """Returns the rate constants that follow from half-lives."""
    found = {}
    for place, term in enumerate(formulas.terms):
        if term.operation != Operation.DIVIDE:
            continue
        above, below = formulas.terms[term.first], formulas.terms[term.second]
        if above.operation != Operation.NUMBER or below.operation != Operation.PARAMETER:
            continue
        name = formulas.parameters[below.first].name
        if above.value == math.log(2.0) and name.rpartition(".")[2] in RATES:
            found[place] = rate_symbol(name)
    return found


def _uses(formulas: Formulas) -> Counter[int]:
    """Returns how often each term stands in others and in what is written down."""
    roots = [
        *(one.term for one in formulas.fixed()),
        *(one.term for one in formulas.shared()),
        *(one.rate for one in formulas.states),
        *(one.initial for one in formulas.states),
    ]
    found = Counter(roots)
    seen = set(roots)
    waiting = list(seen)
    while waiting:
        term = formulas.terms[waiting.pop()]
        if term.operation <= Operation.STATE:
            continue
        for part in (term.first, term.second):
            if part >= 0:
                found[part] += 1
                if part not in seen:
                    seen.add(part)
                    waiting.append(part)
    return found
