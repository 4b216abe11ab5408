"""This module takes a table of events from its source to checked values, step by step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from opiodyn._checks import check
from opiodyn._events.brands import name_drugs
from opiodyn._events.faults import Bools, Faults, Rows
from opiodyn._events.notes import Notes
from opiodyn._events.records import check_records, is_dose, settle_evid, starts_of
from opiodyn._events.source.cells import IntArray
from opiodyn._events.source.chosen import left_out
from opiodyn._events.source.filters.rows import marked_rows_left_out
from opiodyn._events.source.formulas import add_faults_of_formulas
from opiodyn._events.source.headings import with_headings
from opiodyn._events.source.read import Source, read_cells
from opiodyn._events.source.recognised import recognise
from opiodyn._events.source.request import Request
from opiodyn._events.times.clock import times_of
from opiodyn._events.times.left_out import check_left_out_dates
from opiodyn._events.times.restart import continue_times
from opiodyn._events.units import Units
from opiodyn._events.values import Reader, Values


class Checked(NamedTuple):
    """A checked table holds columns of values in which every row has been checked."""

    source: str
    """This is the name of the table in messages."""
    columns: Values
    """The columns have one value per row and are named by key."""
    ids: npt.NDArray[np.object_]
    """The IDs name the subject of each row."""
    starts: IntArray
    """The starts are the first rows of the subjects."""
    restarts: Bools
    """The restarts are the rows where time starts again, before which the body is reset."""
    rows: Rows
    """The rows are counted as a person counts them."""
    names: Mapping[str, str]
    """The names of the columns are given by key, as the table writes them."""
    left_out: tuple[str, ...]
    """These columns of the table were left out: the caller asked for it, or they say nothing."""
    units: Units
    """The units are those of the columns as the table writes them."""
    request: Request
    """The request is what the caller said about the table."""
    notes: tuple[str, ...]
    """These sentences tell what was understood that a user may want to know."""

    def plain(self) -> dict[str, Any]:
        """Returns the table as plain data, for a pickle."""
        return {
            **self._asdict(),
            "columns": {key: _plain(column) for key, column in self.columns.items()},
            "ids": _plain(self.ids),
            "rows": self.rows._asdict(),
            "names": dict(self.names),
            "units": self.units.plain(),
            "request": self.request._asdict(),
        }

    @property
    def resets(self) -> Bools:
        """These are the rows that reset the body, by EVID or because time starts again."""
        resets: Bools = self.restarts | (self.columns["evid"] >= 3.0)
        return resets


def _plain(column: npt.NDArray[Any]) -> Any:
    """Returns a column as it is pickled: numbers as an array, and words as a list."""
    return column.tolist() if column.dtype == object else column


def _column(column: Any) -> npt.NDArray[Any]:
    """Returns a column that was pickled."""
    return column if isinstance(column, np.ndarray) else np.array(column, dtype=np.object_)


def again(plain: dict[str, Any]) -> Checked:
    """Returns the table of plain data.

    Raises:
        InputError: Sizes disagree.
    """
    made = {
        "columns": {key: _column(column) for key, column in plain["columns"].items()},
        "ids": _column(plain["ids"]),
        "rows": Rows(**plain["rows"]),
        "units": Units.again(plain["units"]),
        "request": Request(**plain["request"]),
    }
    table = Checked(**{**plain, **made})
    lengths = {len(column) for column in (*table.columns.values(), table.ids, table.restarts)}
    if lengths != {len(table.rows.numbers)}:
        raise check.input_error("pickle.columns", sorted(lengths), "must have one length")
    if not np.isin(table.starts, np.arange(len(table.ids))).all():
        raise check.input_error("pickle.starts", table.starts, "must be rows of the table")
    return table


def read(source: Source, drug: str, request: Request) -> Checked:
    """Reads and checks a table.

    Args:
        source: Path of a file, an open file or a frame.
        drug: The drug of the doses that name none; empty if there is no such drug.
        request: The arguments of the caller that say how to read the table.

    Raises:
        InputError: The source cannot be read, or a row is at fault.
    """
    notes = Notes()
    cells = with_headings(read_cells(source, request, notes), request, notes)
    cells, compared = marked_rows_left_out(cells, request, notes)
    dropped = left_out(cells.columns, compared, request, notes)
    positions = recognise(cells.columns, dropped, request, notes)
    columns = {key: cells.columns[i] for key, i in positions.items()}
    names = {key: column.heading for key, column in columns.items()}

    def show(key: str, row: int) -> str:
        return columns[key].word(row) if key in columns else ""

    faults = Faults(cells.rows, names, show, request.leaving)
    add_faults_of_formulas(columns, faults)
    units = Units(columns, notes)
    reader = Reader(columns, units, faults, len(cells.rows.numbers), notes)
    ids, values = reader.ids(), reader.values()
    starts = starts_of(ids, faults)
    times = times_of(columns, starts, units, request, reader, faults, notes)
    values["time"] = times.hours
    faults.raise_first()
    settle_evid(values)
    check_records(values, faults)
    restarts = continue_times(values, starts, faults, notes)
    faults.raise_first()
    left = [cells.columns[i] for i in sorted(dropped)]
    check_left_out_dates(left, times, starts, restarts, request, faults)
    unnamed = is_dose(values) & (values["drug"] == "")
    values["drug"] = np.where(unnamed, drug, values["drug"])
    name_drugs(values, is_dose(values) & (values["drug"] != ""), faults)
    faults.raise_first()
    return Checked(
        source=cells.source,
        columns=values,
        ids=ids,
        starts=starts,
        restarts=restarts,
        rows=cells.rows,
        names=names,
        left_out=tuple(cells.columns[i].heading for i in sorted(dropped)),
        units=units,
        request=request,
        notes=notes.sentences,
    )
