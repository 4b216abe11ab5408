"""This module tells what the runs of several subjects rest on, in plain data for JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opiodyn import _core
from opiodyn._model.inside import core_of, used_rows
from opiodyn._result.inside import trajectory_of
from opiodyn._result.provenance import (
    effects_of,
    model_of,
    plain,
    solver_of,
    subject_of,
    without_effect,
)
from opiodyn._runs.inside import kept_of
from opiodyn._runs.notes import runs_notes

if TYPE_CHECKING:
    from opiodyn._runs.runs_data import RunsData


def runs_provenance(runs: RunsData, most: int | None = None) -> dict[str, Any]:
    """Returns `Runs.provenance`; without ``subjects`` if there are more of them than `most`."""
    version = trajectory_of(runs[0]).provenance["opiodyn_version"] if runs else _core.__version__
    shared: dict[str, Any] = {"opiodyn_version": version, "complete": runs.complete}
    if len(runs) == 0:
        return {**shared, "subjects": []}
    found = {
        **shared,
        "model": model_of(runs[0]),
        "solver": solver_of(runs[0]),
        "parameters": {row.name: plain(row) for row in used_rows(runs.model)},
        "effects": _all_effects(runs),
        "without_effect": without_effect(runs.model, all_covariates(runs)),
        "missing": core_of(runs.model).missing,
        "notes": [str(note) for note in runs_notes(runs)],
    }
    if most is None or len(runs) <= most:
        found["subjects"] = [subject_of(run) for run in runs]
    return found


def all_covariates(runs: RunsData) -> dict[str, float | str]:
    """Returns one value of each covariate that any subject has."""
    return {name: value for own, _ in kept_of(runs).covariates() for name, value in own.items()}


def _all_effects(runs: RunsData) -> dict[str, Any]:
    """Collects the effects of all subjects, once for those that have the same covariates."""
    kinds: dict[tuple[object, ...], int] = {}
    for i, (own, later) in enumerate(kept_of(runs).covariates()):
        names = (f"{k} {v}" if isinstance(v, str) else k for k, v in own.items())
        kinds.setdefault((*names, *later), i)
    return {row.name: plain(row) for i in kinds.values() for row in effects_of(runs[i])}
