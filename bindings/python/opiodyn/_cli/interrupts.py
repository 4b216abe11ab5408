"""This module makes sure that one Ctrl-C ends a command."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

AGAIN = 0.05  # s


@contextmanager
def one_ctrl_c_suffices() -> Iterator[None]:
    """Raises KeyboardInterrupt again for as long as it has not ended the body.

    A compiled module of another library may drop the exception while it is imported. Without this
    guard, `opiodyn run` lost 2 of 300 signals of its first 0.6 s in the import of ``numpy.random``.
    What tidies up after the exception is not disturbed. A program with a handler of its own keeps
    it.
    """
    if not _is_ours():
        yield
        return
    signal.signal(signal.SIGINT, _interrupt)
    signal.signal(signal.SIGALRM, _interrupt)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0.0)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)


def _is_ours() -> bool:
    """Tells whether nobody else in this process listens to signals."""
    return (
        threading.current_thread() is threading.main_thread()
        and signal.getsignal(signal.SIGINT) is signal.default_int_handler
        and hasattr(signal, "setitimer")  # Windows has none
        and signal.getsignal(signal.SIGALRM) is signal.SIG_DFL
    )


def _interrupt(number: int, frame: FrameType | None) -> None:
    signal.setitimer(signal.ITIMER_REAL, AGAIN)
    if not isinstance(sys.exception(), KeyboardInterrupt):  # it is on its way, and tidies up
        raise KeyboardInterrupt
