"""One patient-month from Python: the call, and the import. Run it on a quiet machine."""

import subprocess
import sys
import time

import opiodyn as od

ROUNDS = 20
MONTH = "naltrexone 4.5 mg po q24h x28 at 22h"


def seconds(call) -> float:
    """Fastest of several calls: the one least disturbed by the rest of the machine."""
    best = float("inf")
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        call()
        best = min(best, time.perf_counter() - begin)
    return best


def import_seconds(statement: str) -> float:
    """Wall time of a fresh interpreter that runs the statement, less that of an empty one."""

    def interpreter(code: str) -> None:
        subprocess.run([sys.executable, "-c", code], check=True)

    return seconds(lambda: interpreter(statement)) - seconds(lambda: interpreter("pass"))


def main() -> None:
    """Print one line per figure."""
    regimen = od.regimen(MONTH)
    print(f"{MONTH}, kinetic binding, rtol 1e-6, every 0.25 h; goal 5 ms")
    for biophase in ("pet", "transient", "plasma"):
        model = od.Model(biophase=biophase)
        run = od.simulate(regimen, model=model)
        took = seconds(lambda model=model: od.simulate(regimen, model=model))
        print(
            f"  {biophase:10} {1e3 * took:6.2f} ms   "
            f"{len(run.times)} times, {run.provenance['steps']} steps"
        )
    numpy = import_seconds("import numpy")
    whole = import_seconds("import opiodyn")
    print(f"import opiodyn: {whole:.3f} s, of which numpy {numpy:.3f} s; goal 0.3 s")


if __name__ == "__main__":
    main()
