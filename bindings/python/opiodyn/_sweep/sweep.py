"""Many runs of one model at once, reduced to numbers."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

import numpy.typing as npt

from opiodyn import _core
from opiodyn._checks import check
from opiodyn._checks.progress import bar
from opiodyn._model.model import Model
from opiodyn._sweep.axes import read as read_axes
from opiodyn._sweep.build import make as make_plan
from opiodyn._sweep.kept import read as read_kept
from opiodyn._sweep.metric import Metric
from opiodyn._sweep.plan import Plan

if TYPE_CHECKING:
    import concurrent.futures as cf

    import xarray as xr


def sweep(
    model: Model | None,
    regimen: _core.Regimen | None,
    over: Mapping[str, Any],
    *,
    metrics: str | Metric | Iterable[str | Metric] | Mapping[str, str | Metric] | None = None,
    times: npt.ArrayLike | None = None,
    columns: Iterable[str] | None = None,
    drug: str | None = None,
    threads: int = 0,
    rtol: float = 1e-6,
    atol: float = 1e-9,
    max_steps: int = 20_000_000,
    progress: bool | None = None,
    executor: cf.Executor | None = None,
    chunk: int | None = None,
    folder: str | os.PathLike[str] | None = None,
) -> xr.Dataset:
    """Runs a model at every point of a grid, and keeps of each run what is asked for.

    Several runs share a core (SIMD lanes), and all cores are used. Numbers are the same bits for
    any threads, chunks, executor and company in the grid. Trajectories are not stored.

    Args:
        model: The model; None is ``Model()`` with the drugs of the regimen, or the models of an
            axis.
        regimen: What is taken; None with an axis of regimens.
        over: Axes by name, in the order of the result's dimensions; the grid is their product. The
            full name of a parameter (``"naltrexone.CL"``), ``"dose"`` (mg) or ``"interval"`` (h,
            for as long as before) of the drug, each with numbers; or, under a name of yours,
            regimens, models, or people (a `Population`); a mapping gives them labels. People vary
            around the parameters of the model and its axes.
        metrics: What each run comes down to: ``"tone.mu.mean"`` over the last dosing interval, or
            `Metric` with a threshold and a window; a mapping names the results. None:
            ``"tone.mu.mean"``, unless there are ``times``.
        times: Output times, h, ascending, of the ``columns``; an output at the time of a dose shows
            the state after it.
        columns: Names as in `Run.to_pandas`.
        drug: Whose dose and interval vary, and whose last interval counts; may be left out where
            the regimen has one drug.
        threads: 0 is one per core; with an executor one in each chunk.
        rtol, atol: Tolerances per step, as in `simulate`. The method is ``"rodas5p"``.
        max_steps: Budget of steps of each run.
        progress: A bar (needs tqdm). None: if tqdm is there and a terminal is watching.
        executor: Chunks run through it: threads, processes, Dask's ``Client.get_executor()``.
            It stays open.
        chunk: Rows of a chunk. None: with an executor or a folder a number that depends on the
            request alone, otherwise 256 for each core that is used.
        folder: Finished chunks are written there. The same sweep started again, after it was
            killed at any point, takes them from there and computes the rest. One sweep at a time.

    Returns:
        A variable per metric and per column, over the axes (and ``time``), with units; ``status``,
        ``"complete"`` or why a run failed, where all is not a number; ``steps``.

    Raises:
        InputError: A value breaks a rule, or the result would be too large; nothing has run then.
            Parameters that are impossible are no error, but the status of their rows.
        UnknownNameError: A name is not known.
        ImportError: ``progress=True`` without tqdm (``pip install opiodyn[progress]``).
        Interrupted: Ctrl-C; ``partial`` is the dataset with what was finished, the rest has the
            status ``"not run"``.
        SweepError: A worker was lost, or a chunk could not be written; ``partial`` as above.

    Example:
        >>> from opiodyn import regimen
        >>> month = regimen("naltrexone 4.5 mg po q24h x28")
        >>> found = sweep(Model(biophase="transient"), month, {"dose": [1.5, 4.5, 50]})
        >>> bool(found["tone.mu.mean"].sel(dose=4.5) > found["tone.mu.mean"].sel(dose=50))
        True
    """
    kept = read_kept(metrics, times, columns)
    axes = read_axes(over)
    solver = {
        "rtol": check.positive("rtol", rtol),
        "atol": check.positive("atol", atol),
        "max_steps": check.whole("max_steps", max_steps),
    }
    plan = make_plan(model, regimen, axes, kept, drug, solver)
    workers = check.threads("threads", threads)
    if executor is not None:
        _check_executor(executor)
        workers = workers if threads else 1
    with bar(progress, plan.rows) as advance:
        return _run(plan, kept.columns, executor, workers, chunk, folder, advance)


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
    from opiodyn._sweep.driver import Driver
    from opiodyn._sweep.folder import Folder
    from opiodyn._sweep.request import described
    from opiodyn._sweep.results import Results

    shared = executor is not None or folder is not None
    size = plan.chunk_rows(chunk, None if shared else threads)
    results = Results(plan, columns)
    store = None if folder is None else Folder(folder, described(plan, size))
    return Driver(plan, size, results, store, advance).run(executor, threads)
