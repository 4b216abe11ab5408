"""The judge of fuzz targets reports each kind of fault, and nothing else."""

import itertools
import os
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import judge
import opiodyn as od
from judge import Judge


def refuse(message: str, field: str = "dose.amt", rule: str = "must be at least 0") -> None:
    error = od.InputError(message)
    error.field, error.value, error.rule = field, "-1", rule
    raise error


def use_memory() -> int:
    return len(bytearray(2 * judge.LARGEST * 1024))


count = itertools.count()
FAULTS: dict[str, Callable[[], Any]] = {
    "ZeroDivisionError": lambda: 1 / 0,
    "two answers": lambda: next(count),
    "printed": lambda: print("x"),
    "UserWarning": lambda: warnings.warn("x", UserWarning, stacklevel=2),
    "large": use_memory,
    "message is empty": lambda: refuse(" "),
    "message is too long": lambda: refuse("dose.amt = -1: must be at least 0" + 2000 * "!"),
    "message is not for users": lambda: refuse(
        "dose.amt = -1: must be at least 0 (opiodyn._core.Dose)"
    ),
    "message holds what cannot be printed": lambda: refuse(
        "dose.amt = \x1b[31m: must be at least 0"
    ),
    "message names no field or no rule": lambda: refuse("-1: wrong", field=""),
    "message lacks its own field or rule": lambda: refuse("-1: wrong"),
}


@pytest.mark.parametrize("kind", FAULTS)
def test_a_fault_is_reported(kind: str) -> None:
    finding = Judge(lambda data: FAULTS[kind](), seconds=60.0).examine(b"", twice=True)
    assert finding is not None
    assert finding.kind.startswith(kind)


def test_a_slow_execution_is_reported() -> None:
    finding = Judge(lambda data: sum(range(1000)), seconds=0.0).examine(b"")
    assert finding is not None
    assert finding.kind == "slow"


def test_an_input_whose_first_execution_alone_is_slow_is_no_finding() -> None:
    executions = []

    def spend(data: bytes) -> None:
        begin = time.thread_time()
        while not executions and time.thread_time() - begin < 0.2:
            pass
        executions.append(data)

    assert Judge(spend, seconds=0.1).examine(b"abc") is None
    assert len(executions) == 2


def test_a_file_that_is_written_is_reported_unless_it_is_the_targets_own(tmp_path: Path) -> None:
    def write(data: bytes) -> None:
        (tmp_path / "file").write_bytes(data)

    finding = Judge(write).examine(b"")
    assert finding is not None
    assert finding.kind == "wrote"
    assert str(tmp_path) in finding.text
    assert Judge(write, tmp_path).examine(b"") is None


def test_the_null_device_keeps_nothing_and_is_no_file() -> None:
    def write(data: bytes) -> None:
        with open(os.devnull, "wb") as file:
            file.write(b"x")

    assert Judge(write).examine(b"") is None


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="needs the paths of open files")
def test_an_open_file_counts_by_its_path(tmp_path: Path) -> None:
    with (tmp_path / "file").open("wb") as file:
        judged = Judge(lambda data: os.ftruncate(file.fileno(), 0)).examine(b"")
        assert judged is not None
        assert str(tmp_path / "file") in judged.text
        assert Judge(lambda data: os.ftruncate(file.fileno(), 0), tmp_path).examine(b"") is None


def test_what_is_as_it_should_be_is_no_finding() -> None:
    assert Judge(len).examine(b"abc", twice=True) is None
    assert Judge(lambda data: od.regimen("x")).examine(b"", twice=True) is None
    assert sys.stdout is not None
