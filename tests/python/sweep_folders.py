"""A small sweep in a folder, and the file of one of its chunks, for several test files."""

import io
import warnings

import numpy as np
import pytest

import opiodyn as od
from opiodyn._checks.solver import solver_settings
from opiodyn._sweep.axes import read_axes
from opiodyn._sweep.build import make_plan
from opiodyn._sweep.chunks import run_chunk
from opiodyn._sweep.disk import seal
from opiodyn._sweep.kept import read_kept
from opiodyn._sweep.layout import Grid

WEEK = od.regimen("naltrexone 4.5 mg po q24h x7")
REQUEST = "0123456789abcdef" * 4  # where no sweep is asked for one


def small(folder, doses=(1.0, 2.0, 3.0), **options):
    """A sweep of a chunk for each dose."""
    model = od.Model(biophase="transient")
    return od.sweep(
        WEEK, over={"dose": list(doses)}, model=model, folder=folder, chunk=1, **options
    )


def values(dataset):
    """The bytes of the results."""
    return dataset["tone.mu.mean"].values.tobytes()


def chunk_path(folder, index):
    return folder / f"chunk-{index:06d}.npz"


def names(folder):
    """The names in a folder, hidden ones too."""
    return sorted(path.name for path in folder.iterdir())


WHOLE = ["chunk-000000.npz", "chunk-000001.npz", "chunk-000002.npz", "sweep.json"]
"""These are the names in the folder of a small sweep."""


def warned(folder, expected, match):
    """Runs a small sweep, which must warn and give the expected values; returns the warnings."""
    with pytest.warns(RuntimeWarning, match=match) as said:
        assert values(small(folder)) == expected
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert values(small(folder)) == expected  # now from the files
    assert names(folder) == WHOLE
    return len(said)


def one_chunk(rows=1):
    """A chunk, and its result, without a folder."""
    axes = Grid(read_axes({"dose": [1.0 + k for k in range(rows)]}))
    solver = solver_settings(1e-6, 1e-9, 100_000)
    plan = make_plan("sweep", WEEK, axes, None, read_kept(None), None, solver)
    chunk = plan.chunk(0, rows)
    return chunk, run_chunk(chunk, 1, (0, 0))


def sealed_parts(content, **changed):
    """A file of a chunk with other parts and a seal that fits; None takes a part away."""
    with np.load(io.BytesIO(content)) as held:
        parts = {**held, **changed}
    stream = io.BytesIO()
    np.savez(stream, **{name: part for name, part in parts.items() if part is not None})
    return with_seal(stream)


def with_seal(stream):
    """An archive of any content, sealed."""
    import zipfile

    with zipfile.ZipFile(stream, "a") as archive:
        archive.comment = bytes(64)
    return seal.sealed(stream.getvalue()[:-64])
