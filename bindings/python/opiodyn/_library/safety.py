"""This module reads the file of safety notes: texts, and the numbers that decide when they show.

docs/safety.md lists the notes.
"""

from __future__ import annotations

from typing import Any

from .checks import choice, identifier, keys, table_of, text, whole
from .parameters import Origins, read_parameter
from .rows import Note, Parameter
from .schema import STATUS, ParameterKind
from .where import Where

NAME = "safety"

# The last word of a value's name tells its kind.
KINDS = {
    "opioid_free": ParameterKind("h", "positive", "time without opioids before a dose"),
    "block": ParameterKind("h", "positive", "time after a dose in which opioids are blocked"),
    "vulnerable": ParameterKind("h", "positive", "time after a dose in which tolerance is low"),
    "label_dose": ParameterKind("mg", "positive", "dose of the label"),
    "label_hours": ParameterKind("h", "positive", "period of the dose of the label"),
    "studied_dose": ParameterKind("mg", "positive", "largest dose studied"),
    "weight": ParameterKind("kg", "non-negative", "body weight"),
    "age": ParameterKind("years", "non-negative", "age"),
    "creatinine_clearance": ParameterKind("mL/min", "non-negative", "creatinine clearance"),
}


def read_safety(
    table: dict[str, Any], top: Where, origins: Origins
) -> tuple[list[Note], list[Parameter]]:
    """Returns the notes, and the values under their full names ("naltrexone.oral.label_dose")."""
    keys(table, top, {"name", "description", "notes", "values"})
    if table["name"] != NAME:
        (top / "name").fail(f"must be {NAME!r}", table["name"])
    text(table["description"], top / "description")
    notes, values = (table_of(table[key], top / key) for key in ("notes", "values"))
    return (
        [_note(name, content, top / "notes" / name, origins) for name, content in notes.items()],
        [_value(name, content, top / "values" / name, origins) for name, content in values.items()],
    )


def _note(name: str, content: Any, where: Where, origins: Origins) -> Note:
    identifier(name, where)
    keys(content, where, {"text", "when", "severity", "status", "source"})
    return Note(
        name,
        text(content["text"], where / "text"),
        text(content["when"], where / "when"),
        whole(content["severity"], where / "severity", 1, 3),
        choice(content["status"], where / "status", STATUS),
        origins.sources(content["source"], where / "source"),
    )


def _value(name: str, content: Any, where: Where, origins: Origins) -> Parameter:
    word = name.rpartition(".")[2]
    if word not in KINDS:
        where.fail(f"must end in one of {', '.join(sorted(KINDS))}")
    return read_parameter(name, content, where, KINDS[word], origins)
