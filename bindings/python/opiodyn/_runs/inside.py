"""These functions are for the package itself: they ask of runs what users need not see."""

from __future__ import annotations

from opiodyn._model.model import Model
from opiodyn._runs.cohort import Cohort
from opiodyn._runs.listed import Listed
from opiodyn._runs.runs_data import RunsData


def kept_of(runs: RunsData) -> Listed | Cohort:
    """Returns what holds the runs."""
    return runs._kept


def typical_of(runs: RunsData) -> Model:
    """Returns the model before what makes the subjects differ."""
    return runs._typical
