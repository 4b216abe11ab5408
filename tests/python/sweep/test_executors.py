"""Chunks through threads, processes and a Dask cluster: the same bytes as without."""

import concurrent.futures as cf
import functools
import os
import pickle
import signal

import numpy as np
import pytest

import opiodyn as od
from dask_cluster import dask_client
from opiodyn._sweep import chunks

WEEK = od.regimen("naltrexone 4.5 mg po q24h x7")
MODEL = od.Model(biophase="transient")
PEOPLE = od.population(7, seed=3, covariates={"weight": (70, 12)})


def sweep(**options):
    """A grid with all kinds of axes, windows that differ, and rows that fail."""
    over = {
        "subject": PEOPLE,
        "naltrexone.CL": [90.0, -1.0, 150.0],
        "interval": [12.0, 24.0],
    }
    metrics = {
        "tone": "tone.mu.mean",
        "high": od.Metric("occupancy.naltrexone.mu.time_above", threshold=0.5, span=(0, 168)),
    }
    columns = ["tone.mu", "mass_concentration.naltrexone"]
    return od.sweep(
        WEEK,
        over=over,
        model=MODEL,
        metrics=metrics,
        times=[0.0, 24.0, 100.0],
        columns=columns,
        **options,
    )


def same(one, other):
    """All bits, of all variables and coordinates."""
    assert one.attrs == other.attrs
    for name in [*one.variables]:
        here, there = one[name].values, other[name].values
        assert here.dtype == there.dtype
        assert here.shape == there.shape
        if here.dtype == object:
            assert list(here.flat) == list(there.flat)
        else:
            assert here.tobytes() == there.tobytes(), name


@functools.cache
def alone():
    return sweep(threads=1)


def test_the_reference_holds_both_results_and_failures():
    complete = (alone().status == "complete").values
    assert complete.sum() == 28
    assert np.isfinite(alone()["tone"].values[complete]).all()
    assert np.isnan(alone()["tone"].values[~complete]).all()


@pytest.mark.parametrize("threads", [0, 2, 3, 64])
def test_threads(threads):
    same(sweep(threads=threads), alone())


@pytest.mark.parametrize("chunk", [1, 5, 16, 41, 1000])
def test_chunks(chunk):
    same(sweep(chunk=chunk), alone())


def test_a_thread_pool():
    with cf.ThreadPoolExecutor(3) as pool:
        same(sweep(executor=pool), alone())
        same(sweep(executor=pool, chunk=4, threads=2), alone())


def test_a_process_pool():
    with processes(2) as pool:
        same(sweep(executor=pool), alone())
        same(sweep(executor=pool, chunk=9), alone())


def test_a_dask_cluster():
    with dask_client() as client:
        pool = client.get_executor()
        same(sweep(executor=pool, chunk=9), alone())
        # A worker that dies loses nothing either: Dask gives its chunks to the others.
        dying = client.run(os.getpid).popitem()[1]
        pool = Before(pool, 3, functools.partial(os.kill, dying, signal.SIGKILL))
        same(sweep(executor=pool, chunk=2), alone())


def test_a_killed_worker_is_named_and_what_was_finished_is_kept(tmp_path):
    whole = alone()
    with processes(1) as pool:
        pool.submit(abs, 1).result()  # which starts the process
        killer = Killer(pool, at=2)
        with pytest.raises(od.SweepError) as caught:
            sweep(executor=killer, chunk=10, folder=tmp_path / "sweep")
    error = caught.value
    assert "chunk 2 (rows 20 to 29)" in str(error)
    assert "start the sweep again" in str(error)
    assert error.chunk == 2
    kept = error.partial.status.values.reshape(-1)
    assert list(kept[:20]) == list(whole.status.values.reshape(-1)[:20])
    assert set(kept[20:]) == {"not run"}
    tone = error.partial["tone"].values.reshape(-1)
    assert tone[:20].tobytes() == whole["tone"].values.reshape(-1)[:20].tobytes()
    same(sweep(chunk=10, folder=tmp_path / "sweep"), whole)


@pytest.mark.parametrize("at", [1, 4])
def test_one_of_several_workers_is_killed_in_the_middle_of_a_chunk(tmp_path, at):
    with processes(2) as pool:
        list(pool.map(abs, range(4)))  # which starts the processes
        victim = next(iter(pool._processes))
        dying = Before(pool, at, functools.partial(os.kill, victim, signal.SIGKILL))
        with pytest.raises(od.SweepError, match="start the sweep again") as caught:
            sweep(executor=dying, chunk=5, folder=tmp_path / "sweep")
    partial = caught.value.partial
    finished = (partial.status != "not run").values
    assert not finished.all()
    tone, whole = partial["tone"].values, alone()["tone"].values
    assert tone[finished].tobytes() == whole[finished].tobytes()
    on_disk = len(list((tmp_path / "sweep").glob("chunk-*.npz")))
    assert on_disk == -(-finished.sum() // 5)  # what came back was written
    with processes(2) as pool:
        same(sweep(executor=pool, chunk=5, folder=tmp_path / "sweep"), alone())


def test_an_executor_that_is_closed():
    pool = cf.ThreadPoolExecutor(1)
    pool.shutdown()
    with pytest.raises(od.SweepError, match="chunk 0 "):
        sweep(executor=pool)


def test_an_executor_that_closes_on_the_way():
    pool = cf.ThreadPoolExecutor(1)
    closing = Before(pool, 4, functools.partial(pool.shutdown, wait=False))
    with pytest.raises(od.SweepError, match=r"chunk 4 .*RuntimeError") as caught:
        sweep(executor=closing, chunk=9)  # chunk 4 is the last
    kept = caught.value.partial.status.values.reshape(-1)
    assert list(kept[36:]) == ["not run"] * 6


def test_a_chunk_is_small_and_plain():
    from opiodyn._sweep.axes import read_axes
    from opiodyn._sweep.build import make_plan
    from opiodyn._sweep.kept import read_kept
    from opiodyn._sweep.layout import Grid

    people = od.population(10_000, seed=1)
    axes = read_axes({"subject": people})
    kept = read_kept(None)
    solver = {"rtol": 1e-6, "atol": 1e-9, "max_steps": 1000}
    plan = make_plan("sweep", WEEK, Grid(axes), MODEL, kept, None, solver)
    text = pickle.dumps(plan.chunk(3, 100))
    assert len(text) < 20_000  # 100 people, not 10,000
    chunk = pickle.loads(text)
    here = chunks.run_chunk(plan.chunk(3, 100), 1, (0, 0))
    there = chunks.run_chunk(chunk, 1, (0, 0))
    assert here.metric_values.tobytes() == there.metric_values.tobytes()


def processes(workers):
    """Fresh ones: the parent has threads, which a fork would not survive."""
    import multiprocessing

    return cf.ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"))


class Killer(cf.Executor):
    """One worker, which dies at one of its tasks."""

    def __init__(self, pool, at):
        self._pool, self._left = pool, at

    def submit(self, work, /, *arguments, **options):
        if self._left == 0:
            work, arguments = os.kill, (next(iter(self._pool._processes)), signal.SIGKILL)
        elif self._left > 0:
            future = self._pool.submit(work, *arguments, **options)
            cf.wait([future])
            self._left -= 1
            return future
        self._left -= 1
        return self._pool.submit(work, *arguments, **options)


class Before(cf.Executor):
    """Does something before one of its tasks."""

    def __init__(self, pool, at, action):
        self._pool, self._left, self._action = pool, at, action

    def submit(self, work, /, *arguments, **options):
        if self._left == 0:
            self._action()
        self._left -= 1
        return self._pool.submit(work, *arguments, **options)
