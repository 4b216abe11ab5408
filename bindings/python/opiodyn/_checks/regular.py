"""This module opens regular files alone, so that no pipe or device is read or waited for."""

from __future__ import annotations

import os
import stat
from typing import BinaryIO


class NotRegularError(OSError):
    """A path names a folder, a pipe or a device; the text says which."""

    streams: bool
    """Whether it gives what another program writes."""


def open_regular(path: str | os.PathLike[str], *, links: bool = True) -> BinaryIO:
    """Returns a regular file, opened for reading.

    The path is looked at before it is opened, as opening a device may start it. The open file is
    looked at again, since the path may name another by then. No pipe can make this wait.

    Args:
        path: The path of the file.
        links: Whether a symbolic link is followed.

    Raises:
        NotRegularError: The path names something else.
        OSError: There is no such file, or it cannot be read.
    """
    _check(os.stat(path, follow_symlinks=links).st_mode)
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    if not links:
        flags |= getattr(os, "O_NOFOLLOW", 0)
    file = os.fdopen(os.open(path, flags), "rb")
    try:
        _check(os.fstat(file.fileno()).st_mode)
    except NotRegularError:
        file.close()
        raise
    return file


def _check(mode: int) -> None:
    if stat.S_ISREG(mode):
        return
    error = NotRegularError(_kind(mode))
    error.streams = stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode)
    raise error


def _kind(mode: int) -> str:
    if stat.S_ISDIR(mode):
        return "is a folder"
    if stat.S_ISLNK(mode):
        return "is a link and not a file"
    if stat.S_ISFIFO(mode):
        return "is a pipe and not a file"
    if stat.S_ISSOCK(mode):
        return "is a socket and not a file"
    return "is a device and not a file"
