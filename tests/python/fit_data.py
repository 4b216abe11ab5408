"""Tables of simulated observations with known truth, and the model that they are of."""

import io

import numpy as np

import opiodyn as od
from closed_forms import one_compartment
from fixtures import plain

DRUG = od.Drug("mydrug", molar_mass=300.0, CL=18.0, V=[80.0], absorption=[od.FirstOrder(ka=1.5)])
MODEL = plain(DRUG)
PLASMA = "mass_concentration.mydrug"
OBSERVE = {"DV": PLASMA}
VARY = {"mydrug.CL": (2.0, 200.0), "mydrug.V1": (10.0, 1000.0)}
TRUTH = {"CL": 20.0, "V": 100.0, "ka": 1.5, "dose": 50.0}
TIMES = np.array([0.5, 1.0, 2.0, 4.0, 6.0, 8.0, 12.0, 16.0, 20.0, 24.0])


def predicted(t, CL, V, ka=TRUTH["ka"], dose=TRUTH["dose"]):
    """The concentration [ng/mL] after one dose [mg] by mouth, in closed form."""
    return dose / V * one_compartment(CL, V).oral(t, ka) * 1000.0


def observed(rng, error, scatter, f):
    """Observations around predictions, by an error model."""
    noise = rng.standard_normal(f.shape)
    if error == "additive":
        return f + scatter[0] * noise
    if error == "proportional":
        return f * (1.0 + scatter[0] * noise)
    if error == "log":
        return f * np.exp(scatter[0] * noise)
    return f + np.hypot(scatter[0], scatter[1] * f) * noise


def table_of(values, times=TIMES, **options):
    """A table of subjects who take one dose by mouth; values are [subject, time]."""
    lines = ["ID,TIME,AMT,DV"]
    for i, row in enumerate(values, 1):
        lines.append(f"{i},0,{TRUTH['dose']},.")
        lines += [f"{i},{t!r},.,{y!r}" for t, y in zip(times.tolist(), row.tolist(), strict=True)]
    return od.read_events(io.StringIO("\n".join(lines) + "\n"), **options)
