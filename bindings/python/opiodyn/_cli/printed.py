"""This module prints tables for people, and as JSON or CSV for other programs."""

from __future__ import annotations

import argparse
import json
import math
import numbers
import sys
from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from typing import TYPE_CHECKING, Any

from opiodyn._checks.shown import text_of
from opiodyn._cli.output import heading
from opiodyn._report.layout import screen_width, table_text

if TYPE_CHECKING:
    import pandas as pd


_TOLD = (
    *("field", "value", "rule", "text", "position", "length"),
    *("time", "step", "state", "reason", "filename"),
)
"""An error may have these attributes."""


class Form(Enum):
    """A form says how a command prints its table."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"


def add_form(parser: argparse.ArgumentParser, rows: str) -> argparse._MutuallyExclusiveGroup:
    """Adds the options of the form; `rows` says what the records are."""
    group = parser.add_mutually_exclusive_group()
    group.add_argument(
        "--json",
        action="store_true",
        help=f"print {rows} as a list of records in JSON, or the error as an object of JSON",
    )
    group.add_argument("--csv", action="store_true", help=f"print {rows} as CSV")
    return group


def form_of(chosen: argparse.Namespace) -> Form:
    """Returns the form that the options ask for."""
    if chosen.json:
        return Form.JSON
    return Form.CSV if chosen.csv else Form.TEXT


def show(
    form: Form,
    frame: pd.DataFrame,
    text: Callable[[], str],
    *,
    units: Mapping[str, str] | None = None,
    notes: Iterable[object] = (),
) -> None:
    """Prints a table in a form.

    Args:
        form: The form.
        frame: The table, whose index has names.
        text: Makes the text for people.
        units: The units of columns that have one, for the headings of CSV.
        notes: The sentences that the text has, and the table has not. They go to standard error.
    """
    if form is Form.TEXT:
        print(text())
        return
    for note in notes:
        print("opiodyn: note:", text_of(note), file=sys.stderr)
    plain = frame.reset_index()
    if form is Form.JSON:
        print(json.dumps([_plain(row) for row in plain.to_dict("records")], indent=2))
    else:
        headed = plain.rename(columns=lambda name: heading(name, (units or {}).get(name, "-")))
        print(headed.to_csv(index=False, lineterminator="\n"), end="")


def listed(frame: pd.DataFrame) -> str:
    """Returns a list of the library as text that fits the terminal."""
    return table_text(frame, screen_width())


def error_json(error: BaseException, message: str, code: int) -> str:
    """Returns an error as an object of JSON, with the attributes that a program may want."""
    told = {name: getattr(error, name, None) for name in _TOLD}
    about = {
        "kind": type(error).__name__,
        "message": message,
        "exit_code": code,
        **_plain({name: value for name, value in told.items() if value is not None}),
    }
    return json.dumps({"error": about}, indent=2)


def _plain(record: Mapping[Any, Any]) -> dict[str, Any]:
    """Returns a record as JSON knows it, in which null stands for what is no number."""
    return {str(name): _value(value) for name, value in record.items()}


def _value(value: Any) -> Any:
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, numbers.Integral):
        return int(value)
    if isinstance(value, numbers.Real):
        return float(value) if math.isfinite(value) else None
    return value.item() if hasattr(value, "item") else text_of(value)
