"""This module reads the file of endpoints: effects of opioids, each with a receptor and a slope."""

from __future__ import annotations

from typing import Any

from .checks import choice, identifier, keys, table_of, text
from .parameters import Origins
from .rows import Endpoint, Parameter
from .schema import RECEPTORS
from .section import Sections
from .where import Where

NAME = "effects"


def read_effects(
    table: dict[str, Any], top: Where, origins: Origins
) -> tuple[list[Endpoint], list[Parameter]]:
    """Returns the endpoints, and their slopes under names such as "effect.breathing.n"."""
    keys(table, top, {"name", "description", "endpoints"})
    if table["name"] != NAME:
        (top / "name").fail(f"must be {NAME!r}", table["name"])
    text(table["description"], top / "description")
    endpoints: list[Endpoint] = []
    slopes = Sections("effect", origins)
    for name, content in table_of(table["endpoints"], top / "endpoints").items():
        where = top / "endpoints" / name
        identifier(name, where)
        keys(content, where, {"receptor", "meaning", "parameters"})
        receptor = choice(content["receptor"], where / "receptor", RECEPTORS)
        endpoints.append(Endpoint(name, receptor, text(content["meaning"], where / "meaning")))
        slopes.read(f"{name}.", content["parameters"], where / "parameters", {"n"})
    return endpoints, list(slopes.given.values())
