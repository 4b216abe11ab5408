"""A table of draws comes from elsewhere, such as the sampler of a posterior."""

from __future__ import annotations

from typing import Any, NamedTuple, TypeAlias

import numpy as np

from opiodyn import _core
from opiodyn._checks import ask, check
from opiodyn._checks.check import FloatArray
from opiodyn._checks.shown import shown
from opiodyn._model.inside import core_of
from opiodyn._model.model import Model
from opiodyn._sweep.build import refuse_unused
from opiodyn._sweep.rows import Rows, Table, rows_of

Source: TypeAlias = "str | Table | Rows"
"""A source is ``"ranges"`` or a table of draws."""

_RANGES = "ranges"


class Drawn(NamedTuple):
    """These are the values of each draw."""

    columns: dict[str, FloatArray]
    """Each parameter has its values by draw."""
    labels: Any
    """Each draw has its label."""


def read_source(source: Any, model: Model) -> Drawn | None:
    """Returns the table of draws, checked; None if draws come from the ranges.

    Raises:
        InputError: The source is neither, or a column or cell breaks a rule.
        UnknownNameError: The source is another text, or the model has no such parameter.
    """
    if ask.is_a(source, str):
        if check.word("source", source) != _RANGES:
            raise check.unknown("source", source, [_RANGES], advice="or give a table of draws")
        return None
    rows = _rows(source)
    if not rows.names or len(rows) == 0:
        rule = "needs a row for each draw and a column for each parameter"
        raise check.input_error("source", f"{len(rows)} rows", rule)
    known = [row.name for row in core_of(model).parameters]
    for name in rows.names:
        if name not in known:
            own = shown([one for one in rows.names if one in known])
            advice = f"leave other columns out, in pandas by source[{own}]"
            raise check.unknown("source", name, known, advice=advice)
        refuse_unused("source", name, [model])
    return Drawn({name: _numbers(name, rows) for name in rows.names}, rows.labels)


def _rows(source: Any) -> Rows:
    """Returns the rows of a table; errors name the argument that users see."""
    try:
        rows = rows_of(source)
        return Rows(source) if rows is None else rows
    except _core.InputError as error:
        field = error.field.replace("over", "source", 1)
        raise check.input_error(field, error.value, error.rule) from None


def _numbers(name: str, rows: Rows) -> FloatArray:
    field = f"source[{name!r}]"
    numbers = check.curve(field, rows.column(name))
    if not np.isfinite(numbers).all():
        row = int(np.argmax(~np.isfinite(numbers)))
        raise check.input_error(f"{field}[{row}]", shown(float(numbers[row])), "must be finite")
    return numbers
