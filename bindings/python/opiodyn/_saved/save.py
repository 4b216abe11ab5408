"""This module holds `save` and `load`."""

from __future__ import annotations

import os
import warnings
from pathlib import Path

from opiodyn._checks import check, files
from opiodyn._checks.shown import shown
from opiodyn._runs.nobody import refuse_nobody
from opiodyn._runs.run import Run
from opiodyn._runs.runs import Runs

SAVED = ".nc"
"""The file of a saved run has this ending."""


def save(run: Run | Runs, path: str | os.PathLike[str]) -> None:
    """Saves a run as a netCDF file, from which it can be loaded and run again.

    The file has the dataset of `Run.to_xarray`, with units and provenance, so that xarray and any
    other program for netCDF can open it. Runs whose output times differ are saved as a table, with
    a row per subject and output time. A group ``opiodyn`` has all that was asked: the model with
    its arguments and values, regimen, outputs, people and settings of the solver. Runs that are
    incomplete can be saved too. docs/saving.md describes the file.

    The file appears whole or not at all. One that is there is replaced.

    Args:
        run: The run, or the runs of several subjects.
        path: The path of the file, which ends in ``.nc``.

    Raises:
        InputError: ``run`` is no run, there is no run in it, or the path cannot be written to.
        ImportError: h5netcdf or h5py is not installed (``pip install 'opiodyn[netcdf]'``).

    Example:
        >>> from opiodyn import load, regimen, simulate
        >>> run = simulate(regimen("naltrexone 4.5 mg po"), end=2)
        >>> save(run, "run.nc")  # doctest: +SKIP
        >>> load("run.nc").tone("mu")  # doctest: +SKIP
    """
    from opiodyn._saved import container  # most programs never come here

    rule = "must be a Run or Runs, as simulate() returns them"
    check.instance("run", run, (Run, Runs), rule)
    target = files.check_output("path", check.path("path", path), [SAVED])
    if isinstance(run, Runs):
        refuse_nobody(run)
    container.require_netcdf("save()")
    with files.replacing(target) as (temporary,):
        write_saved(run, temporary)


def write_saved(run: Run | Runs, path: Path) -> None:
    """Writes the file of a saved run at a path, which becomes the target once it is whole."""
    from opiodyn._saved import container
    from opiodyn._saved.asked import text_of
    from opiodyn._saved.numbers import TABLE, amounts_of, dataset_of

    data = dataset_of(run)
    text = text_of(run, is_table=TABLE in data.dims)
    container.write(path, data, amounts_of(run), text)


def load(path: str | os.PathLike[str]) -> Run | Runs:
    """Loads what `save` saved, with the same bits in every number, without a simulation.

    The library of another version of opiodyn may have other values than the run used. The loaded
    model then has the saved ones as parameters of its own, and a warning names them.

    The file may come from a stranger: it is data, and no code in it is run. A file that was damaged
    or changed after it was saved is refused.

    Args:
        path: The path of the file.

    Returns:
        The run, or the runs of several subjects.

    Raises:
        InputError: The file is not there, is none that `save` wrote, is damaged, was written by a
            later opiodyn, or rests on what the installed opiodyn does not have.
        ImportError: h5netcdf or h5py is not installed (``pip install 'opiodyn[netcdf]'``).

    Example:
        >>> load("run.nc").report()  # doctest: +SKIP
    """
    from opiodyn._saved.models import listed
    from opiodyn._saved.read import read_saved

    found = read_saved(path, "load()")
    run = found.run(as_saved=True)
    if moved := found.moved():
        text = (
            f"{shown(found.path)} rests on values that the library has no more: {listed(moved)}. "
            "The loaded model has the saved values."
        )
        warnings.warn(text, stacklevel=2)
    return run
