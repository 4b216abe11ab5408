"""An endpoint is an effect that follows the response of a receptor with a slope of its own."""

from __future__ import annotations

import copyreg
from collections.abc import Iterable
from typing import Any

from opiodyn import _core
from opiodyn._checks import ask, check
from opiodyn._checks.pickles import reduction
from opiodyn._checks.shown import shown
from opiodyn._core import Endpoint

EFFECTS = "effects"
_RECEPTORS = ("mu", "delta", "kappa")


def endpoint(name: str, *, receptor: str | None = None, n: float | None = None) -> Endpoint:
    """Returns an endpoint of your own for ``Model(endpoints=[...])``.

    The model reports it as ``effect.<name>``: 0 without a drug, at most 1, and below 0 where an
    antagonist takes away what the body's own peptides do.

    Args:
        name: The name of the endpoint, one word without ``.`` and ``+``.
        receptor: The receptor whose response it follows: ``"mu"``, ``"delta"`` or ``"kappa"``.
        n: The slope of the endpoint [-], above 0. In the library breathing and pupil have 1, pain
            and liking 2.6.

    Raises:
        InputError: A value is missing or breaks a rule.
        UnknownNameError: There is no such receptor.

    Example:
        >>> endpoint("cough", receptor="mu", n=1.5).n
        1.5
    """
    name = check.word("endpoint.name", name)
    if not name or not set(name).isdisjoint(" \t\r\n.+"):
        rule = "must be one word without '.' and '+', such as 'cough'"
        raise check.input_error("endpoint.name", shown(name), rule)
    if receptor is None:
        rule = f"must be given for '{name}': the receptor that it follows, such as receptor='mu'"
        raise check.input_error("endpoint.receptor", "missing", rule)
    receptor = check.word("endpoint.receptor", receptor)
    if receptor not in _RECEPTORS:
        raise check.unknown("endpoint.receptor", receptor, _RECEPTORS)
    if n is None:
        rule = f"must be given for '{name}': its slope, such as n=1 (breathing) or n=2.6 (pain)"
        raise check.input_error("endpoint.n", "missing", rule)
    return Endpoint(name=name, receptor=receptor, n=check.positive("endpoint.n", n))


def _fields(one: Endpoint) -> dict[str, Any]:
    """Returns the arguments that make this endpoint again."""
    return {"name": one.name, "receptor": one.receptor, "n": one.n, "meaning": one.meaning}


copyreg.pickle(Endpoint, reduction("Endpoint", _fields, Endpoint))


def endpoints_of(
    endpoints: Iterable[str | Endpoint] | None, response: list[str]
) -> list[str | Endpoint] | None:
    """Returns the argument ``endpoints``; None stands for those of the library.

    Raises:
        InputError: There are endpoints without ``"effects"`` in the response, one is given twice,
            or something is no endpoint.
    """
    if endpoints is None:
        return None
    rule = "must be a list of endpoints"
    if ask.is_a(endpoints, str):
        rule += f", such as [{shown(endpoints)}]"
    chosen = check.items("endpoints", endpoints, rule)
    if not chosen:
        rule = f"needs at least one; for none leave '{EFFECTS}' out of response"
        raise check.input_error("endpoints", "[]", rule)
    names = [_name_of(f"endpoints[{i}]", one) for i, one in enumerate(chosen)]
    if twice := check.twice(names):
        raise check.input_error("endpoints", shown(twice[0]), "is given twice")
    if EFFECTS not in response:
        rule = f"needs '{EFFECTS}' in response; add it there, or leave the endpoints out"
        raise check.input_error("endpoints", shown(names[0]), rule)
    return chosen


def _name_of(field: str, one: object) -> str:
    rule = "must be the name of an endpoint, or an endpoint of your own (opiodyn.endpoint)"
    check.instance(field, one, (str, _core.Endpoint), rule)
    return one.name if isinstance(one, _core.Endpoint) else check.word(field, one)
