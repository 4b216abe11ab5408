"""Measures what the same people cost as a NONMEM table, as `subjects=` and one by one.

python benchmarks/python_tables.py [--people 64] [--rounds 5]

Everybody takes 4.5 mg a night for 30 days and is observed every 6 h. The table has the parameters
of each person in its columns, so that all ways give the same numbers. The program prints a JSON
object per line: the least CPU time of several rounds, in which the ways take turns, for one person
[ms]. The last line has the cost of the table as a multiple of that of `subjects=`.
"""

import argparse
import json
import time
from collections.abc import Callable

import numpy as np
import pandas as pd

import opiodyn as od

HOURS = 720.0
MONTH = "naltrexone 4.5 mg po q24h x30"


def table_of(people: od.Population, model: od.Model, steady: bool) -> pd.DataFrame:
    """Returns the people as a table with the columns of NONMEM."""
    times = np.arange(0.0, HOURS + 1.0, 6.0)
    dose = {"TIME": 0.0, "EVID": 1, "AMT": 4.5, "II": 24.0, "ADDL": 29, "SS": int(steady)}
    observed = pd.DataFrame({"TIME": times, "EVID": 0}).assign(AMT=0.0, II=0.0, ADDL=0, SS=0)
    block = pd.concat([observed[:1], pd.DataFrame([dose]), observed[1:]])
    rows = []
    for run in od.simulate(od.regimen(MONTH), model=model, subjects=people, times=[0.0]):
        own, used = run.model.individual, run.parameters.index
        columns = {name: value for name, value in own.items() if name in used}
        rows.append(block.assign(ID=run.subject, **columns))
    return pd.concat(rows, ignore_index=True)


def ways_of(people: od.Population, model: od.Model) -> dict[str, Callable[[], object]]:
    """Returns the ways to run the people, each with its name."""
    month = od.regimen(MONTH)
    frame, steady = (table_of(people, model, ss) for ss in (False, True))
    table, steady_table = (od.read_events(each, drug="naltrexone") for each in (frame, steady))
    times = np.arange(0.0, HOURS + 1.0, 6.0)
    own = [run.model for run in od.simulate(month, model=model, subjects=people, times=[0.0])]
    after = {"model": model, "subjects": people, "times": times, "threads": 1}
    return {
        "subjects=, outputs after a dose": lambda: od.simulate(month, **after),
        "subjects=, outputs before a dose": lambda: od.simulate(month, side="before", **after),
        "NONMEM table": lambda: od.simulate(table, model=model, threads=1),
        "NONMEM table read and run": lambda: od.simulate(
            od.read_events(frame, drug="naltrexone"), model=model, threads=1
        ),
        "NONMEM table from a steady state": lambda: od.simulate(
            steady_table, model=model, threads=1
        ),
        "one by one": lambda: [od.simulate(month, model=each, times=times) for each in own],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=64)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    people = od.population(options.people, seed=1, covariates={"weight": (70, 12)})
    ways = ways_of(people, od.Model())
    least = dict.fromkeys(ways, float("inf"))
    for _ in range(options.rounds):
        for name, work in ways.items():
            begin = time.process_time()
            work()
            least[name] = min(least[name], (time.process_time() - begin) / options.people)
    for name, seconds in least.items():
        row = {"kind": "python tables", "what": name, "cpu_ms_a_person": 1e3 * seconds}
        print(json.dumps(row), flush=True)
    ratio = least["NONMEM table"] / least["subjects=, outputs after a dose"]
    print(json.dumps({"kind": "python tables", "what": "table / subjects=", "ratio": ratio}))


if __name__ == "__main__":
    main()
