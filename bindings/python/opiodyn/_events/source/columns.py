"""Step 2 of event tables finds the meaning of each column."""

from __future__ import annotations

import re
import shlex
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TypeVar

from opiodyn._checks import check
from opiodyn._events.source.field import meaning
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
    f"parameters: {', '.join(_SHORT_PARAMETERS)}, or a full name such as mydrug.CL"
)


def recognise(names: Sequence[str], ignored: Collection[int]) -> dict[str, int]:
    """Returns the position of each column by its key, without those at the positions to ignore.

    A key is the lower-case name of a column, and not an alias. A column of a parameter has its
    name as it is written.

    Raises:
        InputError: A column is not known or stands twice, or there is no TIME.
    """
    kept = {i: name for i, name in enumerate(names) if i not in ignored}
    _require_time(names, kept.values())
    keys = {i: key_of(name) for i, name in kept.items()}
    _refuse_unknown(names, keys, ignored)
    positions: dict[str, int] = {}
    seen: dict[str, str] = {}
    for i, key in keys.items():
        folded, name = key.lower(), names[i]
        if folded in seen:
            rule = "stands twice" if seen[folded] == name else f"is the same as {seen[folded]!r}"
            raise check.input_error("column", repr(name), rule)
        seen[folded] = name
        positions[key] = i
    return positions


def _require_time(names: Sequence[str], kept: Iterable[str]) -> None:
    if "time" in {name.lower() for name in kept}:
        return
    rule = "a table of events needs a column TIME; columns are separated by commas"
    raise check.input_error("columns", repr(shortened(", ".join(names), 100)), rule)


def _refuse_unknown(
    names: Sequence[str], keys: Mapping[int, str], ignored: Collection[int]
) -> None:
    """Refuses all columns that are not known, in one message."""
    unknown = [i for i, key in keys.items() if key == ""]
    for i in unknown:
        if names[i] == "":
            raise check.input_error("column", f"number {i + 1}", "has no name")
        rule = meaning(names[i], keys.values())
        if rule:
            raise check.input_error("column", repr(names[i]), rule)
    if not unknown:
        return
    shown = ", ".join(repr(shortened(names[i], 60)) for i in unknown)
    chosen = [names[i] for i in sorted({*ignored, *unknown})]
    shell = " ".join(f"--ignore {shlex.quote(name)}" for name in chosen)
    call = f"ignore={chosen!r} (in the shell: {shell})"
    rule = f"unknown; {_UNDERSTOOD}. If a simulation needs none of them, leave them out: {call}"
    raise check.input_error("column" if len(unknown) == 1 else "columns", shown, rule)


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


def is_optional(key: str) -> bool:
    """Tells whether a table without this column still says the same of doses and times."""
    return key == "dv" or key in COVARIATES or (key != "" and is_parameter(key))


def key_of(name: str) -> str:
    """Returns the key of a column; empty if its name is not known."""
    folded = name.lower()
    key = _ALIASES.get(folded, folded)
    if not is_parameter(key):
        return key
    full = name.isprintable() and re.fullmatch(r"[^\s.+]+(\.[^\s.+]+)+", name)
    return name if full or folded in _SHORT_FOLDED else ""
