"""The Python blocks of docs/optimum.md run as they are written, and its example and benchmark."""

import subprocess
import sys

from fixtures import ROOT, run_blocks


def test_blocks():
    variables, count = run_blocks("docs/optimum.md")
    assert count == 3
    assert variables["best"].status == variables["night"].status == "converged"
    assert variables["least"].constraints["active"].any()


def output(*words):
    done = subprocess.run(
        [sys.executable, "-W", "error", *words], capture_output=True, text=True, cwd=ROOT
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_example():
    assert output("examples/python/best_dosing.py").count("The search converged.") == 2


def test_benchmark():
    lines = output("benchmarks/optimum.py", "1").splitlines()
    assert lines[0].endswith(" s of the processor, with 1 starts")
    assert any(line.startswith("highest tone.mu.mean: ") for line in lines)
