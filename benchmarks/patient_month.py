"""One patient-month from Python: the call, and the import. Run it on a quiet machine.

python benchmarks/patient_month.py [rounds]
"""

import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial

import opiodyn as od

MONTH = "naltrexone 4.5 mg po q24h x28 at 22h"


def seconds(call: Callable[[], object], rounds: int) -> float:
    """Fastest of several calls: the one least disturbed by the rest of the machine."""
    best = float("inf")
    for _ in range(rounds):
        begin = time.perf_counter()
        call()
        best = min(best, time.perf_counter() - begin)
    return best


def import_seconds(statement: str, rounds: int) -> float:
    """Wall time of a fresh interpreter that runs the statement, less that of an empty one."""

    def interpreter(code: str) -> None:
        subprocess.run([sys.executable, "-c", code], check=True)

    empty = seconds(lambda: interpreter("pass"), rounds)
    return seconds(lambda: interpreter(statement), rounds) - empty


def main(rounds: int) -> None:
    """Print one line per figure."""
    regimen = od.regimen(MONTH)
    print(f"{MONTH}, kinetic binding, rtol 1e-6, every 0.25 h; goal 5 ms")
    for biophase in ("pet", "transient", "plasma"):
        model = od.Model(biophase=biophase)
        run = od.simulate(regimen, model=model)
        took = seconds(partial(od.simulate, regimen, model=model), rounds)
        print(
            f"  {biophase:10} {1e3 * took:6.2f} ms   "
            f"{len(run.times)} times, {run.provenance['solver']['steps']} steps"
        )
    numpy = import_seconds("import numpy", rounds)
    whole = import_seconds("import opiodyn", rounds)
    print(f"import opiodyn: {whole:.3f} s, of which numpy {numpy:.3f} s; goal 0.3 s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
