"""Tells what the runs of several subjects rest on, in plain data that JSON can hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opiodyn import _core
from opiodyn._model.inside import core_of, used_rows
from opiodyn._result.provenance import (
    effects_of,
    model_of,
    plain,
    solver_of,
    subject_of,
    without_effect,
)
from opiodyn._runs.inside import kept_of, typical_of

if TYPE_CHECKING:
    from opiodyn._runs.runs_data import RunsData


def of_runs(runs: RunsData, most: int | None = None) -> dict[str, Any]:
    """See `Runs.provenance`; of more subjects than `most` without them."""
    shared: dict[str, Any] = {"opiodyn_version": _core.__version__, "complete": runs.complete}
    if len(runs) == 0:
        return {**shared, "subjects": []}
    typical, covariates = typical_of(runs), all_covariates(runs)
    told = (
        {} if most is not None and len(runs) > most else {"subjects": list(map(subject_of, runs))}
    )
    return {
        **shared,
        "model": model_of(runs[0]),
        "solver": solver_of(runs[0]),
        "parameters": {row.name: plain(row) for row in used_rows(typical)},
        "effects": _all_effects(runs),
        "without_effect": without_effect(typical, covariates),
        "missing": core_of(typical).missing,
        **told,
    }


def all_covariates(runs: RunsData) -> dict[str, float | str]:
    """One value of each that any subject has."""
    return {name: value for own, _ in kept_of(runs).known() for name, value in own.items()}


def _all_effects(runs: RunsData) -> dict[str, Any]:
    """Collects the effects of all subjects, once for those that have the same covariates."""
    kinds: dict[tuple[object, ...], int] = {}
    for i, (own, later) in enumerate(kept_of(runs).known()):
        names = (f"{k} {v}" if isinstance(v, str) else k for k, v in own.items())
        kinds.setdefault((*names, *later), i)
    return {row.name: plain(row) for i in kinds.values() for row in effects_of(runs[i])}
