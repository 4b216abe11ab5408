"""This module holds the command `opiodyn bench`."""

from __future__ import annotations

import argparse
import platform
import time

from opiodyn import _core
from opiodyn._cli.bench.runs import CASES, PEOPLE, Figures, Timed, expected
from opiodyn._cli.exits import DONE, FAILED

_SECONDS = 2.0  # for each case
_DIGITS = 16  # of a hash, which show any difference
_HEADINGS = ("", "kernel", "time", "steps", "expected", "hash", "expected")


def command(_: argparse.Namespace) -> int:
    """Times the cases and compares their bits with those on file; returns the exit code."""
    begin = time.perf_counter()
    wanted = expected()
    print(_machine())
    print(_instructions(_core.instruction_sets()))
    print()
    timed = {name: run(_SECONDS) for name, run in CASES.items()}
    _show([_HEADINGS, *(_line(name, found, wanted[name]) for name, found in timed.items())])
    print()
    wrong = [name for name, found in timed.items() if found.figures != wanted[name]]
    print(_verdict(wrong), f"({time.perf_counter() - begin:.0f} s)")
    return FAILED if wrong else DONE


def _machine() -> str:
    return f"opiodyn {_core.__version__}, {platform.machine()}, {platform.system()}"


def _instructions(sets: list[tuple[str, int]]) -> str:
    """Returns a line on the instruction sets of this machine, of which batches use the last."""
    listed = ", ".join(f"{name} ({lanes} lanes)" for name, lanes in sets)
    return f"instruction sets: {listed}; batches use {sets[-1][0]}"


def _line(name: str, found: Timed, wanted: Figures) -> tuple[str, ...]:
    return (
        name,
        found.kernel,
        _time(name, found.ms),
        f"{found.figures.steps:,}",
        f"{wanted.steps:,}",
        found.figures.sha256[:_DIGITS],
        wanted.sha256[:_DIGITS],
    )


def _time(name: str, ms: float) -> str:
    """Returns the time of a month alone, or of each person-month of a batch."""
    if name.startswith(str(PEOPLE)):
        return f"{1e3 * ms / PEOPLE:.0f} us per month"
    return f"{ms:.2f} ms"


def _show(lines: list[tuple[str, ...]]) -> None:
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        words = (word.ljust(width) for word, width in zip(line, widths, strict=True))
        print("  ".join(words).rstrip())


def _verdict(wrong: list[str]) -> str:
    if not wrong:
        return "The numbers have the same bits as expected."
    return (
        f"The numbers do NOT have the bits expected: {', '.join(wrong)}. "
        "This copy computes other numbers than the released one; report it with this table."
    )
