"""Parquet, Feather, Polars and Arrow say the same as a frame of pandas, to the last digit."""

import sys
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

import opiodyn as od
from fixtures import refusal
from opiodyn._events.notes import Notes
from opiodyn._events.source import sizes
from opiodyn._events.source.read import read_cells
from opiodyn._events.source.request import request_of

pyarrow = pytest.importorskip("pyarrow")
feather = pytest.importorskip("pyarrow.feather")
parquet = pytest.importorskip("pyarrow.parquet")

NOTHING_SAID = request_of(None, None, None, (), (), (), None, ".", None)
FRAME = pd.DataFrame(
    {
        "ID": [1, 1, 2],
        "TIME": [0.0, 1.5, 0.0],
        "AMT": pd.array([100, None, 50], dtype="Int64"),
        "ROUTE": ["po", None, "po"],
        "DV": [None, 3.25, None],
    }
)


def same(source):
    """Reads a source, which must say what FRAME says."""
    read = od.read_events(source).frame
    pd.testing.assert_frame_equal(read, od.read_events(FRAME).frame)
    assert read["row"].tolist() == [0, 1, 2]
    assert read["amt"].tolist() == [100.0, 0.0, 50.0]
    return True


def words(source, column=1):
    """The words of a column, as they are read."""
    cells = read_cells(source, NOTHING_SAID, Notes())
    return [cells.columns[column].word(row) for row in range(len(cells.rows.numbers))]


def arrow(**columns):
    first = next(iter(columns.values()))
    return pyarrow.table({"TIME": list(range(len(first))), **columns})


# What is read


@pytest.mark.parametrize("name", ["t.parquet", "t.pq", "t.PARQUET"])
@pytest.mark.parametrize("levels", [[], ["ID"], ["ID", "TIME"]])
def test_parquet(tmp_path, name, levels):
    frame = FRAME.set_index(levels) if levels else FRAME
    frame.to_parquet(tmp_path / name)
    assert same(tmp_path / name)
    assert repr(od.read_events(tmp_path / name)).startswith(f"<EventTable of '{tmp_path}")


@pytest.mark.parametrize("name", ["t.feather", "t.arrow", "t.ipc", "t.Feather"])
@pytest.mark.parametrize("compression", ["uncompressed", "lz4", "zstd"])
def test_feather(tmp_path, name, compression):
    feather.write_feather(FRAME, tmp_path / name, compression=compression, chunksize=2)
    assert same(tmp_path / name)


def test_a_stream_of_arrow_in_a_file(tmp_path):
    table = pyarrow.Table.from_pandas(FRAME)
    path = tmp_path / "t.arrow"
    with path.open("wb") as file, pyarrow.ipc.new_stream(file, table.schema) as stream:
        stream.write_table(table, max_chunksize=2)
    assert same(path)


def test_arrow():
    table = pyarrow.Table.from_pandas(FRAME)
    assert same(table)
    assert same(pyarrow.concat_tables([table[:1], table[1:]]))
    assert same(table.to_reader())
    assert same(table.to_batches()[0])
    assert repr(od.read_events(table)).startswith("<EventTable of Arrow Table: ")


def test_polars():
    polars = pytest.importorskip("polars")
    frame = polars.DataFrame(FRAME)
    assert same(frame)
    assert same(frame.with_columns(polars.col("ROUTE").cast(polars.Categorical)))
    assert same(frame.with_columns(polars.col("ROUTE").cast(polars.Enum(["po", "iv"]))))
    assert same(frame.with_columns(polars.col("AMT").cast(polars.Decimal(12, 3))))
    assert same(polars.concat([frame[:2], frame[2:]], rechunk=False))
    assert repr(od.read_events(frame)).startswith("<EventTable of Polars DataFrame: ")


def test_a_column_of_polars_that_arrow_does_not_have_is_named():
    polars = pytest.importorskip("polars")
    frame = polars.DataFrame(FRAME).with_columns(polars.col("AMT").cast(polars.Int128))
    refused = refusal(lambda: od.read_events(frame))
    assert refused.startswith("column AMT = Int128: is a type that Arrow does not have; cast it")


def test_any_other_object_that_gives_a_stream_of_arrow():
    class Relation:
        def __arrow_c_stream__(self, requested_schema=None):
            return pyarrow.Table.from_pandas(FRAME).__arrow_c_stream__(requested_schema)

    assert same(Relation())
    assert repr(od.read_events(Relation())).startswith("<EventTable of Relation: ")


# What cells say: the words come from Python's own str() and isoformat()

LARGE = 2**53 + 1  # no float
CELLS = {
    "int64": ([LARGE, None], ["9007199254740993", ""], "int64"),
    "uint64": ([2**64 - 1, None], ["18446744073709551615", ""], "uint64"),
    "int8": ([-7, None, 0], ["-7", "", "0"], "int8"),
    "float64": ([0.1, None, float("nan")], ["0.1", "", ""], "float64"),
    "float32": ([0.5, None], ["0.5", ""], "float32"),
    "float16": ([np.float16(0.25), None], ["0.25", ""], "float16"),
    "bool": ([True, None, False], ["True", "", "False"], "bool"),
    "string": (["a", None, " b "], ["a", "", "b"], "string"),
    "large_string": (["a", None, "."], ["a", "", ""], "large_string"),
    "string_view": (["a", None, "b"], ["a", "", "b"], "string_view"),
    "null": ([None, None], ["", ""], "null"),
    "date32": ([date(2024, 2, 29), None], ["2024-02-29", ""], "date32"),
    "date64": ([date(2024, 2, 29), None], ["2024-02-29", ""], "date64"),
}


@pytest.mark.parametrize("kind", CELLS)
def test_cells_of_a_type(kind):
    values, expected, name = CELLS[kind]
    column = pyarrow.array(values, getattr(pyarrow, name, None) and getattr(pyarrow, name)())
    assert words(arrow(DV=column)) == expected
    assert words(arrow(DV=column.dictionary_encode())) == expected if kind != "null" else True


def test_decimals_keep_their_digits():
    value = Decimal("123456789012345678.125")
    assert words(arrow(DV=pyarrow.array([value, None]))) == [str(value), ""]
    ends = pyarrow.array([value, None], pyarrow.decimal256(60, 3))
    assert words(arrow(DV=ends)) == [str(value), ""]


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_times_of_all_units(unit):
    moment = datetime(2024, 2, 29, 13, 5)
    column = pyarrow.array([moment, None], pyarrow.timestamp(unit))
    assert words(arrow(DV=column)) == [moment.isoformat(" "), ""]
    kind = pyarrow.time32(unit) if unit in ("s", "ms") else pyarrow.time64(unit)
    column = pyarrow.array([time(13, 5), None], kind)
    assert words(arrow(DV=column)) == [time(13, 5).isoformat(), ""]


def test_a_whole_number_beside_a_missing_one_stays_whole(tmp_path):
    """Two subjects would become one if their numbers were floats."""
    ids = pd.array([LARGE - 1, LARGE], dtype="Int64")
    frame = pd.DataFrame({"ID": ids, "TIME": [0.0, 0.0], "CMT": pd.array([1, None], "Int64")})
    frame.to_parquet(tmp_path / "t.parquet")
    for source in (tmp_path / "t.parquet", pyarrow.Table.from_pandas(frame), frame):
        assert words(source, 0) == [str(LARGE - 1), str(LARGE)]
        assert words(source, 2) == ["1", ""]


def test_run_ends():
    column = pyarrow.RunEndEncodedArray.from_arrays([2, 3], ["po", None])
    assert words(arrow(ROUTE=column)) == ["po", "po", ""]


# What is refused

NESTED = {
    "list": pyarrow.array([None, [1]]),
    "struct": pyarrow.array([None, {"a": 1}]),
    "bytes": pyarrow.array([None, b"1"]),
    "duration": pyarrow.array([None, timedelta(hours=1)]),
}


@pytest.mark.parametrize("kind", NESTED)
def test_cells_that_are_neither_numbers_nor_text(kind):
    table = arrow(AMT=NESTED[kind])
    for source in (table, table.to_pandas(types_mapper=pd.ArrowDtype)):
        message = refusal(lambda source=source: od.read_events(source))
        assert message.startswith("row 1 (counted from 0), column AMT = ")


def test_frames_that_are_no_table():
    none = pyarrow.Table.from_pandas(FRAME[:0])
    assert refusal(lambda: od.read_events(none)) == "events = Arrow Table: has no rows"
    column = pyarrow.chunked_array([[1, 2]])
    message = refusal(lambda: od.read_events(column))
    assert message == "events = Arrow ChunkedArray: is not a table"
    twice = pyarrow.Table.from_arrays([[0], [0]], names=["TIME", "TIME"])
    assert refusal(lambda: od.read_events(twice)).startswith("column = 'TIME': stands twice")


def test_polars_that_are_no_table():
    polars = pytest.importorskip("polars")
    lazy = polars.DataFrame(FRAME).lazy()
    message = refusal(lambda: od.read_events(lazy))
    assert message == "events = LazyFrame: is not computed yet: collect() it first"
    series = polars.Series([1, 2])
    assert refusal(lambda: od.read_events(series)) == "events = Polars Series: is not a table"


@pytest.mark.parametrize(
    "source", [{"TIME": [0]}, [{"TIME": 0}], ((0, 1),), np.rec.array([(0, 1.0)]), np.zeros(2)]
)
def test_containers_of_python(source):
    message = refusal(lambda: od.read_events(source))
    assert message.endswith(": pandas.DataFrame(...) makes a frame of it")


def test_damaged_files(tmp_path):
    FRAME.to_parquet(tmp_path / "t.parquet")
    FRAME.to_feather(tmp_path / "t.feather")
    rules = {
        "t.parquet": "is damaged, or no Parquet file",
        "t.feather": "is damaged, or no Feather file of version 2",
    }
    for name, rule in rules.items():
        path = tmp_path / name
        whole = path.read_bytes()
        text = b"ID,TIME\n1,0\n"
        for content in (whole[:-30], whole[:40], b"", text):
            path.write_bytes(content)
            message = refusal(lambda path=path: od.read_events(path))
            assert message == f"events = {str(path)!r}: {rule}"


def test_files_with_too_much(tmp_path, monkeypatch):
    """What a file holds is told by its head, or batch by batch."""
    frame = pd.DataFrame({"TIME": np.zeros(50), "AMT": np.zeros(50)})
    frame.to_parquet(tmp_path / "t.parquet")
    feather.write_feather(frame, tmp_path / "t.feather", chunksize=10)
    sources = [tmp_path / "t.parquet", tmp_path / "t.feather", pyarrow.Table.from_pandas(frame)]
    monkeypatch.setattr(sizes, "limits", SimpleNamespace(records=49, table_length=10**6))
    for source in sources:
        message = refusal(lambda source=source: od.read_events(source))
        assert message.endswith("has more than 49 records")
    monkeypatch.setattr(sizes, "limits", SimpleNamespace(records=50, table_length=99))
    message = refusal(lambda: od.read_events(tmp_path / "t.parquet"))
    assert message.endswith("has more than 99 characters")


def test_frames_with_too_many_columns(tmp_path):
    """A table of wells, say, with a column for each: at once, before anything is converted."""
    wide = pd.DataFrame(np.zeros((1, 2001)), columns=[f"x{i}" for i in range(2001)])
    wide.to_parquet(tmp_path / "t.parquet")
    wide.to_feather(tmp_path / "t.feather")
    files = [tmp_path / "t.parquet", tmp_path / "t.feather"]
    for source in (wide, pyarrow.Table.from_pandas(wide), *files):
        message = refusal(lambda source=source: od.read_events(source))
        assert message.startswith("events = 2001 columns: a table has at most 2000;")


# Without the extras


def without(monkeypatch, source):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ImportError) as caught:
        od.read_events(source)
    return str(caught.value)


def test_without_pyarrow_the_error_says_what_to_install(tmp_path, monkeypatch):
    table = pyarrow.Table.from_pandas(FRAME)
    FRAME.to_parquet(tmp_path / "t.parquet")
    FRAME.to_feather(tmp_path / "t.feather")
    advice = "needs pyarrow: pip install 'opiodyn[parquet]'"
    assert without(monkeypatch, tmp_path / "t.parquet") == f"reading Parquet {advice}"
    assert without(monkeypatch, tmp_path / "t.feather") == f"reading Feather {advice}"
    assert without(monkeypatch, table) == f"reading Arrow Tables {advice}"


def test_polars_without_pyarrow(monkeypatch):
    polars = pytest.importorskip("polars")
    frame = polars.DataFrame({"TIME": [0.0]})
    message = "reading Polars DataFrames needs pyarrow: pip install 'opiodyn[polars]'"
    assert without(monkeypatch, frame) == message
