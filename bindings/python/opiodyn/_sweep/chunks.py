"""A part of a sweep that runs on its own: in this thread or another, process or machine."""

from __future__ import annotations

import itertools
import os
import weakref
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from opiodyn import _core
from opiodyn._checks.check import FloatArray
from opiodyn._checks.status import COMPLETE, NOT_RUN
from opiodyn._model.inside import core_of
from opiodyn._model.model import Model

_INTERRUPTED = "interrupted"  # in the status of a row that was stopped on its way

Token: TypeAlias = tuple[int, int]
"""Process and number."""

_tokens = itertools.count()
_flags: weakref.WeakValueDictionary[Token, _core.StopFlag] = weakref.WeakValueDictionary()


def stoppable() -> tuple[Token, _core.StopFlag]:
    """A flag, and the name by which chunks of this process, and of no other, find it."""
    flag = _core.StopFlag()
    token = os.getpid(), next(_tokens)
    _flags[token] = flag
    return token, flag


@dataclass(frozen=True)
class Asked:
    """What is asked of every row."""

    times: FloatArray
    columns: list[str]
    """Of the core."""
    solver: dict[str, Any]


@dataclass(frozen=True)
class Chunk:
    """Rows with all that they need; pickles as plain data."""

    index: int
    first: int
    """Its first row."""
    models: list[Model]
    regimens: list[_core.Regimen]
    people: list[_core.Person]
    rows: npt.NDArray[np.int64]
    """Numbers of model, regimen and person (-1: none) of each row."""
    names: list[str]
    values: FloatArray
    """Of the parameters of these names, by row."""
    reductions: list[tuple[Any, ...]]
    """Of each regimen."""
    asked: Asked

    def of_rows(self, rows: Any) -> tuple[Any, ...]:
        """What the core makes these rows of."""
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
    """What became of the rows of a chunk."""

    status: list[str]
    steps: npt.NDArray[np.int64]
    values: FloatArray
    """By row; time by time, column by column."""
    reduced: FloatArray
    """By row and metric."""
    interrupted: bool = False


def run(chunk: Chunk, threads: int, token: Token) -> Result:
    """Its rows; those with the same windows run together."""
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
            reductions=list(asked),
            threads=threads,
            stop=stop,
            **chunk.asked.solver,
        )
        interrupted = found.interrupted
        take(result, rows, found)
    return Result(result.status, result.steps, result.values, result.reduced, interrupted)


def _groups(chunk: Chunk) -> dict[tuple[Any, ...], npt.NDArray[np.intp]]:
    """Rows by what is asked of their regimens."""
    numbers: dict[tuple[Any, ...], int] = {}
    group = np.array([numbers.setdefault(asked, len(numbers)) for asked in chunk.reductions])
    of_row = group[chunk.rows[:, 1]]
    return {asked: np.flatnonzero(of_row == number) for asked, number in numbers.items()}


def empty(chunk: Chunk) -> Result:
    """Of rows that have not run."""
    rows = len(chunk.rows)
    width = chunk.asked.times.size * len(chunk.asked.columns)
    return Result(
        [NOT_RUN] * rows,
        np.zeros(rows, dtype=np.int64),
        np.full((rows, width), np.nan),
        np.full((rows, len(chunk.reductions[0])), np.nan),
    )


def take(result: Result, rows: npt.NDArray[np.intp], found: _core.BatchRows) -> None:
    """What the core found of these rows; numbers of those that are complete alone."""
    for row, status in zip(rows, found.status, strict=True):
        result.status[row] = status
    result.steps[rows], result.values[rows] = found.steps, found.values
    result.reduced[rows] = found.reduced
    failed = [row for row in rows if result.status[row] != COMPLETE]
    result.values[failed], result.reduced[failed] = np.nan, np.nan
    for row in failed:
        if found.interrupted and _INTERRUPTED in result.status[row]:
            result.status[row], result.steps[row] = NOT_RUN, 0
