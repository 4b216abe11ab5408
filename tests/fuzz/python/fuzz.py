"""Fuzzes what Python reads: tables, drug files, scenarios, regimens, folders, runs, arguments.

    .venv/bin/python tests/fuzz/python/fuzz.py --list
    .venv/bin/python tests/fuzz/python/fuzz.py TARGET --seconds 30 [--seed 1]
    .venv/bin/python tests/fuzz/python/fuzz.py TARGET --runs 100000
    .venv/bin/python tests/fuzz/python/fuzz.py TARGET --replay FILE...

The last line is "TARGET: N executions, M findings, S s", and the exit code is 0 if nothing was
found. Findings are written to build/fuzz/findings, and new inputs to build/fuzz/corpus/TARGET.
"""

import argparse
import importlib.util
import sys
import time
from pathlib import Path

import known

ABSENT = "fuzz: atheris is not installed; .venv/bin/python -m pip install atheris brings it"


def main() -> int:
    given = _arguments()
    if given.list:
        print("\n".join(known.names()))
        return 0
    begin = time.monotonic()
    if given.replay:
        executions, kinds = _replay(given.target, given.replay)
    elif importlib.util.find_spec("atheris") is None:
        print(ABSENT, file=sys.stderr)
        return 2
    else:
        import campaign  # which needs opiodyn, as the list of names does not

        executions, kinds = campaign.run(given.target, given.seconds, given.runs, given.seed)
    seconds = time.monotonic() - begin
    print(f"{given.target}: {executions} executions, {len(kinds)} findings, {seconds:.0f} s")
    return 1 if kinds else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="fuzzes what Python reads")
    parser.add_argument("target", nargs="?", choices=known.names(), metavar="TARGET")
    parser.add_argument("--list", action="store_true", help="print the names of the targets")
    parser.add_argument("--seconds", type=int, default=0, help="end after so many seconds")
    parser.add_argument("--runs", type=int, default=0, help="end after so many executions")
    parser.add_argument("--seed", type=int, default=0, help="seed of the mutations; 0 takes any")
    parser.add_argument("--replay", nargs="+", type=Path, metavar="FILE", help="run these inputs")
    given = parser.parse_args()
    if not given.list and given.target is None:
        parser.error("which TARGET? --list names them")
    if not (given.list or given.replay or given.seconds > 0 or given.runs > 0):
        parser.error("give --seconds or --runs, or inputs to --replay")
    return given


def _replay(name: str, files: list[Path]) -> tuple[int, set[str]]:
    import findings
    from judge import Judge

    judge, kinds = Judge.of(known.module(name)), set[str]()
    for file in files:
        data = file.read_bytes()
        finding = judge.examine(data, twice=True)
        print(f"{file}: {'nothing' if finding is None else finding.text}")
        if finding is not None:
            kinds.add(finding.key)
            findings.keep(name, data, finding)
    return len(files), kinds


if __name__ == "__main__":
    sys.exit(main())
