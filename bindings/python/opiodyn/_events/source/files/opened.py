"""This module opens a path, which must be a regular file."""

from __future__ import annotations

import os
import re
from typing import BinaryIO

from opiodyn._checks import check
from opiodyn._checks.regular import NotRegularError, open_regular

_URL = r"[A-Za-z][A-Za-z0-9+.-]+:/.*"
_TO_FILE = "write what it gives to a file, or give it opened"


def opened(name: str, path: str) -> BinaryIO:
    """Returns a regular file, opened for reading.

    Raises:
        InputError: There is no such file, it is not a regular one, or it cannot be read.
    """
    if re.fullmatch(_URL, path, re.DOTALL):
        rule = "is an address of the web: download the file, and give its path"
        raise check.input_error("events", name, rule)
    try:
        return open_regular(path)
    except NotRegularError as error:
        advice = f": {_TO_FILE}" if error.streams else ""
        rule = f"{error}{advice}"
    except FileNotFoundError:
        rule = _absent(path)
    except OSError as error:
        rule = error.strerror or "cannot be read"
    except ValueError:
        rule = "is not a path"
    raise check.input_error("events", name, rule)


def _absent(path: str) -> str:
    if "\n" in path:
        return "there is no such file; io.StringIO(text) makes a file of the text of a table"
    if os.path.islink(path):
        return "is a link to a file that is not there"
    if path.startswith("~"):
        return "there is no such file; ~ is not taken for your home: give os.path.expanduser(path)"
    return "there is no such file"
