"""Ctrl-C ends every long call soon, and leaves all as it was (benchmarks/python_interrupts.py)."""

import json
import subprocess
import sys

import pytest

from fixtures import ROOT, interrupted

GOAL = 100.0  # ms
MOST = 10.0 * GOAL  # on a machine that does other things as well
SCRIPT = ROOT / "benchmarks" / "python_interrupts.py"

ONE_BY_ONE = ["simulate", "steady_state", "population", "regimen", "read_events, frame"]
TOGETHER = ["simulate, subjects", "simulate, table", "sweep", "sweep of six", "sensitivity"]
OTHERS = ["sweep, threads", "Evaluator.derivatives", "compare", "Runs.summary", "opiodyn run"]


def measured(*options):
    """The rows that the benchmark prints."""
    done = subprocess.run(
        [sys.executable, str(SCRIPT), *options], capture_output=True, text=True, check=True
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def check(rows):
    for row in rows:
        print(row)
    for row in rows:
        assert row.get("after") == "sound", row
        assert set(row["errors"]) <= {"Interrupted", "KeyboardInterrupt"}, row
        # Other programs lengthen the time on the wall; threads of a call that of the processor.
        assert min(row["wall_ms_worst"], row["cpu_ms_worst"]) < MOST, row


@pytest.mark.skipif(sys.platform != "linux", reason="reads the clock of another process")
@pytest.mark.parametrize("names", [ONE_BY_ONE, TOGETHER, OTHERS], ids=lambda names: names[0])
def test_ctrl_c_ends_long_calls_and_leaves_all_sound(names):
    rows = measured("--brief", "--only", *names)
    assert [row["call"] for row in rows] == names
    assert all(row["interrupts"] > 0 for row in rows)
    check(rows)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="reads the clock of another process")
def test_ctrl_c_ends_every_call_at_any_moment():
    check(measured("--moments", "8"))


HANDLER = """
import signal
import opiodyn as od
class Mine(Exception): pass
heard = []
def handle(number, frame):
    heard.append(number)
    if len(heard) > 1:
        raise Mine
signal.signal(signal.SIGINT, handle)
month = od.regimen("naltrexone 4.5 mg po q24h x28")
people = od.population(200, seed=1)
calls = {
    "simulate": lambda: od.simulate(od.regimen("naltrexone 4.5 mg po q24h x3000"), delta=24),
    "subjects": lambda: od.simulate(month, subjects=people, delta=24),
    "steady_state": lambda: od.steady_state(month.__class__(
        [od.Dose("naltrexone", time=24.0 * k, amt=4.5, route="po") for k in range(300)]),
        period=7200.0),
    "sweep": lambda: od.sweep(month, over={"subject": people}),
    "sensitivity": lambda: od.sensitivity(month, to=["amt"], subjects=people[:20]),
    "evaluator": lambda: od.evaluator(month, vary=["naltrexone.CL"])(
        [[100.0 + k] for k in range(300)]),
}
for name, call in calls.items():
    heard.clear()
    call()  # warm
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, lambda *_: signal.raise_signal(signal.SIGINT))
    signal.setitimer(signal.ITIMER_REAL, 0.03)
    call()  # a handler that raises nothing stops nothing
    while not heard:
        call()
    signal.setitimer(signal.ITIMER_REAL, 0.03)
    try:
        while True:
            call()
    except Mine:
        print(name)
"""


def test_the_handler_of_the_user_decides():
    done = subprocess.run([sys.executable, "-c", HANDLER], capture_output=True, text=True)
    assert done.stdout.split() == [
        *("simulate", "subjects", "steady_state", "sweep", "sensitivity", "evaluator")
    ], done.stderr


THREAD = """
import threading, time
import numpy as np
import opiodyn as od
from opiodyn import _core
from opiodyn._model.inside import core_of
regimen, stop = od.regimen("naltrexone 4.5 mg po q24h x1000000"), _core.StopFlag()
over, ended = threading.Event(), []
def work():
    times = np.array([0.0, 24e6])
    try:
        _core.simulate(core_of(od.Model()), regimen, times, np.full(2, -1), stop=stop)
    except od.Interrupted:
        ended.append(True)
    over.set()
worker = threading.Thread(target=work)
worker.start()
print("ready", flush=True)
try:
    over.wait()
except KeyboardInterrupt:
    caught = time.process_time()
    stop.set()
    worker.join()
    print(caught, time.process_time(), ended)
"""
# It waits for an event at first: a thread whose join() is interrupted counts as ended in Python
# 3.11 and 3.12 while it runs on, and Python then ends the process beneath it.


def test_ctrl_c_beside_a_run_in_another_thread_reaches_the_main_thread():
    stopped = interrupted(THREAD, after=0.5)
    assert stopped.code == 0, stopped.err
    caught, joined, ended = stopped.out.split()
    assert ended == "[True]"
    assert 1e3 * (float(caught) - stopped.used) < MOST
    assert 1e3 * (float(joined) - float(caught)) < MOST


SHELL = """
import sys
from opiodyn.cli import main
print("ready", flush=True)
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize("after", [0.05, 0.4, 0.9])
def test_ctrl_c_in_the_shell_writes_whole_files_or_none(tmp_path, after):
    scenario = tmp_path / "long.toml"
    scenario.write_text(
        'regimen = "naltrexone 4.5 mg po q24h x2000"\n[write]\ncsv = "long.csv"\n',
        encoding="utf-8",
    )
    stopped = interrupted(SHELL, "run", str(scenario), after=after)
    assert stopped[:3] == (130, "", "opiodyn: error: interrupted\n")
    assert [path.name for path in tmp_path.iterdir()] == ["long.toml"]


DROPS = """
import signal, sys, time
from opiodyn import cli
def command(chosen):
    try:
        signal.raise_signal(signal.SIGINT)
    except KeyboardInterrupt:
        pass  # as compiled modules do that drop every error
    end = time.monotonic() + 60.0
    while time.monotonic() < end:
        pass
    return 0
cli._COMMANDS["bench"] = command
sys.exit(cli.main(["bench"]))
"""

TIDIES = """
import signal, sys, time
from opiodyn import cli
from opiodyn._cli.interrupts import AGAIN
def command(chosen):
    try:
        signal.raise_signal(signal.SIGINT)
    finally:
        end = time.monotonic() + 4.0 * AGAIN
        while time.monotonic() < end:
            pass
        print("tidy")
cli._COMMANDS["bench"] = command
code = cli.main(["bench"])
assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
time.sleep(2.0 * AGAIN)  # nothing comes later
sys.exit(code)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no timer that sends signals")
@pytest.mark.parametrize(("program", "out"), [(DROPS, ""), (TIDIES, "tidy\n")])
def test_one_ctrl_c_ends_a_command_whatever_drops_it(program, out):
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=50.0
    )
    assert (done.returncode, done.stdout) == (130, out)
    assert done.stderr == "opiodyn: error: interrupted\n"
