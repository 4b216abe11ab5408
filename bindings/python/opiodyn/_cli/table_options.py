"""This module holds the options of tables of events, which `simulate` and `events` share."""

from __future__ import annotations

import argparse
from typing import Any, NamedTuple


class TableOption(NamedTuple):
    """An option of tables stands for an argument of `opiodyn.read_events`."""

    option: str
    argument: str
    """This is the name of the argument in Python and in the section ``[table]`` of a scenario."""
    metavar: str
    repeated: bool
    help: str

    @property
    def destination(self) -> str:
        """This is the name of the option in the parsed arguments."""
        return self.option.removeprefix("--")

    @property
    def paired(self) -> bool:
        """This tells whether a value has a name and what belongs to it: OLD=NEW."""
        return "=" in self.metavar


TABLE_OPTIONS = (
    TableOption("--column", "columns", "OLD=NEW", True, "new name of a column: LAGT=ALAG2"),
    TableOption(
        "--unit",
        "units",
        "NAME=UNIT",
        True,
        "unit of a column: TIME=d, AMT=ug; known are min, h, d, wk for times, and ng, ug, mg, g, "
        "nmol, umol, mmol for amounts",
    ),
    TableOption("--keep", "keep", "NAME", True, "a column to read; all others are left out"),
    TableOption("--drop", "drop", "NAME", True, "a column to leave out"),
    TableOption(
        "--ignore",
        "ignore",
        "ROWS",
        True,
        "rows to leave out, in NONMEM's words: a mark with which they begin (@ for a letter), or "
        "conditions: 'DV.GT.100'",
    ),
    TableOption("--accept", "accept", "ROWS", True, "conditions of which a row must meet one"),
    TableOption(
        "--dates",
        "dates",
        "ORDER",
        False,
        "order in dates: mdy, dmy, ymd or ydm (default: that of the column's name)",
    ),
    TableOption("--decimal", "decimal", "MARK", False, "mark of decimals: . (default) or ,"),
    TableOption("--sheet", "sheet", "NAME", False, "sheet of a workbook that has several"),
    TableOption(
        "--carry",
        "carry",
        "WHICH",
        False,
        "next (default, as NONMEM) applies covariates and parameters of a row from the previous "
        "row on, last from the row's own time on",
    ),
)
"""These options have the order of the arguments of `opiodyn.read_events`."""

RECORDS = TableOption(
    "--records",
    "records",
    "WHICH",
    False,
    "records that are outputs: observations (default; EVID 0 and 2), all, or both for the states "
    "before and after each dose too",
)
"""This option is an argument of `opiodyn.simulate`."""


def add_table(parser: argparse.ArgumentParser, *, runs: bool) -> None:
    """Adds the options of tables of events; `runs` says that the table is simulated."""
    group = parser.add_argument_group("tables of events", "Names of columns may be in any case.")
    for one in (*TABLE_OPTIONS, *([RECORDS] if runs else [])):
        more = "; may be repeated" if one.repeated else ""
        settings: dict[str, Any] = {"action": "append", "default": []} if one.repeated else {}
        group.add_argument(one.option, metavar=one.metavar, help=one.help + more, **settings)
