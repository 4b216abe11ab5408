"""The self-test shows that an installed copy reproduces its reference cases.

It takes some of the published figures, so that it ends within seconds: receptors and response under
every preset, and a level in plasma for each drug and route.
"""

from __future__ import annotations

import sys
import time

from opiodyn import _core
from opiodyn._validation.cases import read
from opiodyn._validation.installation import described
from opiodyn._validation.table import Row, rows
from opiodyn._validation.words import band, number

_HEADINGS = ("case", "preset", "published", "value", "band", "verdict")


def main(*, report: bool = False) -> int:
    """Measures the cases of the self-test and prints a table.

    A figure outside its band is as expected where the case says so, and why.

    Args:
        report: whether a description of the copy and the machine stands before the table, so that
            the output can be kept as the record of an installation.

    Returns:
        0 if every figure lies where it is expected, otherwise 1.
    """
    begin = time.perf_counter()
    if report:
        _describe()
    found = rows(case for case in read() if case.selftest)
    lines = [_HEADINGS, *(line for row in found for line in _lines(row))]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        print(
            "  ".join(word.ljust(width) for word, width in zip(line, widths, strict=True)).rstrip()
        )
    print()
    return _closing(found, time.perf_counter() - begin)


def _describe() -> None:
    """Prints the copy and the machine that are tested."""
    known = described()
    width = max(map(len, known))
    print("Installation of opiodyn, tested by its reference cases (docs/validation.md)\n")
    for name, value in known.items():
        print(f"{name.ljust(width)}  {value}")
    print()


def _closing(found: list[Row], seconds: float) -> int:
    """Prints how many figures are as expected; returns the exit code."""
    expected = [row.as_expected(preset) for row in found for preset in row.figures]
    wrong = len(expected) - sum(expected)
    verdict = "all as expected" if wrong == 0 else f"{wrong} NOT AS EXPECTED"
    print(f"opiodyn {_core.__version__}: {len(expected)} figures in {seconds:.1f} s, {verdict}.")
    print("Not all figures lie in their bands: no preset fits all data (docs/validation.md).")
    return 0 if wrong == 0 else 1


def _lines(row: Row) -> list[tuple[str, ...]]:
    case, published = row.case, row.case.published_with_unit
    return [
        (case.id, preset, published, number(figure), band(*case.band), _verdict(row, preset))
        for preset, figure in row.figures.items()
    ]


def _verdict(row: Row, preset: str) -> str:
    inside = row.case.inside(row.figures[preset])
    if row.as_expected(preset):
        return "pass" if inside else "miss, as expected"
    return "PASS, expected to miss" if inside else "MISS, expected to pass"


if __name__ == "__main__":
    sys.exit(main())
