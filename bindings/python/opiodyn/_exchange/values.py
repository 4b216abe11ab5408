"""This module computes what terms are worth, with the values that the parameters have."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from opiodyn._exchange.formulas import Formulas, Operation


def term_values(
    formulas: Formulas,
    states: Sequence[float] = (),
    changed: Mapping[str, float] | None = None,
) -> list[float]:
    """Returns the value of each term.

    Args:
        formulas: The formulas of a model.
        states: The value of each state; without any, terms of states are NaN.
        changed: Values of parameters that are not those of the model, by name.
    """
    own = changed or {}
    parameters = [own.get(row.name, row.value) for row in formulas.parameters]
    values: list[float] = []
    for operation, first, second, number in formulas.terms:
        a = values[first] if operation >= Operation.ADD else 0.0
        b = values[second] if operation >= Operation.ADD and second >= 0 else 0.0
        match operation:
            case Operation.NUMBER:
                value = number
            case Operation.PARAMETER:
                value = parameters[first]
            case Operation.STATE:
                value = states[first] if states else math.nan
            case Operation.ADD:
                value = a + b
            case Operation.SUBTRACT:
                value = a - b
            case Operation.MULTIPLY:
                value = a * b
            case Operation.DIVIDE:
                value = a / b if b != 0.0 else math.nan
            case Operation.NEGATE:
                value = -a
            case Operation.POSITIVE_PART:
                value = a if math.isnan(a) else max(0.0, a)
            case _:
                value = a if math.isnan(a) else (a**b if a > 0.0 else 0.0)
        values.append(value)
    return values
