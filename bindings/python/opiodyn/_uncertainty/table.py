"""A table of draws is the caller's own, or the posterior of the library."""

from __future__ import annotations

from typing import Any, NamedTuple, TypeAlias

import numpy as np

from opiodyn import _core
from opiodyn._checks import ask, check
from opiodyn._checks.check import FloatArray
from opiodyn._checks.shown import shown
from opiodyn._model.inside import core_of
from opiodyn._model.model import Model
from opiodyn._posterior.posterior import posterior_of
from opiodyn._sweep.build import refuse_unused
from opiodyn._sweep.rows import Rows, Table, rows_of

Source: TypeAlias = "str | Table | Rows"
"""A source is ``"ranges"``, ``"posterior"`` or a table of draws."""

RANGES, POSTERIOR = "ranges", "posterior"


class Drawn(NamedTuple):
    """These are the values of each draw."""

    columns: dict[str, FloatArray]
    """Each parameter has its values by draw."""
    labels: Any
    """Each draw has its label."""
    source: str
    """These words say where the draws come from."""
    notes: tuple[str, ...] = ()
    """These sentences say what a reader of the draws must know."""


def read_source(source: Any, model: Model, draws: int | None) -> Drawn | None:
    """Returns the table of draws, checked; None if draws come from the ranges.

    Args:
        source: The value that a user gave.
        model: The settled model.
        draws: The number of draws of the posterior; None stands for all.

    Raises:
        InputError: The source is neither, or a column or cell breaks a rule.
        UnknownNameError: The source is another text, or the model has no such parameter.
    """
    if ask.is_a(source, str):
        word, known = check.word("source", source), [RANGES, POSTERIOR]
        if word not in known:
            raise check.unknown("source", word, known, advice="or give a table of draws")
        return None if word == RANGES else _of_posterior(model, draws)
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
    return Drawn({name: _numbers(name, rows) for name in rows.names}, rows.labels, "table")


def _of_posterior(model: Model, draws: int | None) -> Drawn:
    """Returns the first draws of the posterior."""
    served = posterior_of(model)
    there = served.about.draws
    count = there if draws is None else check.whole("draws", draws)
    if not 1 <= count <= there:
        rule = f"must lie between 1 and {there}, the number of draws of the posterior"
        raise check.input_error("draws", count, rule)
    columns = {
        name: np.ascontiguousarray(values[:count]) for name, values in served.columns.items()
    }
    source = f"posterior of opiodyn {served.about.version}"
    return Drawn(columns, np.arange(count), source, tuple(served.notes))


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
