"""A long run holds neither the other threads nor the keyboard."""

import threading
import time

import opiodyn as od
from fixtures import interrupted

LONG = "naltrexone 4.5 mg po q24h x4000"


def test_other_threads_go_on_during_a_run():
    ticks, done = [], threading.Event()

    def tick():
        while not done.wait(0.001):
            ticks.append(time.perf_counter())

    thread = threading.Thread(target=tick)
    thread.start()
    begin = time.perf_counter()
    od.simulate(od.regimen(LONG), times=[0.0, 96_000.0])
    end = time.perf_counter()
    done.set()
    thread.join()
    during = [t for t in ticks if begin + 0.1 * (end - begin) < t < end - 0.1 * (end - begin)]
    assert end - begin > 0.05, "too short to say anything"
    assert len(during) > 10


def test_threads_share_a_model_and_agree():
    model, results = od.Model(), []
    regimen = od.regimen("naltrexone 4.5 mg po q24h x28")

    def work():
        results.append(od.simulate(regimen, model=model).occupancy("naltrexone", "mu"))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 4
    assert all((result == results[0]).all() for result in results)


CHILD = """
import sys, time
import opiodyn as od
times = [24.0 * k for k in range(1_000_001)]
regimen = od.regimen("naltrexone 4.5 mg po q24h x1000000")
print("ready", flush=True)
try:
    od.simulate(regimen, times=times)
except od.Interrupted as error:
    caught = time.process_time()
    assert isinstance(error, KeyboardInterrupt)
    assert not error.partial.complete
    assert 0 < error.partial.times.size < 1_000_001
    assert "interrupted" in error.partial.status
    print(caught)
again = od.simulate(od.regimen("naltrexone 4.5 mg po"))
assert again.complete
"""


def test_ctrl_c_ends_a_run_and_keeps_what_was_computed():
    stopped = interrupted(CHILD, after=1.0)
    assert (stopped.code, stopped.err) == (0, "")
    seconds = float(stopped.out) - stopped.used
    print(f"Ctrl-C answered after {1e3 * seconds:.0f} ms")
    assert seconds < 2.0
