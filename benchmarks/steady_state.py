"""Compares the time of a periodic steady state with that of simulating 50 nights.

python benchmarks/steady_state.py [rounds]

The regimen is 4.5 mg a night. Each figure is the fastest of so many calls (20) in this process.
"""

import sys
import time
from collections.abc import Callable
from functools import partial

import opiodyn as od

ONCE = od.dose("naltrexone", amt=4.5)
NIGHTS = od.dose("naltrexone", amt=4.5, ii=24, addl=49)


def milliseconds(call: Callable[[], object], rounds: int) -> float:
    """Returns the time of the fastest call [ms]."""
    spent = []
    for _ in range(rounds):
        begin = time.perf_counter()
        call()
        spent.append(time.perf_counter() - begin)
    return 1e3 * min(spent)


def line(preset: str, rtol: float, rounds: int) -> str:
    """Returns the line of one preset at one tolerance."""
    model = od.Model(biophase=preset, drugs=["naltrexone"], routes=["po"])
    options = {"model": model, "rtol": rtol, "atol": 1e-3 * rtol}
    steady = partial(od.steady_state, ONCE, period=24, **options)
    nights = partial(od.simulate, NIGHTS, times=[1200.0], **options)
    return (
        f"{preset:<10} {rtol:>6.0e} {milliseconds(steady, rounds):>10.2f} "
        f"{milliseconds(nights, rounds):>13.2f} {steady().periods:>8}"
    )


def main(rounds: int) -> None:
    """Prints one line per preset and tolerance."""
    print(f"{'preset':<10} {'rtol':>6} {'steady ms':>10} {'50 nights ms':>13} {'periods':>8}")
    for preset in ("pet", "transient", "plasma"):
        for rtol in (1e-6, 1e-10):
            print(line(preset, rtol, rounds))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
