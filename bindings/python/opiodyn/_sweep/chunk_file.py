"""A file of a chunk holds its result, and says which chunk of which sweep it is."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import numpy.typing as npt

from opiodyn._sweep.chunks import Chunk, Result, empty

_NUMBERS = ("codes", "steps", "values", "metric_values")


def write(file: Path, request: str, chunk: Chunk, result: Result) -> None:
    """Writes the result of a chunk of a request.

    Raises:
        OSError: The file could not be written.
    """
    numbers = {name: getattr(result, name) for name in _NUMBERS}
    np.savez(
        file,
        allow_pickle=False,
        request=np.array(request),
        chunk=np.array(chunk.index),
        status=np.array(result.status),
        checksum=np.array(_checksum(request, chunk, result)),
        **numbers,
    )


def read(file: Path, request: str, chunk: Chunk) -> Result:
    """Returns the result of a chunk of a request.

    A damaged file raises whatever NumPy and zipfile raise.

    Raises:
        ValueError: The file has another chunk, is of another request, or its content was changed.
    """
    with file.open("rb") as stream, np.load(stream, allow_pickle=False) as held:
        if str(held["request"]) != request:
            raise ValueError("it is of another request")
        if int(held["chunk"]) != chunk.index:
            raise ValueError(f"it is chunk {int(held['chunk'])}")
        status = [str(one) for one in held["status"]]
        result = Result(status, *(held[name] for name in _NUMBERS))
        kept = str(held["checksum"])
    if _form(result) != _form(empty(chunk)):
        raise ValueError("it has another shape")
    if kept != _checksum(request, chunk, result):
        raise ValueError("its rows do not match their checksum")
    return result


def _form(result: Result) -> list[tuple[tuple[int, ...], npt.DTypeLike]]:
    """Returns shape and type of the numbers of a result."""
    numbers = [getattr(result, name) for name in _NUMBERS]
    return [((len(result.status),), str), *((one.shape, one.dtype) for one in numbers)]


def _checksum(request: str, chunk: Chunk, result: Result) -> str:
    """Returns a checksum of the rows, which are those of this chunk alone."""
    found = hashlib.sha256(repr((request, chunk.index, result.status)).encode())
    for name in _NUMBERS:
        found.update(np.ascontiguousarray(getattr(result, name)).tobytes())
    return found.hexdigest()
