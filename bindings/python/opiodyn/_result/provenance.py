"""What a run rests on, in plain data that JSON can hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opiodyn import _core
from opiodyn._model.inside import acting_effects, core_of, used_rows
from opiodyn._model.model import Model
from opiodyn._result.inside import trajectory_of, whose

if TYPE_CHECKING:
    from opiodyn._result.run_data import RunData


def of_run(run: RunData) -> dict[str, Any]:
    """See `Run.provenance`."""
    said = trajectory_of(run).provenance
    covariates = run.covariates
    return {
        "opiodyn_version": said["opiodyn_version"],
        "status": run.status,
        "complete": run.complete,
        "subject": run.subject,
        "regimen": said["regimen"],
        "model": {
            **model_of(run),
            "covariates": covariates,
            "individual": run.model.individual,
        },
        "solver": {
            **solver_of(run),
            "steps": int(said["steps"]),
            "rejected_steps": int(said["rejected_steps"]),
            "steady_states": int(said["steady_states"]),
            "steady_state_residual": float(said["steady_state_residual"]),
            "steady_state_periods": int(said["steady_state_periods"]),
        },
        "parameters": {row.name: plain(row) for row in used_rows(run.model)},
        "effects": {row.name: plain(row) for row in effects_of(run)},
        "without_effect": without_effect(run.model, covariates),
        "changes": _changes(run),
        "missing": core_of(run.model).missing,
    }


def without_effect(model: Model, covariates: dict[str, float | str]) -> list[str]:
    """The covariates that act on no parameter which the model uses."""
    used = set(core_of(model).used_parameters)
    acting = set()
    for row in core_of(model).effects:
        parts = row.name.split(".")
        acting |= {parts[cut] for cut in range(1, len(parts)) if ".".join(parts[:cut]) in used}
    return [name for name in covariates if name not in acting]


def model_of(run: RunData) -> dict[str, Any]:
    """The settings of its model."""
    said = trajectory_of(run).provenance
    return {
        "biophase": said["biophase"],
        "binding": said["binding"],
        "response": list(run.model.response),
        "phi": run.model.phi,
        "effects": run.model.effects,
        "receptors": list(run.receptors),
        "ligands": list(run.ligands),
        "overrides": run.model.overrides,
    }


def solver_of(run: RunData) -> dict[str, Any]:
    """The settings of its solver."""
    said = trajectory_of(run).provenance
    return {"method": said["method"], "rtol": float(said["rtol"]), "atol": float(said["atol"])}


def subject_of(run: RunData) -> dict[str, Any]:
    """What is its own beside the runs of other subjects."""
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
    """What made the parameters of this subject differ."""
    said = whose(run)
    if said is None or not said.covariates:
        return acting_effects(run.model)
    found: dict[str, _core.Parameter] = {}
    for name, value in (*said.covariates.items(), *said.later):
        found |= {row.name: row for row in acting_effects(run.model, {name: value})}
    return list(found.values())


def plain(row: _core.Parameter) -> dict[str, Any]:
    """A parameter with its provenance."""
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
