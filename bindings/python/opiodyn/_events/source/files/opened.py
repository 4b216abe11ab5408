"""This module opens a path, which must be a regular file."""

from __future__ import annotations

import os
import re
import stat
from typing import BinaryIO

from opiodyn._checks import check

_URL = r"[A-Za-z][A-Za-z0-9+.-]+:/.*"
_TO_FILE = "write what it gives to a file, or give it opened"


def opened(name: str, path: str) -> BinaryIO:
    """Returns a regular file, opened for reading.

    The path is looked at before it is opened, as opening a device may start it. The open file is
    looked at again, since the path may name another by then. No pipe can make this wait.

    Raises:
        InputError: There is no such file, it is not a regular one, or it cannot be read.
    """
    if re.fullmatch(_URL, path, re.DOTALL):
        rule = "is an address of the web: download the file, and give its path"
        raise check.input_error("events", name, rule)
    try:
        rule = _no_file(os.stat(path).st_mode)
        if not rule:
            flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
            file = os.fdopen(os.open(path, flags), "rb")
            rule = _no_file(os.fstat(file.fileno()).st_mode)
            if not rule:
                return file
            file.close()
    except FileNotFoundError:
        rule = _absent(path)
    except OSError as error:
        rule = error.strerror or "cannot be read"
    except ValueError:
        rule = "is not a path"
    raise check.input_error("events", name, rule)


def _no_file(mode: int) -> str:
    """Returns why what a path names is no regular file; empty if it is one."""
    if stat.S_ISREG(mode):
        return ""
    if stat.S_ISDIR(mode):
        return "is a folder"
    if stat.S_ISFIFO(mode):
        return f"is a pipe and not a file: {_TO_FILE}"
    if stat.S_ISSOCK(mode):
        return f"is a socket and not a file: {_TO_FILE}"
    return "is a device and not a file"


def _absent(path: str) -> str:
    if "\n" in path:
        return "there is no such file; io.StringIO(text) makes a file of the text of a table"
    if os.path.islink(path):
        return "is a link to a file that is not there"
    if path.startswith("~"):
        return "there is no such file; ~ is not taken for your home: give os.path.expanduser(path)"
    return "there is no such file"
