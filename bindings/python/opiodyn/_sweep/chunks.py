"""A chunk is a part of a sweep that runs on its own: in any thread, process or machine."""

from __future__ import annotations

import itertools
import os
import weakref
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from opiodyn import _core
from opiodyn._checks.check import FloatArray
from opiodyn._checks.pickles import pickled_by_fields
from opiodyn._core import StatusCode
from opiodyn._model.inside import core_of
from opiodyn._model.model import Model

Token: TypeAlias = tuple[int, int]
"""A token is the number of a process and a number within it."""

_tokens = itertools.count()
_flags: weakref.WeakValueDictionary[Token, _core.StopFlag] = weakref.WeakValueDictionary()


def stoppable() -> tuple[Token, _core.StopFlag]:
    """Returns a flag, and the token by which chunks of this process alone find it."""
    flag = _core.StopFlag()
    token = os.getpid(), next(_tokens)
    _flags[token] = flag
    return token, flag


@pickled_by_fields("Asked")
@dataclass(frozen=True)
class Asked:
    """Every row is asked for the same columns at the same times, by the same solver."""

    times: FloatArray
    """Each row is read at these output times [h]."""
    columns: list[str]
    """Each column has the core's name for it."""
    solver: dict[str, Any]


@dataclass(frozen=True)
class Chunk:
    """A chunk holds rows with all that they need; it pickles as plain data."""

    index: int
    first: int
    """This is the number of the first row."""
    models: list[Model]
    regimens: list[_core.Regimen]
    people: list[_core.Person]
    rows: npt.NDArray[np.int64]
    """Each row has the numbers of its model, regimen and person (-1: none)."""
    names: list[str]
    """Each name is that of a parameter that varies."""
    values: FloatArray
    """Each row has the values of these parameters."""
    metrics: list[tuple[Any, ...]]
    """Each regimen has its metrics here, as the core takes them."""
    asked: Asked

    def of_rows(self, rows: Any) -> tuple[Any, ...]:
        """Returns the arguments of the core for these rows."""
        return (
            [core_of(model) for model in self.models],
            [model.covariates for model in self.models],
            self.regimens,
            self.people,
            self.rows[rows],
            self.names,
            self.values[rows],
        )


@dataclass(frozen=True)
class Result:
    """A result holds what became of the rows of a chunk."""

    status: list[str]
    codes: npt.NDArray[np.int8]
    """The codes of the status are numbers of `StatusCode`."""
    steps: npt.NDArray[np.int64]
    values: FloatArray
    """Each row has its values time by time, column by column."""
    metric_values: FloatArray
    """Each row has a number per metric."""
    interrupted: bool = False


def run_chunk(chunk: Chunk, threads: int, token: Token) -> Result:
    """Runs the rows of a chunk; rows with the same windows run together."""
    stop = _flags.get(token)
    result = empty(chunk)
    interrupted = False
    for asked, rows in _groups(chunk).items():
        if interrupted:
            break
        found = _core.simulate_batch(
            *chunk.of_rows(rows),
            times=chunk.asked.times,
            columns=chunk.asked.columns,
            metrics=list(asked),
            threads=threads,
            stop=stop,
            **chunk.asked.solver,
        )
        interrupted = found.interrupted
        take(result, rows, found)
    return replace(result, interrupted=interrupted)


def _groups(chunk: Chunk) -> dict[tuple[Any, ...], npt.NDArray[np.intp]]:
    """Returns the rows by the metrics of their regimens."""
    numbers: dict[tuple[Any, ...], int] = {}
    group = np.array([numbers.setdefault(asked, len(numbers)) for asked in chunk.metrics])
    of_row = group[chunk.rows[:, 1]]
    return {asked: np.flatnonzero(of_row == number) for asked, number in numbers.items()}


def empty(chunk: Chunk) -> Result:
    """Returns the result of rows that have not run."""
    rows = len(chunk.rows)
    width = chunk.asked.times.size * len(chunk.asked.columns)
    return Result(
        [_core.status_text(StatusCode.not_run)] * rows,
        np.full(rows, StatusCode.not_run, dtype=np.int8),
        np.zeros(rows, dtype=np.int64),
        np.full((rows, width), np.nan),
        np.full((rows, len(chunk.metrics[0])), np.nan),
    )


def take(result: Result, rows: npt.NDArray[np.intp], found: _core.BatchRows) -> None:
    """Puts what the core found into these rows; only complete rows keep their numbers."""
    begun = found.codes != StatusCode.interrupted  # the others stay as those that have not run
    rows = rows[begun]
    for row, status in zip(rows, np.array(found.status, dtype=object)[begun], strict=True):
        result.status[row] = status
    result.codes[rows], result.steps[rows] = found.codes[begun], found.steps[begun]
    result.values[rows], result.metric_values[rows] = (
        found.values[begun],
        found.metric_values[begun],
    )
    failed = rows[found.codes[begun] != StatusCode.complete]
    result.values[failed], result.metric_values[failed] = np.nan, np.nan
