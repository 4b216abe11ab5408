"""This module says in which order a mutant meets the tests, and runs them."""

from __future__ import annotations

import json
import resource
import signal
import subprocess
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from mutation.build import SUITES, Build
from mutation.population import room_of

# A mutant may take five times as long as the sources do, and a bit for the start of a program. The
# processor's time is counted, which other work on the machine does not change. A mutant that waits
# for ever is ended by the clock.
TIMES = 5.0
START = 5.0
WAITING = 20.0
MEMORY = 4 << 30
# Tests that take longer come later. What takes longer than the last of these is left out, because a
# few tests take most of the time; a score is a lower bound therefore.
BREAKS = (0.05, 0.3, 2.5)


class Test(NamedTuple):
    """A test is a test case of a suite, with the seconds it takes."""

    suite: str
    name: str
    room: str
    seconds: float


class Group(NamedTuple):
    """A group has tests of one suite that one process runs."""

    suite: str
    tests: list[Test]

    @property
    def seconds(self) -> float:
        """Returns the time that the group takes without a fault."""
        return sum(test.seconds for test in self.tests)


def measured(build: Build, suites: Sequence[str]) -> list[Test]:
    """Returns all tests with their times, which are measured again when a program has changed."""
    return [test for suite in suites for test in _measured(build, suite)]


def groups(tests: list[Test], room: str) -> Iterator[Group]:
    """Yields the unit tests of the room first, and then all others, quick ones before slow ones."""
    yield Group("unit", [test for test in tests if test.room == room])
    rest = [test for test in tests if test.room != room]
    for most in BREAKS:
        for suite in SUITES:
            quick = [test for test in rest if test.suite == suite and test.seconds <= most]
            yield Group(suite, quick)
        rest = [test for test in rest if test.seconds > most]


def run(group: Group, program: Path, library: Path, folder: Path) -> str | None:
    """Runs a group and returns the first test that failed, or None if all passed."""
    names = folder / "tests.txt"
    names.write_text("".join(f"{_quoted(test.name)}\n" for test in group.tests), encoding="utf-8")
    log = folder / "tests.log"
    command = [str(program), "--input-file", str(names), "--abort", "--reporter", "automake"]
    limit = TIMES * group.seconds + START
    try:
        with log.open("wb") as out:
            code = subprocess.run(
                command,
                check=False,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.DEVNULL,
                env={"LD_LIBRARY_PATH": str(library), "PATH": "/usr/bin:/bin"},
                timeout=WAITING * limit,
                preexec_fn=_limits(limit),
            ).returncode
    except subprocess.TimeoutExpired:
        return f"{group.suite}: timeout"
    if code == 0:
        return None
    ended = "timeout" if -code == signal.SIGXCPU else f"signal {-code}"
    return f"{group.suite}: {_first_failure(log) or ended}"


def _measured(build: Build, suite: str) -> list[Test]:
    program = build.program(suite)
    kept = build.folder / f"{suite}.json"
    if not kept.exists() or kept.stat().st_mtime < program.stat().st_mtime:
        command = [str(program), "--reporter", "xml", "--durations", "yes"]
        start, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
        text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        after, elapsed = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic() - start
        share = (after.ru_utime - before.ru_utime) / elapsed  # of the processor, which others use
        rows = [test._replace(seconds=share * test.seconds) for test in _read(suite, text)]
        kept.write_text(json.dumps(rows, indent=1), encoding="utf-8")
    return [Test(*row) for row in json.loads(kept.read_text(encoding="utf-8"))]


def _read(suite: str, text: str) -> Iterator[Test]:
    for case in ET.fromstring(text).iter("TestCase"):
        file = case.attrib["filename"]
        room = room_of(file[file.rindex("tests/") :]) if suite == "unit" else ""
        result = case.find("OverallResult")
        assert result is not None
        yield Test(suite, case.attrib["name"], room, float(result.attrib["durationInSeconds"]))


def _first_failure(log: Path) -> str:
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        if line.startswith(":test-result: FAIL "):
            return line.removeprefix(":test-result: FAIL ")
    return ""


def _quoted(name: str) -> str:
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"').replace(",", "\\,") + '"'


def _limits(seconds: float) -> Callable[[], None]:
    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 2))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    return limit
