"""The command `opiodyn bench` times an installed copy and compares its bits with those on file."""

import json
import subprocess
import sys
import time

import numpy as np
import pytest

from opiodyn import _core
from opiodyn._cli.bench import bench, runs


@pytest.fixture
def short(monkeypatch):
    """Lets each case run once."""
    monkeypatch.setattr(bench, "_SECONDS", 0.0)


def test_it_finds_the_bits_on_file_within_20_seconds_and_without_the_repository(tmp_path):
    begin = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "opiodyn", "bench"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{done.stdout}{done.stderr}renew: bash scripts/expected"
    assert "The numbers have the same bits as expected." in done.stdout
    assert time.perf_counter() - begin < 20.0


def test_it_names_version_instruction_sets_and_kernels(shell, short):
    code, out, err = shell("bench")
    assert (code, err) == (0, "")
    first, second, *_ = out.splitlines()
    assert first.startswith(f"opiodyn {_core.__version__}, ")
    best, lanes = _core.instruction_sets()[-1]
    assert second.endswith(f"{best} ({lanes} lanes); batches use {best}")
    for name in runs.CASES:
        line = next(line for line in out.splitlines() if line.startswith(name))
        assert any(word in line for word in ("plan", "generated", "not named"))


@pytest.mark.parametrize("change", [{"steps": 1}, {"sha256": 64 * "0"}])
@pytest.mark.parametrize("name", runs.CASES)
def test_a_difference_is_named_and_the_exit_code_is_1(shell, short, monkeypatch, name, change):
    wanted = runs.expected()
    wanted[name] = wanted[name]._replace(**change)
    monkeypatch.setattr(bench, "expected", lambda: wanted)
    code, out, err = shell("bench")
    assert (code, err) == (1, "")
    assert f"The numbers do NOT have the bits expected: {name}. " in out


def test_each_case_is_on_file(root):
    path = root / "bindings/python/opiodyn/_cli/bench/expected.json"
    assert list(json.loads(path.read_text(encoding="utf-8"))) == list(runs.CASES)


def test_the_plainest_instruction_set_is_always_there():
    assert _core.instruction_sets()[0][0] == "baseline"


@pytest.mark.parametrize("order", ["<f8", ">f8"])
def test_the_hash_is_that_of_another_program_whatever_the_order_of_bytes(order):
    # printf '\0\0\0\0\0\0\xf0\x3f\0\0\0\0\0\0\0\xc0' | sha256sum
    digest = runs.digest([np.array([1.0], order), np.array([-2.0], order)])
    assert digest == "7886fe67ba4484d889aa8ec41f0b242f914fbf6bae1be2ed23f56a007e3547b0"
