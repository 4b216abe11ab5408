"""Step 1 of event tables reads the columns of a DataFrame."""

from __future__ import annotations

import numpy as np
import pandas as pd

from opiodyn._checks import check
from opiodyn._events.faults import Rows
from opiodyn._events.source.cells import Cells, column_of
from opiodyn._events.source.index import columns_of
from opiodyn._events.source.sizes import refuse_columns, refuse_records


def cells_of_frame(name: str, frame: pd.DataFrame) -> Cells:
    """Returns the cells of a frame; its rows are counted from 0.

    Raises:
        InputError: The frame is empty or too large, or a cell is neither a number nor text.
    """
    refuse_records(name, len(frame))
    refuse_columns("events", frame.shape[1])
    if len(frame) == 0:
        raise check.input_error("events", name, "has no rows")
    rows = Rows(np.arange(len(frame)), in_file=False)
    columns = [column_of(heading, series, rows) for heading, series in columns_of(frame)]
    return Cells(name, columns, rows)
