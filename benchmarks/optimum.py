"""Measures the search of the best dose and interval of a month of low-dose naltrexone.

python benchmarks/optimum.py [starts]

The number is the mean tone at mu of hours 8 to 24 after the last dose.
"""

import sys
import time

import opiodyn as od

MONTH = od.regimen("naltrexone 4.5 mg po q24h x28")


def main(starts: int) -> None:
    """Prints the times, and what was found."""
    begin, used = time.perf_counter(), time.process_time()
    best = od.optimum(
        MONTH,
        over={"dose": (0.1, 50.0), "interval": (6.0, 48.0)},
        maximize="tone.mu.mean",
        window=(8.0, 24.0),
        model=od.Model(biophase="transient"),
        starts=starts,
    )
    seconds, used = time.perf_counter() - begin, time.process_time() - used
    print(f"{seconds:.2f} s, {used:.2f} s of the processor, with {starts} starts")
    print(best.report())


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 8)
