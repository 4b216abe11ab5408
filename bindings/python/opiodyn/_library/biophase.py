"""This module reads the file of the effect compartment.

Its presets disagree, because the literature does.
"""

from __future__ import annotations

from typing import Any

from .checks import choice, identifier, keys, table_of, text
from .parameters import Origins
from .rows import Parameter, Preset
from .schema import RECEPTORS
from .section import Sections
from .where import Where

NAME = "biophase"


def read_biophase(
    table: dict[str, Any], top: Where, origins: Origins
) -> tuple[list[Parameter], list[Preset]]:
    """Returns the parameters and the presets.

    Names are "biophase.ED50" and "biophase.<preset>.C50", and "biophase.<preset>.naltrexone.mu.K"
    for a value that a preset has for a drug of its own.
    """
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
    keys(content, where, {"matches", "fails", "parameters"}, {"drugs"})
    parameters = content["parameters"]
    drugs = table_of(content.get("drugs", {}), where / "drugs")
    # A preset brings Kp of the calibrated drug by C50, or as a value of its own.
    needed = {"half_life"} if drugs else {"half_life", "C50"}
    sections.read(f"{name}.", parameters, where / "parameters", needed)
    for drug, values in drugs.items():
        _drug(sections, f"{name}.{drug}.", values, where / "drugs" / drug)
    matches, fails = (text(content[key], where / key) for key in ("matches", "fails"))
    return Preset(name, matches, fails)


def _drug(sections: Sections, prefix: str, content: Any, where: Where) -> None:
    """Reads what a preset has for one drug: the partition, and affinities at receptors."""
    keys(content, where, {"parameters"}, {"receptors"})
    sections.read(prefix, content["parameters"], where / "parameters", {"Kp"})
    for receptor, values in table_of(content.get("receptors", {}), where / "receptors").items():
        place = where / "receptors" / receptor
        choice(receptor, place, RECEPTORS)
        keys(values, place, {"parameters"})
        sections.read(
            f"{prefix}{receptor}.", values["parameters"], place / "parameters", {"K", "koff"}
        )
