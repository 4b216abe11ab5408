"""Prints the tables of docs/theory.md, section 5: steps and errors of this installation.

    PYTHONPATH=tests/accuracy python tests/accuracy/table.py [random models of each kind]

With another core on the path, the same script says what the steps of that core are.
"""

import statistics
import sys

from accuracy import errors_of, tight
from cases import everyday
from random_models import extreme, moderate

RTOLS = tuple(10.0**-k for k in range(3, 10))


def main(count: int) -> None:
    print("| model | " + " | ".join(f"{rtol:.0e}" for rtol in RTOLS) + " |")
    print("|---|" + "---:|" * len(RTOLS))
    for case in everyday():
        reference = tight(case)
        found = [errors_of(case, rtol, reference) for rtol in RTOLS]
        cells = (f"{errors.steps}, {errors.ratio:.2g}" for errors in found)
        print(f"| {case.name} | " + " | ".join(cells) + " |")
    for kind in (moderate, extreme):
        found = []
        for number in range(count):
            case = kind(number)
            found.append((errors_of(case, 1e-6, tight(case)), case.name))
        found.sort(reverse=True, key=lambda one: one[0].ratio)
        ratios = [errors.ratio for errors, _ in found]
        print(
            f"\n{kind.__name__}, {count} models: error over rtol at the defaults: "
            f"median {statistics.median(ratios):.2g}, largest {ratios[0]:.3g}; above 10 in "
            f"{sum(ratio > 10.0 for ratio in ratios)}, above 50 in "
            f"{sum(ratio > 50.0 for ratio in ratios)}; by own sizes at most "
            f"{max(errors.own for errors, _ in found):.3g}; "
            f"{sum(errors.steps for errors, _ in found)} steps"
        )
        for errors, name in found[:5]:
            print(f"  {errors.ratio:.3g} in {errors.column} at {errors.time:.3f} h: {name}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
