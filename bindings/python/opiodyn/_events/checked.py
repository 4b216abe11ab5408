"""Event tables: the steps from a source to values that make sense."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from opiodyn._events.columns import recognise
from opiodyn._events.faults import Faults, Rows
from opiodyn._events.read import IntArray, Source, read_cells
from opiodyn._events.records import check_order, check_records, is_dose, settle_evid, starts_of
from opiodyn._events.values import Reader, Values


class Checked(NamedTuple):
    """A table in which every row has been checked."""

    source: str
    """What messages call it."""
    columns: Values
    """By key, one value per row."""
    ids: npt.NDArray[np.object_]
    """The subject of each row."""
    starts: IntArray
    """First row of each subject."""
    rows: Rows
    """How the rows are counted."""
    names: Mapping[str, str]
    """Columns by key as they are written in the table."""


def read(source: Source, drug: str, ignore: Iterable[str]) -> Checked:
    """Reads and checks a table; ``drug`` is of the doses that name none.

    Raises:
        InputError: The source cannot be read, or a row is at fault.
    """
    cells = read_cells(source)
    positions = recognise([column.name for column in cells.columns], ignore)
    columns = {key: cells.columns[i] for key, i in positions.items()}
    names = {key: column.name for key, column in columns.items()}
    rows = Rows(cells.rows, cells.in_file)

    def show(key: str, row: int) -> str:
        return columns[key].word(row) if key in columns else ""

    faults = Faults(rows, names, show)
    reader = Reader(columns, faults, len(cells.rows))
    ids, values = reader.ids(), reader.values()
    faults.raise_first()
    settle_evid(values)
    check_records(values, faults)
    starts = starts_of(ids, faults)
    check_order(values["time"], starts, faults)
    faults.raise_first()
    unnamed = is_dose(values) & (values["drug"] == "")
    values["drug"] = np.where(unnamed, drug, values["drug"])
    return Checked(cells.source, values, ids, starts, rows, names)
