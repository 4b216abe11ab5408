"""This module finds what a spreadsheet writes instead of a value: errors, and formulas alone."""

from __future__ import annotations

import re
from collections.abc import Mapping

import numpy as np

from opiodyn._events.faults import Faults
from opiodyn._events.source.cells import TableColumn

_ERROR = re.compile(
    r"\s*#(N/A|DIV/0!|REF!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|BUSY!"
    r"|UNKNOWN!|GETTING_DATA)(?!\w)",
    re.IGNORECASE,
)
_RULES = {
    "#": "is an error of a spreadsheet: correct it there, or clear the cell",
    "=": "is a formula without a value: open and save the file in a spreadsheet",
}


def begins_with_error(text: str) -> bool:
    """Tells whether a row or cell begins with an error of a spreadsheet, such as ``#DIV/0!``."""
    return _ERROR.match(text) is not None


def add_faults_of_formulas(columns: Mapping[str, TableColumn], faults: Faults) -> None:
    """Adds a fault where a spreadsheet wrote an error or a formula instead of a value.

    Args:
        columns: The columns that are read, by key.
        faults: The collection that faults are added to.
    """
    for key, column in columns.items():
        begins = np.array([word[:1] for word in column.words], dtype="U1")
        for begin, rule in _RULES.items():
            bad = begins == begin
            for i in np.flatnonzero(bad) if begin == "#" else ():
                bad[i] = _ERROR.fullmatch(column.words[i]) is not None
            if bad.any():
                faults.add(bad[column.codes], key, rule)
