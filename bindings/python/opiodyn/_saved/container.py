"""This module writes and reads the netCDF file of a saved run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import numpy.typing as npt

from opiodyn._checks import check
from opiodyn._checks.check import FloatArray
from opiodyn._checks.extras import require
from opiodyn._saved.numbers import AMOUNTS
from opiodyn._saved.seal import seal

if TYPE_CHECKING:
    import xarray as xr

_GROUP = "opiodyn"
_REQUEST = "request"
_PACKED = {"zlib": True, "complevel": 1, "shuffle": True}
_FEW = 1000  # values that are not worth packing
_MOST_PACKED = 1100  # bytes that one byte can stand for; zlib's limit is 1032
_ABOUT = (
    "This group has what opiodyn.load() and opiodyn.rerun() need beside the variables of the root:"
    " all that was asked, as JSON text, and the amounts in nmol."
)


def require_netcdf(use: str) -> None:
    """Fails without the packages that read and write netCDF.

    Raises:
        ImportError: One is not installed; the message says how to install it.
    """
    for module in ("h5py", "h5netcdf"):
        require(module, use, "netcdf")


def write(path: Path, data: xr.Dataset, amounts: FloatArray, text: str) -> None:
    """Writes a file, with its seal."""
    _add(path, data)
    _add(path, _own_group(amounts, text), mode="a", group=_GROUP)
    seal(path)


def _own_group(amounts: FloatArray, text: str) -> xr.Dataset:
    import xarray as xr

    data = xr.Dataset({_REQUEST: ((), text)}, attrs={"about": _ABOUT})
    if amounts.size:
        data[AMOUNTS] = ("row", "amount"), amounts, {"units": "nmol"}
    return data


def _add(
    path: Path, data: xr.Dataset, mode: Literal["w", "a"] = "w", group: str | None = None
) -> None:
    """Adds a dataset to a file."""
    packed = {
        name: _PACKED
        for name, one in data.variables.items()
        if one.dtype.kind in "fi" and one.size > _FEW
    }
    data.to_netcdf(path, mode=mode, engine="h5netcdf", group=group, encoding=packed)


class Opened:
    """An open file gives its variables, and follows no link out of the file."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def read(self, name: str) -> npt.NDArray[Any]:
        """Returns a variable of the dataset.

        Raises:
            InputError: The variable is missing, or is no plain array of this file.
        """
        found = self._dataset(name)
        if found.dtype.kind == "O":
            return np.asarray(found.asstr()[...])
        return np.asarray(found[...])

    def amounts(self) -> FloatArray:
        """Returns the amounts in the units of the core."""
        return self.read(f"{_GROUP}/{AMOUNTS}")

    def text(self) -> str:
        """Returns the request as JSON text."""
        found = self._dataset(f"{_GROUP}/{_REQUEST}")
        if found.shape != () or found.dtype.kind != "O":
            raise check.input_error(_REQUEST, f"shape {found.shape}", "must be one text")
        return str(found.asstr()[()])

    def _dataset(self, name: str) -> Any:
        import h5py

        link = self._file.get(name, getlink=True)
        found = self._file.get(name) if isinstance(link, h5py.HardLink) else None
        if not isinstance(found, h5py.Dataset):
            raise check.input_error(name, "missing", "must be a variable of the file")
        if found.external or found.is_virtual:
            raise check.input_error(name, "elsewhere", "must have its numbers in this file")
        stored = found.id.get_storage_size()
        if found.dtype.kind != "O" and found.nbytes > _MOST_PACKED * stored:
            rule = f"cannot be {found.nbytes:,} bytes, of {stored:,} that are stored"
            raise check.input_error(name, f"shape {found.shape}", rule)
        return found


@contextmanager
def opened(path: Path) -> Iterator[Opened]:
    """Yields an open file."""
    import h5py

    with h5py.File(path, "r") as file:
        yield Opened(file)
