"""Rows are the cases of a sweep that is no grid: a table with a column for all that varies."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias, cast

import numpy as np

from opiodyn._checks import ask, check
from opiodyn._checks.notebook import facts_html
from opiodyn._checks.pickles import pickled
from opiodyn._checks.shown import shown

if TYPE_CHECKING:
    import pandas as pd

Table: TypeAlias = "pd.DataFrame | Mapping[str, Iterable[Any]] | Sequence[Mapping[str, Any]]"


_MOST_SHOWN = 5  # cells of a column in a notebook
_RULE = "must be a frame, columns of one length, or a list of mappings, one for each row"


@pickled("Rows")
class Rows:
    """Rows are the cases of a `sweep`, one run each: ``sweep(..., over=Rows(columns))``.

    A frame or a list of mappings may stand in their place. A mapping of columns needs them,
    because alone it is a grid.
    """

    _labels: Any

    def __init__(self, table: Table) -> None:
        """Takes a table of rows.

        Args:
            table: A frame; a mapping of columns of one length; or a list of mappings, one for each
                row. A column has numbers under the full name of a parameter, ``"dose"`` or
                ``"interval"``. A column of Regimens, Models or Persons has any other name, and the
                column ``"regimen"`` may have texts of regimens.

        Raises:
            InputError: There is no row, columns have unequal lengths or names that are no text, or
                two have one name.

        Example:
            >>> rows = Rows({"dose": [1.5, 4.5], "naltrexone.CL": [100.0, 150.0]})
            >>> len(rows), rows.names
            (2, ['dose', 'naltrexone.CL'])
        """
        _refuse_dataset(table)
        if _is_frame(table):
            self._columns, self._labels = _of_frame(table)
            return
        if ask.is_a(table, Mapping):
            columns = check.mapping("over", cast("Mapping[str, Any]", table), _RULE)
            self._columns = {name: _cells(name, cells) for name, cells in columns.items()}
        else:
            self._columns = _of_list(table)
        lengths = [len(cells) for cells in self._columns.values()]
        self._labels = list(range(lengths[0] if lengths else 0))
        self._check_lengths()

    def _check_lengths(self) -> None:
        for name, cells in self._columns.items():
            if len(cells) != len(self._labels):
                rule = (
                    f"must be {len(self._labels)}, as in the column {next(iter(self._columns))!r}"
                )
                raise check.input_error(f"over[{name!r}]", f"{len(cells)} values", rule)

    @property
    def names(self) -> list[str]:
        """Returns the names of the columns."""
        return list(self._columns)

    @property
    def labels(self) -> Any:
        """Returns the label of each row: that of a frame's index, or the number from 0 on."""
        return self._labels

    def column(self, name: str) -> Any:
        """Returns the cells of a column."""
        wanted = check.word("column", name)
        if wanted not in self._columns:
            raise check.unknown("column", wanted, self._columns)
        return self._columns[wanted]

    def __len__(self) -> int:
        return len(self._labels)

    def _plain(self) -> dict[str, Any]:
        return {"columns": self._columns, "labels": self._labels}

    @classmethod
    def _again(cls, columns: dict[str, Any], labels: Any) -> Rows:
        rows = cls(columns)
        if len(labels) != len(rows):
            rule = f"must be {len(rows)}, one for each row"
            raise check.input_error("pickle.labels", f"{len(labels)} labels", rule)
        vars(rows)["_labels"] = labels
        return rows

    def __repr__(self) -> str:
        return f"<Rows: {len(self)} of {', '.join(self.names)}>"

    def _repr_html_(self) -> str:
        more = ", ..." if len(self) > _MOST_SHOWN else ""
        first = {name: cells[:_MOST_SHOWN] for name, cells in self._columns.items()}
        facts = {name: ", ".join(map(str, cells)) + more for name, cells in first.items()}
        return facts_html(f"opiodyn rows: {len(self)}", facts)


def rows_of(over: Any) -> Rows | None:
    """Returns the rows that a value is or stands for; None if it is something else."""
    if ask.is_a(over, Rows):
        return cast(Rows, over)
    _refuse_dataset(over)
    listed = ask.is_a(over, (list, tuple)) and all(ask.is_a(row, Mapping) for row in over[:1])
    return Rows(over) if listed or _is_frame(over) else None


def _refuse_dataset(value: object) -> None:
    """Refuses what has names and columns too, but is read neither as a grid nor as rows."""
    xarray = sys.modules.get("xarray")
    if xarray is not None and ask.is_a(value, xarray.Dataset):
        rule = "is neither a grid nor rows; its to_dataframe().reset_index() has a row for each "
        rule += "point, and the axes of a grid are numbers by name: {'dose': [1.5, 4.5]}"
        raise check.input_error("over", "a Dataset", rule)
    if not _is_frame(value) and ask.has(value, "to_pandas") and ask.has(value, "columns"):
        rule = "is no frame of pandas; give its to_pandas()"
        raise check.input_error("over", f"a {ask.kind(value)}", rule)


def is_table(value: object) -> bool:
    """Tells whether a value is a whole table, which is no axis."""
    return ask.is_a(value, Rows) or _is_frame(value)


def _is_frame(value: object) -> bool:
    """Tells whether a value is a frame; pandas is loaded if one is there."""
    pandas = sys.modules.get("pandas")
    return pandas is not None and ask.is_a(value, pandas.DataFrame)


def _of_frame(frame: Any) -> tuple[dict[str, Any], Any]:
    """Returns the columns of a frame, and the labels of its rows."""
    names = [check.word("over", name) for name in frame.columns]
    for name in names:
        if names.count(name) > 1:
            raise check.input_error("over", shown(name), "is the name of two columns; rename one")
    if frame.index.nlevels > 1:
        rule = "must be one label for each row; make columns of the others by reset_index()"
        raise check.input_error("over.index", frame.index.names, rule)
    columns = {name: frame.iloc[:, k].to_numpy() for k, name in enumerate(names)}
    return columns, frame.index.to_numpy()


def _of_list(table: Any) -> dict[str, list[Any]]:
    """Returns the columns of a list of rows."""
    check.instance("over", table, Sequence, _RULE)
    given = check.items("over", table, _RULE)
    rows = [check.mapping(f"over[{i}]", row, _RULE) for i, row in enumerate(given)]
    for i, row in enumerate(rows):
        _refuse_other_columns(i, row, rows[0])
    return {name: [row[name] for row in rows] for name in rows[0]} if rows else {}


def _refuse_other_columns(i: int, row: Mapping[str, Any], first: Mapping[str, Any]) -> None:
    for name in first:
        if name not in row:
            raise check.input_error(f"over[{i}]", "a row", f"has no {name!r}, which row 0 has")
    for name in row:
        if name not in first:
            raise check.input_error(
                f"over[{i}]", shown(name), "is a column that row 0 does not have"
            )


def _cells(name: str, cells: Any) -> Any:
    """Returns the cells of a column as an array or a list."""
    field, rule = f"over[{name!r}]", "must be a list, a cell a row"
    if ask.is_a(cells, Mapping):
        raise check.input_error(field, shown(cells), rule)
    if ask.is_a(cells, np.ndarray) and cells.ndim == 1:
        return cells.copy()
    return check.items(field, cells, rule)
