"""This module finds the sources of a run in its provenance."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from opiodyn import _core

AUTHORS = "The opiodyn authors"
TITLE = "opiodyn: simulation of drugs competing for opioid receptors"
"""These are authors and title of opiodyn itself, as CITATION.cff has them."""
_CALLER, _OPIODYN = "caller", "opiodyn"
_UNKNOWN = "named by a drug file; the bibliography of opiodyn does not have it"


class Source(NamedTuple):
    """A source is a work that values of a run rest on."""

    key: str
    citation: str
    doi: str
    note: str
    """The note says how this project knows the source."""
    names: tuple[str, ...]
    """These are the names of the values that rest on it."""


def sources_of(provenance: Mapping[str, Any]) -> list[Source]:
    """Returns opiodyn itself, and the sources of all values that a run used, by their keys.

    A value that the caller supplied has no source.
    """
    values = _values_by_key(provenance)
    known = {row.key: row for row in _core.library_references()}
    found = [_own(provenance["opiodyn_version"])]
    for key in sorted(values.keys() - {_CALLER}):
        named = tuple(values[key])
        if key in known:
            row = known[key]
            found.append(Source(key, row.citation, row.doi, row.note, named))
        else:
            found.append(Source(key, key, "", _UNKNOWN, named))
    return found


def _values_by_key(provenance: Mapping[str, Any]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for table in ("parameters", "effects"):
        for name, row in provenance.get(table, {}).items():
            for key in row["sources"]:
                found.setdefault(key, []).append(name)
    return found


def _own(version: str) -> Source:
    citation = f"{AUTHORS}. {TITLE}. Version {version}"
    return Source(_OPIODYN, citation, "", f"Version {version}", ())


def is_own(source: Source) -> bool:
    """Tells whether a source is opiodyn itself."""
    return source.key == _OPIODYN
