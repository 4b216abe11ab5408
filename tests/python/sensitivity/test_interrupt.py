"""Ctrl-C while sensitivities are computed."""

from fixtures import interrupted

PROGRAM = """
import time
import numpy as np
import opiodyn as od
year = od.regimen("naltrexone 4.5 mg po q24h x365")
people = od.population(20_000, seed=1)
print("ready", flush=True)
try:
    od.sensitivity(year, to=["naltrexone.CL", "amt"], subjects=people)
except od.Interrupted as error:
    caught = time.process_time()
    found = error.partial
    status = found.status.values
    complete, left = status == "complete", status == "not run"
    assert left.sum() > 0 and (complete | left).all(), set(status)
    slopes = found["tone.mu.mean.derivative"].values
    assert np.isfinite(slopes[complete]).all() and np.isnan(slopes[left]).all()
    print("partial", caught, flush=True)
"""


def test_ctrl_c_returns_the_finished_part_marked():
    stopped = interrupted(PROGRAM, after=1.5)
    assert stopped.code == 0, stopped.err
    assert stopped.out.startswith("partial")
    seconds = float(stopped.out.split()[1]) - stopped.used
    print(f"Ctrl-C answered after {1e3 * seconds:.0f} ms")
