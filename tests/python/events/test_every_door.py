"""A study gives one table and one set of regimens, to the bit, through every door.

Regimens are made at random and written by `to_events`. Every door then has them in its own way:
with other separators and marks of decimals, other ends of lines, and other types of cells.
"""

import bz2
import gzip
import io
import lzma
import tempfile
from functools import reduce
from operator import add
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import opiodyn as od
from event_tables import DRUG
from fixtures import plain
from opiodyn import _core

pytest.importorskip("openpyxl")
arrow = pytest.importorskip("pyarrow")
feather = pytest.importorskip("pyarrow.feather")
polars = pytest.importorskip("polars")

MODEL = plain(DRUG)
FEW = settings(max_examples=25, deadline=None, derandomize=True)

# Floats with few digits and with all of them, small and large ones.
amounts = st.sampled_from([0.1, 1 / 3, 50.0, 1e-300, 123456.789]) | st.floats(1e-6, 1e6)
times = st.integers(0, 200).map(float) | st.floats(0.0, 1e4)


@st.composite
def doses(draw):
    route = draw(st.sampled_from(["po", "iv"]))
    chosen = {"amt": draw(amounts), "route": route, "time": draw(times)}
    chosen |= draw(
        st.sampled_from([{}, {"ii": 24.0, "ss": 1}])
        | st.fixed_dictionaries({"ii": amounts, "addl": st.integers(1, 30)})
    )
    if route == "iv":
        chosen |= draw(st.sampled_from([{}, {"rate": 1 / 7}, {"dur": 0.7}]))
    chosen |= draw(
        st.just({}) | st.fixed_dictionaries({"F": st.floats(0.01, 1.0), "lag": st.floats(0, 24)})
    )
    return od.dose("mydrug", **chosen)


@st.composite
def studies(draw):
    """Regimens of one to three subjects, whose IDs are numbers or names, as one table."""
    regimens = draw(st.lists(st.lists(doses(), min_size=1, max_size=4), min_size=1, max_size=3))
    resets = draw(st.lists(times, max_size=2))
    of = {}
    for number, parts in enumerate(regimens, start=1):
        records = [*reduce(add, parts).records, *(_core.Reset(time=t) for t in resets)]
        of[number] = _core.Regimen(sorted(records, key=lambda record: record.time))
    name = draw(st.sampled_from([int, "P{}".format, "{}-01".format]))
    of = {name(number): regimen for number, regimen in of.items()}
    seen = sorted(draw(st.lists(times, max_size=3)))
    return of, pd.concat([od.to_events(r, times=seen, id=i) for i, r in of.items()])


def text(frame, separator=",", decimal=".", end="\n", missing="."):
    """Writes a table as text, every float with the digits that Python writes."""

    def word(cell):
        if cell is None or cell != cell:
            return missing
        return repr(float(cell)).replace(".", decimal) if isinstance(cell, float) else str(cell)

    rows = [frame.columns, *([word(cell) for cell in row] for row in rows_of(frame))]
    return "".join(separator.join(row) + end for row in rows)


def rows_of(frame):
    return list(zip(*(frame[name].tolist() for name in frame), strict=True))


TEXTS = {
    "commas": {},
    "semicolons": {"separator": ";", "decimal": ","},
    "tabs": {"separator": "\t", "end": "\r\n", "missing": ""},
    "blanks": {"separator": "  ", "missing": "NA"},
    "commas and blanks": {"separator": " , ", "end": "\r", "missing": "NULL"},
}
PACKED = {".gz": gzip.compress, ".bz2": bz2.compress, ".xz": lzma.compress}


def quoted(frame):
    """Writes a table with quotes around every cell."""
    return '"' + text(frame, '","', end='"\n"').removesuffix('"')


def sources(frame, folder):
    """Yields the name of each door, the study as the door takes it, and what to say beside it."""
    for name, form in TEXTS.items():
        beside = {"decimal": form.get("decimal", ".")}
        yield name, io.StringIO(text(frame, **form)), beside
    yield "quotes", io.StringIO(quoted(frame)), {}
    yield "bytes", io.BytesIO(b"\xef\xbb\xbf" + text(frame).encode()), {}
    for ending, pack in PACKED.items():
        path = folder / f"study.csv{ending}"
        path.write_bytes(pack(text(frame, "\t").encode("utf-16")))
        yield ending, path, {}
    yield "pandas", frame, {}
    yield "pandas with an index", frame.set_index("ID"), {}
    yield "pandas of types that may be missing", frame.convert_dtypes(), {}
    yield "pandas of text", frame.astype(object).map(lambda x: "" if x != x else x), {}
    flat = frame.reset_index(drop=True)
    table = arrow.Table.from_pandas(flat)
    yield "arrow", table, {}
    yield "polars", polars.from_arrow(table), {}
    path = folder / "study.parquet"
    flat.to_parquet(path)
    yield "parquet", path, {}
    path = folder / "study.feather"
    feather.write_feather(table, str(path))
    yield "feather", path, {}
    path = folder / "study.xlsx"
    flat.to_excel(path, index=False)
    yield "xlsx", path, {}


def in_file(frame):
    """The rows of a frame as a file counts them, below the names of the columns."""
    return frame.assign(row=np.arange(len(frame)) + 2)


@FEW
@given(studies())
def test_a_study_is_the_same_through_every_door(study):
    regimens, frame = study
    expected = in_file(od.read_events(frame.reset_index(drop=True)).frame)
    with tempfile.TemporaryDirectory() as folder:
        for door, source, beside in sources(frame, Path(folder)):
            found = od.read_events(source, **beside)
            if door == "xlsx":  # openpyxl writes 16 digits, so that the last one is rounded
                pd.testing.assert_frame_equal(found.frame, expected, rtol=1e-15)
                continue
            pd.testing.assert_frame_equal(in_file(found.frame), expected, check_exact=True)
            assert found.regimens(MODEL) == regimens, door
            if isinstance(source, io.IOBase | Path) and door not in ("parquet", "feather"):
                assert found.frame["row"].tolist() == expected["row"].tolist(), door


UNITS = {"min": 60.0, "d": 1 / 24, "wk": 1 / 168}
MASSES = {"ng": 1e6, "ug": 1e3, "g": 1e-3}
SCALED = {"TIME": 0, "II": 0, "DUR": 0, "ALAG": 0, "AMT": 1, "RATE": 2}


@FEW
@given(studies(), st.sampled_from(list(UNITS)), st.sampled_from(list(MASSES)))
def test_a_study_is_the_same_in_other_units(study, time, mass):
    """A factor is rounded once when it is written and once when it is read: 1e-15 each."""
    frame = study[1]
    factors = UNITS[time], MASSES[mass], MASSES[mass] / UNITS[time]
    scaled = frame.assign(**{n: frame[n] * factors[i] for n, i in SCALED.items() if n in frame})
    expected = od.read_events(frame.reset_index(drop=True)).frame
    written = io.StringIO(text(scaled))
    found = od.read_events(written, units={"TIME": time, "AMT": mass}).frame
    pd.testing.assert_frame_equal(
        found.drop(columns="row"), expected.drop(columns="row"), rtol=4e-15
    )
    headed = scaled.rename(columns={"TIME": f"TIME [{time}]", "AMT": f"AMT ({mass})"})
    again = od.read_events(io.StringIO(text(headed))).frame
    pd.testing.assert_frame_equal(again, found, check_exact=True)
    below = pd.DataFrame({n: [{"TIME": time, "AMT": mass}.get(n)] for n in scaled})
    third = od.read_events(io.StringIO(text(pd.concat([below, scaled])))).frame
    pd.testing.assert_frame_equal(in_file(third), in_file(found), check_exact=True)
