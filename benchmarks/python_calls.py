"""Measures what a caller in Python waits for: a month, a sweep, a table, drugs, rows, imports.

python benchmarks/python_calls.py [--patients 64] [--many 1000] [--rounds 5]

The program prints a JSON object per line. Calls that are compared take turns, on one thread, and
the least time of several rounds counts: processor time of the thread, and time on the wall.
"""

import argparse
import functools
import hashlib
import json
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

import opiodyn as od

MONTH = "naltrexone 4.5 mg po q24h x30"
TIMES = np.arange(6.0, 723.0, 6.0)
METRICS = ["tone.mu.mean", "tone.mu.peak"]
UNUSED = [
    "nalmefene",
    "naloxone",
    "fentanyl",
    "methadone",
    "hydromorphone",
    "oxycodone",
    "buprenorphine",
]
Work = Callable[[], Any]


def turns(works: dict[str, Work], rounds: int) -> dict[str, dict[str, float]]:
    """Runs works by turns; returns the least time of each, of the thread and on the wall [ms].

    A first round is not counted.
    """
    least = {name: {"cpu_ms": float("inf"), "wall_ms": float("inf")} for name in works}
    for work in works.values():
        work()
    for _ in range(rounds):
        for name, work in works.items():
            begin, busy = time.perf_counter(), time.thread_time()
            work()
            spent = {"cpu_ms": time.thread_time() - busy, "wall_ms": time.perf_counter() - begin}
            for clock, seconds in spent.items():
                least[name][clock] = min(least[name][clock], 1e3 * seconds)
    return least


def say(what: str, **figures: object) -> None:
    print(json.dumps({"kind": "python", "what": what, **figures}), flush=True)


def bits(*arrays: Any) -> str:
    """Returns the SHA-256 of numbers as doubles, the lowest byte first."""
    found = hashlib.sha256()
    for values in arrays:
        found.update(np.ascontiguousarray(values, dtype="<f8").tobytes())
    return found.hexdigest()


def people(count: int) -> od.Population:
    return od.population(count, seed=1, covariates={"weight": (70, 12)})


def a_month(rounds: int) -> None:
    """Measures a month of one person: default options, other outputs, looser tolerances."""
    month, model = od.regimen(MONTH), od.Model()
    options: dict[str, dict[str, Any]] = {
        "default options": {},
        "outputs every 6 h": {"times": TIMES},
        "rtol 1e-5": {"rtol": 1e-5, "atol": 1e-8},
        "rtol 1e-4": {"rtol": 1e-4, "atol": 1e-7},
    }
    works: dict[str, Work] = {
        name: functools.partial(od.simulate, month, model=model, **chosen)
        for name, chosen in options.items()
    }
    for name, least in turns(works, rounds).items():
        say(f"one person-month, {name}", **least)


def many(count: int, rounds: int) -> None:
    """Measures a sweep of many people with metrics alone."""
    work = functools.partial(
        od.sweep,
        od.regimen(MONTH),
        over={"subject": people(count)},
        model=od.Model(),
        metrics=METRICS,
        threads=1,
    )
    for least in turns({"": work}, rounds).values():
        say("many people x 30 days, one thread", patients=count, **least)


def table_of(population: od.Population, model: od.Model) -> Any:
    """Returns people and their doses as a table of events with outputs every 6 h."""
    rows = od.to_events(od.regimen(MONTH), times=TIMES)
    own = population.parameters(model).filter(regex="^(?!naltrexone.oral-extended)")  # for tablets
    frames = [
        rows.assign(ID=person + 1, **own.iloc[person].to_dict()) for person in range(len(own))
    ]
    return od.read_events(pd.concat(frames, ignore_index=True))


def table(count: int, rounds: int) -> None:
    """Measures people as a table of events beside the same people as subjects."""
    model = od.Model(drugs=["naltrexone"], routes=["po"])
    population = people(count)
    events = table_of(population, model)
    works: dict[str, Work] = {
        "subjects=": functools.partial(
            od.simulate,
            od.regimen(MONTH),
            model=model,
            subjects=population,
            times=TIMES,
            threads=1,
        ),
        "table": functools.partial(od.simulate, events, model=model, threads=1),
    }
    found = {name: bits(work().to_pandas()["tone.mu"]) for name, work in works.items()}
    for name, least in turns(works, rounds).items():
        say(f"people as {name}", patients=count, bits=found[name], **least)


def unused_drugs(count: int, rounds: int) -> None:
    """Measures people under a model with drugs of the library that nobody takes, and without."""
    models = {
        "without": od.Model(drugs=["naltrexone"]),
        "with": od.Model(drugs=["naltrexone", *UNUSED]),
    }
    works: dict[str, Work] = {
        name: functools.partial(
            od.sweep,
            od.regimen(MONTH),
            over={"subject": people(count)},
            model=model,
            metrics=METRICS,
            threads=1,
        )
        for name, model in models.items()
    }
    found = {name: bits(*(work()[metric] for metric in METRICS)) for name, work in works.items()}
    for name, least in turns(works, rounds).items():
        say(f"people {name} unused drugs", patients=count, bits=found[name], **least)


def import_ms(statement: str, rounds: int) -> float:
    """Returns the wall time of a statement in a fresh interpreter less an empty one [ms]."""

    def interpreter(code: str) -> None:
        subprocess.run([sys.executable, "-c", code], check=True)

    works = {code: functools.partial(interpreter, code) for code in ("pass", statement)}
    least = turns(works, rounds)
    return least[statement]["wall_ms"] - least["pass"]["wall_ms"]


def looped(table: pd.DataFrame) -> None:
    """Runs rows as a program without sweeps would: a model and a run for each."""
    for CL, amount in table.itertuples(index=False):
        model = od.Model(parameters={"naltrexone.CL": CL})
        regimen = od.regimen(f"naltrexone {amount!r} mg po q24h x30")
        od.simulate(regimen, model=model, times=[720.0]).metrics(METRICS[:1])


def rows_and_arrays(count: int, rounds: int) -> None:
    """Measures rows of clearance and dose, a month each, in one thread: the time of a row.

    The month of a row has one metric. The loop, the sweep and the evaluator give the same number.
    """
    random = np.random.default_rng(1)
    table = pd.DataFrame(
        {"naltrexone.CL": random.uniform(80, 160, count), "dose": random.uniform(1, 9, count)}
    )
    function = od.evaluator(
        od.regimen(MONTH), vary=["naltrexone.CL", "amt"], metrics=METRICS[:1], threads=1
    )
    asked: dict[str, Any] = {"model": od.Model(), "metrics": METRICS[:1], "threads": 1}
    for size in dict.fromkeys((1, count)):
        few, values = table[:size], table.to_numpy()[:size]
        ways: dict[str, Work] = {
            "simulate in a loop": functools.partial(looped, few),
            "sweep over rows": functools.partial(od.sweep, od.regimen(MONTH), over=few, **asked),
            "evaluator": functools.partial(function, values),
            "evaluator, 2 derivatives": functools.partial(function.derivatives, values),
        }
        for way, found in turns(ways, rounds).items():
            say(f"a row of {size}, {way}", **{name: ms / size for name, ms in found.items()})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--patients", type=int, default=64)
    parser.add_argument("--many", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    a_month(4 * options.rounds)
    many(options.many, options.rounds)
    table(options.patients, options.rounds)
    unused_drugs(options.patients, options.rounds)
    rows_and_arrays(options.patients, options.rounds)
    for name in ("numpy", "opiodyn"):
        say(f"import {name}", wall_ms=import_ms(f"import {name}", options.rounds))


if __name__ == "__main__":
    main()
