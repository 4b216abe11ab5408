"""This module reads the file of identifiers, under which databases keep what the library names."""

from __future__ import annotations

import re
from typing import Any

from .checks import choice, identifier, keys, table_of, text
from .rows import Identifier
from .where import Where

NAME = "identifiers"
GROUPS = {"drugs", "peptides", "receptors"}
RELATIONS = {"is", "isPartOf"}
SOURCES = {"confirmed": "public", "unconfirmed": "memory"}
_FORM = re.compile(r"CHEBI:\d+|drugbank:DB\d{5}|uniprot:[A-Z][0-9][A-Z0-9]{3}[0-9]")


def read_identifiers(table: dict[str, Any], top: Where) -> list[Identifier]:
    """Returns the identifiers in the order of the file."""
    keys(table, top, {"name", "description", *GROUPS})
    if table["name"] != NAME:
        (top / "name").fail(f"must be {NAME!r}", table["name"])
    text(table["description"], top / "description")
    return [
        _row(identifier(name, top / group / name), content, top / group / name)
        for group in sorted(GROUPS)
        for name, content in table_of(table[group], top / group).items()
    ]


def _row(name: str, content: Any, where: Where) -> Identifier:
    if "missing" in table_of(content, where):
        keys(content, where, {"missing"})
        text(content["missing"], where / "missing")
        return Identifier(name, "", "is", False)
    keys(content, where, {"identifier", "relation", "status", "source"})
    written = text(content["identifier"], where / "identifier")
    if not _FORM.fullmatch(written):
        (where / "identifier").fail("must be one of CHEBI, drugbank or uniprot", written)
    relation = choice(content["relation"], where / "relation", RELATIONS)
    status = choice(content["status"], where / "status", SOURCES)
    choice(content["source"], where / "source", {SOURCES[status]})
    return Identifier(name, written, relation, status == "confirmed")
