"""A sweep is many runs at once, of regimens, models and people, each reduced to numbers."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

import numpy.typing as npt

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._checks.progress import bar
from opiodyn._checks.solver import ATOL, MAX_STEPS, RTOL, solver_settings, workers_of
from opiodyn._model.model import Model
from opiodyn._result.metric import Metrics
from opiodyn._sweep.axes import read_axes
from opiodyn._sweep.build import make_plan
from opiodyn._sweep.columns import read_rows
from opiodyn._sweep.kept import read_kept
from opiodyn._sweep.layout import Grid, Layout
from opiodyn._sweep.plan import Plan
from opiodyn._sweep.rows import Rows, Table, rows_of

if TYPE_CHECKING:
    import concurrent.futures as cf

    import xarray as xr


def sweep(
    regimen: _core.Regimen | None = None,
    *,
    over: Mapping[str, Any] | Table | Rows,
    model: Model | None = None,
    metrics: Metrics | None = None,
    times: npt.ArrayLike | None = None,
    columns: Iterable[str] | None = None,
    drug: str | None = None,
    threads: int = 0,
    rtol: float = RTOL,
    atol: float = ATOL,
    max_steps: int = MAX_STEPS,
    progress: bool | None = None,
    executor: cf.Executor | None = None,
    chunk: int | None = None,
    folder: str | os.PathLike[str] | None = None,
) -> xr.Dataset:
    """Runs a model at every point of a grid or for every row, and keeps what is asked for.

    Several runs share a core (SIMD lanes), and all cores are used. Numbers are the same bits for
    any threads, chunks, executor and company in the grid. Trajectories are not stored.

    Args:
        regimen: The regimen. It is left out where an axis has regimens.
        over: The axes by name, in the order of the result's dimensions; the grid is their product.
            An axis of numbers has the full name of a parameter (``"naltrexone.CL"``), or is
            ``"dose"`` [mg] or ``"interval"`` [h] of the drug; a treatment lasts as long as before.
            An axis of regimens, models or people (a `Population`) has any other name; a mapping
            gives its values labels. Individual values vary around those that the model and
            the axes set. A table in the place of axes has a run for each row: a frame, a list of
            mappings, or `Rows` of columns, which are what axes may be. Its column ``"regimen"``
            may have texts.
        model: The model. None stands for ``Model()`` with the drugs of the regimen, or for the
            models of an axis.
        metrics: The numbers that summarise each run. ``"tone.mu.mean"`` is of the last dosing
            interval; a `Metric` can have a threshold and other hours; a mapping names the results.
            None stands for ``"tone.mu.mean"``, unless there are ``times``.
        times: The output times [h] of the ``columns``, ascending. An output at the time of a dose
            shows the state after it.
        columns: The names of columns, as in `Run.to_pandas`.
        drug: The drug whose dose and interval vary, and whose last interval counts. It may be left
            out where the regimen has one drug.
        threads: The number of threads; 0 is one per core, with an executor one in each chunk.
        rtol: The relative tolerance per step, as in `simulate`. The method is ``"rodas5p"``.
        atol: The absolute tolerance per step, in the unit of each state.
        max_steps: The budget of steps of each run.
        progress: Whether to show a bar (needs tqdm). None shows it if tqdm is there and a terminal
            is watching.
        executor: The executor that chunks run through: threads, processes, or Dask's
            ``Client.get_executor()``. It stays open.
        chunk: The rows of a chunk. None stands for 256 for each core that is used; with an executor
            or a folder it stands for a number that depends on the request alone.
        folder: The folder that finished chunks are written to. The same sweep started again, after
            it was killed at any point, takes them from there and computes the rest. While a sweep
            uses a folder, another one there is refused.

    Returns:
        A variable per metric and per column, over the axes (and ``time``), with units. A table has
        the one dimension ``row``, and its columns are coordinates. The variable
        ``status`` is ``"complete"`` or the reason of failure; the metrics and columns are then NaN.
        ``steps`` counts accepted steps. ``attrs["notes"]`` has what labels and ranges say of the
        cases, a line each, as `Run.notes`; it is missing if they call for nothing.

    Raises:
        InputError: A value breaks a rule, or the result would be too large; nothing has run then.
            Parameters that are impossible are no error, but the status of their rows.
        ParseError: The text of a regimen cannot be read; the field has its row.
        UnknownNameError: A name is not known.
        ImportError: ``progress=True`` needs tqdm (``pip install 'opiodyn[progress]'``).
        Interrupted: Ctrl-C was pressed. ``partial`` is the dataset with what was finished; the rest
            has the status ``"not run"``.
        SweepError: A worker was lost, or a chunk could not be written; ``partial`` is as above.

    Example:
        >>> from opiodyn import regimen
        >>> month = regimen("naltrexone 4.5 mg po q24h x28")
        >>> found = sweep(month, over={"dose": [1.5, 4.5, 50]}, model=Model(biophase="transient"))
        >>> bool(found["tone.mu.mean"].sel(dose=4.5) > found["tone.mu.mean"].sel(dose=50))
        True
    """
    kept = read_kept(metrics, times, columns)
    layout = _layout(over)
    kept.refuse_names_of(layout)
    solver = solver_settings(rtol, atol, max_steps)
    plan = make_plan("sweep", regimen, layout, model, kept, drug, solver)
    workers = workers_of(threads)
    if executor is not None:
        _check_executor(executor)
        workers = workers if threads else 1
    with bar(progress, plan.rows) as advance:
        return _run(plan, kept.columns, executor, workers, chunk, folder, advance)


def _layout(over: Any) -> Layout:
    """Returns the layout of rows, or of a grid."""
    rows = rows_of(over)
    return Grid(read_axes(over)) if rows is None else read_rows(rows)


def _check_executor(executor: object) -> None:
    import concurrent.futures as cf

    rule = "must be a concurrent.futures.Executor, such as ThreadPoolExecutor()"
    check.instance("executor", executor, cf.Executor, rule)


def _run(
    plan: Plan,
    columns: list[str],
    executor: cf.Executor | None,
    threads: int,
    chunk: int | None,
    folder: str | os.PathLike[str] | None,
    advance: Callable[[int], object],
) -> xr.Dataset:
    from opiodyn._sweep.disk.folder import opened
    from opiodyn._sweep.driver import Driver
    from opiodyn._sweep.request import described
    from opiodyn._sweep.results import Results

    shared = executor is not None or folder is not None
    size = plan.chunk_rows(chunk, None if shared else threads)
    results = Results(plan, columns)
    kept = nullcontext() if folder is None else opened(folder, described(plan, size))
    with kept as store:
        return Driver(plan, size, results, store, advance).run(executor, threads)
