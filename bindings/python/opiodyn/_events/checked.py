"""This module takes a table of events from its source to checked values, step by step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from opiodyn._events.brands import name_drugs
from opiodyn._events.faults import Faults, Rows
from opiodyn._events.records import check_order, check_records, is_dose, settle_evid, starts_of
from opiodyn._events.source.columns import recognise
from opiodyn._events.source.ignored import left_out
from opiodyn._events.source.read import IntArray, Source, read_cells
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
    rows: Rows
    """The rows are counted as a person counts them."""
    names: Mapping[str, str]
    """The names of the columns are given by key, as the table writes them."""


def read(source: Source, drug: str, ignore: Iterable[str]) -> Checked:
    """Reads and checks a table.

    Args:
        source: Path of a CSV, an open file or a pandas DataFrame.
        drug: The drug of the doses that name none; empty if there is no such drug.
        ignore: Names of columns to leave out.

    Raises:
        InputError: The source cannot be read, or a row is at fault.
    """
    cells = read_cells(source)
    ignored = left_out(cells.columns, ignore)
    positions = recognise([column.name for column in cells.columns], ignored)
    columns = {key: cells.columns[i] for key, i in positions.items()}
    names = {key: column.name for key, column in columns.items()}

    def show(key: str, row: int) -> str:
        return columns[key].word(row) if key in columns else ""

    faults = Faults(cells.rows, names, show)
    reader = Reader(columns, faults, len(cells.rows.numbers))
    ids, values = reader.ids(), reader.values()
    faults.raise_first()
    settle_evid(values)
    check_records(values, faults)
    starts = starts_of(ids, faults)
    check_order(values["time"], starts, faults)
    faults.raise_first()
    unnamed = is_dose(values) & (values["drug"] == "")
    values["drug"] = np.where(unnamed, drug, values["drug"])
    name_drugs(values, is_dose(values) & (values["drug"] != ""), faults)
    faults.raise_first()
    return Checked(cells.source, values, ids, starts, cells.rows, names)
