"""Gives the people of the comparison to solvers that are called from Python.

The library librivals_problem has their compiled equations and measures the error. Rows are as
main.cpp prints them.
"""

import ctypes
import json
import time
from collections.abc import Callable
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[np.float64]]
Stretch = Callable[["System", Array, Array, float], Array]  # states at times after the first


class Problem:
    """A problem opens the people of the library; one is open at a time."""

    def __init__(self, library: str, patients: int, days: int) -> None:
        self.lib = ctypes.CDLL(library)
        self.lib.rivals_begin.restype = ctypes.c_double
        self.lib.rivals_python_source.restype = ctypes.c_char_p
        for name in ("derivative", "jacobian"):
            getattr(self.lib, f"rivals_{name}").argtypes = [ctypes.c_int64] + 2 * [ctypes.c_void_p]
        self.size: int = self.lib.rivals_open(patients, days)
        self.times = np.arange(6.0, 24.0 * days + 3.0, 6.0)

    def errors(self, count: int) -> dict[str, float]:
        """Returns the errors over the first so many patients."""
        names = ("rms", "largest", "occupancy", "rms_own", "largest_own")
        found = np.zeros(len(names))
        self.lib.rivals_errors(ctypes.c_int64(count), found.ctypes.data_as(ctypes.c_void_p))
        return dict(zip(names, found.tolist(), strict=True))


class System:
    """A system is the right-hand side of one patient, compiled and in Python."""

    def __init__(self, problem: Problem, patient: int) -> None:
        lib, n = problem.lib, problem.size
        self.problem, self.patient = problem, patient
        y_in, out, J = np.zeros(n), np.zeros(n), np.zeros((n, n))
        at, to, matrix = y_in.ctypes.data, out.ctypes.data, J.ctypes.data

        def derivative(_t: float, y: Array) -> Array:
            y_in[:] = y
            lib.rivals_derivative(patient, at, to)
            return out

        def jacobian(_t: float, y: Array) -> Array:
            y_in[:] = y
            lib.rivals_jacobian(patient, at, matrix)
            return J

        self.derivative, self.jacobian = derivative, jacobian
        rates = self.equations()
        self.python = lambda _t, y: rates(y.tolist())

    def equations(self, **functions: Any) -> Callable[[Any], list[Any]]:
        """Returns the right-hand side in Python, for any type with these functions (max, min)."""
        code = self.problem.lib.rivals_python_source(ctypes.c_int64(self.patient))
        exec(code, functions)
        return functions["rates"]

    def require_same(self, y: Array) -> None:
        """Refuses right-hand sides that differ."""
        np.testing.assert_allclose(self.python(0.0, y), self.derivative(0.0, y), 1e-9, 1e-12)


def open_problem(library: str, patients: int, days: int) -> list[System]:
    """Returns the systems of all people after a check that both right-hand sides agree."""
    problem = Problem(library, patients, days)
    systems = [System(problem, patient) for patient in range(patients)]
    for system in systems:
        y, patient = np.zeros(problem.size), ctypes.c_int64(system.patient)
        pointer = y.ctypes.data_as(ctypes.c_void_p)
        problem.lib.rivals_baseline(patient, pointer)
        problem.lib.rivals_begin(patient, ctypes.c_int64(0), pointer)
        system.require_same(y)
    return systems


def run(system: System, stretch: Stretch, rtol: float) -> None:
    """Runs one patient along the schedule and hands the outputs to the library."""
    lib, patient, times = system.problem.lib, system.patient, system.problem.times
    y = np.zeros(system.problem.size)
    pointer = ctypes.c_void_p

    def at(state: Array) -> Any:
        return state.ctypes.data_as(pointer)

    lib.rivals_baseline(ctypes.c_int64(patient), at(y))
    begin, next_time = 0.0, 0
    for segment in range(lib.rivals_segments(ctypes.c_int64(patient))):
        end = lib.rivals_begin(ctypes.c_int64(patient), ctypes.c_int64(segment), at(y))
        last = end > times[-1]
        inside = times[(times > begin) & ((times < end) | last)]
        if next_time < len(times) and times[next_time] == begin:  # shows what comes after the dose
            lib.rivals_record(ctypes.c_int64(patient), ctypes.c_int64(next_time), at(y))
            next_time += 1
        stops = np.concatenate(([begin], inside, [] if last else [end]))
        if len(stops) == 1:
            return
        states = np.ascontiguousarray(stretch(system, y, stops, rtol))
        for state in states[: len(inside)]:
            lib.rivals_record(ctypes.c_int64(patient), ctypes.c_int64(next_time), at(state))
            next_time += 1
        y, begin = states[-1].copy(), end


def print_row(
    systems: list[System], name: str, stretch: Stretch, rtol: float, rounds: int = 1
) -> None:
    """Prints time and error of a solver at a tolerance, for the first people."""
    seconds = float("inf")
    for _ in range(rounds):
        begin = time.thread_time()
        for system in systems:
            run(system, stretch, rtol)
        seconds = min(seconds, time.thread_time() - begin)
    row = {
        "kind": "precision",
        "solver": name,
        "rtol": rtol,
        "patients": len(systems),
        "us_per_patient": 1e6 * seconds / len(systems),
        **systems[0].problem.errors(len(systems)),
    }
    print(json.dumps(row), flush=True)
