"""Holds long calls that run many cases at once. `python_interrupts.py` interrupts them."""

from __future__ import annotations

import concurrent.futures as cf
import multiprocessing
import tempfile
from collections.abc import Callable
from typing import Any

import numpy as np
from long_call_parts import NIGHTLY, Call, people

import opiodyn as od


def _sweep(**options: Any) -> Call:
    month, many = od.regimen(f"{NIGHTLY} x28"), people(8_000)
    return lambda: od.sweep(month, over={"subject": many}, **options)


def sweep() -> Call:
    return _sweep()


def sweep_of_six() -> Call:
    regimen = od.regimen(f"{NIGHTLY} x20000")
    return lambda: od.sweep(regimen, over={"dose": [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]})


def sweep_outputs() -> Call:
    month, many = od.regimen(f"{NIGHTLY} x28"), people(3_000)
    options = {"times": np.arange(0.0, 672.0, 0.5), "columns": ["tone.mu", "tone.delta"]}
    return lambda: od.sweep(month, over={"subject": many}, **options)


def sweep_folder() -> Call:
    month, many = od.regimen(f"{NIGHTLY} x28"), people(8_000)

    def call() -> object:
        with tempfile.TemporaryDirectory() as folder:
            return od.sweep(month, over={"subject": many}, folder=folder)

    return call


def sweep_threads() -> Call:
    return _sweep(executor=cf.ThreadPoolExecutor(2), chunk=64)


def sweep_processes() -> Call:
    pool = cf.ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn"))
    list(pool.map(abs, range(4)))
    return _sweep(executor=pool, chunk=64)


def sweep_regimens() -> Call:
    month = od.regimen(f"{NIGHTLY} x28")
    return lambda: od.sweep(month, over={"dose": np.linspace(0.1, 50.0, 8_000)})


def sweep_table() -> Call:
    rows = [{"regimen": f"naltrexone {1 + k / 1000} mg po q24h x28"} for k in range(8_000)]
    return lambda: od.sweep(over=rows)


def compare() -> Call:
    month = od.regimen(f"{NIGHTLY} x28 at 22h")
    doses = np.geomspace(0.1, 50.0, 400)
    return lambda: od.compare(month, doses=doses, biophase=["pet", "transient", "plasma"])


def optimum() -> Call:
    regimen = od.regimen(f"{NIGHTLY} x100 at 22h")
    presets = ["pet", "transient", "plasma"]
    return lambda: od.compare(regimen, doses=[1.0, 4.5, 50.0], biophase=presets, optimum=True)


def sensitivity() -> Call:
    month, many = od.regimen(f"{NIGHTLY} x28"), people(1_000)
    return lambda: od.sensitivity(month, to=["naltrexone.CL", "amt"], subjects=many)


def sensitivity_of_one() -> Call:
    regimen = od.regimen(f"{NIGHTLY} x10000")
    return lambda: od.sensitivity(regimen, to=["naltrexone.CL", "amt"])


def _evaluator() -> tuple[od.Evaluator, np.ndarray]:
    function = od.evaluator(od.regimen(f"{NIGHTLY} x28"), vary=["naltrexone.CL"])
    return function, np.linspace(100.0, 300.0, 8_000)[:, None]


def evaluator() -> Call:
    function, values = _evaluator()
    return lambda: function(values)


def derivatives() -> Call:
    function, values = _evaluator()
    return lambda: function.derivatives(values[:2_000])


CASES: dict[str, Callable[[], Call]] = {
    "sweep": sweep,
    "sweep of six": sweep_of_six,
    "sweep, outputs": sweep_outputs,
    "sweep, folder": sweep_folder,
    "sweep, threads": sweep_threads,
    "sweep, processes": sweep_processes,
    "sweep, doses": sweep_regimens,
    "sweep, rows": sweep_table,
    "compare": compare,
    "compare, optimum": optimum,
    "sensitivity": sensitivity,
    "sensitivity of one run": sensitivity_of_one,
    "Evaluator": evaluator,
    "Evaluator.derivatives": derivatives,
}
