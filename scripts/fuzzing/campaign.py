"""Runs a target and tells what came of it."""

import os
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from fuzzing.targets import KEPT, Budget, Target

# An allocation that no machine has throws, as it does without the sanitizer.
SANITIZER = "allocator_may_return_null=1:detect_stack_use_after_return=0"


@dataclass(frozen=True)
class Outcome:
    """An outcome says what one run of a target did. A run without a finding has no log to read."""

    target: str
    executions: int
    seconds: float
    log: Path | None

    @property
    def findings(self) -> int:
        return int(self.log is not None)

    @property
    def per_second(self) -> float:
        return self.executions / max(self.seconds, 1e-3)


def run(target: Target, budget: Budget) -> Outcome:
    """Runs a target until its budget is used up or something is found."""
    log = KEPT / "logs" / f"{target.name}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    environment = {"ASAN_OPTIONS": SANITIZER} | dict(os.environ)
    begin = time.monotonic()
    with log.open("wb") as output:
        ended = subprocess.run(
            target.command(budget), env=environment, stdout=output, stderr=subprocess.STDOUT
        )
    seconds = time.monotonic() - begin
    executions = target.executions(log.read_text(encoding="utf-8", errors="replace"))
    return Outcome(target.name, executions, seconds, log if ended.returncode else None)


def last_words(log: Path) -> str:
    """Returns what a log says of a finding: its law or error, and the file with the input."""
    marks = (
        "== FINDING",
        "ERROR: ",
        "runtime error: ",
        "Test unit written to",
        "what()",
        "finding",
    )
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    said = [line for line in lines if any(mark in line for mark in marks)]
    return "\n".join(f"  {line}" for line in said[-12:] or lines[-12:])
