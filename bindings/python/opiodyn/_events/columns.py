"""Step 2 of event tables finds the meaning of each column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from opiodyn._checks import check
from opiodyn._events.words import shortened
from opiodyn._model.covariates import COVARIATES

DOSING = ("amt", "rate", "dur", "ii", "addl", "ss")
_RECORD = ("id", "time", "evid", *DOSING, "cmt", "drug", "route", "mdv", "dv", "f", "alag")
_PER_COMPARTMENT = re.compile(r"(f|alag|d|r)([1-9][0-9]?)")

_Column = TypeVar("_Column")

_ALIASES = {
    "tinf": "dur",
    "lag": "alag",
    "wt": "weight",
    "crcl": "creatinine_clearance",
    "smok": "smoker",
}
_SHORT_PARAMETERS = (
    *("CL", "CL_renal", "V", "V1", "V2", "V3", "Q", "Q2", "Q3"),
    *("ka", "duration", "fraction", "fu", "Kp", "molar_mass", "salt_factor"),
)
_SHORT_FOLDED = {name.lower() for name in _SHORT_PARAMETERS}

_UNDERSTOOD = (
    f"known are {', '.join(_RECORD).upper()}, TINF, LAG; F1, ALAG1, D1, R1 and so on; the "
    "covariates weight (WT), age, creatinine_clearance (CRCL), smoker (SMOK), hepatic; and "
    f"parameters: {', '.join(_SHORT_PARAMETERS)}, or a full name such as mydrug.CL. Leave out "
    "other columns with ignore=[...]"
)


def recognise(names: Sequence[str], ignore: Iterable[str]) -> dict[str, int]:
    """Returns the position of each column by its key, without the columns to ignore.

    A key is the lower-case name of a column, and not an alias. A column of a parameter has its
    name as it is written.

    Raises:
        InputError: A column is not known or stands twice, or there is no TIME.
    """
    ignored = {name.strip().lower() for name in check.words("ignore", ignore)}
    _require_time(names, ignored)
    positions: dict[str, int] = {}
    seen: dict[str, str] = {}
    for i, name in enumerate(names):
        if name.lower() in ignored:
            continue
        key = _key(name, i)
        folded = key.lower()
        if folded in seen:
            rule = "stands twice" if seen[folded] == name else f"is the same as {seen[folded]!r}"
            raise check.input_error("column", repr(name), rule)
        seen[folded] = name
        positions[key] = i
    return positions


def _require_time(names: Sequence[str], ignored: set[str]) -> None:
    if "time" in {name.lower() for name in names} - ignored:
        return
    rule = "a table of events needs a column TIME; columns are separated by commas"
    raise check.input_error("columns", repr(shortened(", ".join(names), 100)), rule)


def is_parameter(key: str) -> bool:
    """Tells whether a key is that of a column which sets a parameter."""
    return key not in _RECORD and key not in COVARIATES and per_compartment(key) is None


def per_compartment(key: str) -> tuple[str, int] | None:
    """Returns kind and number of a column of one compartment: ("alag", 2) for ``alag2``."""
    found = _PER_COMPARTMENT.fullmatch(key)
    return None if found is None else (found[1], int(found[2]))


def compartment_columns(kind: str, columns: Mapping[str, _Column]) -> dict[int, _Column]:
    """Returns the columns of one kind by the number of their compartment: ``d1``, ``d2``, ..."""
    found = {key: per_compartment(key) for key in columns}
    return {place[1]: columns[key] for key, place in found.items() if place and place[0] == kind}


def _key(name: str, position: int) -> str:
    folded = name.lower()
    key = _ALIASES.get(folded, folded)
    if not is_parameter(key):
        return key
    if folded == "":
        raise check.input_error("column", f"number {position + 1}", "has no name")
    full = name.isprintable() and re.fullmatch(r"[^\s.+]+(\.[^\s.+]+)+", name)
    if full or folded in _SHORT_FOLDED:
        return name
    raise check.input_error("column", repr(shortened(name, 60)), f"unknown; {_UNDERSTOOD}")
