"""This module writes the data set of a control stream."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from opiodyn._exchange.dose_table import DOSE, DoseTable, Row
from opiodyn._exchange.printer import plain_number

COLUMNS = ("ID", "TIME", "EVID", "AMT", "CMT", "RATE", "ADDL", "II", "SS", "MDV", "DV")
_NOTHING = dict.fromkeys(COLUMNS, "0") | {"DV": "."}


def dose_rows(table: DoseTable, values: Sequence[float]) -> Iterator[tuple[Row, dict[str, str]]]:
    """Yields the rows of doses and resets, each with its cells but for the subject.

    Args:
        table: The dosing records.
        values: The value of each term.
    """
    for row in table.rows:
        yield row, _dose(table, values, row)


def _dose(table: DoseTable, values: Sequence[float], row: Row) -> dict[str, str]:
    cells = _NOTHING | {"TIME": plain_number(row.time), "EVID": str(row.evid), "MDV": "1"}
    if row.evid != DOSE:
        return cells
    return cells | {
        "AMT": plain_number(row.amount),
        "CMT": str(row.state + 1),
        "RATE": "-2" if table.zero_order(row) else plain_number(rate_of(table, values, row)),
        "ADDL": str(row.addl),
        "II": plain_number(row.ii),
        "SS": str(row.ss),
    }


def rate_of(table: DoseTable, values: Sequence[float], row: Row) -> float:
    """Returns the rate of an infusion in the unit of its compartment per hour; 0 if it is none."""
    unit = table.entrances[row.state].nmol_per_mg
    per_mg = values[unit] if unit >= 0 else 1.0
    if row.rate > 0.0:
        return row.rate * per_mg
    return row.amount * per_mg / row.hours if row.hours > 0.0 else 0.0


def observation(time: float, **cells: str) -> dict[str, str]:
    """Returns the cells of an observation."""
    return _NOTHING | {"TIME": plain_number(time), "EVID": "0", **cells}


def csv_text(columns: Sequence[str], rows: Iterable[dict[str, str]]) -> str:
    """Returns the text of a data set."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()
