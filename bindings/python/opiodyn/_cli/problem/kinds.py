"""This module holds the kinds of values that only problems have."""

from __future__ import annotations

from typing import Any

from opiodyn._cli.scenario import kinds
from opiodyn._cli.scenario.kinds import Kind
from opiodyn._fit.errors import KINDS as ERRORS
from opiodyn._fit.priors import KINDS as PRIORS
from opiodyn._fit.priors import LOGNORMAL, NORMAL
from opiodyn._library.checks import choice, number, table_of
from opiodyn._library.where import Where

_PRIOR = '["normal", mean, sd] or ["lognormal", median, sd of the log]'


def _bounds(value: Any, where: Where) -> tuple[float, float]:
    if not isinstance(value, list) or len(value) != 2:
        where.fail("must be a lower and an upper bound, such as [20, 600]", value)
    low, high = (number(one, where / i) for i, one in enumerate(value))
    if not low < high:
        where.fail("must ascend: the lower bound comes first", value)
    return low, high


def _prior(value: Any, where: Where) -> tuple[str, float, float]:
    if not isinstance(value, list) or len(value) != 3:
        where.fail(f"must be {_PRIOR}", value)
    kind = choice(value[0], where / 0, PRIORS)
    return kind, number(value[1], where / 1), number(value[2], where / 2)


def _observe(value: Any, where: Where) -> dict[str, str | dict[float, str]]:
    for key in table_of(value, where):
        if key != "DV":
            (where / key).fail("must be DV, the column of the table with what was observed")
    if "DV" not in value:
        (where / "DV").fail("missing; give the column that it has, such as DV = 'tone.mu'")
    return {"DV": _quantities(value["DV"], where / "DV")}


def _quantities(value: Any, where: Where) -> str | dict[float, str]:
    """Returns the column that was observed, or the columns by their numbers in DVID."""
    if not isinstance(value, dict):
        return str(kinds.TEXT.read(value, where))
    if not value:
        where.fail("needs at least one", value)
    return {
        _dvid(key, where / key): kinds.TEXT.read(one, where / key) for key, one in value.items()
    }


def _dvid(key: str, where: Where) -> float:
    if not (key.isascii() and key.isdecimal()):
        where.fail("must be a number of DVID, such as 1")
    return float(key)


def _or_by_name(one: Kind, definition: str) -> Kind:
    """Returns the kind of one value, or of several by the names of columns."""
    several = kinds.by_name(one, definition)

    def read(value: Any, where: Where) -> Any:
        return (several if isinstance(value, dict) else one).read(value, where)

    return Kind({"oneOf": [one.schema, several.schema]}, read)


_NUMBER = {"type": "number"}
_POSITIVE = {"type": "number", "exclusiveMinimum": 0}
_LIST_OF_3 = {"type": "array", "minItems": 3, "maxItems": 3}
_BOUNDS = Kind({"type": "array", "items": _NUMBER, "minItems": 2, "maxItems": 2}, _bounds)
_PRIORS = Kind(
    {
        "oneOf": [
            {**_LIST_OF_3, "prefixItems": [{"const": NORMAL}, _NUMBER, _POSITIVE]},
            {**_LIST_OF_3, "prefixItems": [{"const": LOGNORMAL}, _POSITIVE, _POSITIVE]},
        ]
    },
    _prior,
)
_ERROR = kinds.word(ERRORS)

OBSERVE = Kind(
    {
        "type": "object",
        "properties": {
            "DV": {
                "oneOf": [
                    kinds.TEXT.schema,
                    {
                        "type": "object",
                        "propertyNames": {"pattern": r"^[0-9]+$"},
                        "additionalProperties": kinds.TEXT.schema,
                        "minProperties": 1,
                    },
                ]
            }
        },
        "required": ["DV"],
        "additionalProperties": False,
    },
    _observe,
)
VARY = kinds.by_name(_BOUNDS, "bounds")
PRIOR = kinds.by_name(_PRIORS, "priors")
ERROR = _or_by_name(_ERROR, "errors")
LIMIT = _or_by_name(kinds.POSITIVE, "limits")
LEVEL = Kind({**_POSITIVE, "exclusiveMaximum": 1}, number)
DEFINITIONS = {
    **kinds.DEFINITIONS,
    **kinds.nested(_BOUNDS, "bounds"),
    **kinds.nested(_PRIORS, "priors"),
    **kinds.nested(_ERROR, "errors"),
    **kinds.nested(kinds.POSITIVE, "limits"),
}
