"""This module reads what a chart shows: a dataset of numbers, and which of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from opiodyn._checks import check
from opiodyn._checks.shown import shown

if TYPE_CHECKING:
    import xarray as xr

_NO_METRICS = ("status", "steps")
TIME, SUBJECT = "time", "subject"


class Axis(NamedTuple):
    """An axis of a chart is a dimension of the dataset."""

    name: str
    values: Any
    unit: str

    @property
    def label(self) -> str:
        """Returns the name with the unit."""
        return f"{self.name}, {self.unit}" if self.unit else self.name

    @property
    def is_number(self) -> bool:
        """Tells whether the values are numbers, which have an order and distances."""
        return bool(np.issubdtype(np.asarray(self.values).dtype, np.number))

    def words(self) -> list[str]:
        """Returns a text for each value."""
        return [f"{one:.4g}" if self.is_number else str(one) for one in self.values]


def read_dataset(found: Any, made_by: str) -> xr.Dataset:
    """Reads the argument ``found``.

    Raises:
        InputError: ``found`` is no dataset.
    """
    import xarray as xr

    check.instance("found", found, xr.Dataset, f"must be the dataset that {made_by} returns")
    dataset: xr.Dataset = found
    return dataset


def read_metrics(known: Sequence[str], asked: Iterable[str] | None, made_by: str) -> list[str]:
    """Reads the argument ``metrics``; None stands for all that are known.

    Raises:
        InputError: There is none, or one stands there twice.
        UnknownNameError: The dataset has no such number.
    """
    if not known:
        rule = f"has no number to draw; it must be the dataset that {made_by} returns"
        raise check.input_error("found", "this dataset", rule)
    if asked is None:
        return list(known)
    names = check.words("metrics", [asked] if isinstance(asked, str) else asked)
    if not names:
        raise check.input_error("metrics", "[]", "must name a metric; None shows all")
    for name in check.twice(names):
        raise check.input_error("metrics", shown(names), f"has '{name}' twice")
    for i, name in enumerate(names):
        if name not in known:
            raise check.unknown(f"metrics[{i}]", name, known)
    return names


def numbers_of(found: xr.Dataset) -> list[str]:
    """Returns the names of the variables that are numbers of runs."""
    return [
        str(name)
        for name, values in found.data_vars.items()
        if name not in _NO_METRICS and np.issubdtype(values.dtype, np.number)
    ]


def axes_of(values: xr.DataArray) -> list[Axis]:
    """Returns the axes of numbers, in their order."""
    return [_axis(values, str(name)) for name in values.dims]


def _axis(values: xr.DataArray, name: str) -> Axis:
    coordinate = values[name]
    return Axis(name, coordinate.values, _unit_of(coordinate))


def _unit_of(coordinate: xr.DataArray) -> str:
    """Returns the unit of an axis as pictures show it; a number without a unit has none."""
    unit = str(coordinate.attrs.get("units", ""))
    return "" if unit == "1" else unit


def fixed_in(found: xr.Dataset) -> list[str]:
    """Returns what was chosen of other axes, such as "time 24 h"."""
    chosen = [
        f"{name} {values.item():.4g} {_unit_of(values)}".strip()
        if np.issubdtype(values.dtype, np.number)
        else f"{name} {values.item()}"
        for name, values in found.coords.items()
        if values.ndim == 0
    ]
    return chosen


def lost_in(found: xr.Dataset) -> str:
    """Returns how many runs have no numbers; the text is empty if all have."""
    if "status" not in found:
        return ""
    lost = int(np.sum(found["status"].values != "complete"))
    return f"{lost} of {found['status'].size} runs have no number: see status." if lost else ""
