"""A file of a chunk holds its result, and says which chunk of which sweep it is.

It is an archive of NumPy whose comment is its seal. A file is judged by its length, then by its
seal, and only then is it read. Nothing is allocated or unpacked on the word of the file.
"""

from __future__ import annotations

import contextlib
import io
import math
import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO, TypeAlias

import numpy as np
import numpy.typing as npt

from opiodyn._sweep.chunks import Chunk, Result, empty
from opiodyn._sweep.disk import seal

Arrays: TypeAlias = dict[str, npt.NDArray[Any]]

_NUMBERS = ("codes", "steps", "values", "metric_values")
_PARTS = ("request", "chunk", "status", *_NUMBERS)
_ROOM = 64  # bytes of a seal
_MOST_HEADERS = 100_000  # bytes of a file beside its rows
_MOST_STATUS = 40_000  # bytes of the status of a row, four for each character


class ChunkError(ValueError):
    """A file is not used as the chunk that was asked for; the text says why."""


def packed(request: str, chunk: Chunk, result: Result) -> bytes:
    """Returns the file of the result of a chunk of a request."""
    stream = io.BytesIO()
    np.savez(
        stream,
        allow_pickle=False,
        request=np.array(request),
        chunk=np.array(chunk.index),
        status=np.array(result.status),
        **{name: getattr(result, name) for name in _NUMBERS},
    )
    with zipfile.ZipFile(stream, "a") as archive:
        archive.comment = bytes(_ROOM)
    return seal.sealed(stream.getvalue()[:-_ROOM])


def most_bytes(chunk: Chunk) -> int:
    """Returns how long the file of a chunk may be."""
    rows = empty(chunk)
    numbers = sum(getattr(rows, name).nbytes for name in _NUMBERS)
    return int(numbers) + _MOST_STATUS * len(rows.status) + _MOST_HEADERS


def content_of(stream: BinaryIO, most: int) -> bytes:
    """Returns the bytes of a file.

    Raises:
        ChunkError: There are more than `most`.
    """
    content = stream.read(most + 1)
    if len(content) > most:
        raise ChunkError("it is longer than its rows")
    return content


def unpacked(content: bytes, request: str, chunk: Chunk) -> Result:
    """Returns the result in the file of a chunk of a request.

    Raises:
        ChunkError: The file is damaged, has another chunk, or is of another request.
    """
    with _in_own_words():
        return _result(_arrays(content), request, chunk)


def request_of(content: bytes) -> str:
    """Returns the request that a file says it belongs to; it raises what `unpacked` does."""
    with _in_own_words():
        return str(_arrays(content)["request"].item())


@contextlib.contextmanager
def _in_own_words() -> Iterator[None]:
    """Turns what NumPy and zipfile raise for a damaged file into ChunkError.

    They raise errors of all kinds, and their texts may hold the address of an object.
    """
    try:
        yield
    except ChunkError:
        raise
    except Exception:
        raise ChunkError("its parts are damaged") from None


def _result(held: Arrays, request: str, chunk: Chunk) -> Result:
    """Returns the arrays of a file as the result of a chunk."""
    if held["request"].item() != request:
        raise ChunkError("it is of another request")
    if held["chunk"].item() != chunk.index:
        raise ChunkError(f"it is chunk {held['chunk'].item()}")
    numbers = {name: held[name] for name in _NUMBERS}
    expected = {name: getattr(empty(chunk), name) for name in _NUMBERS}
    status = held["status"]
    if _forms(numbers) != _forms(expected) or _form(status) != ((len(chunk.rows),), "U"):
        raise ChunkError("its rows have another shape")
    texts = status.tolist()
    "".join(texts).encode()  # a text that no stream could print is refused here
    return Result(status=texts, **numbers, interrupted=False)


def _arrays(content: bytes) -> Arrays:
    """Returns the arrays of a file."""
    if not seal.is_sealed(content):
        raise ChunkError("its bytes do not match their checksum")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if archive.namelist() != [f"{name}.npy" for name in _PARTS]:
            raise ChunkError("it has other parts than a chunk")
        if any(part.compress_type != zipfile.ZIP_STORED for part in archive.infolist()):
            raise ChunkError("its parts are compressed")
        held = {name: _array(archive.read(f"{name}.npy")) for name in _PARTS}
    if _form(held["request"]) != ((), "U") or _form(held["chunk"]) != ((), "i"):
        raise ChunkError("it does not say what it is")
    return held


def _array(part: bytes) -> npt.NDArray[Any]:
    """Returns a part as an array over its bytes, which must be as many as its header says."""
    stream = io.BytesIO(part)
    if np.lib.format.read_magic(stream) != (1, 0):
        raise ChunkError("its parts are of another version of NumPy's format")
    shape, by_column, dtype = np.lib.format.read_array_header_1_0(stream)
    numbers = part[stream.tell() :]
    if dtype.hasobject:  # a pickle
        raise ChunkError("its parts hold objects")
    if math.prod(shape) * dtype.itemsize != len(numbers):
        raise ChunkError("its parts have another length than they say")
    return np.ndarray(shape, dtype, numbers, order="F" if by_column else "C")


def _forms(arrays: Arrays) -> dict[str, tuple[tuple[int, ...], npt.DTypeLike]]:
    return {name: (array.shape, array.dtype) for name, array in arrays.items()}


def _form(array: npt.NDArray[Any]) -> tuple[tuple[int, ...], str]:
    return array.shape, array.dtype.kind
