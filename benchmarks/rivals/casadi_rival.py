"""Runs CVODES of CasADi on the people of the comparison.

python benchmarks/rivals/casadi_rival.py LIBRARY [patients] [days]

CasADi runs the equations as its own expressions and derives the sparse Jacobian from them. The
time to make these is left out: the second run of each counts.
"""

import argparse

import casadi
import numpy as np
from problem import Array, System, open_problem, print_row

NAME = "CasADi CVODES, its own expressions"


class Cvodes:
    """This solver keeps an integrator for each person, tolerance and spacing of outputs."""

    def __init__(self) -> None:
        self.made: dict[tuple[int, float, tuple[float, ...]], casadi.Function] = {}

    def __call__(self, system: System, y: Array, stops: Array, rtol: float) -> Array:
        spacing = tuple(np.round(stops - stops[0], 9).tolist())
        key = system.patient, rtol, spacing
        if key not in self.made:
            self.made[key] = integrator(system, rtol, spacing)
        return np.array(self.made[key](x0=y)["xf"]).T


def integrator(system: System, rtol: float, spacing: tuple[float, ...]) -> casadi.Function:
    x = casadi.SX.sym("x", system.problem.size)
    rates = system.equations(max=casadi.fmax, min=casadi.fmin)
    ode = casadi.vertcat(*rates(casadi.vertsplit(x)))
    options = {"reltol": rtol, "abstol": 1e-3 * rtol, "max_num_steps": 1_000_000}
    return casadi.integrator("cvodes", "cvodes", {"x": x, "ode": ode}, 0.0, spacing[1:], options)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("library")
    parser.add_argument("patients", type=int, nargs="?", default=4)
    parser.add_argument("days", type=int, nargs="?", default=30)
    options = parser.parse_args()
    systems = open_problem(options.library, options.patients, options.days)
    for power in range(2, 9):
        print_row(systems, NAME, Cvodes(), 10.0**-power, rounds=2)


if __name__ == "__main__":
    main()
