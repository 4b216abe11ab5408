"""This module shows the progress of a long computation as a bar."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import numpy as np

from opiodyn._checks.check import instance


def check_progress(wanted: object) -> None:
    """Checks the argument ``progress``, which is True, False or None.

    Raises:
        InputError: The argument is something else.
    """
    rule = "must be True, False or None"
    instance("progress", wanted, (bool, np.bool_, type(None)), rule)


@contextmanager
def bar(wanted: bool | None, total: int) -> Iterator[Callable[[int], object]]:
    """Yields a function that takes how many more rows are done and moves the bar on.

    Args:
        wanted: Choice of the caller: True shows the bar, and False does not. None shows it if tqdm
            is installed and the error stream is a terminal.
        total: The number of rows that make the bar full.

    Raises:
        InputError: ``wanted`` is something else.
        ImportError: ``wanted`` is True and tqdm is not installed.
    """
    check_progress(wanted)
    if not _shown(wanted):
        yield lambda _: None
        return
    from tqdm import tqdm

    with tqdm(total=total, unit="run") as shown:
        yield shown.update


def _shown(wanted: bool | None) -> bool:
    watched = wanted is None and sys.stderr is not None and sys.stderr.isatty()
    if not (wanted or watched):
        return False
    there = importlib.util.find_spec("tqdm") is not None
    if wanted and not there:
        raise ImportError("progress=True needs tqdm: pip install 'opiodyn[progress]'")
    return there
