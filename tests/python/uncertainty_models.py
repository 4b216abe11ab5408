"""A drug of one compartment, whose areas and curves have closed forms."""

import numpy as np

import opiodyn as od
from fixtures import plain

DOSE, CL, V = 10.0, 2.0, 20.0  # mg, L/h, L
ORAL = od.regimen(f"x {DOSE:g} mg po")
VEIN = od.regimen(f"x {DOSE:g} mg iv")
# The area up to a time at which nothing is left.
AREA = {"area": od.Metric("mass_concentration.x.area", span=(0.0, 2000.0))}
TIGHT = {"rtol": 1e-9, "atol": 1e-12}


def linear():
    """Returns the model."""
    first_order = od.FirstOrder(ka=1.0, F=0.5)
    return plain(od.Drug("x", molar_mass=300.0, CL=CL, V=[V], absorption=[first_order]))


def area(F=1.0, CL=CL):
    """The area under the concentration [ng/mL h]."""
    return 1000.0 * F * DOSE / CL


def bolus(t, CL=CL):
    """The concentration a time t after a bolus [ng/mL]."""
    return 1000.0 * DOSE / V * np.exp(-CL / V * np.asarray(t))


def log_quantile(low, high, share):
    """The quantile of a log-uniform distribution."""
    return low * (high / low) ** np.asarray(share)
