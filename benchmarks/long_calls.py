"""Holds a case of every call that may take long, and serves them to python_interrupts.py.

The program reads lines. "case NAME" prepares a call, and the answer is "ready". "go" makes it: the
answers are "begin" and then "ended", or "caught" with the processor time and the clock [s]. "check"
asks what is broken by now. "late" tells of a Ctrl-C that found no call.
"""

from __future__ import annotations

import concurrent.futures as cf
import contextlib
import io
import multiprocessing
import os
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

import opiodyn as od
from opiodyn.cli import main as shell

Call = Callable[[], object]
NIGHTLY = "naltrexone 4.5 mg po q24h"
WEEK, YEAR = f"{NIGHTLY} x7", f"{NIGHTLY} x365"
WEIGHT = {"weight": (70, 12)}


def people(count: int) -> od.Population:
    return od.population(count, seed=1, covariates=WEIGHT)


def one_run() -> Call:
    regimen = od.regimen(f"{NIGHTLY} x100000")
    return lambda: od.simulate(regimen, delta=24)


def exact_run() -> Call:
    regimen = od.regimen(f"{NIGHTLY} x100000")
    model = od.Model(drugs=["naltrexone"], receptors=[], response=())
    return lambda: od.simulate(regimen, model=model, delta=6)


def dopri_run() -> Call:
    regimen = od.regimen(f"{NIGHTLY} x100000")
    return lambda: od.simulate(regimen, delta=24, method="dopri5")


def many_records() -> Call:
    regimen = od.Regimen(
        [od.Dose("naltrexone", time=24.0 * k, amt=4.5, route="po") for k in range(50_000)]
    )
    return lambda: od.simulate(regimen, delta=24)


def many_outputs() -> Call:
    regimen, times = od.regimen(WEEK), np.linspace(0.0, 168.0, 500_000)
    return lambda: od.simulate(regimen, times=times)


def steady_in_a_run() -> Call:
    records = [
        od.Dose("naltrexone", time=1e5 * k, amt=4.5, route="po", ii=24.0 * 365, ss=1)
        for k in range(200)
    ]
    regimen = od.Regimen(records)
    return lambda: od.simulate(regimen, times=[0.0, 2e7])


def subjects() -> Call:
    week, many = od.regimen(WEEK), people(10_000)
    return lambda: od.simulate(week, subjects=many, delta=6)


def subjects_one_thread() -> Call:
    week, many = od.regimen(WEEK), people(5_000)
    return lambda: od.simulate(week, subjects=many, delta=6, threads=1)


def subjects_alone() -> Call:
    week, many = od.regimen(WEEK), people(1_000)
    return lambda: od.simulate(week, subjects=many, delta=6, method="dopri5")


def subjects_long() -> Call:
    regimen, many = od.regimen(f"{NIGHTLY} x20000"), people(32)
    return lambda: od.simulate(regimen, subjects=many, times=[0.0, 480_000.0])


def study(count: int, rows: int = 20) -> pd.DataFrame:
    row = np.arange(count * rows)
    dose = row % rows == 0
    return pd.DataFrame(
        {
            "ID": 1 + row // rows,
            "TIME": (row % rows) * 1.5,
            "AMT": np.where(dose, 100.0, 0.0),
            "EVID": dose.astype(int),
            "DV": 1.0,
        }
    )


def table() -> Call:
    events = od.read_events(study(3_000), drug="naltrexone")
    return lambda: od.simulate(events)


def table_read() -> Call:
    frame = study(50_000)
    return lambda: od.read_events(frame, drug="naltrexone")


def table_file() -> Call:
    path = Path(tempfile.mkdtemp()) / "study.csv"
    study(50_000).to_csv(path, index=False)
    return lambda: od.read_events(path, drug="naltrexone")


def table_subjects() -> Call:
    events, model = od.read_events(study(20_000), drug="naltrexone"), od.Model()
    return lambda: events.subjects(model)


def steady_state() -> Call:
    records = [od.Dose("naltrexone", time=24.0 * k, amt=4.5, route="po") for k in range(10_000)]
    regimen = od.Regimen(records)
    return lambda: od.steady_state(regimen, period=240_000.0)


def population() -> Call:
    return lambda: od.population(1_500_000, seed=1, covariates=WEIGHT)


def covariates() -> Call:
    many = people(300_000)
    return lambda: many.covariates


def parameters() -> Call:
    many, model = people(30_000), od.Model(drugs=["naltrexone"])
    return lambda: many.parameters(model)


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


def regimen_text() -> Call:
    text = " + ".join(f"naltrexone 4.5 mg po at {k}h" for k in range(20_000))
    return lambda: od.regimen(text)


def regimen_repr() -> Call:
    regimen = od.regimen(" + ".join(f"naltrexone 4.5 mg po at {k}h" for k in range(20_000)))
    return lambda: [str(regimen) for _ in range(20)]


def taken() -> Call:
    ordered = od.regimen(f"{NIGHTLY} x1000000")
    return lambda: od.taken(ordered, missed=0.1, shift=1.0, seed=1)


def to_events() -> Call:
    regimen = od.Regimen(
        [od.Dose("naltrexone", time=24.0 * k, amt=4.5, route="po") for k in range(50_000)]
    )
    return lambda: od.to_events(regimen)


def _run() -> od.Run:
    return od.simulate(od.regimen(f"{NIGHTLY} x5000"), delta=1.0)


def _runs(count: int = 3_000) -> od.Runs:
    return od.simulate(od.regimen(WEEK), subjects=people(count), delta=6)


def run_summary() -> Call:
    return _run().summary


def run_report() -> Call:
    return _run().report


def run_metrics() -> Call:
    run = _run()
    return lambda: run.metrics(["tone.mu.mean"], window=(0.0, 120_000.0))


def run_pandas() -> Call:
    return _run().to_pandas


def run_plot() -> Call:
    import matplotlib as mpl

    mpl.use("Agg")
    return _run().plot


def runs_summary() -> Call:
    return _runs().summary


def runs_report() -> Call:
    return _runs().report


def runs_pandas() -> Call:
    return _runs(20_000).to_pandas


def runs_xarray() -> Call:
    return _runs(20_000).to_xarray


def runs_notes() -> Call:
    runs = _runs()
    return lambda: runs.notes


def runs_parameters() -> Call:
    runs = _runs()
    return lambda: runs.parameters


def runs_of_a_table() -> Call:
    runs = od.simulate(od.read_events(study(1_000), drug="naltrexone"))
    return runs.report


def curves() -> Call:
    runs = _runs(20_000)
    return lambda: [runs.tone("mu") for _ in range(20)]


def contested() -> Call:
    run = od.simulate(od.regimen(f"{NIGHTLY} x365"))
    return lambda: run.contested()


def selftest() -> Call:
    from opiodyn._validation import selftest as module

    return lambda: _silent(module.main)


def uncertainty() -> Call:
    from opiodyn._validation.uncertainty import propagate

    return lambda: propagate(2, 1)


def uncertainty_processes() -> Call:
    from opiodyn._validation.uncertainty import propagate

    return lambda: propagate(2, 1, workers=2)


def screening() -> Call:
    from opiodyn._validation.sensitivity import screen

    return lambda: screen(4, 1)


def _shell(*words: str) -> Call:
    def call() -> object:
        code = _silent(lambda: shell(words))
        if code == 130:
            raise KeyboardInterrupt
        return code

    return call


def shell_bench() -> Call:
    return _shell("bench")


def shell_simulate() -> Call:
    return _shell("simulate", f"{NIGHTLY} x20000")


def shell_run() -> Call:
    folder = Path(tempfile.mkdtemp())
    scenario = folder / "long.toml"
    lines = [f'regimen = "{NIGHTLY} x3000"', "[write]", 'csv = "long.csv"']
    scenario.write_text("\n".join(lines))
    return _shell("run", str(scenario))


def _silent(call: Call) -> object:
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        return call()


CASES: dict[str, Callable[[], Call]] = {
    "simulate": one_run,
    "simulate, linear": exact_run,
    "simulate, dopri5": dopri_run,
    "simulate, many records": many_records,
    "simulate, many outputs": many_outputs,
    "simulate, steady states": steady_in_a_run,
    "simulate, subjects": subjects,
    "simulate, subjects, one thread": subjects_one_thread,
    "simulate, subjects by dopri5": subjects_alone,
    "simulate, subjects over years": subjects_long,
    "simulate, table": table,
    "read_events, frame": table_read,
    "read_events, file": table_file,
    "EventTable.subjects": table_subjects,
    "steady_state": steady_state,
    "population": population,
    "Population.covariates": covariates,
    "Population.parameters": parameters,
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
    "regimen": regimen_text,
    "str(Regimen)": regimen_repr,
    "taken": taken,
    "to_events": to_events,
    "Run.summary": run_summary,
    "Run.report": run_report,
    "Run.metrics": run_metrics,
    "Run.to_pandas": run_pandas,
    "Run.plot": run_plot,
    "Run.contested": contested,
    "Runs.summary": runs_summary,
    "Runs.report": runs_report,
    "Runs.report of a table": runs_of_a_table,
    "Runs.to_pandas": runs_pandas,
    "Runs.to_xarray": runs_xarray,
    "Runs.notes": runs_notes,
    "Runs.parameters": runs_parameters,
    "Runs.tone": curves,
    "selftest": selftest,
    "uncertainty": uncertainty,
    "uncertainty, processes": uncertainty_processes,
    "screening": screening,
    "opiodyn simulate": shell_simulate,
    "opiodyn run": shell_run,
    "opiodyn bench": shell_bench,
}


def bits() -> bytes:
    """Returns numbers of small calls, which an interruption before them must not change."""
    week = od.regimen(WEEK)
    run = od.simulate(week, delta=1.0).to_pandas().to_numpy().tobytes()
    swept = od.sweep(week, over={"subject": people(9)})["tone.mu.mean"].to_numpy().tobytes()
    steady = od.steady_state(od.regimen("naltrexone 4.5 mg po"), period=24.0).state.to_numpy()
    return run + swept + steady.tobytes()


def say(*words: object) -> None:
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


def _serve(call: Call) -> None:
    """Runs the call and tells how it ended."""
    try:
        say("begin")
        call()
        say("ended")
    except KeyboardInterrupt as error:
        now = time.clock_gettime(time.CLOCK_PROCESS_CPUTIME_ID), time.monotonic()
        say("caught", *now, type(error).__name__)


def _faults(before: bytes, threads: int) -> list[str]:
    """Returns what is broken after the interruptions so far."""
    faults = ["other bits"] if bits() != before else []
    if threading.active_count() > threads:
        faults.append(f"threads: {threading.enumerate()}")
    if signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        faults.append("another handler")
    return faults


def main() -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)
    before, call, threads = bits(), bits, threading.active_count()
    while True:
        try:
            word, _, name = sys.stdin.readline().rstrip("\n").partition(" ")
        except KeyboardInterrupt:
            say("late")
            continue
        if word == "case":
            call = CASES[name]()
            threads = threading.active_count() + 2 * ("threads" in name)  # a pool starts its own
            say("ready")
        elif word == "go":
            _serve(call)
        elif word == "check":
            say("after", *(_faults(before, threads) or ["sound"]))
        else:
            return


if __name__ == "__main__":
    main()
