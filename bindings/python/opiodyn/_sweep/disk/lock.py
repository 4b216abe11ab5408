"""A lock keeps a folder for one sweep; the system lets go of it when the process ends.

The lock is that of the system on an open file, and not the file itself: a file that a killed
process has left locks nothing.
"""

from __future__ import annotations

import contextlib
import errno
import os
import platform
import stat
import sys
import time
import weakref
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from opiodyn._checks import files

NAME = ".opiodyn-sweep.lock"
_BY_ANOTHER = (errno.EAGAIN, errno.EACCES, errno.EDEADLK)
_NO_LOCKS = (errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL)
_MOST_TRIES = 100
_PATIENCE, _PAUSE = 1.0, 0.02  # s
_LINE = 200  # bytes that say who has the lock

_open: weakref.WeakSet[Lock] = weakref.WeakSet()


class HeldError(OSError):
    """Another sweep has the lock; the text says who."""


class Lock:
    """A lock is an open file that this process alone has locked."""

    def __init__(self, file: Path, handle: int, *, sure: bool) -> None:
        self._file, self._handle = file, handle
        self.sure = sure
        """Whether the file system has locks."""
        _open.add(self)

    def check(self) -> None:
        """Checks that the folder is still there, with this lock in it.

        Raises:
            OSError: The folder or the lock has been moved, removed or replaced.
        """
        if not _names(self._file, self._handle):
            text = f"the folder, or its {NAME}, was moved or removed while the sweep ran"
            raise OSError(text)

    def release(self) -> None:
        """Removes the file and lets go of it."""
        own = _names(self._file, self._handle)
        # Windows removes no open file. Elsewhere it goes first, while no other can have it.
        if own and sys.platform != "win32":
            self._remove()
        self.forget()
        if own and sys.platform == "win32":
            self._remove()

    def forget(self) -> None:
        """Closes the file; a forked process does so too, or it would keep the file locked."""
        _open.discard(self)
        handle, self._handle = self._handle, -1
        with contextlib.suppress(OSError):
            os.close(handle)

    def _remove(self) -> None:
        with contextlib.suppress(OSError):
            self._file.unlink()


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[Lock]:
    """Holds the lock of a folder.

    Raises:
        HeldError: Another sweep has it.
        OSError: The file of the lock cannot be made, or is no regular file of its own.
    """
    lock = _acquired(folder / NAME)
    try:
        yield lock
    finally:
        lock.release()


def _acquired(file: Path) -> Lock:
    for _ in range(_MOST_TRIES):
        handle = _opened(file)
        try:
            sure = _take(file, handle)
            if _names(file, handle):  # else the last one removed it while it was opened
                _sign(handle)
                return Lock(file, handle, sure=sure)
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)
    raise HeldError("others")


def _opened(file: Path) -> int:
    """Returns the opened file, which is made if there is none; a link leads nowhere."""
    if os.path.lexists(file):  # before it is opened, because opening a device may start it
        _check_own(file.lstat())
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    handle = os.open(file, flags, 0o666)
    try:
        _check_own(os.fstat(handle))
    except OSError:
        os.close(handle)
        raise
    return handle


def _check_own(status: os.stat_result) -> None:
    """Refuses what is no regular file, or has another name elsewhere, which would be written to."""
    if not stat.S_ISREG(status.st_mode) or status.st_nlink > 1:
        raise OSError(errno.EINVAL, f"its {NAME} is no file of a sweep; remove it")


def _take(file: Path, handle: int) -> bool:
    """Locks the file; returns whether the file system can.

    A worker that was forked just before its parent was killed has the file open until it begins, so
    a lock that is held is asked for again during a second.
    """
    last = time.monotonic() + _PATIENCE
    while True:
        try:
            _lock(handle)
        except OSError as error:
            if error.errno in _NO_LOCKS:
                return False
            if error.errno not in _BY_ANOTHER:
                raise
            if time.monotonic() > last:
                raise HeldError(_who(file)) from None
            time.sleep(_PAUSE)
        else:
            return True


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        os.lseek(handle, _LINE, os.SEEK_SET)  # behind the text, which others may read
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        os.lseek(handle, 0, os.SEEK_SET)

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _forget_all() -> None:
        for lock in list(_open):
            lock.forget()

    os.register_at_fork(after_in_child=_forget_all)


def _names(file: Path, handle: int) -> bool:
    """Tells whether a path still names the opened file."""
    try:
        return os.path.samestat(file.lstat(), os.fstat(handle))
    except OSError:
        return False


def _sign(handle: int) -> None:
    """Writes who has the lock, for the message that another one gets."""
    since = f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
    line = f"process {os.getpid()} on {platform.node() or 'this machine'} since {since}"
    os.ftruncate(handle, 0)
    os.write(handle, line.encode("ascii", "replace")[:_LINE])


def _who(file: Path) -> str:
    """Returns who has the lock, as far as that can be read."""
    with contextlib.suppress(OSError), file.open("rb") as stream:
        text = files.printable(stream.read(_LINE).decode("ascii", "replace"))
        return text or "another process"
    return "another process"
