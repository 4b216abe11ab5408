"""Holds long calls that look at runs, test the library, or come from the shell.

`python_interrupts.py` interrupts them.
"""

from __future__ import annotations

import contextlib
import io
import tempfile
from collections.abc import Callable
from pathlib import Path

from long_call_parts import NIGHTLY, WEEK, Call, people, study

import opiodyn as od
from opiodyn.cli import main as shell


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
    return lambda: run.metrics(["tone.mu.mean"], window=(8.0, 24.0))


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
