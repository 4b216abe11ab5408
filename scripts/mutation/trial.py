"""A trial compiles and links one mutant and gives it to the tests."""

from __future__ import annotations

import subprocess
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from mutation.build import LIBRARY, SUITES, Build, Step
from mutation.population import Mutant
from mutation.suites import Test, groups, run

COMPILED_WITHIN = 600.0
# A mutant compiles quickly, and assertions turn what reads past an end into a failure.
QUICK = ("-O1", "-UNDEBUG", "-D_GLIBCXX_ASSERTIONS")


class Outcome(NamedTuple):
    """An outcome is one of killed, survived, equivalent and not compiled."""

    result: str
    by: str = ""


class Trial:
    """A trial changes one file in a folder of its own, which stands before the sources."""

    def __init__(self, build: Build, tests: list[Test], mutant: Mutant) -> None:
        self._build = build
        self._tests = tests
        self._mutant = mutant

    def outcome(self) -> Outcome:
        """Compiles the mutant and runs the tests until one fails."""
        with tempfile.TemporaryDirectory(dir=self._build.folder, prefix="worker-") as folder:
            self._folder = Path(folder)
            file = self._folder / self._mutant.path
            file.parent.mkdir(parents=True)
            file.write_text(self._mutant.source, encoding="utf-8")
            return self._outcome()

    def _outcome(self) -> Outcome:
        changed: dict[str, str] = {}
        for step in self._build.objects_of(self._mutant.path):
            mutated = self._compiled(step, str(len(changed)), QUICK)
            if mutated is None:
                return Outcome("not compiled")
            changed[step.output] = str(mutated)
        programs = {target: self._linked(target, changed) for target in (LIBRARY, *SUITES)}
        for group in groups(self._tests, self._mutant.room):
            if group.tests and (
                by := run(group, programs[group.suite], self._folder, self._folder)
            ):
                return Outcome("killed", by)
        return Outcome("equivalent", "same code") if self._is_same_code() else Outcome("survived")

    def _is_same_code(self) -> bool:
        """Tells whether an optimised build of the mutant is that of the sources, bit by bit."""
        for step in self._build.objects_of(self._mutant.path):
            mutated = self._compiled(step, "optimised")
            sound = self._build.folder / step.output
            if not mutated or mutated.read_bytes() != sound.read_bytes():
                return False
        return True

    def _compiled(self, step: Step, name: str, options: tuple[str, ...] = ()) -> Path | None:
        """Compiles a source that is the mutant or reads it; both find it before the sound file."""
        sound = self._build.root / self._mutant.path
        output = self._folder / f"{name}.o"
        first = (
            f"-iquote{sound.parent}",
            *(f"-I{self._folder / top}" for top in ("include", "src")),
        )
        command = step.writing(output, {str(sound): str(self._folder / self._mutant.path)}, first)
        at = command.index("-c")  # later options win over those of the step
        command[at:at] = (*options, "-w")
        try:
            done = subprocess.run(
                command, cwd=self._build.folder, capture_output=True, timeout=COMPILED_WITHIN
            )
        except subprocess.TimeoutExpired:
            return None
        return output if done.returncode == 0 else None

    def _linked(self, target: str, changed: dict[str, str]) -> Path:
        """Links the library or a program of tests, if a changed object is part of it."""
        step = self._build.links[target]
        if changed.keys().isdisjoint(step.words):
            return self._build.folder / step.output
        name = next(
            (word.removeprefix("-Wl,-soname,") for word in step.words if "-soname," in word), target
        )
        output = self._folder / name
        subprocess.run(step.writing(output, changed), cwd=self._build.folder, check=True)
        return output


def tried(build: Build, tests: list[Test], mutant: Mutant) -> tuple[Outcome, float]:
    """Returns the outcome of a mutant and the seconds it took."""
    start = time.monotonic()
    return Trial(build, tests, mutant).outcome(), time.monotonic() - start
