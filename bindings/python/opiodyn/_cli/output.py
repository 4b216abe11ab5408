"""This module writes the files of a command: it checks all first, then writes all or none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from opiodyn._checks import files

Write = Callable[[Path], None]


class Targets(NamedTuple):
    """The targets are the paths to write to; None writes no file."""

    csv: Path | None
    plot: Path | None


def heading(name: str, unit: str) -> str:
    """Returns the heading of a column of a written table: its name with its unit in brackets."""
    return name if unit == "-" else f"{name} [{unit}]"


def targets(
    csv: str | None,
    plot: str | None,
    *,
    named: tuple[str, str] = ("--output", "--plot"),
    endings: Sequence[str] = (".csv",),
) -> Targets:
    """Returns the paths, if they can be written to.

    Args:
        csv: Path of the table.
        plot: Path of the picture.
        named: Names of the two in errors.
        endings: The endings that the path of the table may have.

    Raises:
        InputError: A path cannot be written to.
        ImportError: A picture is asked for and matplotlib is not installed.
    """
    table = None if csv is None else files.check_output(named[0], csv, endings)
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
    """Writes the table and the picture that are asked for; all files appear, or none."""
    writers = [(path, how) for path, how in zip(to, (csv, plot), strict=True) if path is not None]
    with files.replacing(*(path for path, _ in writers)) as temporary:
        for (_, how), path in zip(writers, temporary, strict=True):
            how(path)
