"""Step 1 of event tables refuses rows that have too few or too many cells."""

from __future__ import annotations

import csv

from opiodyn._checks import check
from opiodyn._checks.shown import shown
from opiodyn._core import InputError
from opiodyn._events.source.lines.heading import Heading
from opiodyn._events.source.lines.separators import BLANK, SEPARATORS, cells_of, in_words
from opiodyn._events.words import shortened


def ragged(heading: Heading, row: int, text: str, cells: int) -> InputError:
    """Returns the error for a row whose cells are not as many as the columns.

    Args:
        heading: The row of column names.
        row: The row as a person counts it.
        text: The row as it stands.
        cells: The number of its cells.
    """
    separator = other_separator(heading, text)
    if separator is not None:
        return changed(heading, row, text, separator)
    rule = f"must have {heading.width}, as many as row {heading.row}"
    if cells == heading.width + 1 and row == heading.after + 1:
        rule += "; if R wrote names of rows into the table, write it with row.names=FALSE"
    return check.input_error(f"row {row}", f"{cells} fields", rule)


def no_name(position: int) -> InputError:
    """Returns the error for a column that has values and no name."""
    return check.input_error("column", f"number {position + 1}", "has no name")


def changed(heading: Heading, row: int, text: str, separator: str) -> InputError:
    """Returns the error for a row with another separator than the column names have."""
    rule = (
        f"separated by {in_words(separator)} where row {heading.row} has "
        f"{in_words(heading.separator)}; write all rows with one separator"
    )
    return check.input_error(f"row {row}", shown(shortened(text.strip(), 60)), rule)


def other_separator(heading: Heading, text: str) -> str | None:
    """Returns the separator by which a row has as many cells as columns, if it is another one."""
    if heading.width == 1:
        return None
    return next((one for one in SEPARATORS if _fits(heading, text, one)), None)


def _fits(heading: Heading, text: str, separator: str) -> bool:
    if separator == heading.separator or (separator == BLANK and "\t" in text.strip()):
        return False
    try:
        return heading.width <= len(cells_of(text, separator)) <= len(heading.names)
    except csv.Error:
        return False
