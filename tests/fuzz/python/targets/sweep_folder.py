"""Reads bytes as a file in the folder of a sweep, which is a chunk or the manifest.

The first byte chooses the file, and whether a checksum that fits is put into it, or even a part
into an archive, so that mutations reach what lies behind. A file is taken with the result it should
have, is left out with a warning, or is refused. Few executions open a whole folder, which takes
ten times as long as reading a file.
"""

import contextlib
import io
import warnings
import zipfile
import zlib

import opiodyn as od
import scratch
from opiodyn._checks.solver import solver_settings
from opiodyn._sweep.axes import read_axes
from opiodyn._sweep.build import make_plan
from opiodyn._sweep.chunks import Result, run_chunk
from opiodyn._sweep.disk import chunk_file, manifest, seal
from opiodyn._sweep.disk.folder import opened
from opiodyn._sweep.kept import read_kept
from opiodyn._sweep.layout import Grid
from opiodyn._sweep.request import described

FOLDER = scratch.folder()
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

with zipfile.ZipFile(io.BytesIO(FILE)) as _archive:
    PARTS = {name: _archive.read(name) for name in _archive.namelist()}

SEEDS = (
    b"\0" + FILE,
    b"\1" + FILE[:-LENGTH],
    b"\2" + MANIFEST,
    b"\3" + MANIFEST[: -LENGTH - len(TAIL)],
    b'\2{"format": 3}',
    *(bytes([4, k]) + part for k, part in enumerate(PARTS.values())),
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
    kind, content = (data[0] % 5, data[1:]) if data else (0, b"")
    if kind in (2, 3):
        content = seal.sealed(content, TAIL) if kind == 3 else content
        return _folder(content) if zlib.crc32(data) % 32 == 0 else _difference(content)
    if kind == 4:
        content = _archive_with(content)
    if kind == 1:
        content = seal.sealed(content)
    return _chunk(content, own=kind == 0)


def _archive_with(data: bytes) -> bytes:
    """Returns a sealed file in which one part is replaced; the time of the clock is not in it."""
    changed = [*PARTS][data[0] % len(PARTS)] if data else ""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in PARTS.items():
            archive.writestr(zipfile.ZipInfo(name), data[1:] if name == changed else content)
        archive.comment = bytes(LENGTH)
    return seal.sealed(file.getvalue()[:-LENGTH])


_open = contextlib.ExitStack()  # as long as the process
_store = _open.enter_context(opened(FOLDER / "chunks", REQUEST))


def _chunk(content: bytes, *, own: bool) -> str:
    """Reads a chunk; one whose seal is its own must have the right result."""
    held, told = (_read if zlib.crc32(content) % 8 == 0 else _unpacked)(content)
    if held is None:
        assert len(told) == 1, told
        return told[0]
    assert not told, told
    assert len(held.status) == 2
    for name in ("codes", "steps", "values", "metric_values"):
        array, right = getattr(held, name), getattr(RESULT, name)
        assert (array.shape, array.dtype) == (right.shape, right.dtype), name
        assert not own or array.tobytes() == right.tobytes(), name
    assert not own or held.status == RESULT.status, held.status
    return repr(held)


def _unpacked(content: bytes) -> tuple[Result | None, list[str]]:
    """Reads the bytes alone, as the folder does."""
    try:
        return chunk_file.unpacked(content, IDENTITY, CHUNK), []
    except chunk_file.ChunkError as error:
        return None, [str(error)]


def _read(content: bytes) -> tuple[Result | None, list[str]]:
    """Reads a file in a folder, with what was said of it."""
    _store.file(0).write_bytes(content)
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        held = _store.read(CHUNK)
    # NumPy and Python warn of odd texts in the headers of arrays.
    told = [str(one.message) for one in said if one.category is RuntimeWarning]
    start = "chunk-000000.npz is not used and is computed again: "
    assert all(text.startswith(start) for text in told), told
    return held, told


def _difference(content: bytes) -> str:
    """Compares a manifest with that of the sweep; only the same bytes are the same."""
    try:
        told = manifest.difference(content, REQUEST)
    except od.InputError:
        raise
    except ValueError as error:
        told = str(error)
        assert told == "is damaged, or is not the file of a sweep"
    assert bool(told) == (content != MANIFEST)
    assert told.isprintable(), told
    assert len(told) < 500, told
    return told


def _folder(content: bytes) -> str:
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
