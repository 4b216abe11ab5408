"""Numbers with labels are read by them, and never by their order.

A mapping, a Series, a DataArray and a frame have labels; lists and plain arrays have none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from opiodyn._checks import ask, check
from opiodyn._checks.shown import ids_shown, shown

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

Numbers: TypeAlias = "npt.ArrayLike | Mapping[str, npt.ArrayLike] | pd.Series[float] | pd.DataFrame"
"""Numbers are an array, or have the label of each."""


def in_order(field: str, value: Any, names: Callable[[], Sequence[str]]) -> Any:
    """Returns labelled numbers in the order of names; what has no labels comes back as it is.

    Args:
        field: The name of the argument.
        value: The value that a user gave. Several numbers under a label are of as many rows.
        names: The function returns the names, one for each number of a row.

    Raises:
        UnknownNameError: A label is none of the names.
        InputError: A name has no number, or a label is there twice.
    """
    if type(value) in (np.ndarray, list, tuple):  # which most are
        return value
    found = _labelled(field, value)
    if found is None:
        return value
    known = names()
    _check_labels(field, [label for label, _ in found], known)
    cells = {label: _cell(f"{field}[{label!r}]", one) for label, one in found}
    for name in known:
        if np.shape(cells[name]) != np.shape(cells[known[0]]):
            rule = f"must have as many numbers as {known[0]!r}, one for each row"
            raise check.input_error(f"{field}[{name!r}]", shown(cells[name]), rule)
    return np.stack([cells[name] for name in known], axis=-1)


def _labelled(field: str, value: Any) -> list[tuple[Any, Any]] | None:
    """Returns the labels and what stands under each; None for what has no labels."""
    if ask.is_a(value, Mapping):
        return check.pairs(field, value, "must have numbers by name")
    try:
        found = _pairs(value)
        labels = [label for label, _ in found]
        # Without labels pandas counts from 0.
        return None if labels == list(range(len(labels))) else found
    except Exception as error:  # of a class of the caller
        raise check.input_error(field, ask.kind(value), "has labels that cannot be read") from error


def _pairs(value: Any) -> list[tuple[Any, Any]]:
    if ask.has(value, "items"):  # of pandas, of a Series as of a frame
        return list(value.items())
    if ask.has(value, "column_names"):  # of Arrow
        return list(zip(value.column_names, value.columns, strict=True))
    if ask.has(value, "columns"):  # of Polars
        return list(zip(value.columns, value, strict=True))
    if ask.has(value, "coords") and len(value.dims) == 1:  # of xarray
        labels = value[value.dims[0]].to_numpy().tolist()
        return list(zip(labels, value.to_numpy(), strict=True))
    return []


def _check_labels(field: str, labels: Sequence[Any], names: Sequence[str]) -> None:
    for label in labels:
        if label not in names:
            raise check.unknown(field, label if ask.is_a(label, str) else shown(label), names)
    for label in check.twice(labels):
        raise check.input_error(field, shown(label), "is the label of two numbers; leave one out")
    missing = [name for name in names if name not in labels]
    if missing:
        rule = f"must have a number for each of {ids_shown(names)}"
        raise check.input_error(field, f"nothing for {ids_shown(missing)}", rule)


def _cell(field: str, cell: Any) -> Any:
    """Returns what stands under a label: a number, or one for each row."""
    try:
        several = np.ndim(cell) > 0
    except Exception:  # of a class of the caller
        several = False
    return check.curve(field, cell) if several else check.number(field, cell)
