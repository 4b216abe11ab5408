"""The equations in LaTeX say what the formulas of the model say, read back as mathematics."""

import math

import numpy as np
import pytest

from exchanged.article_reader import Reader, equations
from exchanged.articles import CASES, article, parts
from opiodyn._exchange.formulas import Operation
from opiodyn._exchange.latex.abbreviations import abbreviated

APPLIED = {
    Operation.ADD: lambda a, b: a + b,
    Operation.SUBTRACT: lambda a, b: a - b,
    Operation.MULTIPLY: lambda a, b: a * b,
    Operation.DIVIDE: lambda a, b: a / b,
    Operation.NEGATE: lambda a, _: -a,
    Operation.POSITIVE_PART: lambda a, _: max(0.0, a),
    Operation.POWER: lambda a, b: a**b if a > 0.0 else 0.0,
}


def values_of(formulas, states):
    """The values of all terms, each from those before it."""
    found = []
    for term in formulas.terms:
        if term.operation == Operation.NUMBER:
            found.append(term.value)
        elif term.operation == Operation.PARAMETER:
            found.append(formulas.parameters[term.first].value)
        elif term.operation == Operation.STATE:
            found.append(states[term.first])
        else:
            second = found[term.second] if term.second >= 0 else math.nan
            found.append(APPLIED[Operation(term.operation)](found[term.first], second))
    return found


@pytest.mark.parametrize("case", CASES)
def test_every_equation_means_its_formula(tmp_path, case):
    formulas, symbols = parts(*CASES[case])
    draws = np.random.default_rng(19).uniform(0.8, 1.2, len(formulas.states)).tolist()
    # Complexes are small, because a block of 1 has infinite odds.
    small = [one.name.endswith(".bound") for one in formulas.states]
    states = [0.03 * x if bound else x for x, bound in zip(draws, small, strict=True)]
    terms = values_of(formulas, states)
    values = {
        **dict(zip(symbols.parameters, (row.value for row in formulas.parameters), strict=True)),
        **dict(zip(symbols.states, states, strict=True)),
    }
    named = symbols.named | abbreviated(formulas, symbols)
    expected = {symbol: terms[term] for term, symbol in named.items()}
    values |= expected
    for symbol, state in zip(symbols.states, formulas.states, strict=True):
        expected[rf"\frac{{d{symbol}}}{{dt}}"] = terms[state.rate]
        if terms[state.initial] != 0.0:
            expected[f"{symbol}(0)"] = terms[state.initial]
    found = equations(article(tmp_path, *CASES[case]))
    assert sorted(left for left, _, _ in found) == sorted(expected)
    reader = Reader(values)
    for left, right, _ in found:
        # The reader adds and multiplies in the order of the terms, up to rounding.
        assert math.isclose(reader.value(right), expected[left], rel_tol=1e-12, abs_tol=1e-13), left


@pytest.mark.parametrize("case", CASES)
def test_no_two_symbols_are_the_same(case):
    formulas, symbols = parts(*CASES[case])
    named = symbols.named | abbreviated(formulas, symbols)
    every = [*symbols.parameters, *symbols.states, *named.values()]
    assert len(set(every)) == len(every)


def test_a_changed_sign_would_be_seen():
    reader = Reader({"A_{1}": 2.0, "k": 3.0})
    assert reader.value(r"-k\,A_{1} + \frac{k}{\left(A_{1} - 1\right)^{2}}") == -3.0
    assert reader.value(r"k\,A_{1} + \frac{k}{\left(A_{1} - 1\right)^{2}}") == 9.0
