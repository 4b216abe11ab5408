"""Times of sweeps from Python, call to dataset: `python benchmarks/sweep.py`.

Prints the least of several runs. Times depend on the machine and on who else uses it.
"""

import argparse
import os
import platform
import time
from collections.abc import Callable

import opiodyn as od
from opiodyn import _core

MONTH = "naltrexone 4.5 mg po q24h x30"
METRICS = ["tone.mu.mean", "occupancy.naltrexone.mu.peak", "mass_concentration.naltrexone.area"]


def least(rounds: int, work: Callable[[], object]) -> float:
    """Seconds."""
    times = []
    for _ in range(rounds):
        begin = time.perf_counter()
        work()
        times.append(time.perf_counter() - begin)
    return min(times)


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

    def models() -> object:
        return [
            model._core.of_person(_core.person_parameters(model._core, person)) for person in people
        ]

    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(f"one patient-month, sweep          {least(said.rounds * 4, one) * 1e3:8.2f} ms")
    one_run = least(said.rounds, lambda: od.simulate(month, model=model, times=[720.0]))
    print(f"one patient-month, simulate       {one_run * 1e3:8.2f} ms")
    for threads in (1, 2):
        seconds = least(said.rounds, lambda threads=threads: many(threads))
        print(
            f"{said.patients} patients x 30 days, {threads} thread{'s'[: threads - 1]:2}"
            f" {seconds:8.3f} s"
        )
    print(f"of which their models, one thread {least(said.rounds, models):8.3f} s")


if __name__ == "__main__":
    main()
