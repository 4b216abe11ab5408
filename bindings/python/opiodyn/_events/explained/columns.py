"""This module sums up the columns of a table that set covariates, parameters and doses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy.typing as npt
import pandas as pd

from opiodyn._events.build import Builder
from opiodyn._events.explained.layout import headed, listed, spanned
from opiodyn._events.records import subject_of_rows
from opiodyn._events.source.cells import IntArray
from opiodyn._events.source.columns import is_parameter, per_compartment
from opiodyn._events.units import Units
from opiodyn._events.values import Values, is_missing
from opiodyn._model.covariates import COVARIATES

_HEADINGS = ("column", "sets", "values", "unit", "subjects", "changes")
_OF_DOSES = {
    "f": "bioavailability",
    "alag": "lag",
    "d": "duration where RATE is -2",
    "r": "rate where RATE is -1",
}
_MOST_SET = 1


def is_carried(key: str) -> bool:
    """Tells whether a column sets a covariate or a parameter, which hold beyond their row."""
    return key in COVARIATES or is_parameter(key)


def is_setting(key: str) -> bool:
    """Tells whether a column sets a covariate, a parameter or something of doses."""
    return is_carried(key) or (per_compartment(key) or (key, 0))[0] in _OF_DOSES


def settings_text(
    values: Values,
    starts: IntArray,
    names: Mapping[str, str],
    units: Units,
    builder: Builder | None,
) -> list[str]:
    """Returns the columns that set values as a part of the text; none if there are none.

    Args:
        values: The table by columns.
        starts: First row of each subject.
        names: The columns by key, as the table writes them.
        units: The units of the columns.
        builder: The builder of the regimens, which knows the parameters; None names none.
    """
    keys = [key for key in names if is_setting(key) and not is_missing(values[key]).all()]
    lines = [
        (
            names[key],
            _what(key, builder),
            _range(values[key][~is_missing(values[key])]),
            units.read(key),
            *_subjects(values[key], starts),
        )
        for key in keys
    ]
    return [headed("Values that columns set", [_HEADINGS, *lines])] if lines else []


def _what(key: str, builder: Builder | None) -> str:
    """Returns what a column sets, in words."""
    kind, number = per_compartment(key) or (key, 0)
    if kind in _OF_DOSES:
        return f"{_OF_DOSES[kind]} of doses" + (f" into {number}" if number else "")
    names = sorted(builder.set_by(key)) if builder is not None else []
    if key in COVARIATES:
        return key + (f", for {listed(names, _MOST_SET)}" if names else "")
    return names[0] if names else "parameter"


def _range(given: npt.NDArray[Any]) -> str:
    if given.dtype == object:
        return listed(sorted(set(given.tolist())))
    return spanned(given)


def _subjects(column: npt.NDArray[Any], starts: IntArray) -> tuple[str, str]:
    """Returns how many subjects have a value, and in how many of them it changes."""
    subject = subject_of_rows(starts, len(column))
    given = ~is_missing(column)
    distinct = pd.Series(column[given]).groupby(subject[given]).nunique()
    late = ~given[starts[distinct.index.to_numpy()]]  # the model's own value holds before
    changing = int(((distinct.to_numpy() > 1) | late).sum())
    return f"{len(distinct):,}", f"in {changing:,}" if changing else "no"


def empty_columns(values: Values, names: Mapping[str, str]) -> Sequence[str]:
    """Returns the columns that could set something and have no value."""
    return [
        name for key, name in names.items() if is_setting(key) and is_missing(values[key]).all()
    ]
