"""Judges one execution of a fuzz target.

An input may be refused by an error of opiodyn with a good message, or be accepted. All else is a
finding: another exception, a failed assertion of the target, a long time, much memory, output,
a warning, a file that is written, and another answer to the same input.
"""

import contextlib
import hashlib
import io
import re
import resource
import sys
import time
import traceback
import warnings
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import opiodyn as od
from disk import Disk

SLOWEST = 1.0  # seconds of one execution by the clock of the processor, unless a target says more
SLOW = "slow"  # the kind of such a finding
LARGEST = 512 * 1024  # kB that one execution may add to the peak of the process
LONGEST_MESSAGE = 2000  # characters
ONE_IN = 16  # inputs of which the answer is asked for twice

OURS = (od.InputError, od.SolverError, od.SweepError, od.Interrupted)
# What the compiled module says when its arguments do not fit, and what only a debugger should see.
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
FOREIGN = ("incompatible function arguments", "pybind11", "_core", "Traceback", "object at 0x")

Target = Callable[[bytes], Any]


class Finding(NamedTuple):
    """A finding is a fault that an input showed."""

    kind: str
    """Findings of the same kind have the same words here."""
    text: str

    @property
    def key(self) -> str:
        return hashlib.sha256(self.kind.encode()).hexdigest()[:12]


class Judge:
    """Judges the executions of one target.

    Args:
        target: The target.
        folder: Where the target itself may write.
        seconds: How long one execution may take.
    """

    def __init__(
        self, target: Target, folder: Path | None = None, seconds: float | None = None
    ) -> None:
        self._target = target
        self._disk = Disk(folder)
        self._seconds = SLOWEST if seconds is None else seconds

    @classmethod
    def of(cls, module: Any) -> "Judge":
        """Returns the judge of a module of `targets`."""
        return cls(module.target, getattr(module, "FOLDER", None), getattr(module, "SECONDS", None))

    def examine(self, data: bytes, *, twice: bool = False) -> Finding | None:
        """Returns what is wrong with an input; None if nothing is."""
        outcome, finding = self._run(data)
        if finding is None and (twice or zlib.crc32(data) % ONE_IN == 0):
            again, finding = self._run(data)
            if finding is None and again != outcome:
                text = f"the first answer is\n{outcome}\nand the second is\n{again}"
                return Finding("two answers", text)
        return finding

    def _run(self, data: bytes) -> tuple[Any, Finding | None]:
        """Executes an input, and one that was slow again: only what is slow twice is a finding.

        The first execution may import pandas, which takes a slow machine a second of its processor.
        """
        outcome, finding = self._execute(data)
        if finding is not None and finding.kind == SLOW:
            return self._execute(data)
        return outcome, finding

    def _execute(self, data: bytes) -> tuple[Any, Finding | None]:
        peak, begin = _peak(), time.thread_time()
        outcome: Any = None
        with self._disk.watched(), _silent() as printed:
            try:
                outcome = self._target(data)
            except OURS as error:
                outcome = type(error).__name__, str(error)
                if fault := fault_of_message(error):
                    return None, _of_exception(f"message {fault}", error)
            except Exception as error:
                return None, _of_exception(type(error).__name__, error)
        seconds = time.thread_time() - begin
        for fault, found in (
            (f"large: {_peak() - peak} kB more", _peak() - peak > LARGEST),
            (f"printed: {printed.getvalue()[:200]!r}", bool(printed.getvalue())),
            (f"wrote: {self._disk.written[:3]}", bool(self._disk.written)),
            (f"{SLOW}: {seconds:.2f} s", seconds > self._seconds),
        ):
            if found:
                return outcome, Finding(fault.partition(":")[0], f"{fault}\noutcome: {outcome}")
        return outcome, None


def fault_of_message(error: Exception) -> str:
    """Returns what is wrong with the message of an error of opiodyn; empty if nothing is."""
    message = str(error)
    if not message.strip():
        return "is empty"
    if len(message) > LONGEST_MESSAGE:
        return "is too long"
    if any(word in message for word in FOREIGN):
        return "is not for users"
    if _CONTROL.search(message):
        return "holds what cannot be printed"
    if isinstance(error, od.InputError):
        if not str(error.field).strip() or not str(error.rule).strip():
            return "names no field or no rule"
        if str(error.field) not in message or str(error.rule) not in message:
            return "lacks its own field or rule"
    return ""


def _of_exception(what: str, error: Exception) -> Finding:
    frames = traceback.extract_tb(error.__traceback__)
    mine = [frame for frame in frames if "opiodyn" in frame.filename or "targets" in frame.filename]
    place = "".join(f" {Path(frame.filename).name}:{frame.name}" for frame in mine[-2:])
    lines = "".join(traceback.format_exception(error))
    return Finding(f"{what}{place}", f"{what}{place}\n{lines[:20_000]}")


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


@contextlib.contextmanager
def _silent() -> Iterator[io.StringIO]:
    """Keeps what is printed, and turns warnings into errors."""
    printed = io.StringIO()
    out, err = sys.stdout, sys.stderr
    sys.stdout = sys.stderr = printed
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            yield printed
    finally:
        sys.stdout, sys.stderr = out, err
