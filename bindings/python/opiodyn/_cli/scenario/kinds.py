"""This module holds the kinds of values in a scenario, each with its JSON Schema and its check."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from opiodyn._core import Endpoint, InputError
from opiodyn._library.checks import choice, keys, list_of, number, table_of
from opiodyn._library.where import Where
from opiodyn._model.endpoint import endpoint

Read = Callable[[Any, Where], Any]


class Kind(NamedTuple):
    """A kind of value has a JSON Schema and a function that checks and reads such values."""

    schema: dict[str, Any]
    read: Read
    """This function returns the value in its plain type, or fails at its place."""


def _text(value: Any, where: Where) -> str:
    if not isinstance(value, str):
        where.fail("must be text", value)
    if not value.strip():
        where.fail("must not be empty", value)
    return value


def _flag(value: Any, where: Where) -> bool:
    if not isinstance(value, bool):
        where.fail("must be true or false", value)
    return value


def _texts(value: Any, where: Where) -> list[str]:
    return [_text(item, where / i) for i, item in enumerate(list_of(value, where))]


def _one_or_more(value: Any, where: Where) -> list[str]:
    if not isinstance(value, str | list):
        where.fail("must be text or a list of texts", value)
    found = [_text(value, where)] if isinstance(value, str) else _texts(value, where)
    if not found:
        where.fail("needs at least one", value)
    return found


def _numbers(value: Any, where: Where) -> list[float]:
    return [number(item, where / i) for i, item in enumerate(list_of(value, where))]


def _doses(value: Any, where: Where) -> list[float]:
    found = _numbers(value, where)
    if not found:
        where.fail("needs at least one", value)
    for i, amount in enumerate(found):
        if amount < 0.0:
            (where / i).fail("must be at least 0", value[i])
    return found


def _intervals(value: Any, where: Where) -> list[float]:
    found = _doses(value, where)
    if 0.0 in found:
        (where / found.index(0.0)).fail("must be above 0", 0.0)
    return found


def _span(value: Any, where: Where) -> tuple[float, float]:
    if not isinstance(value, list) or len(value) != 2:
        where.fail("must be two times [h], such as [8, 24]", value)
    begin, end = _numbers(value, where)
    return begin, end


def by_name(leaf: Kind, definition: str) -> Kind:
    """Returns the kind of values by name; tables within tables, and dotted keys, have dotted names.

    Args:
        leaf: The kind of one value.
        definition: The name of the definition in a schema, which `nested` makes.
    """

    def read(value: Any, where: Where) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, item, place in _leaves(value, where, ""):
            if name in found:
                place.fail("is given twice")
            found[name] = leaf.read(item, place)
        return found

    return Kind({"$ref": f"#/$defs/{definition}"}, read)


def nested(leaf: Kind, definition: str) -> dict[str, Any]:
    """Returns the definition of values by name in a schema, by its own name."""
    either = [leaf.schema, {"$ref": f"#/$defs/{definition}"}]
    return {definition: {"type": "object", "additionalProperties": {"anyOf": either}}}


def _leaves(value: Any, where: Where, prefix: str) -> Iterator[tuple[str, Any, Where]]:
    for name, item in table_of(value, where).items():
        if isinstance(item, dict):
            yield from _leaves(item, where / name, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", item, where / name


def _names(value: Any, where: Where) -> dict[str, str]:
    return {name: _text(item, where / name) for name, item in table_of(value, where).items()}


def _person(value: Any, where: Where) -> dict[str, Any]:
    for name, item in table_of(value, where).items():
        if not isinstance(item, str | bool | int | float):
            (where / name).fail("must be a number or a word", item)
    return dict(value)


def _endpoints(value: Any, where: Where) -> list[str | Endpoint]:
    found = [_endpoint(item, where / i) for i, item in enumerate(list_of(value, where))]
    if not found:
        where.fail("needs at least one; for none leave 'effects' out of response", value)
    return found


def _endpoint(value: Any, where: Where) -> str | Endpoint:
    """Returns the name of an endpoint of the library, or an endpoint of the file's own."""
    if not isinstance(value, dict):
        return _text(value, where)
    keys(value, where, {"name", "receptor", "n"})
    own = {key: _text(value[key], where / key) for key in ("name", "receptor")}
    slope = number(value["n"], where / "n")
    try:
        return endpoint(own["name"], receptor=own["receptor"], n=slope)
    except InputError as error:
        key = str(error.field).rpartition(".")[2]
        (where / key).fail(str(error.rule), value[key])


def words(allowed: Sequence[str]) -> Kind:
    """Returns the kind of a list of some of these words."""

    def read(value: Any, where: Where) -> list[str]:
        return [choice(item, where / i, allowed) for i, item in enumerate(list_of(value, where))]

    items = {"enum": list(allowed)}
    return Kind({"type": "array", "items": items, "uniqueItems": True}, read)


def word(allowed: Sequence[str]) -> Kind:
    """Returns the kind of a value that is one of these words."""
    return Kind({"enum": list(allowed)}, lambda value, where: choice(value, where, allowed))


def presets(allowed: Sequence[str]) -> Kind:
    """Returns the kind of a list of at least one of these words."""
    schema, read = words(allowed)
    return Kind({**schema, "minItems": 1}, read)


_STRING = {"type": "string", "pattern": r"\S"}
_NUMBER = {"type": "number"}
_ABOVE_0 = {"type": "number", "exclusiveMinimum": 0}
_FRACTION = {"type": "number", "minimum": 0, "maximum": 1}
_DIFFERENT = {"type": "array", "minItems": 1, "uniqueItems": True}
_SEVERAL = {"type": "array", "items": _STRING, "minItems": 1}

TEXT = Kind(_STRING, _text)
TEXTS = Kind({"type": "array", "items": _STRING}, _texts)
ONE_OR_MORE = Kind({"oneOf": [_STRING, _SEVERAL]}, _one_or_more)
FLAG = Kind({"type": "boolean"}, _flag)
TIME = Kind({"type": "number", "minimum": 0}, number)
POSITIVE = Kind(_ABOVE_0, number)
FRACTION = Kind(_FRACTION, number)
FRACTIONS = Kind({"type": "array", "items": _FRACTION, "minItems": 1}, _numbers)
TIMES = Kind({"type": "array", "items": _NUMBER}, _numbers)
DOSES = Kind({**_DIFFERENT, "items": {"type": "number", "minimum": 0}}, _doses)
INTERVALS = Kind({**_DIFFERENT, "items": _ABOVE_0}, _intervals)
SPAN = Kind(
    {"type": "array", "items": {"type": "number", "minimum": 0}, "minItems": 2, "maxItems": 2},
    _span,
)
ENDPOINTS = Kind(
    {
        "type": "array",
        "minItems": 1,
        "items": {
            "oneOf": [
                _STRING,
                {
                    "type": "object",
                    "properties": {
                        "name": {"type": "string", "pattern": r"^[^\s.+]+$"},
                        "receptor": {"enum": ["mu", "delta", "kappa"]},
                        "n": _ABOVE_0,
                    },
                    "required": ["name", "receptor", "n"],
                    "additionalProperties": False,
                },
            ]
        },
    },
    _endpoints,
)
NUMBER = Kind(_NUMBER, number)
VALUES = by_name(NUMBER, "values")
NAMES = Kind({"type": "object", "additionalProperties": _STRING}, _names)
PERSON = Kind(
    {"type": "object", "additionalProperties": {"type": ["number", "string", "boolean"]}}, _person
)
DEFINITIONS = nested(NUMBER, "values")
