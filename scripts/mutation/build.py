"""This module knows the build without a fault, and what of it a changed file needs again."""

from __future__ import annotations

import json
import shlex
import subprocess
from collections import defaultdict
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

SUITES = ("unit", "refusals", "reference", "laws")
LIBRARY = "opiodyn"
# The shared library is linked anew for a mutant, and the programs of the tests stay. All else is
# compiled as by the preset ci, so that a compiler cache has it. Plans are interpreted, because
# generated code would have to be printed and compiled again for each mutant.
OPTIONS = (
    "-DCMAKE_BUILD_TYPE=Release",
    "-DCMAKE_CXX_COMPILER=g++",
    "-DBUILD_SHARED_LIBS=ON",
    "-DCMAKE_LINK_DEPENDS_NO_SHARED=ON",
    "-DOPIODYN_TRACED=OFF",
    "-DOPIODYN_INSTALL=OFF",
    "-DOPIODYN_WARNINGS_AS_ERRORS=ON",
)


class Step(NamedTuple):
    """A step of the build is a command that writes one output."""

    output: str
    words: tuple[str, ...]

    def writing(
        self, output: Path, replaced: dict[str, str], more: tuple[str, ...] = ()
    ) -> list[str]:
        """Returns the command with another output, other inputs and more options."""
        words = [replaced.get(word, word) for word in self.words]
        words[words.index("-o") + 1] = str(output)
        return [words[0], *more, *words[1:]]


class Build:
    """This is the build of the sources as they are, in build/mutate."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / "build/mutate"

    def bring_up_to_date(self) -> None:
        """Makes a build of what the sources are now."""
        configure = ["cmake", "-G", "Ninja", "-S", str(self.root), "-B", str(self.folder), *OPTIONS]
        targets = [LIBRARY, *(f"opiodyn_{suite}" for suite in SUITES)]
        compile_all = [
            "cmake",
            "--build",
            str(self.folder),
            "--parallel",
            "2",
            "--target",
            *targets,
        ]
        subprocess.run(configure, check=True, stdout=subprocess.DEVNULL)
        subprocess.run(compile_all, check=True)

    def program(self, suite: str) -> Path:
        """Returns the program of a suite of tests."""
        return self.folder / f"tests/{suite}/opiodyn_{suite}"

    def objects_of(self, path: str) -> list[Step]:
        """Returns the steps that compile a source, or all that read a header."""
        return [self._compilations[output] for output in self._readers[str(self.root / path)]]

    @cached_property
    def links(self) -> dict[str, Step]:
        """Returns the steps that link the library and the programs of the tests."""
        names = {suite: f"tests/{suite}/opiodyn_{suite}" for suite in SUITES}
        names[LIBRARY] = f"src/lib{LIBRARY}.so"  # itself a link to the file with the version
        return {target: self._link(name) for target, name in names.items()}

    @cached_property
    def _compilations(self) -> dict[str, Step]:
        text = (self.folder / "compile_commands.json").read_text(encoding="utf-8")
        steps = (shlex.split(entry["command"]) for entry in json.loads(text))
        return {words[words.index("-o") + 1]: _step(words) for words in steps}

    @cached_property
    def _readers(self) -> dict[str, list[str]]:
        """Maps each file to the objects that are compiled from it or read it."""
        readers: dict[str, list[str]] = defaultdict(list)
        output = ""
        for line in self._ninja("deps").splitlines():
            if line.startswith(" "):
                readers[str((self.folder / line.strip()).resolve())].append(output)
            else:
                output = line.partition(":")[0]
        return readers

    def _link(self, output: str) -> Step:
        lines = self._ninja("commands", output).splitlines()
        command = next(line for line in reversed(lines) if " -o " in line)
        (linked,) = (part for part in command.split("&&") if " -o " in part)
        return _step(shlex.split(linked))

    def _ninja(self, tool: str, *arguments: str) -> str:
        command = ["ninja", "-C", str(self.folder), "-t", tool, *arguments]
        text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        return "\n".join(
            line for line in text.splitlines() if not line.startswith("ninja: Entering")
        )


def _step(words: list[str]) -> Step:
    if words[0].endswith("ccache"):
        del words[0]
    return Step(words[words.index("-o") + 1], tuple(words))
