"""End values of five stiff problems: the published ones, and those of another solver beside them.

Published: F. Mazzia, C. Magherini (2008), Test Set for Initial Value Problem Solvers, release 2.4,
Department of Mathematics, University of Bari: chapters HIRES, POLLU, VDPOL, ROBER and OREGO. The
problems are typed in from there; tests/support/stiff_problems.hpp has them once more, in C++. The
check is SciPy's Radau (Hairer and Wanner's RADAU5) at its smallest rtol, with Jacobians by complex
steps, which are exact to rounding for polynomials.

    python make_stiff_reference.py > data/stiff_problems.json      # needs SciPy; a minute
"""

import json
import sys
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from scipy.integrate import solve_ivp

LEAST_DIGITS = 11.5  # that the two share; rtol 1e-13 holds per step


class Problem(NamedTuple):
    f: Callable
    start: list[float]
    end: float
    published: list[float]


def hires(y):
    a, b, c, d, e, f, g, h = y
    return [
        -1.71 * a + 0.43 * b + 8.32 * c + 0.0007,
        1.71 * a - 8.75 * b,
        -10.03 * c + 0.43 * d + 0.035 * e,
        8.32 * b + 1.71 * c - 1.12 * d,
        -1.745 * e + 0.43 * f + 0.43 * g,
        -280.0 * f * h + 0.69 * d + 1.71 * e - 0.43 * f + 0.69 * g,
        280.0 * f * h - 1.81 * g,
        -280.0 * f * h + 1.81 * g,
    ]


def rober(y):
    slow, middle, fast = 0.04 * y[0], 1e4 * y[1] * y[2], 3e7 * y[1] ** 2
    return [-slow + middle, slow - middle - fast, fast]


def orego(y):
    return [
        77.27 * (y[1] + y[0] * (1.0 - 8.375e-6 * y[0] - y[1])),
        (y[2] - (1.0 + y[0]) * y[1]) / 77.27,
        0.161 * (y[0] - y[2]),
    ]


def vdpol(y):
    return [y[1], ((1.0 - y[0] ** 2) * y[1] - y[0]) / 1e-6]


# fmt: off
K = [0.35, 26.6, 1.23e4, 8.6e-4, 8.2e-4, 1.5e4, 1.3e-4, 2.4e4, 1.65e4, 9e3, 0.022, 1.2e4, 1.88,
     1.63e4, 4.8e6, 3.5e-4, 0.0175, 1e8, 4.44e11, 1.24e3, 2.1, 5.78, 0.0474, 1.78e3, 3.12]
# The reactants of each of the 25 reactions, and the reactions that make (+) or use (-) each of the
# 20 species; a number twice counts twice.
REACTANTS = [(1,), (2, 4), (5, 2), (7,), (7,), (7, 6), (9,), (9, 6), (11, 2), (11, 1), (13,),
             (10, 2), (14,), (1, 6), (3,), (4,), (4,), (16,), (16,), (17, 6), (19,), (19,), (1, 4),
             (19, 1), (20,)]
BALANCE = [
    (-1, -10, -14, -23, -24, 2, 3, 9, 11, 12, 22, 25), (-2, -3, -9, -12, 1, 21),
    (-15, 1, 17, 19, 22), (-2, -16, -17, -23, 15), (-3, 4, 4, 6, 7, 13, 20),
    (-6, -8, -14, -20, 3, 18, 18), (-4, -5, -6, 13), (4, 5, 6, 7), (-7, -8), (-12, 7, 9),
    (-9, -10, 8, 11), (9,), (-11, 10), (-13, 12), (14,), (-18, -19, 16), (-20,), (20,),
    (-21, -22, -24, 23, 25), (-25, 24),
]
# fmt: on


def pollu(y):
    rates = [
        k * np.prod([y[species - 1] for species in reactants])
        for k, reactants in zip(K, REACTANTS, strict=True)
    ]
    return [sum(np.sign(r) * rates[abs(r) - 1] for r in reactions) for reactions in BALANCE]


# fmt: off
PROBLEMS = {
    "HIRES": Problem(
        hires, [1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0057], 321.8122,
        [0.7371312573325668e-3, 0.1442485726316185e-3, 0.5888729740967575e-4,
         0.1175651343283149e-2, 0.2386356198831331e-2, 0.6238968252742796e-2,
         0.2849998395185769e-2, 0.2850001604814231e-2],
    ),
    "ROBER": Problem(
        rober, [1.0, 0.0, 0.0], 1e11,
        [0.2083340149701255e-7, 0.8333360770334713e-13, 0.9999999791665050],
    ),
    "OREGO": Problem(
        orego, [1.0, 2.0, 3.0], 360.0,
        [0.1000814870318523e1, 0.1228178521549917e4, 0.1320554942846706e3],
    ),
    "VDPOL": Problem(vdpol, [2.0, 0.0], 2.0, [0.1706167732170483e1, -0.8928097010247975]),
    "POLLU": Problem(
        pollu, [0.0, 0.2, 0.0, 0.04, 0.0, 0.0, 0.1, 0.3, 0.01, *[0.0] * 7, 0.007, *[0.0] * 3], 60.0,
        [0.5646255480022769e-1, 0.1342484130422339, 0.4139734331099427e-8, 0.5523140207484359e-2,
         0.2018977262302196e-6, 0.1464541863493966e-6, 0.7784249118997964e-1, 0.3245075353396018,
         0.7494013383880406e-2, 0.1622293157301561e-7, 0.1135863833257075e-7,
         0.2230505975721359e-2, 0.2087162882798630e-3, 0.1396921016840158e-4,
         0.8964884856898295e-2, 0.4352846369330103e-17, 0.6899219696263405e-2,
         0.1007803037365946e-3, 0.1772146513969984e-5, 0.5682943292316392e-4],
    ),
}
# fmt: on


def jacobian(f, y):
    """By complex steps."""
    size = len(y)
    columns = np.eye(size) * 1e-200j + np.asarray(y)
    return np.array([np.imag(f(list(column))) / 1e-200 for column in columns]).T


def solved(problem):
    found = solve_ivp(
        lambda t, y: problem.f(list(y)),
        (0.0, problem.end),
        problem.start,
        method="Radau",
        jac=lambda t, y: jacobian(problem.f, y),
        rtol=1e-13,
        atol=1e-26,
        first_step=1e-8,
    )
    assert found.success, found.message
    return found.y[:, -1]


def digits(found, expected):
    """Significant correct digits of the worst component."""
    return float(-np.log10(np.max(np.abs(found / np.asarray(expected) - 1.0))))


if __name__ == "__main__":
    report = {"made_by": "tests/reference/make_stiff_reference.py"}
    for name, problem in PROBLEMS.items():
        agree = digits(solved(problem), problem.published)
        print(f"{name}: published values and Radau share {agree:.1f} digits", file=sys.stderr)
        assert agree > LEAST_DIGITS
        report[name] = {"end": problem.end, "y": problem.published}
    print(json.dumps(report, indent=1))
