"""Runs SciPy's solvers on the people of the comparison; rows are as main.cpp prints them.

python benchmarks/rivals/scipy_rivals.py LIBRARY [patients] [days]

LIBRARY is librivals_problem, with the same people and equations. LSODA (ODEPACK, in
integrate.odeint) calls the compiled right-hand side and Jacobian through one Python function each.
For scale, LSODA and BDF also call a right-hand side of Python floats and form the Jacobian by
differences, as is usual.
"""

import argparse

from problem import Array, System, open_problem, print_row
from scipy.integrate import odeint, solve_ivp


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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("library")
    parser.add_argument("patients", type=int, nargs="?", default=8)
    parser.add_argument("days", type=int, nargs="?", default=30)
    options = parser.parse_args()
    everybody = open_problem(options.library, options.patients, options.days)
    for name, stretch, count, finest in (
        ("SciPy LSODA, compiled equations", lsoda_compiled, options.patients, 8),
        ("SciPy LSODA, Python equations", lsoda_python, 2, 6),
        ("SciPy BDF, Python equations", bdf_python, 2, 6),
    ):
        for power in range(2, finest + 1):
            print_row(everybody[:count], name, stretch, 10.0**-power)


if __name__ == "__main__":
    main()
