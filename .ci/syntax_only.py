"""Checks the syntax of every source of a configured build folder, with the flags of its build.

    syntax_only.py BUILD

Generated sources are made first. As many compilers run at a time as there are cores.
"""

import json
import os
import shlex
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path


def command_of(entry: dict[str, str]) -> list[str]:
    """Returns the compiler's command without the object that it would write."""
    words = shlex.split(entry["command"])
    place = words.index("-o")
    del words[place : place + 2]
    return [*words, "-fsyntax-only"]


def passes(entry: dict[str, str]) -> bool:
    done = subprocess.run(
        command_of(entry), cwd=entry["directory"], capture_output=True, text=True, check=False
    )
    if done.returncode != 0 or done.stderr:
        print(f"{entry['file']}:\n{done.stderr}", flush=True)
    return done.returncode == 0


def output_of(entry: dict[str, str]) -> str:
    words = shlex.split(entry["command"])
    return words[words.index("-o") + 1]


def generate(build: Path, entries: list[dict[str, str]]) -> list[dict[str, str]]:
    """Makes what sources need, and returns the entries that are then to be checked."""
    headers = [entry for entry in entries if output_of(entry).endswith(".pch")]
    sources = [entry for entry in entries if entry not in headers]
    files = [Path(entry["file"]) for entry in sources]
    made = [str(file.relative_to(build)) for file in files if file.is_relative_to(build)]
    made += [output_of(entry) for entry in headers]
    if made:
        subprocess.run(["cmake", "--build", build, "--target", *made], check=True)
    return sources


def main(folder: str) -> int:
    build, start = Path(folder).resolve(), time.monotonic()
    entries = json.loads((build / "compile_commands.json").read_text(encoding="utf-8"))
    entries = generate(build, entries)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        failed = list(pool.map(passes, entries)).count(False)
    seconds = time.monotonic() - start
    print(f"syntax: {len(entries)} sources, {failed} failed, {seconds:.0f} s")
    return 1 if failed or not entries else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
