"""The smallest models and runs that valid calls need, each made once."""

import functools

import numpy as np
import pandas as pd

import opiodyn as od

WEEK = "naltrexone 4.5 mg po q24h x7"
TABLE = pd.DataFrame(
    {"ID": [1, 1, 2, 2], "TIME": [0.0, 1.0, 0.0, 1.0], "AMT": [4.5, 0.0, 4.5, 0.0]}
)
OBSERVED = pd.DataFrame(
    {
        "TIME": [0.0, 1.0, 2.0, 3.0, 4.0],
        "AMT": [4.5, 0.0, 0.0, 0.0, 0.0],
        "DV": [np.nan, 8.0, 4.0, 2.0, 1.0],
    }
)
DATED = TABLE.assign(DATE="1/2/2026", TIME=["8:00", "9:00"] * 2)


@functools.cache
def plain_model() -> od.Model:
    """Returns a model of the plasma alone."""
    return od.Model(drugs=["naltrexone"], receptors=[], endogenous=[], bindings=[], response=[])


@functools.cache
def small_model() -> od.Model:
    """Returns a model with one receptor, whose response is quick to compute."""
    return od.Model(drugs=["naltrexone"], receptors=["mu"], response=["turnover", "effects"])


@functools.cache
def full_run() -> od.Run:
    """Returns the run of a model with everything that a model can report."""
    parts = ["turnover", "peptides", "adaptation", "effects", "immune"]
    return od.simulate(od.regimen("naltrexone 4.5 mg po"), end=2.0, model=od.Model(response=parts))


@functools.cache
def full_runs() -> od.Runs:
    """Returns two people under the same model."""
    run = full_run()
    people = od.population(2, seed=1)
    return od.simulate(run.regimen, model=run.model, times=[0.0, 1.0], subjects=people)
