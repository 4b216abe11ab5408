"""The outputs of a model in the units that users see are columns of the core times a factor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._checks.shown import shown
from opiodyn._model.inside import core_of
from opiodyn._model.model import Model
from opiodyn._result.readouts import needs, no_tone

_MG_PER_NMOL = 1e-6  # of a substance of 1 g/mol
_NG_PER_ML = 1e-3  # of 1 nM of it


class OutputColumn(NamedTuple):
    """An output column is a column of `Run.to_pandas`."""

    core: str
    """This is the name of the core's column."""
    factor: float
    """This is the factor from the core's number to the user's."""
    unit: str


class WantedColumn(NamedTuple):
    """A wanted column is one that a user asked for."""

    column: str
    field: str
    """This is the argument that asks for the column."""
    name: str
    """This is what the user wrote: the column itself, or a metric of it."""


def columns_of(model: Model) -> dict[str, OutputColumn]:
    """Returns the columns of a settled model by their names in `Run.to_pandas`."""
    nothing = _core.Regimen([])
    return columns_in(_core.simulate(core_of(model), nothing, np.zeros(1), np.full(1, -1)))


def columns_in(trajectory: _core.Trajectory) -> dict[str, OutputColumn]:
    """Returns the columns of a trajectory by their names in `Run.to_pandas`."""
    masses = {ligand.name: ligand.molar_mass for ligand in trajectory.ligands}
    found: dict[str, OutputColumn] = {}
    for column in trajectory.columns:
        mass = masses.get(column.ligand, 1.0)
        if column.quantity == "amount":
            found[column.name] = OutputColumn(column.name, mass * _MG_PER_NMOL, "mg")
            continue
        unit = "1" if column.unit == "-" else column.unit
        found[column.name] = OutputColumn(column.name, 1.0, unit)
        if column.quantity == "concentration":
            by_mass = f"mass_{column.name}"
            found[by_mass] = OutputColumn(column.name, mass * _NG_PER_ML, "ng/mL")
    return found


def shared_columns(
    models: Iterable[Model], wanted: Sequence[WantedColumn]
) -> dict[str, OutputColumn]:
    """Returns the wanted columns by name.

    Raises:
        InputError: A model lacks one; the message says what the model needs, or suggests the
            nearest name.
    """
    found: dict[str, OutputColumn] = {}
    for model in models:
        found |= chosen_columns(columns_of(model), wanted)
    return found


def chosen_columns(
    known: Mapping[str, OutputColumn], wanted: Sequence[WantedColumn]
) -> dict[str, OutputColumn]:
    """Returns the wanted ones of the columns of a model.

    Raises:
        InputError: The model lacks one; the message says what it needs, or suggests the nearest.
    """
    for one in wanted:
        if one.column not in known:
            raise check.input_error(one.field, shown(one.name), _unreported(one, known))
    return {one.column: known[one.column] for one in wanted}


def _unreported(wanted: WantedColumn, known: Mapping[str, OutputColumn]) -> str:
    quantity, _, place = wanted.column.partition(".")
    if quantity == "tone" and f"sigma.{place}" in known:
        return no_tone(place)
    related = [name for name in known if name.split(".")[0] == quantity]
    needed = needs(quantity)
    if not related and needed is not None:
        return f"this model does not report '{wanted.column}'; it needs {needed}"
    ending = wanted.name.removeprefix(wanted.column)
    if quantity == "occupancy" and (there := [one for one in related if one.endswith(f".{place}")]):
        named = ", ".join(f"'{one}{ending}'" for one in there)
        return f"names no ligand; of this receptor there are {named}"
    return _core.unknown_rule(wanted.name, [f"{name}{ending}" for name in related or known])
