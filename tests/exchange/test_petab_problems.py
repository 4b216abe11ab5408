"""Problems in PEtab: its own program accepts them, and their objective is that of od.objective."""

import json
import subprocess

import pytest

import opiodyn as od
from exchanged.studies import SEVERAL, plasma, table, written
from fit_data import PLASMA
from petab_likelihood import Problem
from second_python import environment

ORAL = "mydrug.oral."
BUPRENORPHINE = (
    "ID,TIME,AMT,RATE,ROUTE,WT,DVID,DV\n"
    "1,0,0.3,0,iv,60,1,.\n1,2,.,.,.,60,1,0.4\n1,9,.,.,.,60,1,0.2\n1,24,.,.,.,60,2,0.05\n"
    "2,0,0.6,0.2,iv,95,1,.\n2,2,.,.,.,95,1,1.3\n2,7,.,.,.,95,2,0.3\n2,9,.,.,.,95,1,0.3\n"
    "2,30,0.2,0.4,iv,95,1,.\n2,31.5,.,.,.,95,1,0.9\n2,40,.,.,.,95,2,0.2\n"
)
NALTREXONE = (
    "ID,TIME,AMT,ADDL,II,DVID,DV\n"
    "1,0,50,1,24,1,.\n1,1.5,.,.,.,1,9.1\n1,4.2,.,.,.,1,4.4\n1,30,.,.,.,2,0.9\n"
    "1,70,.,.,.,2,0.8\n2,5,25,0,0,1,.\n2,7,.,.,.,1,4.2\n2,12,.,.,.,1,0.9\n2,20,.,.,.,2,0.7\n"
    "2,90,.,.,.,2,0.3\n"
)


def two(first, second):
    return {"DV": {1: first, 2: second}}


CASES = {
    "proportional": plasma(SEVERAL),
    "additive": plasma(SEVERAL, error="additive", vary={"mydrug.CL": (0.0, 200.0)}),
    "combined": plasma(SEVERAL, error="combined", start={"mydrug.CL": 25.0}),
    "log": plasma(SEVERAL, error="log", fixed={f"log_sd.{PLASMA}": 0.2}),
    "priors": plasma(
        SEVERAL,
        start={"mydrug.V1": 70.0},
        priors={"mydrug.CL": ("lognormal", 15.0, 0.3), "mydrug.V1": ("normal", 80.0, 9.5)},
    ),
    "bioavailability and rate": plasma(
        SEVERAL, vary={f"{ORAL}F": (0.1, 1.0), f"{ORAL}ka": (0.1, 9.0)}, start={f"{ORAL}F": 0.8}
    ),
    "infusions, weight and two quantities": {
        "table": table(BUPRENORPHINE, drug="buprenorphine"),
        "model": od.Model(endogenous=[], receptors=["mu"], response=[]),
        "vary": {"buprenorphine.CL": (20.0, 200.0), "buprenorphine.mu.K": (0.1, 10.0)},
        "observe": two("mass_concentration.buprenorphine", "occupancy.buprenorphine.mu"),
        "error": {
            "mass_concentration.buprenorphine": "proportional",
            "occupancy.buprenorphine.mu": "additive",
        },
    },
    "the whole model": {
        "table": table(NALTREXONE, drug="naltrexone"),
        "model": None,
        "vary": {"naltrexone.CL": (20.0, 600.0), "naltrexone.mu.koff": (1.0, 90.0)},
        "observe": two("mass_concentration.naltrexone", "occupancy.naltrexone.mu"),
        "error": "additive",
    },
}
AGREEMENT = 1e-6
"""Runs of both sides have 1e-8 or less per step, and a likelihood adds up some ten of them."""


@pytest.fixture(scope="module", params=CASES)
def case(request, tmp_path_factory):
    """The folder of a problem, with its study."""
    study = CASES[request.param]
    return written(tmp_path_factory.mktemp("petab") / "problem", **study), study


def test_the_objective_at_the_start_is_ours(case):
    folder, study = case
    goal = od.objective(**study, rtol=1e-10, atol=1e-13)
    found, expected = Problem(folder).objective(), goal(goal.start)
    print(f"PEtab {found:.9g}, opiodyn {expected:.9g}")
    assert found == pytest.approx(expected, rel=AGREEMENT)


def test_petablint_accepts_the_problem(case):
    folder, _ = case
    program = environment("petab", "petab>=0.10") / "petablint"
    command = [program, "-v", folder / "problem.yaml"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "ERROR" not in done.stdout + done.stderr


def test_petab_computes_the_same_likelihood(case):
    """The package petab turns our tables and simulations of libRoadRunner into a likelihood."""
    folder, study = case
    python = environment("petab", "petab>=0.10") / "python"
    problem = Problem(folder)
    simulated = folder.parent / "simulations.tsv"
    problem.simulations().to_csv(simulated, sep="\t", index=False)
    command = [python, "-c", CALCULATE, folder / "problem.yaml", simulated]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    goal = od.objective(**{**study, "priors": None}, rtol=1e-10, atol=1e-13)
    assert -json.loads(done.stdout) == pytest.approx(goal(goal.start), rel=AGREEMENT)


CALCULATE = """
import re
import sys
import pandas
import petab.v1 as petab
from petab.v1.calculate import calculate_llh

problem = petab.Problem.from_yaml(sys.argv[1])
simulated = pandas.read_csv(sys.argv[2], sep="\\t")
observables = problem.observable_df
# petablint takes quantities of the model in noise formulas, and calculate_llh observables alone.
observables["noiseFormula"] = [
    re.sub(rf"\\b{row.observableFormula}\\b", row.Index, row.noiseFormula)
    for row in observables.itertuples()
]
print(float(calculate_llh(
    problem.measurement_df, simulated, observables, problem.parameter_df
)))
"""


def test_half_of_a_dose_would_be_seen(tmp_path):
    study = plasma(SEVERAL)
    folder = written(tmp_path / "problem", **study)
    problem = Problem(folder)
    name = next(one for one in problem.conditions if one.startswith("dose_amount"))
    problem.conditions[name] *= 0.5
    goal = od.objective(**study)
    assert abs(problem.objective() - goal(goal.start)) > 1.0
