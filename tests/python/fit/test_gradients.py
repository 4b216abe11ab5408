"""Gradients of objectives beside differences of the objectives themselves, on 12 models."""

import io

import numpy as np
import pandas as pd
import pytest

import opiodyn as od
from fixtures import plain

ORAL = [od.FirstOrder(ka=1.2, lag=0.25)]
TWO_INPUTS = [
    od.ZeroOrder(duration=2.0, fraction=0.4),
    od.FirstOrder(ka=0.5, fraction=0.6),
]
IMMUNE = ("turnover", "peptides", "adaptation", "effects", "immune")
DOSES = "TIME,AMT,II,ADDL,DRUG,ROUTE\n"
LDN = DOSES + "0,4.5,24,2,naltrexone,po\n"


def own(**parts):
    return plain(od.Drug("own", molar_mass=300.0, CL=20.0, **parts))


# Model, dose, what varies with its bounds, and what is observed.
CASES = {
    "one compartment, by mouth with a lag": (
        own(V=[100.0], absorption=ORAL),
        "TIME,AMT\n0,50\n",
        {"own.CL": (1, 90), "own.V1": (9, 900), "own.oral.ka": (0.1, 9)},
        "mass_concentration.own",
    ),
    "three compartments, infusion": (
        own(V=[50.0, 80.0, 200.0], Q=[15.0, 3.0]),
        "TIME,AMT,RATE,CMT\n0,50,20,1\n",
        {"own.CL": (1, 90), "own.V2": (9, 900), "own.Q3": (0.1, 90)},
        "concentration.own",
    ),
    "two compartments, zero order and first order": (
        own(V=[50.0, 80.0], Q=[15.0], absorption=TWO_INPUTS),
        "TIME,AMT,II,ADDL\n0,50,12,2\n",
        {"own.CL": (1, 90), "own.Q2": (1, 90)},
        "mass_concentration.own",
    ),
    "naltrexone in plasma": (
        plain("naltrexone"),
        LDN,
        {"naltrexone.CL": (20, 600), "naltrexone.V1": (20, 3000)},
        "mass_concentration.naltrexone",
    ),
    "its metabolite": (
        plain("naltrexone"),
        LDN,
        {"naltrexone.CL": (20, 600), "6-beta-naltrexol.CL": (2, 90)},
        "mass_concentration.6-beta-naltrexol",
    ),
    "occupancy, kinetic binding": (
        od.Model(drugs=["naltrexone"]),
        LDN,
        {"naltrexone.mu.K": (0.1, 9), "naltrexone.CL": (20, 600)},
        "occupancy.naltrexone.mu",
    ),
    "occupancy, equilibrium binding": (
        od.Model(drugs=["naltrexone"], binding="equilibrium"),
        LDN,
        {"naltrexone.mu.K": (0.1, 9), "naltrexone.CL": (20, 600)},
        "occupancy.naltrexone.mu",
    ),
    "tone, transient": (
        od.Model(drugs=["naltrexone"], biophase="transient"),
        LDN,
        {"naltrexone.mu.K": (0.1, 9), "naltrexone.CL": (20, 600)},
        "tone.mu",
    ),
    "density, retention": (
        od.Model(drugs=["naltrexone"], biophase="retention"),
        LDN,
        {"naltrexone.mu.K": (0.1, 9), "mu.turnover_half_life": (5, 900)},
        "density.mu",
    ),
    "peptides, slow, with immune part": (
        od.Model(drugs=["naltrexone"], biophase="slow", response=IMMUNE),
        LDN,
        {"naltrexone.CL": (20, 600), "beta-endorphin.mu.K": (0.1, 90)},
        "peptide.beta-endorphin",
    ),
    "breathing under morphine": (
        od.Model(drugs=["morphine"]),
        DOSES + "0,10,,,morphine,iv\n",
        {"morphine.mu.K": (0.1, 9000), "morphine.CL": (9, 300)},
        "effect.breathing",
    ),
    "morphine beside naltrexone": (
        od.Model(drugs=["naltrexone", "morphine"]),
        DOSES + "0,50,,,naltrexone,po\n6,10,,,morphine,iv\n",
        {"naltrexone.CL": (20, 600), "morphine.CL": (9, 300)},
        "occupancy.morphine.mu",
    ),
}
HOURS = np.array([1.0, 3.0, 7.5, 13.0, 20.0, 30.0, 47.0, 60.0])
# Finer than the default of fits: a difference divides what the steps of the solver leave by the
# distance of its points.
FINE = {"rtol": 1e-11, "atol": 1e-14}


def objective(model, dose, vary, column):
    """An objective whose observations lie beside what the model predicts, at its own values."""
    doses = pd.read_csv(io.StringIO(dose))
    rows = pd.concat([doses, pd.DataFrame({"TIME": HOURS})])
    rows = rows.sort_values("TIME", kind="stable", ignore_index=True)
    run = od.simulate(od.read_events(rows), model=model)
    values = run.to_pandas()[column].to_numpy() * (1.0 + 0.1 * np.sin(np.arange(HOURS.size)))
    rows.loc[rows["AMT"].isna(), "DV"] = values
    table = od.read_events(rows)
    return od.objective(
        table, model=model, vary=vary, observe={"DV": column}, error="combined", **FINE
    )


def difference(goal, x, i):
    """The derivative by Richardson's extrapolation of central differences, of order 6."""

    def slope(h):
        step = np.zeros_like(x)
        step[i] = h * x[i]
        return (goal(x + step) - goal(x - step)) / (2.0 * h * x[i])

    coarse, middle, fine = slope(0.04), slope(0.02), slope(0.01)
    first, second = (4.0 * middle - coarse) / 3.0, (4.0 * fine - middle) / 3.0
    return (16.0 * second - first) / 15.0


@pytest.mark.parametrize("name", CASES)
def test_a_gradient_is_the_difference_of_the_objective(name):
    goal = objective(*CASES[name])
    x = goal.start * (1.0 + 0.1 * np.cos(np.arange(goal.start.size)))
    value, gradient = goal.derivatives(x)
    assert value == pytest.approx(goal(x), rel=1e-9)
    expected = np.array([difference(goal, x, i) for i in range(x.size)])
    # Relative to the change of the objective when a parameter doubles: what a search sees.
    assert gradient * x == pytest.approx(
        expected * x, rel=1e-6, abs=1e-6 * np.abs(gradient * x).max()
    )
