"""This module reads the file of names that people write for the drugs of the library."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from .checks import choice, identifier, identifiers, keys, list_of, table_of, text
from .parameters import Origins
from .rows import Brand
from .schema import ROUTES, STATUS
from .where import Where

NAME = "names"
_MEMORY = "memory"  # the one status without a source
_MOST_OTHERS = 1000


def read_names(
    table: dict[str, Any], top: Where, origins: Origins
) -> tuple[list[Brand], list[str]]:
    """Returns the brands, and the names of drugs that the library does not have."""
    keys(table, top, {"name", "description", "brands", "others"})
    if table["name"] != NAME:
        (top / "name").fail(f"must be {NAME!r}", table["name"])
    text(table["description"], top / "description")
    others = identifiers(table["others"], top / "others", _MOST_OTHERS)
    brands = [
        _brand(name, content, top / "brands" / name, origins)
        for name, content in table_of(table["brands"], top / "brands").items()
    ]
    for name in others:
        if name in table["brands"]:
            (top / "others").fail("must not list a brand", name)
    return brands, others


def check_names(
    brands: Collection[Brand], others: Collection[str], drugs: Collection[str], top: Where
) -> None:
    """Fails if a brand means no drug of the library, or a name is that of a drug already."""
    for brand in brands:
        where = top / "brands" / brand.name
        if brand.name in drugs:
            where.fail("is the name of a drug")
        if brand.drug and brand.drug not in drugs:
            (where / "drug").fail("no file describes a drug of this name", brand.drug)
    for name in others:
        if name in drugs:
            (top / "others").fail("must not list a drug of the library", name)


def _brand(name: str, content: Any, where: Where, origins: Origins) -> Brand:
    identifier(name, where)
    refused = "refuse" in table_of(content, where)
    means = {"refuse"} if refused else {"drug", "routes"}
    keys(content, where, {*means, "status"}, {"source", "note"})
    status = choice(content["status"], where / "status", STATUS)
    sources: tuple[str, ...] = ()
    if "source" in content:
        sources = origins.sources(content["source"], where / "source")
    elif status != _MEMORY:
        (where / "source").fail(f"missing; only the status {_MEMORY!r} has none")
    note = text(content["note"], where / "note") if "note" in content else ""
    if refused:
        refusal = text(content["refuse"], where / "refuse")
        return Brand(name, "", (), refusal, status, sources, note)
    routes = list_of(content["routes"], where / "routes", len(ROUTES))
    if not routes:
        (where / "routes").fail("must hold at least one route", routes)
    for i, route in enumerate(routes):
        choice(route, where / "routes" / i, ROUTES)
    drug = identifier(content["drug"], where / "drug")
    return Brand(name, drug, tuple(routes), "", status, sources, note)
