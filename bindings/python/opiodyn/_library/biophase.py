"""This module reads the file of the effect compartment.

Its presets disagree, because the literature does.
"""

from __future__ import annotations

from typing import Any

from .checks import identifier, keys, table_of, text
from .parameters import Origins
from .rows import Parameter, Preset
from .section import Sections
from .where import Where

NAME = "biophase"


def read_biophase(
    table: dict[str, Any], top: Where, origins: Origins
) -> tuple[list[Parameter], list[Preset]]:
    """Returns the parameters ("biophase.ED50", "biophase.<preset>.C50") and the presets."""
    keys(table, top, {"name", "description", "parameters", "presets"})
    if table["name"] != NAME:
        (top / "name").fail(f"must be {NAME!r}", table["name"])
    text(table["description"], top / "description")
    sections = Sections(NAME, origins)
    sections.read("", table["parameters"], top / "parameters", {"ED50"})
    presets = [
        _preset(sections, name, content, top / "presets" / name)
        for name, content in table_of(table["presets"], top / "presets").items()
    ]
    if not presets:
        (top / "presets").fail("must hold at least one preset")
    return list(sections.given.values()), presets


def _preset(sections: Sections, name: str, content: Any, where: Where) -> Preset:
    identifier(name, where)
    keys(content, where, {"matches", "fails", "parameters"})
    parameters = content["parameters"]
    sections.read(f"{name}.", parameters, where / "parameters", {"half_life", "C50"})
    matches, fails = (text(content[key], where / key) for key in ("matches", "fails"))
    return Preset(name, matches, fails)
