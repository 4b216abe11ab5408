"""Holds a case of every call that may take long, and serves them to python_interrupts.py.

The program reads lines. "case NAME" prepares a call, and the answer is "ready". "go" makes it: the
answers are "begin" and then "ended", or "caught" with the processor time and the clock [s]. "check"
asks what is broken by now. "late" tells of a Ctrl-C that found no call.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time

import long_results
import long_runs
import long_sweeps
from long_call_parts import WEEK, Call, people

import opiodyn as od

CASES = {**long_runs.CASES, **long_sweeps.CASES, **long_results.CASES}


def bits() -> bytes:
    """Returns numbers of small calls, which an interruption before them must not change."""
    week = od.regimen(WEEK)
    run = od.simulate(week, delta=1.0).to_pandas().to_numpy().tobytes()
    swept = od.sweep(week, over={"subject": people(9)})["tone.mu.mean"].to_numpy().tobytes()
    steady = od.steady_state(od.regimen("naltrexone 4.5 mg po"), period=24.0).state.to_numpy()
    return run + swept + steady.tobytes()


def say(*words: object) -> None:
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


def _serve(call: Call) -> None:
    """Runs the call and tells how it ended."""
    try:
        say("begin")
        call()
        say("ended")
    except KeyboardInterrupt as error:
        now = time.clock_gettime(time.CLOCK_PROCESS_CPUTIME_ID), time.monotonic()
        say("caught", *now, type(error).__name__)


def _faults(before: bytes, threads: int) -> list[str]:
    """Returns what is broken after the interruptions so far."""
    faults = ["other bits"] if bits() != before else []
    if threading.active_count() > threads:
        faults.append(f"threads: {threading.enumerate()}")
    if signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        faults.append("another handler")
    return faults


def main() -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)
    before, call, threads = bits(), bits, threading.active_count()
    while True:
        try:
            word, _, name = sys.stdin.readline().rstrip("\n").partition(" ")
        except KeyboardInterrupt:
            say("late")
            continue
        if word == "case":
            call = CASES[name]()
            threads = threading.active_count() + 2 * ("threads" in name)  # a pool starts its own
            say("ready")
        elif word == "go":
            _serve(call)
        elif word == "check":
            say("after", *(_faults(before, threads) or ["sound"]))
        else:
            return


if __name__ == "__main__":
    main()
