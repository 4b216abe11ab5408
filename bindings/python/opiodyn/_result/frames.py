"""This module makes the frame (pandas) and the dataset (xarray) of a run."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from opiodyn import _core
from opiodyn._checks.check import FloatArray
from opiodyn._result.inside import subject_data_of, trajectory_of
from opiodyn._result.provenance import run_provenance
from opiodyn._result.records import Columns
from opiodyn._result.wording import regimen_words

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

    from opiodyn._result.run_data import RunData

_MEANINGS = {
    "amount": "amount of substance in the compartment",
    "concentration": "total plasma concentration",
    "mass_concentration": "total plasma concentration by mass",
    "effect_site": "concentration at the receptors in the brain",
    "occupancy": "fraction of all receptors that hold the ligand",
    "free": "fraction of all receptors that hold nothing",
    "tone": "opioid tone, relative to the drug-free one",
    "sigma": "response of the receptor, of the largest possible",
    "density": "receptors, relative to the drug-free density",
    "adaptation": "adaptation to what drugs add to the response of the receptor",
    "precursor": "precursor of the peptide, relative to the drug-free level",
    "peptide": "peptide level, relative to the drug-free one",
    "stimulus": "release of the peptide by stimuli, on top of the level",
    "effect": "effect on the endpoint, 0 without a drug and at most 1",
    "ventilation": "breathing, % of the drug-free one",
    "withdrawal": "withdrawal index, 0 to below 1",
    "ogf_precursor": "precursor of the OGF, relative to the drug-free level (hypothesis)",
    "ogf_density": "OGF receptors, relative to the drug-free density (hypothesis)",
    "ogf": "OGF receptor complexes, relative to the drug-free ones (hypothesis)",
    "activation": "microglial and immune activation, relative to drug-free (hypothesis)",
    "flare": "drive of a flare (hypothesis)",
    "cytokine": "cytokine level, relative to the drug-free one (hypothesis)",
    "pain": "pain index, % of the drug-free one (hypothesis)",
}
DIMENSIONS = {
    "amount": ("ligand", "compartment"),
    "concentration": ("ligand",),
    "mass_concentration": ("ligand",),
    "effect_site": ("ligand",),
    "occupancy": ("ligand", "receptor"),
    "free": ("receptor",),
    "tone": ("receptor",),
    "sigma": ("receptor",),
    "density": ("receptor",),
    "adaptation": ("receptor",),
    "precursor": ("ligand",),
    "peptide": ("ligand",),
    "stimulus": ("ligand",),
    "effect": ("endpoint",),
}
"""A quantity has these dimensions after the time, by its name."""


class Output(NamedTuple):
    """An output is one column of a run, in the unit that users see."""

    quantity: str
    place: tuple[str, ...]
    unit: str
    samples: FloatArray

    @property
    def name(self) -> str:
        """Returns the name of the column, for instance occupancy.naltrexone.mu."""
        return ".".join((self.quantity, *self.place))


def outputs(run: RunData) -> list[Output]:
    """Returns all outputs of a run; concentrations are there in [nM] and in [ng/mL]."""
    found = []
    for column in trajectory_of(run).columns:
        place = tuple(filter(None, (column.ligand, column.place)))
        found.extend(_outputs(run, column, place))
    return found


def _outputs(run: RunData, column: _core.Column, place: tuple[str, ...]) -> list[Output]:
    if column.quantity == "amount":
        return [Output("amount", place, "mg", run.amount(column.ligand, column.place))]
    values = trajectory_of(run).column(column.name)
    found = [Output(column.quantity, place, column.unit, values)]
    if column.quantity == "concentration":
        by_mass = run.concentration(column.ligand, "ng/mL")
        found.append(Output("mass_concentration", place, "ng/mL", by_mass))
    return found


def to_pandas(run: RunData) -> pd.DataFrame:
    """Returns the frame of `Run.to_pandas`."""
    import pandas as pd

    found = outputs(run)
    index = pd.Index(run.times, name="time")
    labels, observed = _of_table(run)
    columns = {output.name: output.samples for output in found}
    frame = pd.DataFrame({**labels, **columns, **observed}, index=index)
    frame.attrs = {"units": units(found), "provenance": json.dumps(run_provenance(run))}
    return frame


def units(found: list[Output]) -> dict[str, str]:
    """Returns the unit of each output in a frame, and of its index."""
    return {"time": "h"} | {output.name: output.unit for output in found}


def to_xarray(run: RunData) -> xr.Dataset:
    """Returns the dataset of `Run.to_xarray`."""
    data = dataset(run, outputs(run), {"time": run.times}, _attributes(run))
    labels, observed = _of_table(run)
    data = data.assign_coords({name: ("time", values) for name, values in labels.items()})
    return data.assign({name: ("time", values) for name, values in observed.items()})


def _of_table(run: RunData) -> tuple[Columns, Columns]:
    """Returns the columns of a run at the rows of its table: where each belongs, and DV."""
    subject = subject_data_of(run)
    if subject is None or subject.records is None:
        return {}, {}
    return subject.records.labels(run.times.size), subject.records.observed(run.times.size)


def dataset(
    run: RunData, found: list[Output], leading: Mapping[str, Any], attributes: dict[str, Any]
) -> xr.Dataset:
    """Returns outputs over the leading dimensions, and over ligand, receptor and compartment.

    The last of the leading dimensions is time.
    """
    import xarray as xr

    compartments = dict.fromkeys(o.place[1] for o in found if o.quantity == "amount")
    labels = {
        "ligand": list(run.ligands),
        "receptor": list(run.receptors),
        "compartment": list(compartments),
        "endpoint": list(run.model.endpoints),
    }
    quantities = dict.fromkeys(output.quantity for output in found)
    kinds = [ligand.kind for ligand in trajectory_of(run).ligands]
    sizes = {name: len(values) for name, values in leading.items()}
    variables = {
        name: _variable([o for o in found if o.quantity == name], labels, sizes)
        for name in quantities
    }
    coords = {
        **{name: (name, values) for name, values in leading.items()},
        "time": ("time", leading["time"], {"units": "h", "long_name": "time"}),
        **{name: (name, np.array(values, dtype=str)) for name, values in labels.items()},
        "kind": ("ligand", np.array(kinds, dtype=str), {"long_name": "kind of ligand"}),
    }
    return xr.Dataset(variables, coords, attributes)


def _attributes(run: RunData) -> dict[str, Any]:
    """Returns what the run rests on, in attributes that a netCDF file can hold."""
    own = {"status": run.status, "provenance": json.dumps(run_provenance(run))}
    return shared_attributes(run) | own


def shared_attributes(run: RunData) -> dict[str, Any]:
    """Returns the attributes that runs of several people with one regimen have in common."""
    return {
        "title": f"opiodyn run of {regimen_words(run.regimen)}",
        "opiodyn_version": _core.__version__,
        "regimen": str(run.regimen),
        "biophase": run.model.biophase,
        "binding": run.model.binding,
        "response": " ".join(run.model.response),
        "phi": run.model.phi,
        "weights": run.model.weights,
    }


def _variable(
    found: list[Output], labels: dict[str, list[str]], leading: Mapping[str, int]
) -> tuple[tuple[str, ...], FloatArray, dict[str, Any]]:
    quantity = found[0].quantity
    dimensions = DIMENSIONS.get(quantity, ())
    sizes = [len(labels[name]) for name in dimensions]
    values = np.full((found[0].samples.size, *sizes), np.nan)
    for output in found:
        named = zip(dimensions, output.place, strict=True)
        place = tuple(labels[name].index(part) for name, part in named)
        np.moveaxis(values, 0, -1)[place] = output.samples
    unit = "1" if found[0].unit == "-" else found[0].unit
    shaped = values.reshape(*leading.values(), *sizes)
    return (*leading, *dimensions), shaped, {"units": unit, "long_name": _MEANINGS[quantity]}
