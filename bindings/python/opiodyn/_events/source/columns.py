"""Step 2 of event tables knows the columns that a table may have, by key.

A key is the lower-case name of a column, and not an alias. A column of a parameter has its name as
it is written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeVar

from opiodyn._events.source.field import DATES, is_unused
from opiodyn._model.covariates import COVARIATES

DOSING = ("amt", "rate", "dur", "ii", "addl", "ss")
_WORDS = ("id", "cmt", "drug", "route", "smoker", "hepatic", "occ", *DATES)
_RECORD = (
    *("id", "time", "evid", *DOSING, "cmt", "drug", "route", "mdv", "dv", "f", "alag"),
    *("occ", *DATES),
)
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

KNOWN = (
    f"known are {', '.join(_RECORD).upper()}, TINF, LAG; F1, ALAG1, D1, R1 and so on; the "
    "covariates weight (WT), age, creatinine_clearance (CRCL), smoker (SMOK), hepatic; and "
    f"parameters: {', '.join(_SHORT_PARAMETERS)}, or a full name such as mydrug.CL"
)
"""These words tell which columns are used."""


def is_number(key: str) -> bool:
    """Tells whether a key is that of a column of numbers; subjects may have names instead."""
    return key not in ("", *_WORDS)


def is_parameter(key: str) -> bool:
    """Tells whether a key is that of a column which sets a parameter."""
    known = key in _RECORD or key in COVARIATES or is_unused(key)
    return not known and per_compartment(key) is None


def per_compartment(key: str) -> tuple[str, int] | None:
    """Returns kind and number of a column of one compartment: ("alag", 2) for ``alag2``."""
    found = _PER_COMPARTMENT.fullmatch(key)
    return None if found is None else (found[1], int(found[2]))


def compartment_columns(kind: str, columns: Mapping[str, _Column]) -> dict[int, _Column]:
    """Returns the columns of one kind by the number of their compartment: ``d1``, ``d2``, ..."""
    found = {key: per_compartment(key) for key in columns}
    return {place[1]: columns[key] for key, place in found.items() if place and place[0] == kind}


def is_optional(key: str) -> bool:
    """Tells whether a table without this column still says the same of doses and times."""
    described = key in ("dv", "occ") or key in COVARIATES or is_unused(key)
    return described or (key != "" and is_parameter(key))


def key_of(name: str) -> str:
    """Returns the key of a column; empty if its name is not known."""
    folded = name.lower()
    key = _ALIASES.get(folded, folded)
    if not is_parameter(key):
        return key
    full = name.isprintable() and re.fullmatch(r"[^\s.+]+(\.[^\s.+]+)+", name)
    return name if full or folded in _SHORT_FOLDED else ""
