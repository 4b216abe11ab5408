"""This module holds the exit codes of the command, and the one way it reports an error."""

from __future__ import annotations

import sys

from opiodyn import _core
from opiodyn._checks.shown import encodable

DONE, FAILED, MISUSED = 0, 1, 2  # FAILED: the solver or the disk
INTERRUPTED, PIPE_CLOSED = 130, 141  # 128 and the number of the signal, as shells have it


class MisuseError(Exception):
    """A misuse error is raised for a command that the parser does not understand."""


def complain(message: str, code: int) -> int:
    """Prints an error in one line, and returns the exit code."""
    shown = _core.refusal("", "", encodable(" ".join(message.split())))[-1]
    print("opiodyn: error:", shown, file=sys.stderr)
    return code
