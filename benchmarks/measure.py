"""Runs the programs of the benchmark one after the other and collects what they print.

python benchmarks/measure.py RIVALS BUILD docs/benchmarks.json [--quick]

RIVALS is the build folder of benchmarks/rivals, and BUILD that of the library. A part that fails is
named in the result, and the rest is kept. The exit code is 1 if that part is no rival.
scripts/benchmark calls this.
"""

import argparse
import importlib.util
import json
import os
import platform
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
DIGITS = 4  # that a time is worth
QUICK, FULL = (8, 3, 1), (64, 30, 3)  # patients, days, rounds


@dataclass
class Part:
    """A part of the benchmark is a program with its arguments."""

    name: str
    command: list[str]
    rival: bool = False


@dataclass
class Collection:
    rows: list[dict[str, Any]] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    """These parts are not of a rival, and failed."""

    def run(self, part: Part) -> None:
        """Keeps the rows of a part, and the last line that it printed if it failed."""
        begin = time.perf_counter()
        try:
            done = subprocess.run(part.command, capture_output=True, text=True)
            self.rows += [json.loads(line) for line in done.stdout.splitlines()]
        except (OSError, ValueError) as fault:
            self.fail(part, str(fault))
            return
        if done.returncode:
            last = done.stderr.strip().splitlines()[-1:] or ["no message"]
            self.fail(part, f"failed ({done.returncode}): {last[0]}")
        print(f"benchmark: {part.name}: {time.perf_counter() - begin:.0f} s", flush=True)

    def fail(self, part: Part, why: str) -> None:
        self.miss(part.name, why)
        if not part.rival:
            self.broken.append(part.name)

    def miss(self, name: str, why: str) -> None:
        print(f"benchmark: without {name}: {why}", file=sys.stderr, flush=True)
        self.rows.append({"kind": "missing", "part": name, "why": why})


def parts(options: argparse.Namespace) -> list[Part]:
    """Returns the parts in the order in which they run; a quick run has small sizes everywhere."""
    people, days, rounds = (str(n) for n in (options.patients, options.days, options.rounds))
    calls = ["--patients", people, "--many", "50" if options.quick else "1000", "--rounds", rounds]
    return [
        *solvers(options.rivals, people, days, rounds),
        Part("one step", [program(options, "floor"), people, days, rounds]),
        Part("derivatives", [program(options, "sensitivity"), people, days, rounds]),
        Part("other models", [program(options, "patient_month"), days, rounds]),
        *growth(options, rounds),
        Part("calls from Python", [sys.executable, str(HERE / "python_calls.py"), *calls]),
    ]


def program(options: argparse.Namespace, name: str) -> str:
    return str(options.build / "benchmarks" / f"benchmark_{name}")


def solvers(rivals: Path, people: str, days: str, rounds: str) -> list[Part]:
    """Returns the parts that run our solvers and the rivals."""
    here, shared = HERE / "rivals", str(rivals / "librivals_problem.so")
    some = str(min(16, int(people)))
    found = [
        Part("solvers", [str(rivals / "rivals"), people, days, rounds]),
        Part("SciPy", [sys.executable, str(here / "scipy_rivals.py"), shared, people, days], True),
    ]
    if importlib.util.find_spec("casadi") is not None:
        script = str(here / "casadi_rival.py")
        found.append(Part("CasADi", [sys.executable, script, shared, some, days], True))
    return found


def growth(options: argparse.Namespace, rounds: str) -> list[Part]:
    """Returns the parts that show how costs grow."""
    few = 1000 if options.quick else 100_000
    largest = {
        "patients": few,
        "days": 100 if options.quick else 3650,
        "ligands": 12,
        "threads": 64,
    }
    scaling = program(options, "scaling")
    found = [
        Part(f"scaling over {over}", [scaling, over, rounds, str(size)])
        for over, size in largest.items()
    ]
    for size in (10, 100, 1000, 10_000, 100_000):
        if size <= few:
            found.append(Part(f"memory of {size} people", [scaling, "memory", str(size)]))
    return found


def machine() -> dict[str, Any]:
    """Returns what the figures depend on: processor, cores and software."""
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    models = [line.split(":")[1].strip() for line in lines if line.startswith("model name")]
    return {
        "processor": models[0] if models else platform.processor(),
        "architecture": platform.machine(),
        "cores": os.cpu_count(),
        "system": platform.system(),
        "python": platform.python_version(),
    }


def rounded(row: dict[str, Any]) -> dict[str, Any]:
    return {
        key: float(f"{value:.{DIGITS}g}") if isinstance(value, float) else value
        for key, value in row.items()
    }


def text(collection: Collection, options: argparse.Namespace) -> str:
    """Returns JSON with a row per line, so that two runs can be compared by eye."""
    head = {"machine": machine(), "quick": options.quick}
    rows = ",\n".join("  " + json.dumps(rounded(row), allow_nan=False) for row in collection.rows)
    return json.dumps(head)[:-1] + f', "rows": [\n{rows}\n]}}\n'


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rivals", type=Path)
    parser.add_argument("build", type=Path)
    parser.add_argument("json", type=Path)
    parser.add_argument("--quick", action="store_true", help="small sizes, less than two minutes")
    parser.add_argument("--patients", type=int, help=f"{FULL[0]} unless quick")
    parser.add_argument("--days", type=int, help=f"{FULL[1]} unless quick")
    parser.add_argument("--rounds", type=int, help=f"{FULL[2]} unless quick")
    parser.add_argument("--missing", action="append", default=[], metavar="RIVAL=WHY")
    options = parser.parse_args()
    usual_sizes = QUICK if options.quick else FULL
    for name, usual in zip(("patients", "days", "rounds"), usual_sizes, strict=True):
        setattr(options, name, getattr(options, name) or usual)
    collection = Collection()
    for lost in options.missing:
        name, _, why = lost.partition("=")
        collection.miss(name, why)
    begin = time.perf_counter()
    for part in parts(options):
        collection.run(part)
    collection.rows.append({"kind": "took", "minutes": (time.perf_counter() - begin) / 60})
    options.json.write_text(text(collection, options), encoding="utf-8")
    if collection.broken:
        sys.exit(f"benchmark: failed: {', '.join(collection.broken)}")


if __name__ == "__main__":
    main()
