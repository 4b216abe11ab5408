"""This module reads how a substance enters the body: routes, and the absorption inputs of each."""

from __future__ import annotations

from typing import Any

from .checks import choice, identifier, keys, known_key, list_of, needed, table_of, whole
from .rows import Input, Route
from .schema import INPUTS, MOST_INPUTS, MOST_TRANSIT, PARAMETER_KINDS, ROUTES
from .section import Sections
from .where import Where

# A caller's own file may leave these out. It may leave out the fraction of the dose only where one
# input takes the whole dose.
_DEFAULTS = {"F": 1.0, "lag": 0.0}
_ALONE = {**_DEFAULTS, "fraction": 1.0}


def read_route(sections: Sections, name: str, content: Any, where: Where) -> Route:
    """Reads one route with its parameters."""
    known_key(name, where, ROUTES)
    lenient = sections.origins.lenient
    always = set() if lenient else {"salt", "parameters"}
    keys(content, where, always, {"salt", "parameters", "inputs"})
    salt = identifier(content.get("salt", "base"), where / "salt")
    inputs = _inputs(name, content.get("inputs", []), where / "inputs")
    _parameters(sections, name, inputs, content.get("parameters", {}), where / "parameters")
    factor = sections.given.get(f"{name}.salt_factor")
    if salt == "base" and factor is not None and factor.value != 1:
        place = where / "parameters" / "salt_factor"
        bare = not isinstance(content["parameters"]["salt_factor"], dict)
        (place if bare else place / "value").fail("must be 1 for the base", factor.value)
    return Route(name, salt, inputs)


def _parameters(
    sections: Sections, route: str, inputs: tuple[Input, ...], content: Any, where: Where
) -> None:
    named = {item.name: item.kind for item in inputs if item.name}
    own = set() if named or not inputs else INPUTS[inputs[0].kind]
    keys(content, where, named, {"salt_factor"} | own)
    direct = {key: value for key, value in content.items() if key not in named}
    sections.read(
        f"{route}.",
        direct,
        where,
        {"salt_factor"} | own & {"fraction"},
        expected=own,
        defaults={"salt_factor": 1.0, **(_ALONE if own else {})},
    )
    for name, kind in named.items():
        sections.read(
            f"{route}.{name}.",
            content[name],
            where / name,
            {"fraction"},
            expected=INPUTS[kind],
            defaults=_ALONE if len(named) == 1 else _DEFAULTS,
        )
    paths = [f"{route}.{name}.fraction" for name in named] or [f"{route}.fraction"]
    total = sum(sections.given[path].value for path in paths) if inputs else 1.0
    if abs(total - 1) > 1e-9:
        where.fail(f"the fractions of the inputs must add up to 1, they add up to {total!r}")


def _inputs(route: str, content: Any, where: Where) -> tuple[Input, ...]:
    inputs: list[Input] = []
    for i, item in enumerate(list_of(content, where, MOST_INPUTS)):
        place = where / i
        kind = choice(needed(table_of(item, place), "kind", place), place / "kind", INPUTS)
        own = {"n"} if kind == "transit" else set()
        keys(item, place, {"kind", "name", *own} if len(content) > 1 else {"kind", *own}, {"name"})
        name = identifier(item["name"], place / "name") if "name" in item else ""
        if name in PARAMETER_KINDS:
            rule = "is a name of a parameter, which an input cannot have; take another"
            (place / "name").fail(rule, name)
        if name in [other.name for other in inputs]:
            (place / "name").fail("is the name of another input of this route; take another", name)
        n = whole(item["n"], place / "n", 1, MOST_TRANSIT) if own else 0
        inputs.append(Input(name, kind, n))
    if route == "intravenous" and inputs:
        where.fail("must be left out for the intravenous route: nothing is absorbed")
    if route != "intravenous" and not inputs:
        where.fail("missing; only the intravenous route has none")
    return tuple(inputs)
