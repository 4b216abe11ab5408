"""This module reads Parquet, Feather and frames that give a stream of Arrow.

Their columns keep the types of Arrow in pandas, so that a whole number beside a missing one does
not become a float.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, BinaryIO

import pandas as pd

from opiodyn._checks import check, extras
from opiodyn._core import InputError
from opiodyn._events.source import sizes
from opiodyn._events.source.cells import Cells
from opiodyn._events.source.frames import cells_of_frame

_STREAM = b"\xff\xff\xff\xff"  # the first bytes of a stream of Arrow in a file
_FAMILIES = {"polars": "Polars", "pyarrow": "Arrow", "duckdb": "DuckDB"}


def cells_of_stream(source: Any) -> Cells:
    """Returns the cells of a frame of Polars, a table of Arrow, or their like.

    Raises:
        InputError: The source is not a table.
        ImportError: There is no pyarrow.
    """
    family = type(source).__module__.partition(".")[0]
    name = f"{_FAMILIES.get(family, '')} {type(source).__name__}".strip()
    extra = "polars" if family == "polars" else "parquet"
    arrow = extras.require("pyarrow", f"reading {name}s", extra)

    def read() -> Any:
        try:
            reader = arrow.RecordBatchReader.from_stream(source)
        except arrow.ArrowException:
            if family == "polars" and type(source).__name__ == "DataFrame":
                _refuse_no_type(arrow, source)
            raise
        return _few(name, arrow, reader, reader.schema)

    return cells_of_frame(name, _frame(name, arrow, read, "is not a table"))


def _refuse_no_type(arrow: Any, source: Any) -> None:
    """Refuses the first column of a frame of Polars whose type Arrow does not have."""
    for column in source.columns:
        try:
            arrow.RecordBatchReader.from_stream(source.select(column))
        except arrow.ArrowException:
            rule = "is a type that Arrow does not have; cast it, such as to Int64 or Float64"
            kind = str(source.schema[column])
            raise check.input_error(f"column {column}", kind, rule) from None


def cells_of_parquet(name: str, file: BinaryIO) -> Cells:
    """Returns the cells of a Parquet file.

    Raises:
        InputError: The file is damaged, too large or no Parquet.
        ImportError: There is no pyarrow.
    """
    arrow = extras.require("pyarrow", "reading Parquet", "parquet")
    parquet = extras.require("pyarrow.parquet", "reading Parquet", "parquet")

    def read() -> Any:
        opened = parquet.ParquetFile(file)
        about = opened.metadata
        sizes.refuse_columns("events", about.num_columns)
        sizes.refuse_records(name, about.num_rows)
        groups = [about.row_group(i).total_byte_size for i in range(about.num_row_groups)]
        sizes.refuse_length(name, max(sum(groups), about.num_rows * about.num_columns))
        return opened.read()

    return cells_of_frame(name, _frame(name, arrow, read, "is damaged, or no Parquet file"))


def cells_of_feather(name: str, file: BinaryIO) -> Cells:
    """Returns the cells of a Feather file, which is a file or a stream of Arrow.

    Raises:
        InputError: The file is damaged, too large or no Feather.
        ImportError: There is no pyarrow.
    """
    arrow = extras.require("pyarrow", "reading Feather", "parquet")
    ipc = extras.require("pyarrow.ipc", "reading Feather", "parquet")

    def read() -> Any:
        streamed = file.read(len(_STREAM)) == _STREAM
        file.seek(0)
        if streamed:
            reader = ipc.open_stream(file)
            return _few(name, arrow, reader, reader.schema)
        opened = ipc.open_file(file)
        batches = (opened.get_batch(i) for i in range(opened.num_record_batches))
        return _few(name, arrow, batches, opened.schema)

    rule = "is damaged, or no Feather file of version 2"
    return cells_of_frame(name, _frame(name, arrow, read, rule))


def _few(name: str, arrow: Any, batches: Iterable[Any], schema: Any) -> Any:
    """Returns batches as a table, and reads no more of them than a table may have."""
    sizes.refuse_columns("events", len(schema))
    kept: list[Any] = []
    records = 0
    for batch in batches:
        kept.append(batch)
        records += batch.num_rows
        sizes.refuse_records(name, records)
    return arrow.Table.from_batches(kept, schema)


def _frame(name: str, arrow: Any, read: Callable[[], Any], rule: str) -> pd.DataFrame:
    try:
        table = read()
        table.validate(full=True)  # damaged offsets would be read from anywhere in memory
        table = _plain(arrow, table)
        frame: pd.DataFrame = table.to_pandas(types_mapper=pd.ArrowDtype)
    except InputError:
        raise
    except (arrow.ArrowException, OSError, ValueError, TypeError, KeyError):
        raise check.input_error("events", name, rule) from None
    return frame


def _plain(arrow: Any, table: Any) -> Any:
    """Returns a table whose columns have types that pandas can take apart, with the same cells."""
    for i, field in enumerate(table.schema):
        kind = field.type
        while arrow.types.is_dictionary(kind) or arrow.types.is_run_end_encoded(kind):
            kind = kind.value_type
        kind = arrow.large_string() if arrow.types.is_string_view(kind) else kind
        _refuse_no_cells(field.name, kind)
        if kind != field.type:
            cells = [arrow.array(part.to_pylist(), kind) for part in table.column(i).chunks]
            table = table.set_column(i, field.name, arrow.chunked_array(cells, kind))
    return table


def _refuse_no_cells(name: str, kind: Any) -> None:
    """Refuses a column of a type that pandas cannot hold, such as a view of binary data."""
    try:
        _ = pd.ArrowDtype(kind).type
    except NotImplementedError:
        raise check.input_error(f"column {name}", str(kind), "must be numbers or text") from None
