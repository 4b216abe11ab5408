"""This module sums up the doses of a table: where they enter, how many and how much."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from opiodyn._checks.check import FloatArray
from opiodyn._events.build import Builder
from opiodyn._events.checked import Checked
from opiodyn._events.explained.layout import headed, spanned
from opiodyn._events.faults import Bools
from opiodyn._events.place import infused
from opiodyn._events.records import is_dose, subject_of_rows
from opiodyn._events.units import Units
from opiodyn._events.values import Values

_HEADINGS = (
    *("drug", "route", "compartment", "records", "doses"),
    *("amount {unit}", "infusions", "steady states"),
)
_DIGITS = 9  # of a number of intervals, which is not whole by rounding alone
_Where = tuple[str, str, str]


def doses_text(
    values: Values, given: FloatArray, units: Units, builder: Builder | None
) -> list[str]:
    """Returns the doses by drug, route and compartment as a part of the text; none without doses.

    Args:
        values: The table by columns.
        given: The number of doses that each row gives, as `doses_given` counts them.
        units: The units of the columns.
        builder: The builder of the regimens, which knows where doses enter; None shows the words
            of the table.
    """
    if not is_dose(values).any():
        return []
    rows = as_written(values) if builder is None else as_built(builder)
    lines = [(*where, *_figures(values, given, marked)) for where, marked in rows.items()]
    title = "Doses, as the table writes them" if builder is None else "Doses"
    headings = [heading.format(unit=units.read("amt")) for heading in _HEADINGS]
    return [headed(title, [headings, *lines])]


def as_built(builder: Builder) -> dict[_Where, Bools]:
    """Returns the rows of the doses that enter at each place."""
    found: dict[_Where, Bools] = {}
    for i, place in enumerate(builder.places):
        where = (place.drug, "" if place.cmt else place.route, ", ".join(builder.entered(place)))
        rows = builder.which == i
        found[where] = found[where] | rows if where in found else rows
    return found


def as_written(values: Values) -> dict[_Where, Bools]:
    """Returns the rows of the doses by the words for drug, route and compartment."""
    doses = np.flatnonzero(is_dose(values))
    columns = [values[key][doses].tolist() for key in ("drug", "route", "cmt")]
    found: dict[_Where, list[int]] = {}
    for row, where in zip(doses.tolist(), zip(*columns, strict=True), strict=True):
        found.setdefault((str(where[0]), str(where[1]), str(where[2])), []).append(row)
    return {where: _marked(rows, len(values["time"])) for where, rows in found.items()}


def doses_given(table: Checked) -> FloatArray:
    """Returns the number of doses that each row gives, with the additional doses.

    A reset, also one where time starts again, cancels the doses that are still to come.
    """
    values, time = table.columns, table.columns["time"]
    subjects = subject_of_rows(table.starts, len(time))
    later = pd.Series(np.where(table.resets, time, np.nan)).groupby(subjects).shift(-1)
    until = later.groupby(subjects).bfill().fillna(np.inf).to_numpy()
    with np.errstate(divide="ignore", invalid="ignore"):
        before = np.ceil(np.round((until - time) / values["ii"], _DIGITS))
    fitting = np.where(values["addl"] > 0.0, np.fmax(before, 1.0), 1.0)
    given: FloatArray = np.minimum(1.0 + values["addl"], fitting) * is_dose(values)
    return given


def last_dose(values: Values, given: FloatArray) -> float:
    """Returns the time [h] of the last dose, additional doses included; NaN without doses."""
    rows = given > 0.0
    last = values["time"][rows] + (given[rows] - 1.0) * values["ii"][rows]
    return float(last.max()) if rows.any() else float("nan")


def _marked(rows: Sequence[int], count: int) -> Bools:
    marked = np.zeros(count, dtype=np.bool_)
    marked[list(rows)] = True
    return marked


def _figures(values: Values, given: FloatArray, rows: Bools) -> tuple[str, ...]:
    return (
        _count(rows),
        f"{int(given[rows].sum()):,}",
        spanned(values["amt"][rows]),
        _count(rows & infused(values)),
        _count(rows & (values["ss"] > 0.0)),
    )


def _count(rows: Bools) -> str:
    """Returns how many rows are marked; empty if there are none."""
    count = int(np.count_nonzero(rows))
    return f"{count:,}" if count else ""
