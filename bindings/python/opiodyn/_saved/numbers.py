"""The numbers of a run are saved as the dataset that users know.

Amounts are in mg there, so that those of the core, in nmol, are saved beside them: nothing else is
in another unit than the core has it in. Runs whose output times differ have no common grid. They
are saved as a table, with a row per subject and output time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._checks.check import FloatArray
from opiodyn._model.inside import core_of
from opiodyn._result.inside import trajectory_of
from opiodyn._runs.cohort import Cohort
from opiodyn._runs.inside import kept_of
from opiodyn._runs.run import Run
from opiodyn._runs.runs import Runs

if TYPE_CHECKING:
    import xarray as xr

TABLE = "output"
"""This is the dimension of a table of outputs."""

AMOUNTS = "amount_nmol"
"""This variable of the group of opiodyn has the amounts in the units of the core."""


class Variables(NamedTuple):
    """The variables of a file are read one by one."""

    read: Callable[[str], npt.NDArray[Any]]
    """This function reads a variable of the dataset by its name."""
    amounts: Callable[[], FloatArray]
    """This function reads the amounts in the units of the core."""
    is_table: bool
    """This tells whether the dataset is a table."""


def dataset_of(run: Run | Runs) -> xr.Dataset:
    """Returns the dataset of a run, or a table where the output times of runs differ."""
    if isinstance(run, Run) or _has_grid(run):
        return _for_netcdf(run.to_xarray())
    return _table_of(run)


def _has_grid(runs: Runs) -> bool:
    try:
        return runs.times.size > 0
    except _core.InputError:
        return False


def _table_of(runs: Runs) -> xr.Dataset:
    import pandas as pd
    import xarray as xr

    frame = runs.to_pandas()
    units: Mapping[str, str] = frame.attrs["units"]
    flat: pd.DataFrame = frame.reset_index()
    data = xr.Dataset(
        {
            _in_table(name): (
                TABLE,
                column.to_numpy(),
                {"units": units[name]} if name in units else {},
            )
            for name, column in ((str(name), column) for name, column in flat.items())
        },
        attrs={"opiodyn_version": _core.__version__, "provenance": frame.attrs["provenance"]},
    )
    return _for_netcdf(data.set_coords(["subject", "time"]))


def _in_table(name: str) -> str:
    """Returns the name of a column in a table; a stroke, as of naloxone/nasal, parts groups."""
    return name.replace("/", "_")


def _for_netcdf(data: xr.Dataset) -> xr.Dataset:
    """Returns the dataset with text where a column holds objects, as netCDF has no objects."""
    objects = [name for name, one in data.variables.items() if one.dtype.kind == "O"]
    texts = {name: data[name].astype(str) for name in objects}
    return data.assign_coords(texts) if texts else data


def amounts_of(run: Run | Runs) -> FloatArray:
    """Returns the amounts in the units of the core, [output, column]."""
    names = [one.name for one in _columns(run) if one.quantity == "amount"]
    found = [np.concatenate(_by_run(run, name)) for name in names]
    return np.column_stack(found) if found else np.empty((0, 0))


def blocks_of(run: Run | Runs) -> list[FloatArray]:
    """Returns the numbers of each run in the units of the core, [time, column]."""
    found = [_by_run(run, column.name) for column in _columns(run)]
    return [np.column_stack(columns) for columns in zip(*found, strict=True)]


def _columns(run: Run | Runs) -> Sequence[_core.Column]:
    return core_of(run.model).columns


def _by_run(run: Run | Runs, name: str) -> list[FloatArray]:
    if isinstance(run, Run):
        return [trajectory_of(run).column(name)]
    kept = kept_of(run)
    if isinstance(kept, Cohort):
        return list(kept.stacked(lambda whole: whole.column(name)))
    return [trajectory_of(one).column(name) for one in run]


def read_blocks(
    columns: Sequence[_core.Column], parts: Sequence[int], files: Variables
) -> list[FloatArray]:
    """Returns the numbers of each run in a file, in the units of the core, [time, column].

    Args:
        columns: The columns of the runs.
        parts: The number of rows of each run.
        files: The variables of the file.

    Raises:
        InputError: A variable is missing, or has another shape.
    """
    count = sum(parts)
    _core.limits.require_output("output", float(count * len(columns)), "outputs x columns")
    values = np.empty((count, len(columns)))
    if count:
        for quantity in dict.fromkeys(column.quantity for column in columns):
            chosen = [k for k, column in enumerate(columns) if column.quantity == quantity]
            values[:, chosen] = _quantity([columns[k] for k in chosen], files, count)
    return np.split(values, np.cumsum(parts)[:-1]) if len(parts) else []


def _quantity(columns: Sequence[_core.Column], files: Variables, count: int) -> FloatArray:
    """Returns the columns of one quantity over all outputs, [output, column]."""
    if columns[0].quantity == "amount":
        return _shaped(AMOUNTS, files.amounts(), (count, len(columns)))
    if files.is_table:
        found = [_shaped(one.name, files.read(_in_table(one.name)), (count,)) for one in columns]
        return np.column_stack(found)
    from opiodyn._result.frames import DIMENSIONS

    dimensions = DIMENSIONS.get(columns[0].quantity, ())
    labels = [[str(one) for one in files.read(name)] for name in dimensions]
    shape = (count, *map(len, labels))
    whole = files.read(columns[0].quantity)
    values = _shaped(columns[0].quantity, whole.reshape(-1, *shape[1:]), shape)
    by_place = np.moveaxis(values, 0, -1)
    return np.column_stack([by_place[_place(one, labels)] for one in columns])


def _place(column: _core.Column, labels: list[list[str]]) -> tuple[int, ...]:
    """Returns where a column is along the dimensions of its quantity."""
    names = filter(None, (column.ligand, column.place))
    try:
        return tuple(known.index(name) for known, name in zip(labels, names, strict=True))
    except ValueError:
        raise check.input_error(column.name, "missing", "is a column of the model") from None


def _shaped(name: str, values: npt.NDArray[Any], shape: tuple[int, ...]) -> FloatArray:
    if values.shape != shape or values.dtype != np.float64:
        rule = f"must be numbers of the shape {shape}"
        raise check.input_error(name, f"{values.dtype} of shape {values.shape}", rule)
    return values
