"""Measures what Python spends around the compiled core: `python benchmarks/overhead.py`.

The program prints the least of several runs: processor time of a call outside the core, and in
all. Then it prints the time of importing the package, in processes of their own.
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

import opiodyn as od
from opiodyn import _core

MONTH = od.regimen("naltrexone 4.5 mg po q24h x30")
METRICS = ["tone.mu.mean", "occupancy.naltrexone.mu.peak", "mass_concentration.naltrexone.area"]
IMPORT = "import time; b = time.process_time(); import opiodyn; print(time.process_time() - b)"


class Inside:
    """This clock sums the processor time that calls of the core take."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def watch(self, name: str) -> None:
        real: Callable[..., Any] = getattr(_core, name)

        def timed(*args: Any, **named: Any) -> Any:
            begin = time.process_time()
            try:
                return real(*args, **named)
            finally:
                self.seconds += time.process_time() - begin

        setattr(_core, name, timed)


def show(what: str, rounds: int, inside: Inside, work: Callable[[], object]) -> None:
    """Prints the least time of several rounds, outside the core and in all."""
    outside, total = [], []
    for _ in range(rounds):
        inside.seconds = 0.0
        begin = time.process_time()
        work()
        total.append(time.process_time() - begin)
        outside.append(total[-1] - inside.seconds)
    print(f"{what:44} {min(outside) * 1e3:9.2f} ms outside {min(total) * 1e3:9.2f} ms in all")


def imports(rounds: int) -> float:
    """Returns the least time of an import [s]."""
    command = [sys.executable, "-c", IMPORT]
    return min(float(subprocess.check_output(command)) for _ in range(rounds))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    model = od.Model(biophase="transient", drugs=["naltrexone"], routes=["po"])
    axes = {
        "people": od.population(options.rows, seed=1, covariates={"weight": (70, 12)}),
        "naltrexone.CL": np.linspace(50, 200, options.rows),
        "dose": np.linspace(0.5, 50, options.rows),
    }
    inside = Inside()
    inside.watch("simulate_batch")
    inside.watch("simulate")

    def sweep(name: str) -> object:
        return od.sweep(MONTH, over={name: axes[name]}, model=model, metrics=METRICS, threads=1)

    for name in axes:
        what = f"sweep of {options.rows} x {name}"
        show(what, options.rounds, inside, partial(sweep, name))
    many = 20 * options.rounds
    show("simulate", many, inside, lambda: od.simulate(MONTH, model=model))
    show("simulate, no model given", many, inside, lambda: od.simulate(MONTH))
    parameters = {"naltrexone.CL": 100.0}
    show("Model(parameters=...)", many, inside, lambda: od.Model(parameters=parameters))
    print(f"{'import opiodyn':44} {imports(options.rounds) * 1e3:9.2f} ms")


if __name__ == "__main__":
    main()
