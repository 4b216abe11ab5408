"""This module tells what a run rests on, in plain data that JSON can hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opiodyn import _core
from opiodyn._model.inside import acting_effects, core_of, used_rows
from opiodyn._model.model import Model
from opiodyn._result.inside import subject_data_of, trajectory_of
from opiodyn._result.notes import run_notes

if TYPE_CHECKING:
    from opiodyn._result.run_data import RunData

_COUNTS = (
    *("steps", "rejected_steps"),
    *("steady_states", "steady_state_residual", "steady_state_periods"),
)


def run_provenance(run: RunData) -> dict[str, Any]:
    """Returns `Run.provenance`."""
    texts, counts = trajectory_of(run).provenance, trajectory_of(run).counts
    covariates = run.covariates
    return {
        "opiodyn_version": texts["opiodyn_version"],
        "status": run.status,
        "complete": run.complete,
        "subject": run.subject,
        "regimen": texts["regimen"],
        "model": {
            **model_of(run),
            "covariates": covariates,
            "individual": run.model.individual,
        },
        "solver": {**solver_of(run), **{name: getattr(counts, name) for name in _COUNTS}},
        "kernel": texts.get("kernel"),
        "parameters": {row.name: plain(row) for row in used_rows(run.model)},
        "effects": {row.name: plain(row) for row in effects_of(run)},
        "without_effect": without_effect(run.model, covariates),
        "changes": _changes(run),
        "missing": core_of(run.model).missing,
        "notes": [str(note) for note in run_notes(run)],
    }


def without_effect(model: Model, covariates: dict[str, float | str]) -> list[str]:
    """Returns the covariates that act on no parameter which the model uses."""
    used = set(core_of(model).used_parameters)
    acting = set()
    for row in core_of(model).effects:
        parts = row.name.split(".")
        acting |= {parts[cut] for cut in range(1, len(parts)) if ".".join(parts[:cut]) in used}
    return [name for name in covariates if name not in acting]


def model_of(run: RunData) -> dict[str, Any]:
    """Returns the settings of the model of a run."""
    texts = trajectory_of(run).provenance
    return {
        "biophase": texts["biophase"],
        "binding": texts["binding"],
        "response": list(run.model.response),
        "endpoints": list(run.model.endpoints),
        "phi": run.model.phi,
        "weights": run.model.weights,
        "receptors": list(run.receptors),
        "ligands": list(run.ligands),
        "overrides": run.model.overrides,
    }


def solver_of(run: RunData) -> dict[str, Any]:
    """Returns the settings of the solver of a run."""
    texts = trajectory_of(run).provenance
    return {"method": texts["method"], "rtol": float(texts["rtol"]), "atol": float(texts["atol"])}


def subject_of(run: RunData) -> dict[str, Any]:
    """Returns what a run does not share with the runs of other subjects."""
    return {
        "id": run.subject,
        "status": run.status,
        "regimen": trajectory_of(run).provenance["regimen"],
        "covariates": run.covariates,
        "individual": run.model.individual,
        "changes": _changes(run),
    }


def _changes(run: RunData) -> list[dict[str, Any]]:
    records = (record for record in run.regimen.records if isinstance(record, _core.Change))
    return [{"time": record.time, **record.parameters} for record in records]


def effects_of(run: RunData) -> list[_core.Parameter]:
    """Returns the effects that made the parameters of the subject of a run differ."""
    subject = subject_data_of(run)
    if subject is None or not subject.covariates:
        return acting_effects(run.model)
    found: dict[str, _core.Parameter] = {}
    for name, value in (*subject.covariates.items(), *subject.later):
        found |= {row.name: row for row in acting_effects(run.model, {name: value})}
    return list(found.values())


def plain(row: _core.Parameter) -> dict[str, Any]:
    """Returns a parameter with its provenance."""
    return {
        "value": row.value,
        "unit": row.unit,
        "low": row.low,
        "high": row.high,
        "evidence": row.evidence,
        "status": row.status,
        "sources": list(row.sources),
        "unconfirmed": row.unconfirmed,
    }
