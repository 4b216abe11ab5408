"""Reads bytes as a file in the folder of a sweep, which is a chunk or the manifest.

The first byte chooses the file, and whether a checksum that fits is put into it, so that mutations
reach what lies behind the checksum. A file is taken with the result it should have, is left out
with a warning, or is refused.
"""

import atexit
import contextlib
import shutil
import tempfile
import warnings
from pathlib import Path

import opiodyn as od
from opiodyn._checks.solver import solver_settings
from opiodyn._sweep.axes import read_axes
from opiodyn._sweep.build import make_plan
from opiodyn._sweep.chunks import run_chunk
from opiodyn._sweep.disk import chunk_file, manifest, seal
from opiodyn._sweep.disk.folder import opened
from opiodyn._sweep.kept import read_kept
from opiodyn._sweep.layout import Grid
from opiodyn._sweep.request import described

_MEMORY = Path("/dev/shm")
FOLDER = Path(tempfile.mkdtemp(prefix="opiodyn-fuzz-", dir=_MEMORY if _MEMORY.is_dir() else None))
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)

PLAN = make_plan(
    "sweep",
    od.regimen("naltrexone 4.5 mg po"),
    Grid(read_axes({"dose": [1.0, 2.0]})),
    od.Model(response=[]),
    read_kept("occupancy.naltrexone.mu.mean"),
    None,
    solver_settings(1e-6, 1e-9, 100_000),
)
CHUNK = PLAN.chunk(0, 2)
RESULT = run_chunk(CHUNK, 1, (0, 0))
REQUEST = described(PLAN, 2)
IDENTITY = manifest.identity(REQUEST)

FILE = chunk_file.packed(IDENTITY, CHUNK, RESULT)
MANIFEST = manifest.written(REQUEST)
TAIL = b'"\n}\n'
LENGTH = 64  # of a checksum
NAMES = {"chunk-000000.npz", manifest.NAME}

SEEDS = (
    b"\0" + FILE,
    b"\1" + FILE[:-LENGTH],
    b"\2" + MANIFEST,
    b"\3" + MANIFEST[: -LENGTH - len(TAIL)],
    b'\2{"format": 3}',
)
WORDS = (
    *(
        "NUMPY",
        "'descr': '<f8'",
        "'|O'",
        "'<U9'",
        "'fortran_order': True",
        "'shape': (2,)",
        "(-1,)",
    ),
    *("codes.npy", "steps.npy", "values.npy", "status.npy", "request.npy", "chunk.npy", "PK\5\6"),
    *("parts", "shown", "format", "request", "checksum", "1e999", "NaN", "null", "[[[[", "\ud7ff"),
)
LONGEST = 4096
ROOMS = ("opiodyn._sweep.disk",)


def target(data: bytes) -> str:
    kind, content = (data[0] % 4, data[1:]) if data else (0, b"")
    if kind == 1:
        content = seal.sealed(content)
    if kind == 3:
        content = seal.sealed(content, TAIL)
    return _chunk(content, own=kind == 0) if kind < 2 else _manifest(content)


_stack = contextlib.ExitStack()
_store = _stack.enter_context(opened(FOLDER / "chunks", REQUEST))
atexit.register(_stack.close)


def _chunk(content: bytes, *, own: bool) -> str:
    """Reads a chunk; one whose seal is its own must have the right result."""
    _store.file(0).write_bytes(content)
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        held = _store.read(CHUNK)
    # NumPy and Python warn of odd texts in the headers of arrays.
    told = [str(one.message) for one in said if one.category is RuntimeWarning]
    if held is None:
        assert len(told) == 1, told
        assert told[0].startswith("chunk-000000.npz is not used and is computed again: "), told
        return told[0]
    assert not told, told
    assert len(held.status) == 2
    for name in ("codes", "steps", "values", "metric_values"):
        array, right = getattr(held, name), getattr(RESULT, name)
        assert (array.shape, array.dtype) == (right.shape, right.dtype), name
        assert not own or array.tobytes() == right.tobytes(), name
    assert not own or held.status == RESULT.status, held.status
    return repr(held)


def _manifest(content: bytes) -> str:
    """Opens a folder with a chunk of the sweep under this manifest."""
    place = FOLDER / "manifest"
    if not place.is_dir():
        place.mkdir()
        (place / "chunk-000000.npz").write_bytes(FILE)
    (place / manifest.NAME).write_bytes(content)
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        try:
            with opened(place, REQUEST):
                pass
        except od.InputError:
            assert (place / manifest.NAME).read_bytes() == content
            raise
        finally:
            assert {path.name for path in place.iterdir()} == NAMES
            assert (place / "chunk-000000.npz").read_bytes() == FILE
    assert (place / manifest.NAME).read_bytes() == MANIFEST
    assert len(said) == (content != MANIFEST), [str(one.message) for one in said]
    return " ".join(str(one.message) for one in said)
