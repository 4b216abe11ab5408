"""Measures how long Ctrl-C waits in each call that may take long.

python benchmarks/python_interrupts.py [--moments 8] [--brief] [--only NAME ...]

The goal is 100 ms. Each call runs once to its end, and is then sent SIGINT at so many moments,
evenly over the processor time that it takes. A brief measurement has two early moments instead. The
program prints a JSON object per call: the median and the longest time until the exception, on the
wall and of the processor [ms]. The latter counts all threads, and other programs do not lengthen
it. "after" says what is broken afterwards, or that the next calls are sound.
"""

import argparse
import json
import os
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

CALLS = Path(__file__).with_name("long_calls.py")
EARLY = [0.1, 0.3]  # s
TRIES = 4  # A call that ends before its moment is asked again for an earlier one.


class Latency(NamedTuple):
    wall: float  # ms
    cpu: float  # ms
    error: str


class Child:
    """A child is a program that makes long calls."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(CALLS)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        self._clock = (~self._process.pid << 3) | 2  # that of its processor time, on Linux

    def prepare(self, name: str) -> None:
        self._ask(f"case {name}", "ready")

    def cpu(self) -> float:
        """Returns the processor time that the child has used [s]."""
        return time.clock_gettime(self._clock)

    def whole(self) -> float:
        """Returns the processor time of the whole call [s]."""
        self._ask("go", "begin")
        begin = self.cpu()
        self._expect("ended")
        return self.cpu() - begin

    def interrupted(self, after: float) -> Latency | None:
        """Sends SIGINT after so much processor time [s]; None if the call ended before."""
        self._ask("go", "begin")
        begin, begun = self.cpu(), time.monotonic()
        # A call that waits for other processes needs no time of its own.
        while self.cpu() - begin < after and time.monotonic() - begun < 2.0 * after + 1.0:
            time.sleep(0.002)
        cpu, wall = self.cpu(), time.monotonic()
        self._process.send_signal(signal.SIGINT)
        words = self._line()
        if words[0] == "ended":
            self._line()  # the Ctrl-C that came too late
            return None
        caught, clock, error = words[1:]
        return Latency(1e3 * (float(clock) - wall), 1e3 * (float(caught) - cpu), error)

    def check(self) -> str:
        """Returns what is broken after what happened so far; "sound" if nothing is."""
        self._say("check")
        return " ".join(self._line()[1:])

    def close(self) -> None:
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.communicate()

    def _ask(self, words: str, answer: str) -> None:
        self._say(words)
        self._expect(answer)

    def _say(self, words: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(words + "\n")
        self._process.stdin.flush()

    def _line(self) -> list[str]:
        assert self._process.stdout is not None
        words = self._process.stdout.readline().split()
        if not words:
            raise RuntimeError("the program has ended")
        return words

    def _expect(self, answer: str) -> None:
        found = self._line()
        if found[0] != answer:
            raise RuntimeError(f"{answer!r} expected, not {' '.join(found)!r}")


def measure(child: Child, name: str, moments: int | None) -> dict[str, object]:
    """Returns the row of a call; without a number of moments, they are early."""
    row: dict[str, object] = {"kind": "python interrupts", "call": name}
    child.prepare(name)
    times = EARLY
    if moments is not None:
        whole = child.whole()
        row["whole_cpu_s"] = round(whole, 2)
        times = [whole * (k + 0.5) / moments for k in range(moments)]
    found = [latency for latency in (first(child, moment) for moment in times) if latency]
    return {**row, **summary(found), "after": child.check()}


def first(child: Child, moment: float) -> Latency | None:
    """Returns the latency at a moment [s], or at an earlier one if the call ended before."""
    for tried in range(TRIES):
        latency = child.interrupted(moment * 0.5**tried)
        if latency is not None:
            return latency
    return None


def summary(found: list[Latency]) -> dict[str, object]:
    row: dict[str, object] = {"interrupts": len(found)}
    clocks: dict[str, Callable[[Latency], float]] = {
        "wall": lambda one: one.wall,
        "cpu": lambda one: one.cpu,
    }
    for clock, of in clocks.items():
        values = [of(one) for one in found] or [float("nan")]
        row[f"{clock}_ms_median"] = round(statistics.median(values), 1)
        row[f"{clock}_ms_worst"] = round(max(values), 1)
    row["errors"] = sorted({one.error for one in found})
    return row


def rows(names: list[str], moments: int | None) -> Iterator[dict[str, object]]:
    """Yields the rows of these calls, made by one child for as long as it lives."""
    child = Child()
    for name in names:
        try:
            yield measure(child, name, moments)
        except RuntimeError as fault:
            yield {"kind": "python interrupts", "call": name, "fault": str(fault)}
            child.close()
            child = Child()
    child.close()


def all_names() -> list[str]:
    sys.path.insert(0, str(CALLS.parent))
    from long_calls import CASES

    return list(CASES)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--moments", type=int, default=8)
    parser.add_argument("--brief", action="store_true")
    parser.add_argument("--only", nargs="*")
    options = parser.parse_args()
    names = options.only or all_names()
    for row in rows(names, None if options.brief else options.moments):
        print(json.dumps(row), flush=True)


if __name__ == "__main__":
    main()
