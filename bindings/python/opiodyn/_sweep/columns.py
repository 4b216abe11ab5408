"""The outputs of a model in the units that users see, in terms of the core's columns."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._model.inside import core_of
from opiodyn._model.model import Model
from opiodyn._result.readouts import needs

_MG_PER_NMOL = 1e-6  # of a substance of 1 g/mol
_NG_PER_ML = 1e-3  # of 1 nM of it


class Column(NamedTuple):
    """A column of `Run.to_pandas`: that of the core, times a factor."""

    core: str
    factor: float
    unit: str


def columns_of(model: Model) -> dict[str, Column]:
    """By name, as in `Run.to_pandas`; the model is settled."""
    nothing = _core.Regimen([])
    at_rest = _core.simulate(core_of(model), nothing, np.zeros(1), np.full(1, -1))
    masses = {ligand.name: ligand.molar_mass for ligand in at_rest.ligands}
    found: dict[str, Column] = {}
    for column in at_rest.columns:
        mass = masses.get(column.subject, 1.0)
        if column.quantity == "amount":
            found[column.name] = Column(column.name, mass * _MG_PER_NMOL, "mg")
            continue
        unit = "1" if column.unit == "-" else column.unit
        found[column.name] = Column(column.name, 1.0, unit)
        if column.quantity == "concentration":
            by_mass = f"mass_{column.name}"
            found[by_mass] = Column(column.name, mass * _NG_PER_ML, "ng/mL")
    return found


def shared_columns(models: Iterable[Model], field: str, wanted: Iterable[str]) -> dict[str, Column]:
    """Those wanted, which all models must have.

    Raises:
        InputError: One has not; the message says what it needs, or suggests the nearest.
    """
    found: dict[str, Column] = {}
    names = list(wanted)
    for model in models:
        known = columns_of(model)
        for name in names:
            if name not in known:
                raise check.input_error(field, repr(name), _unreported(name, known))
            found[name] = known[name]
    return found


def _unreported(name: str, known: dict[str, Column]) -> str:
    quantity = name.split(".")[0]
    related = [one for one in known if one.split(".")[0] == quantity]
    needed = needs(quantity)
    if not related and needed is not None:
        return f"this model does not report it; it needs {needed}"
    close = difflib.get_close_matches(name, related or known, 1, cutoff=0.5)
    if close:
        return f"unknown; did you mean '{close[0]}'?"
    listed = ", ".join(dict.fromkeys(one.split(".")[0] for one in known))
    return f"this model does not report it; it reports {listed}"
