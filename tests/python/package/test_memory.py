"""Calls keep no memory, however often they are made (benchmarks/python_memory.py)."""

import ctypes
import json
import subprocess
import sys

import pytest

from fixtures import ROOT

SCRIPT = ROOT / "benchmarks" / "python_memory.py"
GOAL = 1.0  # byte a call

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or not hasattr(ctypes.CDLL(None), "mallinfo2"),
    reason="glibc tells what is allocated",
)


def slopes(runs, which):
    """The slope of each kind of call, and that of the control, which leaks on purpose."""
    done = subprocess.run(
        [sys.executable, str(SCRIPT), "--runs", str(runs)],
        capture_output=True,
        text=True,
        check=True,
    )
    print(done.stdout)
    rows = {row["call"]: row[which] for row in map(json.loads, done.stdout.splitlines())}
    return rows, rows.pop("control")


def test_no_call_keeps_what_it_allocates():
    found, control = slopes(2000, "allocated_bytes_a_call")
    assert control > 40.0  # an object of 41 bytes
    assert len(found) == 6
    assert all(abs(slope) < GOAL for slope in found.values()), found


@pytest.mark.slow
def test_the_resident_set_stays_what_it_is():
    found, control = slopes(100_000, "rss_bytes_a_call")
    assert control > 40.0
    assert all(slope < GOAL for slope in found.values()), found
