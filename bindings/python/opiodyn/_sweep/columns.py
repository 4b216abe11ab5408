"""The columns of rows become axes that run together."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

import numpy as np

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._checks.shown import shown
from opiodyn._sweep.axes import (
    KINDS,
    RESERVED,
    UNITS,
    Axis,
    kind_of,
    labels_of,
    refuse_excess,
    refuse_other_names,
    refuse_same_kind,
)
from opiodyn._sweep.layout import ROW, Index, Zipped
from opiodyn._sweep.rows import Rows

_OTHER_COLUMNS = (
    "another column is a full name of a parameter, such as 'naltrexone.CL', or a name of your own "
    "for Regimens, Models or Persons; labels of rows go into the index of a frame"
)


def read_rows(rows: Rows) -> Zipped:
    """Returns the layout of rows; units of parameters are not known yet.

    Raises:
        InputError: There is no row or column, or a cell breaks a rule.
        ParseError: The text of a regimen cannot be read; the message has its row.
    """
    if not rows.names:
        raise check.input_error("over", "no columns", "needs at least one column")
    if len(rows) == 0:
        raise check.input_error("over", "no rows", "needs at least one row")
    refuse_excess(len(rows), 1)
    axes: list[Axis] = []
    index: dict[str, Index] = {}
    for name in rows.names:
        axis, index[name] = _read(name, rows.column(name))
        axes.append(axis)
    refuse_same_kind(axes, "columns")
    return Zipped(axes, index, rows.labels)


def _read(name: str, cells: Any) -> tuple[Axis, Index]:
    """Returns the axis of a column, with the number of its value in each row."""
    if name in (*RESERVED, ROW):
        raise check.input_error("over", shown(name), "is a name of the result; choose another")
    if name == "regimen":
        return _regimens(name, cells)
    kind = name if name in KINDS else kind_of(name, cells)
    if kind is None:
        return _numbers(name, cells)
    for i, cell in enumerate(cells):
        rule = f"must be a {KINDS[kind].__name__}; it is missing in row {i}"
        check.instance(f"over[{name!r}][{i}]", cell, KINDS[kind], rule)
    values, index = _distinct(cells, list(map(id, cells)))
    return Axis(name, kind, values, labels_of(kind, values)), index


def _numbers(name: str, cells: Any) -> tuple[Axis, Index]:
    refuse_other_names(name, _OTHER_COLUMNS)
    if getattr(getattr(cells, "dtype", None), "kind", "O") in "iuf":
        numbers = np.asarray(cells, dtype=np.float64)
    else:
        numbers = np.array([check.number(f"over[{name!r}][{i}]", x) for i, x in enumerate(cells)])
    if np.isnan(numbers).any():
        row = int(np.argmax(np.isnan(numbers)))
        rule = f"must be a number; fill row {row} in, or leave it out"
        raise check.input_error(f"over[{name!r}][{row}]", "nan", rule)
    if name not in UNITS:
        return Axis(name, "parameter", numbers, numbers), np.arange(numbers.size)
    values, of_row = np.unique(numbers, return_inverse=True)
    return Axis(name, name, values.tolist(), values.tolist(), UNITS[name]), of_row.reshape(-1)


def _regimens(name: str, cells: Any) -> tuple[Axis, Index]:
    """Returns the axis of a column of regimens or of their texts."""
    keys = [cell if isinstance(cell, str) else id(cell) for cell in cells]
    given, index = _distinct(cells, keys)
    first = {number: row for row, number in reversed(list(enumerate(index.tolist())))}
    values = [_regimen(f"over[{name!r}][{first[k]}]", cell) for k, cell in enumerate(given)]
    labels = [cell if isinstance(cell, str) else str(cell) for cell in given]
    return Axis(name, "regimen", values, labels), index


def _regimen(field: str, cell: object) -> _core.Regimen:
    if isinstance(cell, _core.Regimen):
        return cell
    if not isinstance(cell, str):
        raise check.input_error(field, shown(cell), "must be a Regimen or the text of one")
    try:
        return _core.parse_regimen(cell)
    except _core.ParseError as error:
        raise _placed(field, error) from None


def _placed(field: str, error: _core.ParseError) -> _core.ParseError:
    """Returns the error with the place of its text as its field."""
    before = len(error.field)  # of each message
    placed = _core.ParseError(field + str(error)[before:])
    placed.field, placed.value, placed.rule = field, error.value, error.rule
    placed.text, placed.position, placed.length = error.text, error.position, error.length
    placed.one_line = field + error.one_line[before:]
    return placed


def _distinct(cells: Any, keys: Sequence[Hashable]) -> tuple[list[Any], Index]:
    """Returns the cells with different keys, and the number of its own in each row."""
    numbers: dict[Hashable, int] = {}
    index = np.array([numbers.setdefault(key, len(numbers)) for key in keys], dtype=np.int64)
    first = np.unique(index, return_index=True)[1]
    return [cells[i] for i in first], index
