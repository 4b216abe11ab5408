"""Event tables, step 2: which column is what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from opiodyn._checks import check
from opiodyn._model.covariates import COVARIATES

DOSING = ("amt", "rate", "dur", "ii", "addl", "ss")
_RECORD = ("id", "time", "evid", *DOSING, "cmt", "drug", "route", "mdv", "dv", "f", "alag")
_PER_COMPARTMENT = re.compile(r"(f|alag|d|r)([1-9][0-9]?)")

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
    f"understood are {', '.join(_RECORD).upper()}, TINF, LAG; F1, ALAG1, D1, R1 and so on; the "
    "covariates weight (WT), age, creatinine_clearance (CRCL), smoker (SMOK), hepatic; and "
    f"parameters: {', '.join(_SHORT_PARAMETERS)}, or a full name such as mydrug.CL. Leave out "
    "others with ignore=[...]"
)


def recognise(names: Sequence[str], ignore: Iterable[str]) -> dict[str, int]:
    """Position of each column by its key, without those to be ignored.

    Keys are lower-case names without aliases; those of parameters are as written.

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
            said = "stands twice" if seen[folded] == name else f"is the same as {seen[folded]!r}"
            raise check.input_error("column", repr(name), said)
        seen[folded] = name
        positions[key] = i
    return positions


def _require_time(names: Sequence[str], ignored: set[str]) -> None:
    if "time" in {name.lower() for name in names} - ignored:
        return
    found = ", ".join(names)
    shown = found if len(found) <= 100 else found[:97] + "..."
    rule = "a table of events needs a column TIME; columns are separated by commas"
    raise check.input_error("columns", repr(shown), rule)


def is_parameter(key: str) -> bool:
    """True for the key of a column that sets a parameter."""
    return key not in _RECORD and key not in COVARIATES and per_compartment(key) is None


def per_compartment(key: str) -> tuple[str, int] | None:
    """("alag", 2) of ``alag2``: a column of one compartment."""
    found = _PER_COMPARTMENT.fullmatch(key)
    return None if found is None else (found[1], int(found[2]))


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
    shown = name if len(name) <= 60 else name[:57] + "..."
    raise check.input_error("column", repr(shown), f"unknown; {_UNDERSTOOD}")
