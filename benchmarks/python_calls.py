"""Measures how long a caller in Python waits: one patient-month, a sweep, the import.

python benchmarks/python_calls.py [--patients 1000] [--rounds 5]

The program prints a JSON object per line: the least time of several rounds, on the wall and of all
cores together. Time on the wall depends on who else uses the machine.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial

import opiodyn as od

MONTH = "naltrexone 4.5 mg po q24h x30"
METRICS = ["tone.mu.mean", "tone.mu.peak"]


def least(work: Callable[[], object], rounds: int) -> dict[str, float]:
    """Returns the least time of several rounds, on the wall and of all cores [ms]."""
    wall, cores = [], []
    for _ in range(rounds):
        begin, busy = time.perf_counter(), time.process_time()
        work()
        wall.append(time.perf_counter() - begin)
        cores.append(time.process_time() - busy)
    return {"wall_ms": 1e3 * min(wall), "cores_ms": 1e3 * min(cores)}


def say(what: str, **figures: float) -> None:
    print(json.dumps({"kind": "python", "what": what, **figures}), flush=True)


def import_ms(statement: str, rounds: int) -> float:
    """Returns the wall time of a statement in a fresh interpreter less an empty one [ms]."""

    def interpreter(code: str) -> None:
        subprocess.run([sys.executable, "-c", code], check=True)

    empty = least(partial(interpreter, "pass"), rounds)["wall_ms"]
    return least(partial(interpreter, statement), rounds)["wall_ms"] - empty


def one_patient(rounds: int) -> None:
    """Measures a month of daily doses with values every 6 h."""
    month = od.regimen(MONTH)
    times = [6.0 * k for k in range(1, 121)]
    for preset in ("pet", "transient", "plasma"):
        model = od.Model(biophase=preset)
        run = partial(od.simulate, month, model=model, times=times)
        say(f"one patient-month, simulate, {preset}", **least(run, rounds))
    model = od.Model()
    one = partial(od.sweep, month, over={"dose": [4.5]}, model=model, metrics=METRICS)
    say("one patient-month, sweep", **least(one, rounds))


def many_patients(count: int, rounds: int) -> None:
    """Measures a sweep of many people with metrics alone."""
    model, month = od.Model(), od.regimen(MONTH)
    people = od.population(count, seed=1, covariates={"weight": (70, 12)})
    for threads in (1, 2):
        work = partial(
            od.sweep,
            month,
            over={"subject": people},
            model=model,
            metrics=METRICS,
            threads=threads,
        )
        say(f"{count:,} patients x 30 days, sweep, threads={threads}", **least(work, rounds))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--patients", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    one_patient(4 * options.rounds)
    many_patients(options.patients, options.rounds)
    for name in ("numpy", "opiodyn"):
        say(f"import {name}", wall_ms=import_ms(f"import {name}", options.rounds))


if __name__ == "__main__":
    main()
