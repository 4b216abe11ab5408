"""This module computes the numbers of the last dosing interval of a run."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from opiodyn import metrics
from opiodyn._checks import check
from opiodyn._dosing.intervals import DosingInterval, last_interval
from opiodyn._model.inside import core_of, used_rows
from opiodyn._result import frames

if TYPE_CHECKING:
    import pandas as pd

    from opiodyn._result.run_data import RunData

RELATIVE = "x drug-free"
UNITS = {
    "mass_concentration": "ng/mL",
    "occupancy": "%",
    "free": "%",
    "tone": RELATIVE,
    "density": RELATIVE,
    "peptide": RELATIVE,
    "withdrawal": "index",
    "ogf": RELATIVE,
    "activation": RELATIVE,
    "cytokine": RELATIVE,
    "pain": "%",
}
_COLUMNS = ["unit", "peak", "t_peak", "trough", "mean", "area", "hours_above_50"]
_ABOVE_50, _ABOVE_1 = ("occupancy", "free"), ("tone",)
_OF_LIGANDS = ("mass_concentration", "occupancy")


def run_summary(run: RunData) -> pd.DataFrame:
    """Returns the frame of `Run.summary`."""
    import pandas as pd

    if run.times.size == 0:
        rule = f"summary() needs at least one output time; the status of the run is: {run.status}"
        raise check.input_error("times", "none", rule)
    windows = _windows(run)
    found = summed(run)
    rows = {output.name: _row(run, output, windows) for output in found}
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=columns(found))
    frame.index.name = "quantity"
    frame.attrs.update(_attributes(run, windows))
    return frame


def summed(run: RunData) -> list[frames.Output]:
    """Returns the outputs that have a row in the summary."""
    return [output for output in frames.outputs(run) if output.quantity in UNITS]


def columns(found: list[frames.Output]) -> list[str]:
    """Returns the columns that a summary of these outputs has."""
    has_tone = any(output.quantity in _ABOVE_1 for output in found)
    return [*_COLUMNS, "hours_above_1"] if has_tone else _COLUMNS


def _windows(run: RunData) -> dict[str, DosingInterval]:
    """Returns the last dosing interval of every drug; that of the drug dosed last comes last."""
    begin, end = float(run.times[0]), float(run.times[-1])
    drugs = run.regimen.drugs or ["none"]
    found = {drug: last_interval(run.regimen, drug, begin, end) for drug in drugs}
    return dict(sorted(found.items(), key=lambda item: item[1].begin))


def _row(run: RunData, output: frames.Output, windows: dict[str, DosingInterval]) -> dict[str, Any]:
    window = _window_of(run, output, windows)
    chosen = window.select(run.times)
    fraction = output.quantity in _ABOVE_50
    times, values = run.times[chosen], output.samples[chosen] * (100.0 if fraction else 1.0)
    peak = metrics.peak(times, values)
    curve = times.size > 1  # a single output has no area

    def above(threshold: float, quantities: tuple[str, ...]) -> float:
        counts = curve and output.quantity in quantities
        return metrics.time_above(times, values, threshold) if counts else math.nan

    has_area = curve and output.quantity == "mass_concentration"
    return {
        "unit": UNITS[output.quantity],
        "peak": peak.value,
        "t_peak": peak.time - window.begin,
        "trough": metrics.trough(times, values).value,
        "mean": metrics.mean(times, values) if curve else math.nan,
        "area": metrics.area(times, values) if has_area else math.nan,
        "hours_above_50": above(50.0, _ABOVE_50),
        "hours_above_1": above(1.0, _ABOVE_1),
    }


def _window_of(
    run: RunData, output: frames.Output, windows: dict[str, DosingInterval]
) -> DosingInterval:
    *_, default = windows.values()
    if output.quantity not in _OF_LIGANDS:
        return default
    return windows.get(_parent(run, output.place[0]), default)


def _parent(run: RunData, ligand: str) -> str:
    """Returns the dosed drug that a ligand is, or that it is a metabolite of."""
    if ligand in run.regimen.drugs:
        return ligand
    suffix = f".{ligand}.systemic"
    makers = (row.name for row in core_of(run.model).parameters if row.name.endswith(suffix))
    return next((name.removesuffix(suffix) for name in makers), ligand)


def _attributes(run: RunData, windows: dict[str, DosingInterval]) -> dict[str, Any]:
    parameters = used_rows(run.model)
    attributes: dict[str, Any] = {
        "regimen": str(run.regimen),
        "status": run.status,
        "windows": {drug: (window.begin, window.end) for drug, window in windows.items()},
        "binding": run.model.binding,
        "overrides": run.model.overrides,
        "parameters": len(parameters),
        "unconfirmed": sum(row.unconfirmed for row in parameters),
    }
    if run.receptors:
        preset = run.model.preset
        attributes |= {
            "preset": preset.name,
            "half_life": preset.half_life,
            "matches": preset.matches,
            "fails": preset.fails,
        }
    if run.receptors and (response := run.model.response):
        attributes |= {"response": response, "phi": run.model.phi, "weights": run.model.weights}
    if run.model.binding == "equilibrium":
        attributes["equilibrium_error"] = _equilibrium_error(run)
    return attributes


def _equilibrium_error(run: RunData) -> float:
    """Estimates how far occupancy at equilibrium runs ahead of binding as a reaction [-].

    To first order it is the rate of change of the occupancy [1/h] over koff [1/h]. The result is
    the largest one over all ligands, receptors and steps between outputs.
    """
    koff = {
        row.name: row.value for row in core_of(run.model).parameters if row.name.endswith(".koff")
    }
    hours = np.diff(run.times)
    steps = hours > 0.0
    return max(
        (
            float(np.max(np.abs(np.diff(output.samples))[steps] / hours[steps], initial=0.0))
            / koff[name]
            for output in frames.outputs(run)
            if output.quantity == "occupancy"
            if (name := ".".join((*output.place, "koff"))) in koff  # else it is not known
        ),
        default=0.0,
    )
