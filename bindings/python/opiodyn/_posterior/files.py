"""The draws of the posterior lie beside this file, as draws.csv and about.toml."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from opiodyn import _core
from opiodyn._checks import check, files
from opiodyn._checks.check import FloatArray
from opiodyn._checks.shown import shown
from opiodyn._checks.small import RULE, vanishes
from opiodyn._model.inside import core_of
from opiodyn._model.model import Model
from opiodyn._posterior.about import About, checked, library_hash, parsed, written

if TYPE_CHECKING:
    import pandas as pd

DRAWS, ABOUT = "draws.csv", "about.toml"
LARGEST = 2_000_000  # bytes of draws.csv
_DIGITS = 5
_OF_FRAME = ("draws", "parameters")  # keys of about.toml that the frame itself tells
_AGAIN = "the file is damaged: install opiodyn again"


class Draws(NamedTuple):
    """These are the draws of a posterior, and what is said about them."""

    about: About
    numbers: FloatArray
    """These are the values of the draws, [draw, parameter]."""
    units: dict[str, str]
    """Each parameter has its unit."""

    @property
    def names(self) -> list[str]:
        """Returns the names of the parameters, a column each."""
        return self.about.parameters


@cache
def read(folder: Path) -> Draws:
    """Returns the draws of a folder; they are read once.

    Raises:
        InputError: A file is missing or damaged, or the parameter library has changed since.
    """
    try:
        text, about = _text(folder / DRAWS), parsed(_text(folder / ABOUT), str(folder / ABOUT))
        draws = _read(text, about, folder)
    except _core.InputError as error:
        rule = f"{error.rule}; {_AGAIN}"
        raise check.input_error(error.field, error.value, rule, type(error)) from None
    _refuse_other_library(about)
    return draws


def write(folder: Path, frame: pd.DataFrame, about: Mapping[str, Any]) -> None:
    """Writes draws.csv and about.toml, both or neither.

    The rows are shuffled by the seed, because a caller may take the first rows alone. Values have
    five digits.

    Args:
        folder: The folder, which must be there.
        frame: The draws, a row each and equally likely, with a column for each parameter.
        about: The keys of `About` except ``draws`` and ``parameters``, which the frame tells.

    Raises:
        InputError: A value breaks a rule of the reader.
        UnknownNameError: A key of ``about`` or a parameter is not known.
    """
    for name in _OF_FRAME:
        if name in about:
            raise check.input_error(f"about[{name!r}]", shown(about[name]), "is told by the frame")
    names = check.words("frame", frame.columns)
    said = checked({**about, "draws": len(frame), "parameters": names}, "about")
    columns = [check.curve(f"frame[{name!r}]", frame[name]) for name in names]
    values = np.column_stack(columns) if columns else np.empty((len(frame), 0))
    shuffled = np.random.default_rng(said.seed).permutation(values)
    lines = [",".join(f"{x:.{_DIGITS}g}" for x in row) for row in shuffled.tolist()]
    text, told = "\n".join([",".join(names), *lines, ""]), written(said)
    _read(text, parsed(told, str(folder / ABOUT)), folder)
    _refuse_other_library(said)
    with files.replacing(folder / DRAWS, folder / ABOUT) as (draws, about_draws):
        draws.write_text(text, encoding="utf-8", newline="\n")
        about_draws.write_text(told, encoding="utf-8", newline="\n")
    read.cache_clear()


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        rule = f"cannot be read: {error.strerror}"
    except UnicodeDecodeError:
        rule = "is not a text in UTF-8"
    raise check.input_error("posterior", str(path), rule)


def _read(text: str, about: About, folder: Path) -> Draws:
    """Returns the draws of a text, checked against what is said about them."""
    file = str(folder / DRAWS)
    if len(text) > LARGEST:
        rule = f"must have at most {LARGEST:,}"
        raise check.input_error(file, f"{len(text):,} bytes", rule)
    header, *lines = text.splitlines() or [""]
    units = _units(about.biophase, str(folder / ABOUT))
    _check_header(header.split(","), about, units, f"{file}:1")
    if len(lines) != about.draws:
        rule = f"must be {about.draws}, as {ABOUT} says"
        raise check.input_error(file, f"{len(lines)} rows", rule)
    names = about.parameters
    rows = [_row(f"{file}:{i}", line, names) for i, line in enumerate(lines, start=2)]
    numbers = np.array(rows)
    numbers.flags.writeable = False  # all callers have the same
    return Draws(about, numbers, {name: units[name] for name in names})


def _check_header(header: list[str], about: About, known: Mapping[str, str], place: str) -> None:
    for name in header:
        if name not in known:
            raise check.unknown(place, name, known)
    for name in check.twice(header):
        raise check.input_error(place, shown(name), "is the name of two columns")
    for name in about.parameters:
        if name not in header:
            raise check.input_error(place, shown(name), f"is missing; {ABOUT} lists this column")
    if header != about.parameters:
        rule = f"must be in the order of {ABOUT}, and no more than its columns"
        raise check.input_error(place, shown(header), rule)


def _row(place: str, line: str, names: list[str]) -> list[float]:
    cells = line.split(",")
    if len(cells) != len(names):
        rule = f"must be {len(names)}, one for each column"
        raise check.input_error(place, f"{len(cells)} values", rule)
    return [_cell(place, name, cell) for name, cell in zip(names, cells, strict=True)]


def _cell(place: str, name: str, cell: str) -> float:
    try:
        value = float(cell)
    except ValueError:
        value = np.nan
    if not np.isfinite(value):
        raise check.input_error(f"{place}: {name}", shown(cell), "must be a finite number")
    if vanishes(cell):
        raise check.input_error(f"{place}: {name}", shown(cell), RULE)
    return value


def _units(biophase: str, file: str) -> dict[str, str]:
    """Returns the unit of every parameter that draws may have.

    The delay of naltrexone to the effect site comes from the biophase preset alone.
    """
    try:
        preset = Model(biophase=biophase, drugs=["naltrexone"])
    except _core.InputError as error:
        raise check.input_error(f"{file}: biophase", error.value, error.rule, type(error)) from None
    rows = [*_core.library_parameters(), *core_of(preset).parameters]
    return {row.name: row.unit for row in rows}


def _refuse_other_library(about: About) -> None:
    """Refuses draws of another parameter library.

    Raises:
        InputError: A value of the library has changed since the fit.
    """
    here = library_hash(about.substances)
    if about.library != here:
        rule = (
            f"the draws were made by opiodyn {about.version}, and the parameter library of "
            f"opiodyn {_core.__version__} here has other values ({here[:12]}); run the "
            "calibration again, or give a table of draws"
        )
        raise check.input_error("posterior", about.library[:12], rule)
