"""Fuzzes one target for a time: starts the engine, and starts it again after a crash."""

import re
import subprocess
import sys
import time
from pathlib import Path

import findings
import known

MOST_CRASHES = 20
HANG = 300  # seconds by the clock on the wall: beside other work, imports take half a minute
MEMORY = 2048  # MB, of which pandas and its like take 300
INTERRUPTED = 72  # exit code of libFuzzer after Ctrl-C
LONGEST = 4096  # bytes of an input, unless the target says otherwise
_TAIL = 4000  # characters of what the engine said, which tell how it ended

_EXECUTED = re.compile(r"stat::number_of_executed_units: +(\d+)")
_FOUND = re.compile(r"finding: (\S+): ")
_CRASHED = re.compile(r"Test unit written to (\S+)")


def run(name: str, seconds: int, runs: int, seed: int) -> tuple[int, set[str]]:
    """Returns the number of executions, and what was found as names of files."""
    executions, kinds, crashes = 0, set[str](), 0
    folders = _folders(name)
    end = time.monotonic() + seconds  # behind the import of the target, which may take long
    while crashes < MOST_CRASHES:
        left = int(end - time.monotonic()) if seconds > 0 else 0
        if (seconds > 0 and left <= 0) or (runs > 0 and executions >= runs):
            break
        log, code = _engine(name, _options(name, left, runs - executions, seed), folders)
        executions += max((int(count) for count in _EXECUTED.findall(log)), default=0)
        crashed = _CRASHED.findall(log)
        kinds.update(_FOUND.findall(log), crashed)
        if code in (0, INTERRUPTED):
            break
        crashes += 1
        seed += 1
        for path in map(Path, crashed):
            findings.explain(path, log[-_TAIL:])
            print(f"finding: {path}: exit code {code}", flush=True)
        if not crashed:  # the engine itself failed, and would fail again
            path = findings.FOLDER / f"{name}-engine"
            findings.explain(path, log[-_TAIL:])
            print(f"finding: {path}.txt: exit code {code} of the engine", flush=True)
            kinds.add(str(path))
            break
    return executions, kinds


def _folders(name: str) -> list[Path]:
    """Returns the folders of inputs; new ones go to the first. Seeds are written to the second."""
    fresh, seeds = known.BUILT / "corpus" / name, known.BUILT / "seeds" / name
    for folder in (fresh, seeds, findings.FOLDER):
        folder.mkdir(parents=True, exist_ok=True)
    for i, seed in enumerate(known.module(name).SEEDS):
        (seeds / f"{i:03}").write_bytes(seed)
    _words_of(name).write_text(_dictionary(name), encoding="utf-8")
    return [fresh, seeds, *known.folders(name)]


def _words_of(name: str) -> Path:
    return known.BUILT / f"{name}.words"


def _dictionary(name: str) -> str:
    words = getattr(known.module(name), "WORDS", ())
    escaped = ("".join(f"\\x{byte:02x}" for byte in word.encode()) for word in words)
    return "".join(f'"{word}"\n' for word in escaped if word)


def _options(name: str, seconds: int, runs: int, seed: int) -> list[str]:
    options = {
        "max_len": getattr(known.module(name), "LONGEST", LONGEST),
        "timeout": HANG,
        "report_slow_units": HANG,  # the judge knows what is slow by the clock of the processor
        "rss_limit_mb": MEMORY,
        "print_final_stats": 1,
        "artifact_prefix": findings.FOLDER / f"{name}-",
        "reload": 0,
    }
    # With an empty dictionary libFuzzer ends before the first execution.
    options |= {"dict": _words_of(name)} if _words_of(name).stat().st_size > 0 else {}
    options |= {"max_total_time": seconds} if seconds > 0 else {}
    options |= {"runs": runs} if runs > 0 else {}
    options |= {"seed": seed} if seed > 0 else {}
    return [f"-{key}={value}" for key, value in options.items()]


def _engine(name: str, options: list[str], folders: list[Path]) -> tuple[str, int]:
    """Runs the engine to its end; returns what it said, and its exit code."""
    command = [sys.executable, str(known.HERE / "engine.py"), name, *options, *map(str, folders)]
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, errors="replace"
    ) as process:
        assert process.stderr is not None
        lines: list[str] = []
        while True:
            try:
                for line in process.stderr:
                    lines.append(line)
                    if line.startswith("finding:"):
                        print(line, end="", flush=True)
                break
            except KeyboardInterrupt:  # libFuzzer got it too, and ends with its figures
                continue
        return "".join(lines), process.wait()
