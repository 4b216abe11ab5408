"""When does it matter that binding takes time? Binding as a reaction, and at equilibrium."""

import numpy as np

import opiodyn as od

regimen = od.dose("naltrexone", amt=50.0)


def largest_difference(koff: float) -> float:
    """Returns the largest difference in mu occupancy if naltrexone dissociates at koff [1/h]."""
    parameters = {"naltrexone.mu.koff": koff}
    kinetic, equilibrium = (
        od.simulate(regimen, model=od.Model(binding=binding, parameters=parameters), end=48)
        for binding in ("kinetic", "equilibrium")
    )
    difference = kinetic.occupancy("naltrexone", "mu") - equilibrium.occupancy("naltrexone", "mu")
    return float(np.max(np.abs(difference)))


print("koff, 1/h   largest difference in mu occupancy")
for koff in (180.0, 72.0, 21.0, 1.0, 0.1):
    print(f"{koff:9g}   {largest_difference(koff):.4f}")
