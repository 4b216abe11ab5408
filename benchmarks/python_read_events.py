"""Measures how long `read_events` takes for two tables of text.

python benchmarks/python_read_events.py [--subjects 10000] [--rounds 3]

Each subject has one dose and 19 observations. The first table has seven columns, separated by
commas. The second one is as NONMEM writes it: a line with the number of the table, and 30 columns
in the format 1PE11.4 with blanks between them. Its columns after DV are left out by `drop=`.
The program prints a JSON object per table, with its size and two times [s]. The first call is that
of a fresh interpreter which has imported pandas and opiodyn; the other time is the least of several
calls. Both are given on the wall and of the processor, which other programs slow down less.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

import opiodyn as od

RECORDS = 20  # of a subject
MORE = [
    *("PRED", "RES", "WRES", "IPRED", "CWRES", *(f"ETA{i}" for i in range(1, 9))),
    *("CL", "V", "KA", "WT", "AGE", "SEX", "RACE", "HT", "SCR", "STUD"),
]

FIRST_CALL = """
import sys, time
import pandas
import opiodyn as od
wall, cpu = time.perf_counter(), time.process_time()
od.read_events(sys.argv[1], drug="naltrexone", drop=sys.argv[2:])
print(time.perf_counter() - wall, time.process_time() - cpu)
"""


def study(subjects: int) -> pd.DataFrame:
    """Returns a study with the seven columns that most tables have."""
    random = np.random.default_rng(1)
    row = np.arange(subjects * RECORDS)
    dose = row % RECORDS == 0
    return pd.DataFrame(
        {
            "ID": 1 + row // RECORDS,
            "TIME": (row % RECORDS) * 1.5,
            "AMT": np.where(dose, 100, 0),
            "EVID": dose.astype(int),
            "MDV": dose.astype(int),
            "CMT": 1,
            "DV": random.lognormal(size=len(row)).round(4),
        }
    )


def write_seven_columns(path: Path, frame: pd.DataFrame) -> list[str]:
    """Writes the table of seven columns; returns the columns to leave out."""
    frame.to_csv(path, index=False)
    return []


def write_thirty_columns(path: Path, frame: pd.DataFrame) -> list[str]:
    """Writes the table of NONMEM; returns the columns to leave out."""
    random = np.random.default_rng(2)
    cells = np.column_stack([frame, random.normal(size=(len(frame), len(MORE)))])
    names = "".join(f" {name:<11}" for name in (*frame.columns, *MORE))
    with path.open("w") as file:
        file.write(f"TABLE NO.  1\n{names}\n")
        np.savetxt(file, cells, fmt="%12.4E", delimiter="")
    return MORE


def first_call(path: Path, drop: list[str]) -> tuple[float, float]:
    """Returns the time of a first call in a fresh interpreter: on the wall, of the processor."""
    command = [sys.executable, "-c", FIRST_CALL, str(path), *drop]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    wall, cpu = map(float, said.split())
    return wall, cpu


def least(path: Path, drop: list[str], rounds: int) -> tuple[float, float]:
    """Returns the least time of several calls: on the wall, of the processor."""
    walls, cpus = [], []
    for _ in range(rounds):
        wall, cpu = time.perf_counter(), time.process_time()
        od.read_events(path, drug="naltrexone", drop=drop)
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
    return min(walls), min(cpus)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--subjects", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    frame = study(options.subjects)
    ways: dict[str, Callable[[Path, pd.DataFrame], list[str]]] = {
        "seven columns, commas": write_seven_columns,
        "thirty columns of NONMEM, blanks": write_thirty_columns,
    }
    with tempfile.TemporaryDirectory() as folder:
        for what, write in ways.items():
            path = Path(folder) / "study.txt"
            drop = write(path, frame)
            first, again = first_call(path, drop), least(path, drop, options.rounds)
            row = {
                "kind": "read_events",
                "what": what,
                "rows": len(frame),
                "columns": frame.shape[1] + len(drop),
                "megabytes": round(path.stat().st_size / 1e6, 1),
                "first_call_s": first[0],
                "first_call_cpu_s": first[1],
                "least_s": again[0],
                "least_cpu_s": again[1],
            }
            print(json.dumps(row), flush=True)


if __name__ == "__main__":
    main()
