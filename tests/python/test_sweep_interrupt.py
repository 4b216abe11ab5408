"""Ctrl-C during a sweep, and the bar."""

import signal
import subprocess
import sys
import textwrap

import pytest

import opiodyn as od

PROGRAM = """
import concurrent.futures as cf, multiprocessing, sys, time
import numpy as np
import opiodyn as od
regimen = od.regimen("naltrexone 4.5 mg po q24h x365")
over = {"subject": od.population(20_000, seed=1)}
pool = None
if sys.argv[1] == "threads":
    pool = cf.ThreadPoolExecutor(2)
if sys.argv[1] == "processes":
    pool = cf.ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn"))
    list(pool.map(abs, range(4)))
print("ready", flush=True)
try:
    od.sweep(od.Model(), regimen, over, executor=pool, chunk=8)
except od.Interrupted as error:
    caught = time.monotonic()
    assert isinstance(error, KeyboardInterrupt)
    found = error.partial
    status = found.status.values
    complete, left = status == "complete", status == "not run"
    assert complete.sum() > 0 and left.sum() > 0, (complete.sum(), left.sum())
    assert (complete | left).all(), set(status)
    tone = found["tone.mu.mean"].values
    assert np.isfinite(tone[complete]).all() and np.isnan(tone[left]).all()
    print("partial", caught, flush=True)
"""


@pytest.mark.parametrize("how", ["here", "threads", "processes"])
def test_ctrl_c_returns_the_finished_part_marked(how):
    import time

    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(PROGRAM), how],
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
    # 0.02 s, 2 s at most for chunks in other processes, and the dataset; on a busy machine.
    assert float(out.split()[1]) - sent < 4.0


def sweep(**options):
    return od.sweep(None, od.regimen("naltrexone 4.5 mg po"), {"dose": [1.0, 2.0]}, **options)


def test_no_bar_where_no_terminal_watches(capsys):
    sweep()
    assert capsys.readouterr().err == ""


def test_a_bar_if_asked_for(capsys):
    pytest.importorskip("tqdm", reason="needs tqdm")
    sweep(progress=True)
    assert "2/2" in capsys.readouterr().err


def test_a_bar_without_tqdm(monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(ImportError, match=r"pip install opiodyn\[progress\]"):
        sweep(progress=True)
    sweep()
