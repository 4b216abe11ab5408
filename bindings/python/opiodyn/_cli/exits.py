"""This module holds the exit codes of the command, and the one way it reports an error."""

from __future__ import annotations

import sys

DONE, FAILED, MISUSED = 0, 1, 2  # FAILED: the solver or the disk
INTERRUPTED, PIPE_CLOSED = 130, 141  # 128 and the number of the signal, as shells have it


def complain(message: str, code: int) -> int:
    """Prints an error in one line, and returns the exit code."""
    print("opiodyn: error:", " ".join(message.split()), file=sys.stderr)
    return code
