"""This module holds `rerun`, which runs again what was saved."""

from __future__ import annotations

import os
from typing import NamedTuple

from opiodyn._checks import check
from opiodyn._checks.notebook import facts_html
from opiodyn._checks.pickles import pickled_by_fields
from opiodyn._checks.progress import check_progress
from opiodyn._checks.shown import shown
from opiodyn._checks.solver import workers_of
from opiodyn._runs.run import Run
from opiodyn._runs.runs import Runs

_PARAMETERS = ("saved", "library")


@pickled_by_fields("Rerun")
class Rerun(NamedTuple):
    """A rerun is what `rerun` returns: the new run, and whether its bits are those that were saved.

    ``str(again)`` says so in a sentence.
    """

    run: Run | Runs
    """This is the run that was made now."""
    same: bool
    """This tells whether all its numbers have the bits of the saved run, at the same times."""
    reason: str
    """This is the sentence that says why not; empty if the bits are the same."""

    def __str__(self) -> str:
        return self.reason or "The run has the same bits in every number as the saved one."

    def __repr__(self) -> str:
        said = "the same bits" if self.same else f"OTHER BITS. {self.reason}"
        return f"<Rerun: {said} {self.run!r}>"

    def _repr_html_(self) -> str:
        return facts_html("opiodyn rerun", {"bits": str(self), "run": repr(self.run)[1:-1]})


def rerun(
    path: str | os.PathLike[str],
    *,
    parameters: str = "saved",
    threads: int = 0,
    progress: bool | None = None,
) -> Rerun:
    """Runs again what `save` saved, with the installed library, and compares all numbers.

    Model, regimen, outputs, people and settings of the solver are those of the file.

    Args:
        path: The path of the file.
        parameters: ``"saved"`` takes the values of all parameters from the file, so that a result
            can be reproduced when the library has moved on. ``"library"`` takes those of the
            installed library; values that the caller had given to the model stay.
        threads: The number of threads for several subjects; 0 is one per core.
        progress: Whether to show a bar over several subjects, as in `simulate`.

    Returns:
        The new run as ``run``, and whether it has the ``same`` bits. If not, ``reason`` says why in
        a sentence: other values of the library, another version, solver or machine, or that the
        saved run had ended early. A run that the solver cannot finish is returned as far as it
        came.

    Raises:
        InputError: ``parameters`` is none of the two, or the file is as in `load`.
        Interrupted: Ctrl-C was pressed; ``partial`` is as for `simulate`.
        ImportError: h5netcdf or h5py is not installed (``pip install 'opiodyn[netcdf]'``).

    Example:
        >>> print(rerun("run.nc"))  # doctest: +SKIP
        The run has the same bits in every number as the saved one.
    """
    from opiodyn._saved.comparison import reason_of  # most programs never come here
    from opiodyn._saved.read import read_saved
    from opiodyn._simulate.again import run_again

    used = check.word("parameters", parameters)
    if used not in _PARAMETERS:
        raise check.input_error("parameters", shown(used), "must be 'saved' or 'library'")
    workers = workers_of(threads)
    check_progress(progress)
    found = read_saved(path, "rerun()")
    run = run_again(found.run(as_saved=used == "saved"), workers, progress)
    reason = reason_of(found, run, used == "saved")
    return Rerun(run, not reason, reason)
