"""Files that the command writes: all checked first, then all or none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from opiodyn._checks import files

Write = Callable[[Path], None]


class Targets(NamedTuple):
    """Where to write; None is nowhere."""

    csv: Path | None
    plot: Path | None


def targets(
    csv: str | None, plot: str | None, *, named: tuple[str, str] = ("--output", "--plot")
) -> Targets:
    """The paths, if they can be written to.

    Args:
        csv: Of the table.
        plot: Of the picture.
        named: What errors call the two.

    Raises:
        InputError: A path cannot be written to.
        ImportError: A picture is asked for and matplotlib is not installed.
    """
    table = None if csv is None else files.check_output(named[0], csv, [".csv"])
    if plot is None:
        return Targets(table, None)
    picture = files.check_output(named[1], plot, [".png", ".pdf", ".svg"])
    _use_files_only()
    return Targets(table, picture)


def _use_files_only() -> None:
    """Fails early without matplotlib, and opens no window with it."""
    from opiodyn._plot import style

    style.require_matplotlib().use("Agg")


def write(to: Targets, csv: Write, plot: Write) -> None:
    """Writes what is asked for: both files appear, or neither."""
    writers = [(path, how) for path, how in zip(to, (csv, plot), strict=True) if path is not None]
    with files.replacing(*(path for path, _ in writers)) as temporary:
        for (_, how), path in zip(writers, temporary, strict=True):
            how(path)
