"""Sees what Python writes to the disk or starts, through the audit events of the interpreter."""

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_EVENTS = {
    *("os.chmod", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.symlink"),
    *("os.posix_spawn", "os.system", "os.truncate", "socket.connect", "subprocess.Popen"),
    *("tempfile.mkdtemp", "tempfile.mkstemp"),
}


class Disk:
    """Lists what was written while it watched; what lies in `folder` does not count."""

    _watching: list["Disk"] = []  # noqa: RUF012 (of all, as the interpreter has one hook)

    def __init__(self, folder: Path | None = None) -> None:
        self.written: list[str] = []
        self._folder = None if folder is None else f"{folder}{os.sep}"

    @contextlib.contextmanager
    def watched(self) -> Iterator[None]:
        self.written.clear()
        self._watching.append(self)
        try:
            yield
        finally:
            self._watching.remove(self)

    @classmethod
    def hook(cls, event: str, arguments: tuple[Any, ...]) -> None:
        if not cls._watching:
            return
        opens = event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITING
        if opens or event in _EVENTS:
            for disk in cls._watching:
                disk.note(event, arguments[0])

    def note(self, event: str, path: Any) -> None:
        path = _opened(path) if isinstance(path, int) else path
        place = os.path.abspath(os.fspath(path)) if isinstance(path, str | os.PathLike) else ""
        if place == os.devnull:  # keeps nothing; dill, which SALib imports, asks it for types
            return
        if self._folder is None or not f"{place}{os.sep}".startswith(self._folder):
            self.written.append(f"{event} {path!r}")


def _opened(handle: int) -> int | str:
    """Returns the path of an open file; its number if the system does not tell."""
    try:
        return os.readlink(f"/proc/self/fd/{handle}")
    except OSError:
        return handle


sys.addaudithook(Disk.hook)  # which lasts as long as the process
