"""This module reads the file of contested values, and of the sets that replace them."""

from __future__ import annotations

from typing import Any

from .checks import choice, identifier, keys, list_of, number, table_of, text
from .parameters import Origins
from .rows import Alternative, Contested
from .where import Where

NAME = "contested"
PHI = "phi"  # a setting of the model, which no literature set holds
HEADLINES = {"tone", "naloxone"}


def read_contested(table: dict[str, Any], top: Where, origins: Origins) -> list[Contested]:
    """Returns the contested values in the order of the file."""
    keys(table, top, {"name", "description", "values"})
    if table["name"] != NAME:
        (top / "name").fail(f"must be {NAME!r}", table["name"])
    text(table["description"], top / "description")
    values = table_of(table["values"], top / "values")
    return [
        _value(name, content, top / "values" / name, origins) for name, content in values.items()
    ]


def _value(name: str, content: Any, where: Where, origins: Origins) -> Contested:
    identifier(name, where)
    keys(content, where, {"parameter", "headlines", "text", "source", "others"})
    parameter = text(content["parameter"], where / "parameter")
    others = list_of(content["others"], where / "others")
    if not others:
        (where / "others").fail("needs at least one", others)
    return Contested(
        name,
        parameter,
        choice(content["headlines"], where / "headlines", HEADLINES),
        text(content["text"], where / "text"),
        origins.sources(content["source"], where / "source"),
        tuple(_other(parameter, one, where / "others" / i) for i, one in enumerate(others)),
    )


def _other(parameter: str, content: Any, where: Where) -> Alternative:
    """Reads a literature set that replaces the parameter, or another value of phi."""
    if parameter == PHI:
        keys(content, where, {"value", "words"})
        value = number(content["value"], where / "value")
        return Alternative("", value, text(content["words"], where / "words"))
    keys(content, where, {"set", "words"})
    name = text(content["set"], where / "set")
    if name.partition("/")[0] != parameter.partition(".")[0]:
        (where / "set").fail(f"must be a set of the substance of {parameter}", name)
    return Alternative(name, None, text(content["words"], where / "words"))
