"""Step 1 of event tables reads a file or a frame into columns of words, as they stand."""

from __future__ import annotations

import os
from typing import IO, Any, Protocol, TypeAlias, cast

import numpy as np
import pandas as pd

from opiodyn._checks import ask, check
from opiodyn._checks.shown import shown
from opiodyn._events.notes import Notes
from opiodyn._events.source.cells import Cells
from opiodyn._events.source.files.arrow import cells_of_stream
from opiodyn._events.source.frames import cells_of_frame
from opiodyn._events.source.path import cells_of_file, cells_of_path
from opiodyn._events.source.request import Request, refuse_sheet


class ArrowStream(Protocol):
    """A stream of Arrow is what frames of Polars, tables of Arrow and relations of DuckDB give."""

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """Returns the stream as a capsule."""
        ...


Source: TypeAlias = "str | os.PathLike[str] | IO[str] | IO[bytes] | pd.DataFrame | ArrowStream"

_RULE = "must be the path of a table, an open file, or a DataFrame of pandas, Polars or Arrow"


def read_cells(source: Source, request: Request, notes: Notes) -> Cells:
    """Reads the cells of a file (its path, or an open one) or of a frame.

    Raises:
        InputError: The source cannot be read, is not a table, or is too large.
    """
    if ask.is_a(source, (str, os.PathLike)):
        return cells_of_path(cast("str | os.PathLike[str]", source), request, notes)
    if ask.is_a(source, pd.DataFrame):
        refuse_sheet(request)
        return cells_of_frame("DataFrame", cast("pd.DataFrame", source))
    if ask.has(source, "read"):
        return cells_of_file(cast("IO[Any]", source), request, notes)
    refuse_sheet(request)
    if ask.has(source, "__arrow_c_stream__"):
        return cells_of_stream(cast("ArrowStream", source))
    raise _no_table(source)


def _no_table(source: Any) -> Exception:
    kind = type(source).__name__
    if ask.is_a(source, (dict, list, tuple, np.ndarray)):
        return check.input_error("events", kind, "pandas.DataFrame(...) makes a frame of it")
    if ask.has(source, "collect"):  # as a LazyFrame of Polars
        return check.input_error("events", kind, "is not computed yet: collect() it first")
    return check.input_error("events", shown(source), _RULE)
