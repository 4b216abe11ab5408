"""This module reads the file of the body's response: receptors, peptides and read-outs.

docs/drug-files.md describes its form.
"""

from __future__ import annotations

from typing import Any

from .checks import keys, text
from .parameters import Origins
from .rows import Parameter
from .schema import PEPTIDE_RESPONSE
from .section import Sections
from .where import Where

NAME = "response"
_TURNOVER = {"turnover_half_life", "U", "o50", "q"}
_RECEPTOR = {*_TURNOVER, "adaptation_half_life", "gZ", "Bmax"}
_WEIGHTS = {"w_T", "w_O", "w_c", "w_s"}

# The file must give all of these parameters, group by group.
GROUPS = {
    NAME: {"kint"},
    "mu": _RECEPTOR,
    "delta": _RECEPTOR,
    "kappa": _RECEPTOR,
    "beta-endorphin": PEPTIDE_RESPONSE,
    "enkephalin": PEPTIDE_RESPONSE,
    "dynorphin": PEPTIDE_RESPONSE,
    "ogf": {*_TURNOVER, "e0", "precursor_half_life", "G", "x50"},
    "ogf.naltrexone": {"K"},
    "tlr4.naltrexone": {"K"},
    "activation": {"half_life"},
    "flare": {"half_life"},
    "cytokine": {"half_life"},
    "pain": {"P0", "mu_share"},
    "mechanism": _WEIGHTS,
    "illustrative": _WEIGHTS,
}


def read_response(table: dict[str, Any], top: Where, origins: Origins) -> list[Parameter]:
    """Returns the parameters, each under the name of its group: "mu.U", "beta-endorphin.G"."""
    keys(table, top, {"name", "description", *GROUPS})
    if table["name"] != NAME:
        (top / "name").fail(f"must be {NAME!r}", table["name"])
    text(table["description"], top / "description")
    rows: list[Parameter] = []
    for group, names in GROUPS.items():
        where = top / group
        content = keys(table[group], where, {"parameters"})["parameters"]
        sections = Sections(group, origins)
        sections.read("", content, where / "parameters", names)
        rows += sections.given.values()
    return rows
