"""One study has one hash: for threads, processes, a Dask cluster and any seed of Python's hashes.

tests/reference/one_hash.cpp holds the same study in C++ to the same hash, for each compiler.
"""

import concurrent.futures as cf
import math
import multiprocessing
import os
import subprocess
import sys

import pytest

import one_hash
from dask_cluster import dask_client
from fixtures import ROOT


@pytest.fixture(scope="module")
def expected():
    return one_hash.on_file()


@pytest.mark.parametrize("threads", [1, 2, 7, 16])
def test_threads(threads, expected):
    assert one_hash.hash_of(one_hash.results(threads)) == expected


def through(pool, expected):
    """The sweep by chunks in a pool, and then the whole study in a worker of it."""
    assert one_hash.hash_of(one_hash.results(executor=pool)) == expected
    assert one_hash.hash_of(pool.submit(whole_study).result()) == expected


def whole_study():
    return list(one_hash.results(threads=1))


def test_processes(expected):
    context = multiprocessing.get_context("spawn")
    with cf.ProcessPoolExecutor(2, mp_context=context) as pool:
        through(pool, expected)


def test_a_dask_cluster(expected):
    with dask_client() as client:
        through(client.get_executor(), expected)


@pytest.mark.parametrize("seed", ["0", "1", "random"])
def test_seeds_of_hashes_of_python(seed, expected):
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    command = [sys.executable, "tests/python/one_hash.py"]
    child = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=environment)
    assert child.stdout.split() == [expected], child.stderr


def test_one_bit_more_or_less_is_another_hash(expected):
    """The control: the hash covers the last bit of the last number."""
    *rest, steady = one_hash.results()
    last = steady.state.iloc[-1]
    changed = steady._replace(state=steady.state.copy())
    changed.state.iloc[-1] = math.nextafter(last, math.inf)
    assert changed.state.iloc[-1] != last
    assert one_hash.hash_of([*rest, steady]) == expected
    assert one_hash.hash_of([*rest, changed]) != expected
