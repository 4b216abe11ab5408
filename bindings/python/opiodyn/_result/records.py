"""This module tells which row of a table of events each output of a run belongs to."""

from __future__ import annotations

from typing import Any, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from opiodyn._checks.check import FloatArray
from opiodyn._checks.pickles import pickled_by_fields

Columns: TypeAlias = dict[str, npt.NDArray[Any]]

LABELS = ("row", "evid", "side")
"""These names of columns say where an output belongs."""


@pickled_by_fields("RecordColumns")
class RecordColumns(NamedTuple):
    """These columns have a value per output of a run at the rows of its table."""

    row: npt.NDArray[np.int64]
    """The row is counted as `EventTable.frame` counts it."""
    evid: npt.NDArray[np.int64]
    side: npt.NDArray[np.str_] | None
    """The side is ``"before"`` or ``"after"`` the row; None if all outputs are after theirs."""
    dv: FloatArray | None
    """The observed values (DV) are as the table has them; None if nothing was observed."""

    def labels(self, count: int) -> Columns:
        """Returns the columns that say where the first outputs belong."""
        return {
            name: column[:count] for name in LABELS if (column := getattr(self, name)) is not None
        }

    def observed(self, count: int) -> Columns:
        """Returns the column of what was observed at the first outputs, if there is one."""
        return {} if self.dv is None else {"dv": self.dv[:count]}
