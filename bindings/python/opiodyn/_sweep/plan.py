"""A plan is a sweep before it runs: its rows, and what each of them is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._checks.batches import rows_at_a_time, rows_of_values
from opiodyn._model.model import Model
from opiodyn._result.columns import OutputColumn
from opiodyn._result.measure import CoreMetric, factor_of
from opiodyn._result.metric import Metric
from opiodyn._sweep.chunks import Asked, Chunk
from opiodyn._sweep.layout import Layout

REGIMENS = ("regimen", "dose", "interval")
"""The regimen of a row follows from the axes of these kinds."""

_MOST_ROWS = 1024  # of a chunk that any number of threads may run
_SHARES = 16  # chunks for an executor, or a folder


@dataclass(frozen=True)
class Plan:
    """A plan has the rows of a layout, and what they are made of."""

    layout: Layout
    models: list[Model]
    """Each model is settled."""
    regimens: list[_core.Regimen]
    """Each case of regimen, dose and interval is listed here."""
    given: list[_core.Regimen]
    """These are the regimens before axes replace their doses and intervals."""
    people: Sequence[_core.Person]
    drug: str | None
    metrics: dict[str, Metric]
    columns: dict[str, OutputColumn]
    asked: Asked
    core_metrics: list[tuple[CoreMetric, ...]]
    """Each regimen has its metrics here, as the core takes them."""

    @property
    def rows(self) -> int:
        """This is the number of runs."""
        return self.layout.rows

    def cases(self) -> list[tuple[Model, _core.Regimen]]:
        """Returns each model with each regimen that it meets."""
        number = {case: k for k, case in enumerate(self.layout.cases(*REGIMENS))}
        cases = self.layout.cases("model", *REGIMENS)
        return [(self.models[model], self.regimens[number[tuple(rest)]]) for model, *rest in cases]

    def factor(self, metric: str) -> float:
        """Returns the factor from the core's number to the unit of a metric."""
        one = self.metrics[metric]
        return factor_of(one, self.columns[one.column])

    def chunk_rows(self, chunk: int | None, threads: int | None) -> int:
        """Returns the number of rows of a chunk.

        Args:
            chunk: The number that a user gave; None chooses one.
            threads: The threads that the number suits; None lets the request alone decide.
        """
        if chunk is not None:
            rows = check.whole("chunk", chunk)
            if rows < 1:
                raise check.input_error("chunk", rows, "must be at least 1 row")
            return rows
        per_row = self.asked.times.size * len(self.asked.columns)
        if threads is not None:
            return rows_at_a_time(threads, per_row)
        return min(_MOST_ROWS, rows_of_values(per_row), max(16, -(-self.rows // _SHARES)))

    def chunk(self, index: int, size: int) -> Chunk:
        """Returns the chunk of the rows from index * size, with no more than they need."""
        first = index * size
        rows = np.arange(first, min(first + size, self.rows))
        models, model = _used(self.models, self.layout.case_of(rows, "model"))
        of_regimen = self.layout.case_of(rows, *REGIMENS)
        regimens, regimen = _used(self.regimens, of_regimen)
        metrics, _ = _used(self.core_metrics, of_regimen)
        people, person = _used(self.people, self.layout.case_of(rows, "person"))
        if not self.people:
            person = np.full(rows.size, -1)
        varied = self.layout.parameters()
        values = [self.layout.numbers(axis, rows) for axis in varied]
        return Chunk(
            index,
            first,
            models,
            regimens,
            people,
            np.column_stack([model, regimen, person]).astype(np.int64),
            [axis.name for axis in varied],
            np.column_stack(values) if values else np.empty((rows.size, 0)),
            metrics,
            self.asked,
        )


def _used(values: Sequence[Any], index: Any) -> tuple[list[Any], Any]:
    """Returns the values that an index names, and the index into them."""
    if not values:
        return [], index
    places, inverse = np.unique(index, return_inverse=True)
    return [values[i] for i in places], inverse.reshape(-1)
