"""A bar that shows how far a long computation is."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from opiodyn._checks.check import instance


def check(wanted: object) -> None:
    """Of what may be asked of a bar.

    Raises:
        InputError: It is something else.
    """
    rule = "must be True, False or None"
    instance("progress", wanted, (bool, type(None)), rule)


@contextmanager
def bar(wanted: bool | None, total: int) -> Iterator[Callable[[int], object]]:
    """What to tell how many more are done. None: shown if tqdm is there and a terminal watches.

    Raises:
        ImportError: It is wanted, but tqdm is not there.
    """
    check(wanted)
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
        raise ImportError("progress=True needs tqdm: pip install opiodyn[progress]")
    return there
