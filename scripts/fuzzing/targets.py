"""This module lists the fuzz targets of C++ and Python, and says how each is run."""

import configparser
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "tests/fuzz"
PROGRAMS = ROOT / "build/clang/tests/fuzz"
KEPT = ROOT / "build/fuzz"
PYTHON = SOURCES / "python/fuzz.py"


@dataclass(frozen=True)
class Budget:
    """A budget limits a target by seconds, or by executions.

    The inputs follow from the seed; those of seed 0 are others each time.
    """

    seconds: int | None
    runs: int | None
    seed: int


class Target(Protocol):
    """A target has a name, a command for a budget, and a reader of what the command printed."""

    name: str

    def command(self, budget: Budget) -> list[str]: ...

    def executions(self, output: str) -> int: ...


@dataclass(frozen=True)
class CppTarget:
    """A C++ target is a program with libFuzzer; NAME.options and NAME.dict stand beside it."""

    name: str

    @property
    def program(self) -> Path:
        return PROGRAMS / f"opiodyn_fuzz_{self.name}"

    def corpora(self) -> list[Path]:
        """Returns the folders of its inputs. New ones go to the first."""
        kept = KEPT / "corpus" / self.name
        kept.mkdir(parents=True, exist_ok=True)
        known = (SOURCES / "corpus" / self.name, SOURCES / "regression" / self.name)
        return [kept, *filter(Path.exists, known)]

    def options(self) -> list[str]:
        found = configparser.ConfigParser()
        found.read(SOURCES / f"{self.name}.options", encoding="utf-8")
        options = [f"-{key}={value}" for key, value in found.items("libfuzzer")]
        words = SOURCES / f"{self.name}.dict"
        return options + ([f"-dict={words}"] if words.exists() else [])

    def command(self, budget: Budget) -> list[str]:
        limit = f"-runs={budget.runs}" if budget.runs else f"-max_total_time={budget.seconds}"
        findings = KEPT / "findings"
        findings.mkdir(parents=True, exist_ok=True)
        kept = [f"-artifact_prefix={findings}/{self.name}-", "-print_final_stats=1"]
        kept.append(f"-seed={budget.seed}")
        folders = map(str, self.corpora())
        return [str(self.program), *folders, *self.options(), *kept, limit]

    def executions(self, output: str) -> int:
        done = re.findall(r"^stat::number_of_executed_units:\s*(\d+)", output, re.MULTILINE)
        return int(done[-1]) if done else 0

    def merge(self) -> None:
        """Replaces its inputs in tests/fuzz/corpus by the smallest that reach as much."""
        corpus = SOURCES / "corpus" / self.name
        merged = KEPT / "merged" / self.name
        merged.mkdir(parents=True, exist_ok=True)
        for old in merged.iterdir():
            old.unlink()
        folders = [merged, *self.corpora()]
        command = [str(self.program), "-merge=1", *self.options(), *map(str, folders)]
        subprocess.run(command, check=True, capture_output=True)
        corpus.mkdir(parents=True, exist_ok=True)
        for old in corpus.iterdir():
            old.unlink()
        for new in merged.iterdir():
            new.rename(corpus / new.name)


@dataclass(frozen=True)
class PythonTarget:
    """tests/fuzz/python/fuzz.py runs a Python target, and keeps inputs and findings itself."""

    name: str

    def command(self, budget: Budget) -> list[str]:
        limit = ["--runs", budget.runs] if budget.runs else ["--seconds", budget.seconds]
        return [
            sys.executable,
            str(PYTHON),
            self.name,
            *map(str, limit),
            "--seed",
            str(budget.seed),
        ]

    def executions(self, output: str) -> int:
        done = re.findall(rf"^{re.escape(self.name)}: (\d+) executions,", output, re.MULTILINE)
        return int(done[-1]) if done else 0


def all_targets() -> list[Target]:
    """Returns the targets of C++ by name, then those of Python."""
    programs = sorted(PROGRAMS.glob("opiodyn_fuzz_*"))
    targets: list[Target] = [
        CppTarget(p.name.removeprefix("opiodyn_fuzz_")) for p in programs if p.is_file()
    ]
    return targets + [PythonTarget(name) for name in _python_names()]


def _python_names() -> list[str]:
    if not PYTHON.exists():
        return []
    command = [sys.executable, str(PYTHON), "--list"]
    listing = subprocess.run(command, check=True, capture_output=True, text=True)
    return listing.stdout.split()
