"""This module gives the classes of the compiled core what Python adds to them."""

from __future__ import annotations

import inspect
from typing import Any

from opiodyn import _core
from opiodyn._checks.notebook import facts_html
from opiodyn._checks.shown import shown

_SHOWN_AS_CALLS = (
    *(_core.Binding, _core.Drug, _core.Endpoint, _core.FirstOrder, _core.Metabolite),
    *(_core.Person, _core.TransitChain, _core.ZeroOrder, _core.ZeroOrderIntoDepot),
)
_UNITS = {
    **{"molar_mass": "g/mol", "CL": "L/h", "V": "L", "Q": "L/h", "fu": "-", "Kp": "-"},
    **{"salt_factor": "-", "ke0": "1/h"},
}


def complete_classes() -> None:
    """Gives the objects of the core something to show."""
    one: Any
    for one in _SHOWN_AS_CALLS:
        one.__repr__ = _call
    for one, html in ((_core.Drug, _drug_html), (_core.Regimen, _regimen_html)):
        one._repr_html_ = html


def _call(one: Any) -> str:
    """Returns the call that makes an object again, without arguments that have their default."""
    given = _given(one)
    return f"{type(one).__name__}({', '.join(f'{name}{text}' for name, text in given)})"


def _given(one: Any) -> list[tuple[str, str]]:
    found = []
    for each in inspect.signature(type(one)).parameters.values():
        value = getattr(one, each.name)
        if value != (list(each.default) if each.default == () else each.default):
            by_name = f"{each.name}=" if each.kind is each.KEYWORD_ONLY else ""
            found.append((by_name, shown(value)))
    return found


def _drug_html(drug: _core.Drug) -> str:
    facts = {}
    for name in inspect.signature(_core.Drug).parameters:
        value, unit = getattr(drug, name), _UNITS.get(name, "-")
        if value is not None and value != []:
            text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
            facts[name] = text if unit == "-" else f"{text} {unit}"
    facts.pop("name")
    return facts_html(f"opiodyn drug {drug.name}", facts)


def _regimen_html(regimen: _core.Regimen) -> str:
    text = str(regimen)
    facts = {"text": text, "drugs": ", ".join(regimen.drugs), "doses": f"{regimen.count:,}"}
    if text:
        facts["first and last record"] = f"{regimen.first_time:g} h, {regimen.last_time:g} h"
        facts["a run ends"] = f"{regimen.default_end:g} h"
    return facts_html("opiodyn regimen", facts)
