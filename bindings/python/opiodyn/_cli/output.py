"""This module writes the files of a command: it checks all first, then writes all or none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from opiodyn._checks import files

Write = Callable[[Path], None]

TABLES, PICTURES = (".csv",), (".png", ".pdf", ".svg")
"""The endings of files that hold a table, or a picture."""


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
    endings: Sequence[str] = TABLES,
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
    return Targets(target(named[0], csv, endings), target(named[1], plot, PICTURES))


def target(named: str, path: str | None, endings: Sequence[str]) -> Path | None:
    """Returns a path, if a file with one of these endings can be written to; None stays None.

    Raises:
        InputError: The path cannot be written to; its name in the error is given.
        ImportError: A picture is asked for and matplotlib is not installed.
    """
    if path is None:
        return None
    found = files.check_output(named, path, endings)
    if endings == PICTURES:
        _use_files_only()
    return found


def _use_files_only() -> None:
    """Fails early without matplotlib, and opens no window with it."""
    from opiodyn._plot import style

    style.require_matplotlib().use("Agg")


def write(to: Targets, csv: Write, plot: Write) -> None:
    """Writes the table and the picture that are asked for; all files appear, or none."""
    write_all((to.csv, csv), (to.plot, plot))


def write_all(*asked: tuple[Path | None, Write]) -> None:
    """Writes each file whose path is not None; all files appear, or none."""
    writers = [(path, how) for path, how in asked if path is not None]
    with files.replacing(*(path for path, _ in writers)) as temporary:
        for (_, how), path in zip(writers, temporary, strict=True):
            how(path)
