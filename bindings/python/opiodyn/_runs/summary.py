"""This module collects the summaries and the metrics of the runs of several subjects."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from opiodyn._checks.check import FloatArray
from opiodyn._core import StatusCode
from opiodyn._result.inside import course_of
from opiodyn._result.measure import CoreMetric, measured
from opiodyn._result.names import refuse_taken
from opiodyn._result.run_metrics import Asked, core_metrics, factors_of, units_of
from opiodyn._result.summary import (
    NUMBERS,
    frame_of,
    metrics_of,
    model_attributes,
    names_of,
    numbers_of,
    rows_of,
)
from opiodyn._runs.alike import Alike, groups_of
from opiodyn._runs.inside import kept_of
from opiodyn._runs.nobody import refuse_nobody

if TYPE_CHECKING:
    import pandas as pd

    from opiodyn._runs.run import Run
    from opiodyn._runs.runs_data import RunsData

_ALL_CORES = 0


def runs_summary(runs: RunsData) -> pd.DataFrame:
    """Returns the summary of each run below that of the one before (`Runs.summary`)."""
    import pandas as pd

    names, statuses = names_of(_first(runs)), [*kept_of(runs).statuses]
    numbers = np.full((len(runs), len(names), len(NUMBERS)), math.nan)
    for group in _complete(runs, lambda run: tuple(rows_of(run))):
        rows = rows_of(group.example)
        values = _measured(group, metrics_of(rows), statuses)
        numbers[group.places] = numbers_of(rows, values)
    index = pd.MultiIndex.from_product([runs.ids, names], names=["subject", "quantity"])
    frame = frame_of(index, numbers.reshape(-1, len(NUMBERS)))
    frame["status"] = np.repeat(np.array(statuses, dtype=object), len(names))
    frame.attrs.update(model_attributes(_first(runs)))
    return frame


def runs_metrics(runs: RunsData, asked: Asked) -> pd.DataFrame:
    """Returns the frame of `Runs.metrics`."""
    import pandas as pd

    refuse_taken(asked.metrics, ("subject", "status"))
    statuses = [*kept_of(runs).statuses]
    numbers = np.full((len(runs), len(asked.metrics)), math.nan)
    for group in _complete(runs, lambda run: tuple(core_metrics(run, asked))):
        values = _measured(group, core_metrics(group.example, asked), statuses)
        numbers[group.places] = values * factors_of(group.example, asked)
    index = pd.Index(runs.ids, name="subject")
    frame = pd.DataFrame(numbers, index=index, columns=[*asked.metrics])
    frame["status"] = statuses
    frame.attrs["units"] = units_of(_first(runs), asked)
    return frame


def _measured(group: Alike, metrics: Sequence[CoreMetric], statuses: list[str]) -> FloatArray:
    """Returns the metrics of a group, and writes the status of each of its runs."""
    found = measured(group.subjects, metrics, course_of(group.example), _ALL_CORES)
    for place, status in zip(group.places, found.statuses, strict=True):
        statuses[place] = status
    return found.numbers


def _complete(runs: RunsData, windows: Callable[[Run], Hashable]) -> Iterator[Alike]:
    """Returns the complete runs in groups that are measured together."""
    codes = kept_of(runs).codes
    places = [place for place, code in enumerate(codes) if code == StatusCode.complete]
    return groups_of(runs, places, windows)


def _first(runs: RunsData) -> Run:
    refuse_nobody(runs)
    return runs[0]
