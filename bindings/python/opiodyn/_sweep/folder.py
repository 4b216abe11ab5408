"""A folder keeps the finished chunks of a sweep, from which the same sweep goes on."""

from __future__ import annotations

import hashlib
import json
import os
import warnings
from collections.abc import Mapping
from pathlib import Path

from opiodyn._checks import check, files
from opiodyn._checks.shown import shown
from opiodyn._sweep import chunk_file
from opiodyn._sweep.chunks import Chunk, Result

_FORMAT = 3
_MANIFEST = "sweep.json"
_LEFT = (".chunk-*.npz", ".sweep-*.json")  # by a process that was killed while it wrote
_SHOWN = 60  # characters of what differs


class Folder:
    """A folder holds chunks as .npz beside a manifest that says what was asked."""

    def __init__(self, path: str | os.PathLike[str], request: Mapping[str, str]) -> None:
        """Makes the folder, or checks that it holds the same request.

        Args:
            path: The place of the folder; the folder above must exist.
            request: Everything that results depend on, as text, by its name.

        Raises:
            InputError: The folder holds another request, or cannot be written to.
        """
        self.path = _path(path)
        parts = {name: _digest(text) for name, text in request.items()}
        self._request = _digest(json.dumps(parts, sort_keys=True))
        self._make()
        manifest = self.path / _MANIFEST
        if manifest.exists():
            _refuse_other(manifest, request)
        else:
            self._refuse_strangers()
            shown = {name: _shown(text) for name, text in request.items()}
            content = {"format": _FORMAT, "request": self._request, "parts": parts, "shown": shown}
            self._write(manifest, json.dumps(content, indent=1))
        for pattern in _LEFT:
            for left in self.path.glob(pattern):
                left.unlink(missing_ok=True)

    def _make(self) -> None:
        try:
            self.path.mkdir(exist_ok=True)
        except OSError as error:
            raise check.input_error("folder", shown(str(self.path)), str(error.strerror)) from None
        if not os.access(self.path, os.W_OK):
            raise check.input_error("folder", shown(str(self.path)), "may not be written to")

    def _write(self, manifest: Path, text: str) -> None:
        try:
            with files.replacing(manifest) as (temporary,):
                temporary.write_text(text, encoding="utf-8")
        except OSError as error:  # such as a full disk
            raise check.input_error("folder", shown(str(self.path)), str(error.strerror)) from None

    def _refuse_strangers(self) -> None:
        if any(self.path.glob("chunk-*.npz")):
            rule = f"has chunks but no {_MANIFEST}; choose another folder"
            raise check.input_error("folder", shown(str(self.path)), rule)

    def file(self, index: int) -> Path:
        """Returns the file of a chunk."""
        return self.path / f"chunk-{index:06d}.npz"

    def read(self, chunk: Chunk) -> Result | None:
        """Returns the result of a chunk; None if it is not there.

        A file that is damaged, or is of another chunk, counts as not there, with a warning.
        """
        file = self.file(chunk.index)
        if not file.exists():
            return None
        try:
            return chunk_file.read(file, self._request, chunk)
        except Exception as error:  # NumPy and zipfile raise all kinds for a damaged file
            text = f"{file.name} is not used and is computed again: {str(error) or repr(error)}"
            warnings.warn(text, RuntimeWarning, stacklevel=2)
            return None

    def write(self, chunk: Chunk, result: Result) -> None:
        """Writes the result of a chunk, whole or not at all.

        Raises:
            OSError: The file could not be written, for instance because the disk is full.
        """
        with files.replacing(self.file(chunk.index)) as (temporary,):
            chunk_file.write(temporary, self._request, chunk, result)


def _path(path: str | os.PathLike[str]) -> Path:
    """Returns the path; an empty text, which would be the current folder, is refused."""
    return Path(check.path("folder", path))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _shown(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 3] + "..."


def _refuse_other(manifest: Path, request: Mapping[str, str]) -> None:
    field, place = "folder", repr(str(manifest.parent))
    try:
        held = json.loads(manifest.read_text(encoding="utf-8"))
        parts, shown = held["parts"], held["shown"]
        known = held["format"] == _FORMAT
    except (OSError, ValueError, KeyError, TypeError) as error:
        rule = f"its {manifest.name} cannot be read ({error}); choose another folder"
        raise check.input_error(field, place, rule) from None
    if not known:
        raise check.input_error(field, place, "is of another version of opiodyn")
    for name, text in request.items():
        if parts.get(name) != _digest(text):
            before, now = shown.get(name, "none"), _shown(text)
            differs = f": {before} there, {now} now" if before != now else ""
            rule = f"holds another sweep, which differs in {name}{differs}; choose another folder"
            raise check.input_error(field, place, rule)
