"""SciPy's solvers on the people of the comparison: rows as benchmarks/rivals/main.cpp prints them.

python benchmarks/rivals/scipy_rivals.py LIBRARY [patients] [days]

LIBRARY is librivals_problem, the same people and equations. LSODA (ODEPACK, in integrate.odeint)
calls the compiled right-hand side and Jacobian, through one Python function each; for scale, LSODA
and BDF call a right-hand side of Python floats and form the Jacobian by differences, as is usual.
"""

import argparse
import ctypes
import json
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import scipy
from scipy.integrate import odeint, solve_ivp

Array = np.ndarray[Any, np.dtype[np.float64]]
Rates = Callable[[float, Array], Any]
Stretch = Callable[["System", Array, Array, float], Array]  # states at times after the first


class Problem:
    """The library's people; one problem at a time."""

    def __init__(self, library: str, patients: int, days: int) -> None:
        self.lib = ctypes.CDLL(library)
        self.lib.rivals_begin.restype = ctypes.c_double
        self.lib.rivals_python_source.restype = ctypes.c_char_p
        for name in ("derivative", "jacobian"):
            getattr(self.lib, f"rivals_{name}").argtypes = [ctypes.c_int64] + 2 * [ctypes.c_void_p]
        self.size: int = self.lib.rivals_open(patients, days)
        self.times = np.arange(6.0, 24.0 * days + 3.0, 6.0)

    def errors(self, count: int) -> dict[str, float]:
        """Of the first so many patients."""
        found = np.zeros(3)
        self.lib.rivals_errors(ctypes.c_int64(count), found.ctypes.data_as(ctypes.c_void_p))
        return dict(zip(("rms", "largest", "occupancy"), found.tolist(), strict=True))


class System:
    """The right-hand side of one patient, compiled or in Python."""

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
        space: dict[str, Any] = {}
        exec(lib.rivals_python_source(ctypes.c_int64(patient)), space)
        rates = space["rates"]
        self.python: Rates = lambda _t, y: rates(y.tolist())

    def require_same(self, y: Array) -> None:
        """Both right-hand sides must be one."""
        np.testing.assert_allclose(self.python(0.0, y), self.derivative(0.0, y), 1e-9, 1e-12)


def run(system: System, stretch: Stretch, rtol: float) -> None:
    """One patient along the schedule; outputs go to the library."""
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


def lsoda_compiled(system: System, y: Array, stops: Array, rtol: float) -> Array:
    found = odeint(
        system.derivative,
        y,
        stops,
        Dfun=system.jacobian,
        tfirst=True,
        rtol=rtol,
        atol=1e-3 * rtol,
        mxstep=1_000_000,
    )
    return found[1:]


def lsoda_python(system: System, y: Array, stops: Array, rtol: float) -> Array:
    options = {"tfirst": True, "rtol": rtol, "atol": 1e-3 * rtol, "mxstep": 1_000_000}
    return odeint(system.python, y, stops, **options)[1:]


def bdf_python(system: System, y: Array, stops: Array, rtol: float) -> Array:
    span, options = (stops[0], stops[-1]), {"rtol": rtol, "atol": 1e-3 * rtol}
    return solve_ivp(system.python, span, y, "BDF", stops[1:], **options).y.T


def row(problem: Problem, name: str, stretch: Stretch, count: int, rtol: float) -> dict[str, Any]:
    """Time and error of a solver at a tolerance."""
    systems = [System(problem, patient) for patient in range(count)]
    begin = time.thread_time()
    for system in systems:
        run(system, stretch, rtol)
    seconds = time.thread_time() - begin
    return {
        "kind": "precision",
        "solver": name,
        "rtol": rtol,
        "patients": count,
        "us_per_patient": 1e6 * seconds / count,
        **problem.errors(count),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("library")
    parser.add_argument("patients", type=int, nargs="?", default=8)
    parser.add_argument("days", type=int, nargs="?", default=30)
    said = parser.parse_args()
    problem = Problem(said.library, said.patients, said.days)
    for patient in range(said.patients):
        y = np.zeros(problem.size)
        problem.lib.rivals_baseline(ctypes.c_int64(patient), y.ctypes.data_as(ctypes.c_void_p))
        problem.lib.rivals_begin(
            ctypes.c_int64(patient), ctypes.c_int64(0), y.ctypes.data_as(ctypes.c_void_p)
        )
        System(problem, patient).require_same(y)
    print(json.dumps({"kind": "version", "of": "SciPy", "is": scipy.__version__}))
    few = min(2, said.patients)
    for name, stretch, count, finest in (
        ("SciPy LSODA, compiled equations", lsoda_compiled, said.patients, 8),
        ("SciPy LSODA, Python equations", lsoda_python, few, 6),
        ("SciPy BDF, Python equations", bdf_python, few, 6),
    ):
        for power in range(2, finest + 1):
            print(json.dumps(row(problem, name, stretch, count, 10.0**-power)), flush=True)


if __name__ == "__main__":
    sys.exit(main())
