"""This module gives the classes of the compiled core what Python needs to show them.

The core reads arguments itself, so that Python sees no signature. The functions below have the
arguments and defaults of the constructors, and are never called.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import Any

from opiodyn import _core
from opiodyn._checks.notebook import facts_html
from opiodyn._checks.shown import shown


def _dose(
    drug: str,
    *,
    amt: float,
    route: str = "po",
    time: float = 0.0,
    dur: float = 0.0,
    ii: float = 0.0,
    addl: int = 0,
    rate: float = 0.0,
    ss: int = 0,
    cmt: str = "",
    F: float = 1.0,
    lag: float = 0.0,
) -> None: ...


def _drug(
    name: str,
    *,
    molar_mass: float,
    CL: float,
    V: Sequence[float],
    Q: Sequence[float] = (),
    absorption: Sequence[Any] = (),
    metabolites: Sequence[_core.Metabolite] = (),
    fu: float = 1.0,
    Kp: float = 1.0,
    salt_factor: float = 1.0,
    ke0: float | None = None,
) -> None: ...


_CONSTRUCTORS: dict[type[Any], Callable[..., None]] = {
    _core.Binding: lambda ligand, receptor, *, K, koff, tau=0.0: None,
    _core.Change: lambda *, time, parameters: None,
    _core.Concentration: lambda drug, *, times, values, unit="nM", time=0.0: None,
    _core.Dose: _dose,
    _core.Drug: _drug,
    _core.Endpoint: lambda *, name, receptor, n, meaning="": None,
    _core.FirstOrder: lambda *, ka, F=1.0, lag=0.0, fraction=1.0: None,
    _core.Metabolite: lambda name, *, first_pass=1.0, systemic=1.0: None,
    _core.Person: lambda *, seed, index, covariates: None,
    _core.Regimen: lambda records: None,
    _core.Reset: lambda *, time: None,
    _core.Stimulus: lambda name, *, magnitude=1.0, time=0.0, ii=0.0, addl=0: None,
    _core.TransitChain: lambda *, ktr, n, F=1.0, lag=0.0, fraction=1.0: None,
    _core.ZeroOrder: lambda *, duration, F=1.0, lag=0.0, fraction=1.0: None,
    _core.ZeroOrderIntoDepot: lambda *, duration, ka, F=1.0, lag=0.0, fraction=1.0: None,
}
_SHOWN_AS_CALLS = (
    *(_core.Binding, _core.Drug, _core.Endpoint, _core.FirstOrder, _core.Metabolite),
    *(_core.Person, _core.TransitChain, _core.ZeroOrder, _core.ZeroOrderIntoDepot),
)
_UNITS = {
    **{"molar_mass": "g/mol", "CL": "L/h", "V": "L", "Q": "L/h", "fu": "-", "Kp": "-"},
    **{"salt_factor": "-", "ke0": "1/h"},
}


def complete_classes() -> None:
    """Gives signatures to the classes of the core, and their objects something to show."""
    one: Any
    for one, constructor in _CONSTRUCTORS.items():
        one.__signature__ = inspect.signature(constructor)
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
    for each in inspect.signature(_CONSTRUCTORS[type(one)]).parameters.values():
        value = getattr(one, each.name)
        if value != (list(each.default) if each.default == () else each.default):
            by_name = f"{each.name}=" if each.kind is each.KEYWORD_ONLY else ""
            found.append((by_name, shown(value)))
    return found


def _drug_html(drug: _core.Drug) -> str:
    facts = {}
    for name in inspect.signature(_CONSTRUCTORS[_core.Drug]).parameters:
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
