"""A posterior of four parameters with numbers of its own, in the place of the packaged one."""

import numpy as np
import pandas as pd
import pytest

import opiodyn as od
from opiodyn._posterior import posterior as module
from opiodyn._posterior.about import library_hash
from opiodyn._posterior.files import write

COUNT = 6
MORPHINE, OPIOID, PEPTIDE, RATE = (
    "morphine.mu.EC50",
    "morphine.delta.K",
    "beta-endorphin.mu.e0",
    "naltrexone.ke0",
)


@pytest.fixture
def frame():
    """Draws that differ in every column and row."""
    steps = np.arange(COUNT)
    return pd.DataFrame(
        {
            RATE: 0.02 + 0.004 * steps,
            PEPTIDE: 0.004 + 0.001 * steps,
            MORPHINE: 25.0 + 5.0 * steps,
            OPIOID: 300.0 + 10.0 * steps,
        }
    ).round(6)  # values of few digits, which a file keeps


@pytest.fixture
def said():
    """What is said about the draws."""
    return {
        "version": "9.8.7",
        "substances": ["naltrexone", "mu"],
        "library": library_hash(["naltrexone", "mu"]),
        "biophase": "pet",
        "structure": "four parameters of a test",
        "seed": 3,
        "r_hat": 1.004,
        "effective": 5.5,
        "offered": True,
        "likelihood": ["V1", "V2"],
        "held_out": [],
        "packages": {"numpy": np.__version__},
    }


@pytest.fixture
def put(tmp_path, monkeypatch, frame, said):
    """Puts a posterior in the place of the packaged one, and returns its folder."""
    monkeypatch.setattr(module, "FOLDER", tmp_path)

    def of(frame=frame, **changed):
        write(tmp_path, frame, {**said, **changed})
        return tmp_path

    return of


@pytest.fixture
def folder(put):
    """The folder of the posterior."""
    return put()


@pytest.fixture(scope="session")
def naltrexone():
    """A model of naltrexone, and the regimen that it runs."""
    return od.Model(drugs=["naltrexone"], receptors=["mu"]), od.regimen("naltrexone 4.5 mg po")
