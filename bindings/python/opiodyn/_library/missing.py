"""This module reads [missing], which names parameters that are not known, with reasons."""

from __future__ import annotations

from collections.abc import Collection

from .schema import (
    ALL_INPUTS,
    BINDING,
    CATEGORIES,
    FORMATION,
    MEASURED,
    RECEPTORS,
    ROUTES,
    SHAPE,
    WHOLE_BODY,
)
from .section import Sections
from .where import Where


def effect_on(local: str) -> str:
    """Returns the parameter that an effect changes, such as "CL" for "CL.hepatic.normal".

    The result is empty if the name is not that of an effect.
    """
    *owners, last = local.split(".")
    if owners and last in CATEGORIES.get(owners[-1], ()):
        return ".".join(owners[:-1])
    return ".".join(owners) if last == "cv" or last in MEASURED else ""


def check_missing(
    sections: Sections,
    effects: Collection[str],
    kind: str,
    compartments: int,
    metabolites: list[str],
    where: Where,
) -> None:
    """Fails if the file gives a missing parameter, or could not have it.

    An effect can be missing only if the file gives the parameter that the effect changes.
    """
    for local in sections.missing:
        if local in sections.given or sections.full(local) in effects:
            (where / local).fail("is given in this file; remove one of the two")
        if effect_on(local) not in sections.given and not _is_known(
            local, kind, compartments, metabolites
        ):
            (where / local).fail("is no parameter that this substance could have")
    if kind != "peptide" and compartments == 0:
        for local in ("CL", "V1"):
            if local not in sections.missing:
                (where / local).fail("missing; with compartments = 0 the reason must stand here")


def _is_known(local: str, kind: str, compartments: int, metabolites: list[str]) -> bool:
    *owners, name = local.split(".")
    peptide = kind == "peptide"
    if not owners:
        # Compartments need clearances and volumes; without compartments these may be missing.
        shape = SHAPE if compartments == 0 else set()
        return name in ({"molar_mass"} if peptide else WHOLE_BODY | shape)
    owner = owners[0]
    if owner in RECEPTORS:
        return len(owners) == 1 and name in BINDING | ({"e0"} if peptide else set())
    if owner in metabolites:
        return len(owners) == 1 and name in FORMATION
    if owner in ROUTES and not peptide:
        return name in (ALL_INPUTS | {"salt_factor"} if len(owners) == 1 else ALL_INPUTS)
    return False
