"""The equations run inside a bigger model, with SciPy's solver and one more state of yours.

The extra state is the area under the mu occupancy. A host with kinetics of its own gives the plasma
concentration alone.
"""

import math

import numpy as np
import numpy.typing as npt
from scipy.integrate import solve_ivp

import opiodyn as od

Floats = npt.NDArray[np.float64]
model = od.Model(biophase="plasma", drugs=["naltrexone"])
names = list(model.states.index)
bound, density = names.index("naltrexone.mu.bound"), names.index("mu.density")


def rates(t: float, x: Floats) -> Floats:
    return np.append(model.derivative(t, x[:-1]), x[bound] / x[density])


def jacobian(t: float, x: Floats) -> Floats:
    J = np.zeros((x.size, x.size))
    J[:-1, :-1] = model.jacobian(t, x[:-1])
    J[-1, bound] = 1.0 / x[density]
    J[-1, density] = -x[bound] / x[density] ** 2
    return J


# 4.5 mg by mouth, as nmol of base in the depot.
values = model.parameters["value"]
x = np.append(model.baseline(), 0.0)
x[names.index("naltrexone.depot")] = (
    4.5e6 * values["naltrexone.oral.salt_factor"] / values["naltrexone.molar_mass"]
)
solution = solve_ivp(rates, (0.0, 24.0), x, method="Radau", jac=jacobian, rtol=1e-8, atol=1e-10)
print(f"mean mu occupancy over the day: {100.0 * solution.y[-1, -1] / 24.0:.2f} %")

run = od.simulate(od.dose("naltrexone", amt=4.5), model=model, delta=0.01)
mean = od.metrics.mean(run.times, run.occupancy("naltrexone", "mu"))
print(f"the same by opiodyn:            {100.0 * mean:.2f} %")


# A host with kinetics of its own gives the concentration alone: here two exponentials, in nM.
def plasma(t: float) -> float:
    return 30.0 * (math.exp(-0.2 * t) - math.exp(-1.5 * t))


given = od.Model(biophase="plasma", drugs=["naltrexone"], concentration_given=["naltrexone"])
place = given.concentration_state("naltrexone")


def filled(t: float, y: Floats) -> Floats:
    y = y.copy()
    y[place] = plasma(t)
    return y


solution = solve_ivp(
    lambda t, y: given.derivative(t, filled(t, y)),
    (0.0, 12.0),
    given.baseline(),
    method="Radau",
    rtol=1e-8,
    atol=1e-10,
)
seen = given.observe(filled(12.0, solution.y[:, -1]))
print(f"mu occupancy, your plasma curve: {100.0 * seen['occupancy.naltrexone.mu']:.2f} %")
run = od.simulate(od.concentration("naltrexone", plasma, until=12), model=given)
print(f"the same by opiodyn:            {100.0 * run.occupancy('naltrexone', 'mu')[-1]:.2f} %")
