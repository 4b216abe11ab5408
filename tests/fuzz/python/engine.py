"""Runs one target in this process with atheris, which is libFuzzer for Python.

    python tests/fuzz/python/engine.py TARGET [options of libFuzzer] FOLDERS...

Findings do not end the run; crashes, hangs and lack of memory do. `fuzz.py` starts this program
and counts.
"""

import importlib
import pkgutil
import sys

import atheris

import known

NAME, *OPTIONS = sys.argv[1:]
sys.dont_write_bytecode = True  # modules that are loaded late would count as written files

with atheris.instrument_imports(include=list(known.rooms(NAME))):
    for room in known.rooms(NAME):
        package = importlib.import_module(room)
        for found in pkgutil.walk_packages(package.__path__, f"{room}."):
            importlib.import_module(found.name)

# Behind the modules whose branches are counted, because these import them too.
import findings  # noqa: E402
from judge import Judge  # noqa: E402


def main() -> None:
    judge = Judge.of(known.module(NAME))
    seen: set[str] = set()

    def run(data: bytes) -> None:
        finding = judge.examine(data)
        if finding is None:
            return
        path = findings.keep(NAME, data, finding)
        if finding.key not in seen:
            seen.add(finding.key)
            print(f"finding: {path}: {finding.kind}", file=sys.stderr, flush=True)

    atheris.Setup([NAME, *OPTIONS], run)
    atheris.Fuzz()


main()
