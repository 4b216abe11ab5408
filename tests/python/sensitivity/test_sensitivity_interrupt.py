"""Ctrl-C while sensitivities are computed."""

import signal
import subprocess
import sys
import textwrap
import time

PROGRAM = """
import time
import numpy as np
import opiodyn as od
year = od.regimen("naltrexone 4.5 mg po q24h x365")
people = od.population(20_000, seed=1)
print("ready", flush=True)
try:
    od.sensitivity(od.Model(), year, ["naltrexone.CL", "amt"], subjects=people)
except od.Interrupted as error:
    caught = time.monotonic()
    found = error.partial
    status = found.status.values
    complete, left = status == "complete", status == "not run"
    assert left.sum() > 0 and (complete | left).all(), set(status)
    slopes = found["tone.mu.mean.derivative"].values
    assert np.isfinite(slopes[complete]).all() and np.isnan(slopes[left]).all()
    print("partial", caught, flush=True)
"""


def test_ctrl_c_returns_the_finished_part_marked():
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(PROGRAM)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "ready\n"
    time.sleep(1.5)
    sent = time.monotonic()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert out.startswith("partial")
    print(f"Ctrl-C answered after {1e3 * (float(out.split()[1]) - sent):.0f} ms")
