"""The last dosing interval of a run in numbers."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from opiodyn import _check, _frames, metrics
from opiodyn._windows import Window, last_window

if TYPE_CHECKING:
    import pandas as pd

    from opiodyn._run import Run

_COLUMNS = ["unit", "peak", "t_peak", "trough", "mean", "area", "hours_above_50"]
_THRESHOLD = 50.0


def summary(run: Run) -> pd.DataFrame:
    """See `Run.summary`."""
    import pandas as pd

    if run.times.size == 0:
        raise _check.input_error("run", run.status, "has no output to sum up")
    windows = _windows(run)
    wanted = ("mass_concentration", "occupancy", "free")
    found = [output for output in _frames.outputs(run) if output.quantity in wanted]
    rows = {output.name: _row(run, output, windows) for output in found}
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=_COLUMNS)
    frame.index.name = "quantity"
    frame.attrs.update(_attributes(run, windows))
    return frame


def _windows(run: Run) -> dict[str, Window]:
    """The window of every drug of the regimen; that of the drug dosed last comes last."""
    begin, end = float(run.times[0]), float(run.times[-1])
    drugs = run.regimen.drugs or ["none"]
    found = {drug: last_window(run.regimen, drug, begin, end) for drug in drugs}
    return dict(sorted(found.items(), key=lambda item: item[1].begin))


def _row(run: Run, output: _frames.Output, windows: dict[str, Window]) -> dict[str, Any]:
    window = _window_of(run, output, windows)
    chosen = window.select(run.times)
    percent = output.unit == "-"
    times, values = run.times[chosen], output.samples[chosen] * (100.0 if percent else 1.0)
    peak = metrics.peak(times, values)
    curve = times.size > 1  # a single output has no area
    return {
        "unit": "%" if percent else output.unit,
        "peak": peak.value,
        "t_peak": peak.time - window.begin,
        "trough": metrics.trough(times, values).value,
        "mean": metrics.mean(times, values) if curve else math.nan,
        "area": metrics.area(times, values) if curve and not percent else math.nan,
        "hours_above_50": (
            metrics.time_above(times, values, _THRESHOLD) if curve and percent else math.nan
        ),
    }


def _window_of(run: Run, output: _frames.Output, windows: dict[str, Window]) -> Window:
    *_, default = windows.values()
    ligand = output.place[0] if output.quantity != "free" else ""
    return windows.get(_parent(run, ligand), default)


def _parent(run: Run, ligand: str) -> str:
    """The dosed drug that a ligand is or comes from."""
    if ligand in run.regimen.drugs:
        return ligand
    suffix = f".{ligand}.systemic"
    makers = (row.name for row in run.model._core.parameters if row.name.endswith(suffix))
    return next((name.removesuffix(suffix) for name in makers), ligand)


def _attributes(run: Run, windows: dict[str, Window]) -> dict[str, Any]:
    parameters = run.model._used()
    said: dict[str, Any] = {
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
        said |= {
            "preset": preset.name,
            "half_life": preset.half_life,
            "matches": preset.matches,
            "fails": preset.fails,
        }
    if run.model.binding == "equilibrium":
        said["equilibrium_error"] = _equilibrium_error(run)
    return said


def _equilibrium_error(run: Run) -> float:
    """How far occupancy at equilibrium runs ahead of binding as a reaction: to first order by its
    rate of change / koff. The largest over all ligands, receptors and steps between outputs."""
    koff = {row.name: row.value for row in run.model._core.parameters if row.name.endswith(".koff")}
    hours = np.diff(run.times)
    steps = hours > 0.0
    return max(
        (
            float(np.max(np.abs(np.diff(output.samples))[steps] / hours[steps], initial=0.0))
            / koff[name]
            for output in _frames.outputs(run)
            if output.quantity == "occupancy"
            if (name := ".".join((*output.place, "koff"))) in koff  # else nobody knows
        ),
        default=0.0,
    )
