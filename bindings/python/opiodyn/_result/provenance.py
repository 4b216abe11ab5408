"""What runs rest on, in plain data that JSON can hold."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from opiodyn import _core
from opiodyn._model.model import Model

if TYPE_CHECKING:
    from opiodyn._runs.run import Run
    from opiodyn._runs.runs import Runs


def of_run(run: Run) -> dict[str, Any]:
    """See `Run.provenance`."""
    said = run._trajectory.provenance
    covariates = run._covariates
    return {
        "opiodyn_version": said["opiodyn_version"],
        "status": run.status,
        "complete": run.complete,
        "subject": run.subject,
        "regimen": said["regimen"],
        "model": {
            **_model(run),
            "covariates": covariates,
            "individual": run.model.individual,
        },
        "solver": {
            **_solver(run),
            "steps": int(said["steps"]),
            "rejected_steps": int(said["rejected_steps"]),
            "steady_states": int(said["steady_states"]),
            "steady_state_residual": float(said["steady_state_residual"]),
            "steady_state_periods": int(said["steady_state_periods"]),
        },
        "parameters": {row.name: plain(row) for row in run.model._used()},
        "effects": {row.name: plain(row) for row in _effects(run)},
        "without_effect": without_effect(run.model, covariates),
        "changes": _changes(run),
        "missing": run.model._core.missing,
    }


def of_runs(runs: Runs, most: int | None = None) -> dict[str, Any]:
    """See `Runs.provenance`; of more subjects than `most` without them."""
    shared: dict[str, Any] = {"opiodyn_version": _core.__version__, "complete": runs.complete}
    if len(runs) == 0:
        return {**shared, "subjects": []}
    typical, covariates = runs._typical, all_covariates(runs)
    told = {} if most is not None and len(runs) > most else {"subjects": list(map(_subject, runs))}
    return {
        **shared,
        "model": _model(runs[0]),
        "solver": _solver(runs[0]),
        "parameters": {row.name: plain(row) for row in typical._used()},
        "effects": _all_effects(runs),
        "without_effect": without_effect(typical, covariates),
        "missing": typical._core.missing,
        **told,
    }


def without_effect(model: Model, covariates: dict[str, float | str]) -> list[str]:
    """The covariates that act on no parameter which the model uses."""
    used = set(model._core.used_parameters)
    acting = set()
    for row in model._core.effects:
        parts = row.name.split(".")
        acting |= {parts[cut] for cut in range(1, len(parts)) if ".".join(parts[:cut]) in used}
    return [name for name in covariates if name not in acting]


def _model(run: Run) -> dict[str, Any]:
    said = run._trajectory.provenance
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


def _solver(run: Run) -> dict[str, Any]:
    said = run._trajectory.provenance
    return {"method": said["method"], "rtol": float(said["rtol"]), "atol": float(said["atol"])}


def _subject(run: Run) -> dict[str, Any]:
    return {
        "id": run.subject,
        "status": run.status,
        "regimen": run._trajectory.provenance["regimen"],
        "covariates": run._covariates,
        "individual": run.model.individual,
        "changes": _changes(run),
    }


def _changes(run: Run) -> list[dict[str, Any]]:
    records = (record for record in run.regimen.records if isinstance(record, _core.Change))
    return [{"time": record.time, **record.parameters} for record in records]


def _effects(run: Run) -> list[_core.Parameter]:
    """What made the parameters of this subject differ."""
    said = run._subject
    if said is None or not said.covariates:
        return run.model._effects()
    found: dict[str, _core.Parameter] = {}
    for name, value in (*said.covariates.items(), *said.later):
        alone = copy.copy(run.model)
        alone._covariates = {name: value}
        found |= {row.name: row for row in alone._effects()}
    return list(found.values())


def all_covariates(runs: Runs) -> dict[str, float | str]:
    """One value of each that any subject has."""
    return {name: value for own, _ in runs._kept.known() for name, value in own.items()}


def _all_effects(runs: Runs) -> dict[str, Any]:
    """Those of all subjects; worked out once for all that have the same covariates."""
    kinds: dict[tuple[object, ...], int] = {}
    for i, (own, later) in enumerate(runs._kept.known()):
        names = (f"{k} {v}" if isinstance(v, str) else k for k, v in own.items())
        kinds.setdefault((*names, *later), i)
    return {row.name: plain(row) for i in kinds.values() for row in _effects(runs[i])}


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
