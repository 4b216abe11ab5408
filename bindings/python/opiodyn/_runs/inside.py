"""The package itself uses these functions: they ask of runs what users need not see."""

from __future__ import annotations

from typing import Any

from opiodyn._core import StatusCode
from opiodyn._runs.cohort import Cohort
from opiodyn._runs.listed import Listed
from opiodyn._runs.runs_data import RunsData


def kept_of(runs: RunsData) -> Listed | Cohort:
    """Returns the object that holds the runs."""
    return runs._kept


def unfinished(runs: RunsData) -> list[tuple[object, str]]:
    """Returns subject and status of the runs that are not complete."""
    kept = kept_of(runs)
    rows = zip(kept.ids, kept.statuses, kept.codes, strict=True)
    return [(subject, status) for subject, status, code in rows if code != StatusCode.complete]


def fields_of(cohort: Cohort) -> dict[str, Any]:
    """Returns the fields of the pickle of a cohort without its numbers."""
    return cohort._store.without_values(cohort._rows)
