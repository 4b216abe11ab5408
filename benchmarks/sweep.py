"""Times of sweeps from Python, call to dataset: `python benchmarks/sweep.py`.

Prints the least of several runs: time on the wall, and of all cores together. The first depends on
who else uses the machine.
"""

import argparse
import os
import platform
import time
from collections.abc import Callable
from functools import partial

import opiodyn as od
from opiodyn import _core

MONTH = "naltrexone 4.5 mg po q24h x30"
METRICS = ["tone.mu.mean", "occupancy.naltrexone.mu.peak", "mass_concentration.naltrexone.area"]


def show(what: str, rounds: int, work: Callable[[], object]) -> None:
    """The least of several."""
    wall, cores = [], []
    for _ in range(rounds):
        begin, busy = time.perf_counter(), time.process_time()
        work()
        wall.append(time.perf_counter() - begin)
        cores.append(time.process_time() - busy)
    print(f"{what:44} {min(wall) * 1e3:9.2f} ms {min(cores) * 1e3:9.2f} ms of cores")


def memory_peak() -> float:
    """MB; 0 where the system does not say."""
    try:
        import resource
    except ImportError:
        return 0.0
    unit = 1e6 if platform.system() == "Darwin" else 1e3  # bytes there, kB elsewhere
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--patients", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=5)
    said = parser.parse_args()
    month = od.regimen(MONTH)
    model = od.Model(biophase="transient", drugs=["naltrexone"], routes=["po"])
    people = od.population(said.patients, seed=1, covariates={"weight": (70, 12)})

    def one() -> object:
        return od.sweep(model, month, {"dose": [4.5]}, metrics=METRICS)

    def many(threads: int) -> object:
        return od.sweep(model, month, {"subject": people}, metrics=METRICS, threads=threads)

    def courses(seconds: float) -> object:
        options = {"subjects": people, "times": [24.0 * day for day in range(0, 29, 4)]}
        return od.simulate(month, model=model, max_seconds=seconds, **options)

    def models() -> None:
        for person in people:
            model._core.of_person(_core.person_parameters(model._core, person))

    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    show("one patient-month, sweep", 4 * said.rounds, one)
    run = partial(od.simulate, month, model=model, times=[720.0])
    show("one patient-month, simulate", 4 * said.rounds, run)
    for threads in (1, 2):
        what = f"{said.patients} patients x 30 days, threads={threads}"
        show(what, said.rounds, partial(many, threads))
    show("  of these: making the models, one thread", said.rounds, models)
    what = f"simulate {said.patients} people, 8 times, all columns"
    show(what, said.rounds, partial(courses, 3600.0))
    show("  the same one at a time, not in lanes", said.rounds, partial(courses, 1000.0))
    size = f"{memory_peak():.0f} MB" if memory_peak() else "not told here"
    print(f"most memory of this process: {size}")


if __name__ == "__main__":
    main()
