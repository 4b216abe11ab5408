"""This module reads the file of a saved run, and refuses one that is not as `save` wrote it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import numpy as np

from opiodyn._checks import check
from opiodyn._checks.check import FloatArray
from opiodyn._checks.shown import shown
from opiodyn._core import InputError, StatusCode
from opiodyn._model.inside import core_of
from opiodyn._runs.run import Run
from opiodyn._runs.runs import Runs
from opiodyn._saved import container
from opiodyn._saved.models import Moved
from opiodyn._saved.numbers import Variables, read_blocks
from opiodyn._saved.request import Request, request_of
from opiodyn._saved.seal import check_seal


class Saved(NamedTuple):
    """A saved run is a request and its numbers."""

    path: str
    request: Request
    blocks: Sequence[FloatArray]
    """The numbers of each run are in the units of the core, [time, column]."""

    def run(self, *, as_saved: bool) -> Run | Runs:
        """Returns the run, with the values of when it was saved or of the installed library.

        Raises:
            InputError: The installed opiodyn cannot make it.
        """
        with refusing(self.path):
            return self.request.run(self.blocks, as_saved=as_saved)

    def moved(self) -> list[Moved]:
        """Returns what the library has other than when the file was saved."""
        with refusing(self.path):
            return self.request.moved()

    @property
    def reached(self) -> list[FloatArray]:
        """Returns the numbers of each run as far as it came."""
        rows = zip(self.blocks, self.request.written, strict=True)
        return [block[:written] for block, written in rows]

    def ended_early(self) -> str:
        """Returns the status of the first run that did not come to its end."""
        complete = int(StatusCode.complete)
        return next(status for code, status in self.request.ended if code != complete)


def read_saved(path: str | os.PathLike[str], use: str) -> Saved:
    """Reads the file of a saved run.

    Raises:
        InputError: The file is not there, or is none that `save` wrote.
        ImportError: h5netcdf or h5py is not installed.
    """
    named = check.path("path", path)
    container.require_netcdf(use)
    with refusing(named):
        check_seal(Path(named))
        with container.opened(Path(named)) as file:
            request = request_of(file.text())
            files = Variables(file.read, file.amounts, request.plain["is_table"] is True)
            columns = core_of(request.typical.of_library()).columns
            blocks = read_blocks(columns, request.parts, files)
        _check_finite(request, blocks)
        return Saved(named, request, blocks)


def _check_finite(request: Request, blocks: Sequence[FloatArray]) -> None:
    """Refuses a number that is none, where a run reached its output time."""
    for block, written in zip(blocks, request.written, strict=True):
        if not np.isfinite(block[:written]).all():
            raise check.input_error("numbers", "nan or inf", "must be finite")


@contextmanager
def refusing(path: str) -> Iterator[None]:
    """Turns whatever is wrong with a file into one error that names it."""
    try:
        yield
    except InputError as error:
        if error.field == "path":
            raise
        raise _refusal(path, f"cannot be loaded: {error}") from error
    except OSError as error:
        raise _refusal(path, _words(error)) from error
    except Exception as error:  # whatever changed data lead to
        raise _refusal(path, "holds what od.save() does not write") from error


def _words(error: OSError) -> str:
    return "cannot be read: " + (error.strerror or "it is no netCDF file")


def _refusal(path: str, rule: str) -> InputError:
    return check.input_error("path", shown(path), rule)
