"""A layout holds the keys of a kind of file; the reader and the JSON Schema are made of it."""

from __future__ import annotations

from typing import Any, NamedTuple, TypeAlias

from opiodyn._cli.scenario.kinds import Kind

Keys: TypeAlias = dict[str, tuple[Kind, str]]
"""Each key has a kind of value, and a meaning."""


class Layout(NamedTuple):
    """A layout says what a kind of file may say."""

    title: str
    """This is the word for such a file."""
    command: str
    """The command that reads it."""
    description: str
    top: Keys
    """The keys that stand outside of sections."""
    sections: dict[str, Keys]
    needed: dict[tuple[str, ...], str]
    """The keys that must be there, each with the rule that is told where it is missing."""
    definitions: dict[str, Any]
    """The definitions of the JSON Schema."""

    def json_schema(self) -> dict[str, Any]:
        """Returns the JSON Schema (draft 2020-12) of such files."""
        whole = {name: _described(*key) for name, key in self.top.items()}
        whole |= {name: self._section(name) for name in self.sections}
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": f"opiodyn {self.title}",
            "description": self.description,
            **_object(whole),
            "required": list(dict.fromkeys(path[0] for path in self.needed)),
            "$defs": self.definitions,
        }

    def _section(self, name: str) -> dict[str, Any]:
        found = _object({key: _described(*kind) for key, kind in self.sections[name].items()})
        needed = [path[-1] for path in self.needed if path[0] == name]
        return {**found, "required": needed} if needed else found


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _described(kind: Kind, meaning: str) -> dict[str, Any]:
    return {**kind.schema, "description": meaning}
