"""Measures whether calls keep memory: the slope of what the process holds over many calls.

python benchmarks/python_memory.py [--runs 100000] [--only NAME ...]

The goal is less than 1 byte a call. Each kind of call runs in a process of its own, first a tenth
of the calls that warm up, then all of them, with a hundred samples on the way. The program prints a
JSON object per kind: the slopes by least squares [byte per call] of the resident set and, where the
C library is glibc, of what is allocated. Python's own allocator is switched off, so that the latter
counts all objects. What Python and the C library keep for later has bounds and is no leak, but can
take thousands of calls to fill. It is emptied before each sample, or switched off. The last kind is
a control that keeps a small object a call, and must be found.
"""

from __future__ import annotations

import argparse
import ctypes
import gc
import json
import os
import subprocess
import sys
from collections.abc import Callable

import numpy as np
import psutil

import opiodyn as od
from opiodyn import _core
from opiodyn._model.inside import core_of

SAMPLES = 100
ENVIRONMENT = {
    "PYTHONMALLOC": "malloc",
    "MALLOC_ARENA_MAX": "1",
    "GLIBC_TUNABLES": "glibc.malloc.tcache_count=0",  # it would count what is free as allocated
}
DOSE = od.regimen("naltrexone 4.5 mg po")
MODEL = od.Model(drugs=["naltrexone"])
LONG = od.regimen("naltrexone 4.5 mg po q24h x1000")
kept: list[bytes] = []


def simulate() -> None:
    od.simulate(DOSE, model=MODEL, times=[0.0, 1.0])


def build_a_model() -> None:
    od.Model(drugs=["naltrexone"], parameters={"naltrexone.CL": 200.0})


def sweep() -> None:
    od.sweep(DOSE, model=MODEL, over={"naltrexone.CL": [100.0, 200.0]}, threads=1)


def refused() -> None:
    for call in (
        lambda: od.regimen("naltrexone 4,5 mg po"),
        lambda: od.simulate(DOSE, model=MODEL, times=[1.0, 0.0]),
        lambda: od.Model(drugs=["unknown"]),
        lambda: od.Model(parameters={"naltrexone.CL": -1.0}),
    ):
        try:
            call()
        except od.InputError:
            continue
        raise AssertionError("the input was taken")


def failed() -> None:
    try:
        od.simulate(LONG, model=MODEL, times=[0.0, 9e3], max_steps=10)
    except od.SolverError:
        return
    raise AssertionError("the run came to its end")


def interrupted() -> None:
    stop = _core.StopFlag()
    stop.set()
    options = {"stop": stop, "rtol": 1e-6, "atol": 1e-9}
    times = np.array([0.0, 9e3])
    try:
        _core.simulate(core_of(MODEL), LONG, times, np.full(2, -1), **options)
    except od.Interrupted:
        return
    raise AssertionError("the run came to its end")


def control() -> None:
    kept.append(b"%08d" % (len(kept) % 10**8))


# Each kind of call, and the share of the runs that it makes.
KINDS: dict[str, tuple[Callable[[], None], float]] = {
    "simulate": (simulate, 1.0),
    "Model": (build_a_model, 0.2),
    "sweep": (sweep, 0.1),
    "refused": (refused, 0.2),
    "failed": (failed, 0.2),
    "interrupted": (interrupted, 0.2),
    "control": (control, 1.0),
}


class Allocated(ctypes.Structure):
    """This is mallinfo2 of glibc."""

    names = ("arena", "ordblks", "smblks", "hblks", "hblkhd")
    more = ("usmblks", "fsmblks", "uordblks", "fordblks", "keepcost")
    _fields_ = [(name, ctypes.c_size_t) for name in (*names, *more)]


def teller() -> Callable[[], Allocated] | None:
    """Returns mallinfo2, or None where the C library has none."""
    tell = getattr(ctypes.CDLL(None), "mallinfo2", None)
    if tell is not None:
        tell.restype = Allocated
    return tell


# It is looked up once, because each look-up makes a class, which lives until the garbage collector
# runs: some kilobytes a sample.
TELL = teller()


def allocated() -> float:
    """Returns how many bytes are allocated; NaN where the C library does not tell."""
    if TELL is None:
        return float("nan")
    found = TELL()
    return float(found.uordblks + found.hblkhd)


def empty_caches() -> None:
    """Releases what Python keeps for later.

    These are objects in cycles, free lists, and the names in the cache of methods. That cache holds
    up to 4096 names, and a name that C code makes for one look-up takes a new place each time.
    """
    gc.collect()
    ctypes.pythonapi.PyType_ClearCache()


def measure(name: str, runs: int) -> dict[str, object]:
    call, share = KINDS[name]
    block = max(1, round(runs * share / SAMPLES))
    process = psutil.Process()
    for _ in range(max(200, block * SAMPLES // 10)):
        call()
    gc.collect()
    gc.freeze()  # the collections at the samples pass over what the package keeps
    samples = np.empty((SAMPLES, 2))
    for row in samples:
        for _ in range(block):
            call()
        empty_caches()
        row[:] = process.memory_info().rss, allocated()
    at = block * np.arange(SAMPLES)
    resident, heap = np.polyfit(at, samples, 1)[0]
    return {
        "kind": "python memory",
        "call": name,
        "runs": block * SAMPLES,
        "rss_bytes_a_call": round(resident, 3),
        "allocated_bytes_a_call": round(heap, 3),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=100_000)
    parser.add_argument("--only", nargs="*", choices=KINDS)
    parser.add_argument("--here", choices=KINDS, help="measure this kind in this process")
    options = parser.parse_args()
    if options.here:
        print(json.dumps(measure(options.here, options.runs)), flush=True)
        return
    environment = {**os.environ, **ENVIRONMENT}
    for name in options.only or KINDS:
        words = [sys.executable, __file__, "--here", name, "--runs", str(options.runs)]
        subprocess.run(words, env=environment, check=True)


if __name__ == "__main__":
    main()
