"""A folder keeps the finished chunks of a sweep, from which the same sweep goes on."""

from __future__ import annotations

import contextlib
import os
import re
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path

from opiodyn import _core
from opiodyn._checks import check, files
from opiodyn._checks.regular import NotRegularError, open_regular
from opiodyn._checks.shown import shown
from opiodyn._sweep.chunks import Chunk, Result
from opiodyn._sweep.disk import chunk_file, manifest
from opiodyn._sweep.disk.lock import NAME, HeldError, Lock, locked

_TEMPORARY = ".opiodyn-sweep-"
_LEFT = re.compile(re.escape(_TEMPORARY) + r"[0-9a-f]{16}\.(npz|json)")
_CHUNK = re.compile(r"chunk-\d{6,}\.npz")
_MOST_MANIFEST = 1_000_000  # bytes
_MOST_READ = 256_000_000  # bytes of a chunk that must speak for a lost manifest
_MOST_REASON = 200  # characters of what the system says of a file
_ANOTHER = "choose another folder"


class Folder:
    """A folder holds chunks as .npz beside a manifest that says what was asked."""

    def __init__(self, path: Path, request: Mapping[str, str], lock: Lock) -> None:
        self.path = path
        self._request, self._lock = manifest.identity(request), lock

    def file(self, index: int) -> Path:
        """Returns the file of a chunk."""
        return self.path / f"chunk-{index:06d}.npz"

    def read(self, chunk: Chunk) -> Result | None:
        """Returns the result of a chunk; None if it is not there.

        A file that is damaged, or is of another chunk, counts as not there, with a warning.
        """
        file = self.file(chunk.index)
        try:
            with open_regular(file, links=False) as stream:
                content = chunk_file.content_of(stream, chunk_file.most_bytes(chunk))
            return chunk_file.unpacked(content, self._request, chunk)
        except FileNotFoundError:
            return None
        except (OSError, chunk_file.ChunkError) as error:
            why = files.printable(str(error) or repr(error))[:_MOST_REASON]
            text = f"{file.name} is not used and is computed again: {why}"
            warnings.warn(text, RuntimeWarning, stacklevel=2)
            return None

    def write(self, chunk: Chunk, result: Result) -> None:
        """Writes the result of a chunk, whole or not at all.

        Raises:
            OSError: The file could not be written, for instance because the disk is full.
        """
        self._lock.check()
        content = chunk_file.packed(self._request, chunk, result)
        files.write(self.file(chunk.index), content, prefix=_TEMPORARY)


@contextlib.contextmanager
def opened(path: str | os.PathLike[str], request: Mapping[str, str]) -> Iterator[Folder]:
    """Yields the folder of a sweep, which is made if there is none, and keeps others out of it.

    Args:
        path: The place of the folder; the folder above must exist.
        request: Everything that results depend on, as text, by its name.

    Raises:
        InputError: The folder is in use, holds another request, or cannot be written to.
    """
    place = _path(path)
    with contextlib.ExitStack() as stack:
        with _refusing(place):
            _make(place)
            lock = stack.enter_context(locked(place))
            names = _entries(place)
            _settle_manifest(place, request, [name for name in names if _CHUNK.fullmatch(name)])
            if lock.sure:
                _remove_left(place, names)
        if not lock.sure:
            text = f"the file system of '{place}' has no locks: start one sweep at a time there"
            warnings.warn(text, RuntimeWarning, stacklevel=2)
        yield Folder(place, request, lock)


def _path(path: str | os.PathLike[str]) -> Path:
    """Returns the path; an empty text, which would be the current folder, is refused."""
    return Path(check.path("folder", path))


@contextlib.contextmanager
def _refusing(place: Path) -> Iterator[None]:
    """Turns errors of the system into InputError."""
    try:
        yield
    except HeldError as error:
        rule = f"is in use by another sweep ({error}): wait until it has ended, or {_ANOTHER}; "
        rule += f"if there is no such process any more, remove its {NAME}"
        raise _refused(place, rule) from None
    except OSError as error:
        raise _refused(place, str(error.strerror or error)) from None


def _refused(place: Path, rule: str) -> _core.InputError:
    return check.input_error("folder", shown(str(place)), rule)


def _make(place: Path) -> None:
    if not place.parent.is_dir():
        raise _refused(place, f"there is no folder '{place.parent}' to make it in")
    with contextlib.suppress(FileExistsError):
        place.mkdir()
        files.sync_folder(place.parent)
    if not place.is_dir():
        raise _refused(place, f"is a file; {_ANOTHER}")
    if not os.access(place, os.W_OK):
        raise _refused(place, "may not be written to")


def _entries(place: Path) -> list[str]:
    """Returns the names in the folder; a folder in the place of a chunk is refused."""
    with os.scandir(place) as entries:
        found = list(entries)
    for entry in found:
        if _CHUNK.fullmatch(entry.name) and entry.is_dir(follow_symlinks=False):
            raise _refused(place, f"its {entry.name} is a folder; remove that, or {_ANOTHER}")
    return [entry.name for entry in found]


def _settle_manifest(place: Path, request: Mapping[str, str], chunks: list[str]) -> None:
    """Writes the manifest, or checks that it is that of the request.

    A manifest that is lost or damaged is written again where the chunks are of this request.
    """
    file, wanted = place / manifest.NAME, manifest.written(request)
    try:
        with open_regular(file, links=False) as stream:
            content = stream.read(max(_MOST_MANIFEST, len(wanted)) + 1)
        differs = manifest.difference(content, request)
        if differs:
            raise _refused(place, f"{differs}; {_ANOTHER}")
        return
    except _core.InputError:
        raise
    except FileNotFoundError:
        fault = "is missing" if chunks else ""
    except (ValueError, NotRegularError) as error:
        fault = str(error)
    if fault:
        _check_chunks(place, manifest.identity(request), chunks, fault)
    files.write(file, wanted, prefix=_TEMPORARY)
    if fault:
        text = f"{file.name} {fault}, and is written again: its chunks are of this sweep"
        warnings.warn(text, RuntimeWarning, stacklevel=2)


def _check_chunks(place: Path, identity: str, chunks: list[str], fault: str) -> None:
    """Refuses a folder unless its chunks show that it is of this request."""
    found = {request for name in chunks if (request := _request_of(place / name)) is not None}
    if found != {identity}:
        what = "chunks of another sweep" if found - {identity} else "no chunk of this sweep"
        rule = f"its {manifest.NAME} {fault}, and it has {what}; {_ANOTHER}"
        raise _refused(place, rule)


def _request_of(file: Path) -> str | None:
    """Returns the request of a chunk; None if that cannot be told."""
    unread = contextlib.suppress(OSError, chunk_file.ChunkError)
    with unread, open_regular(file, links=False) as stream:
        return chunk_file.request_of(chunk_file.content_of(stream, _MOST_READ))
    return None


def _remove_left(place: Path, names: list[str]) -> None:
    """Removes what a sweep was writing when it was killed; the lock tells that none is at it."""
    for name in names:
        if _LEFT.fullmatch(name):
            (place / name).unlink(missing_ok=True)
