"""This module refuses tables that are too large, before they are read."""

from __future__ import annotations

from opiodyn._checks import check
from opiodyn._core import limits as limits  # the one name that tests replace

COLUMNS = 2_000
"""This is the largest number of columns of a table [-]."""
LINE_LENGTH = 100_000
"""This is the largest number of characters in a line of a text [-]."""


def refuse_records(name: str, records: int) -> None:
    """Refuses a table with more records than a study may have."""
    if records > limits.records:
        raise check.input_error("events", name, f"has more than {limits.records} records")


def refuse_lines(name: str, lines: int) -> None:
    """Refuses a text with so many lines that most of them cannot be records."""
    most = 2 * limits.records
    if lines > most:
        raise check.input_error("events", name, f"has more than {most} lines")


def refuse_length(name: str, length: int) -> None:
    """Refuses a text with more characters than a table may have."""
    if length > limits.table_length:
        raise check.input_error("events", name, f"has more than {limits.table_length} characters")


def refuse_columns(field: str, columns: int) -> None:
    """Refuses a table with more columns than one may have."""
    if columns > COLUMNS:
        rule = f"a table has at most {COLUMNS}; take out those that are not needed"
        raise check.input_error(field, f"{columns} columns", rule)


def refuse_line_length(row: int, length: int) -> None:
    """Refuses a line that is no row of a table, because it is too long."""
    if length > LINE_LENGTH:
        rule = f"a line has at most {LINE_LENGTH}; is this a table with a row per event?"
        raise check.input_error(f"row {row}", f"{length} characters", rule)
