"""This module tells which drugs, peptides and receptors a quantity of a model is about."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

_FILE = "identifiers.toml"
_ADDRESS = "https://identifiers.org/"
_COMPLEX = ".bound"
_SUBSTANCE = {"nmol", "nM"}
"""A quantity in one of these units is how much there is of a substance."""


class Entity(NamedTuple):
    """An entity is a drug, peptide or receptor that a database keeps."""

    identifier: str
    relation: str

    def address(self) -> str:
        """Returns the address of the entry under identifiers.org."""
        return _ADDRESS + self.identifier


def relations(name: str, unit: str) -> Iterator[tuple[str, Entity]]:
    """Yields how a quantity such as naltrexone.central is related to entities of databases.

    An amount or a concentration is that of its substance. A complex has its parts, as far as they
    have entries of their own. Anything else is a property of what it is named after.
    """
    entities = _named_in(name)
    if name.endswith(_COMPLEX):
        yield from (("hasPart", one) for one in entities if one.relation == "is")
    elif len(entities) == 1 and unit in _SUBSTANCE:
        yield entities[0].relation, entities[0]
    else:
        yield from properties(name)


def properties(name: str) -> Iterator[tuple[str, Entity]]:
    """Returns the entities of which a parameter such as naltrexone.mu.K is a property."""
    return (("isPropertyOf", one) for one in _named_in(name))


def _named_in(name: str) -> list[Entity]:
    known = _entities()
    return [known[part] for part in name.replace("/", ".").split(".") if part in known]


@cache
def _entities() -> dict[str, Entity]:
    """Returns the confirmed entities; their file lies beside this one in an installed copy."""
    from opiodyn._library.document import parse, read_text
    from opiodyn._library.identifiers import read_identifiers

    beside = Path(__file__).with_name(_FILE)
    path = beside if beside.is_file() else Path(__file__).parents[5] / "data" / _FILE
    rows = read_identifiers(*parse(read_text(path, _FILE), _FILE))
    return {row.name: Entity(row.identifier, row.relation) for row in rows if row.confirmed}
