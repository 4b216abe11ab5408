"""Data that tell nothing of a parameter: the report says so, and no library warns."""

import io
import warnings

import numpy as np
import pytest

import opiodyn as od
from event_tables import table
from fit_data import MODEL, OBSERVE, PLASMA

FLAT = "TIME,AMT,DV\n0,50,.\n1,.,9.1\n4,.,9.1\n8,.,9.1\n"
"""Concentrations that do not fall: no clearance explains them, and no share of the prediction."""
COLUMN = "mass_concentration.naltrexone"


@pytest.fixture(scope="module")
def flat():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return od.fit(
            od.read_events(io.StringIO(FLAT), drug="naltrexone"),
            vary={"naltrexone.CL": (20.0, 600.0)},
            model=od.Model(receptors=[], endogenous=[]),
            observe={"DV": COLUMN},
            error="combined",
        )


def test_a_parameter_of_which_the_data_tell_nothing_is_named(flat):
    report = " ".join(flat.report().split())
    assert f"cv.{COLUMN} is not identified: the data leave its size open" in report
    assert ">1000" in report


def test_its_interval_holds_all_numbers_there_are(flat):
    low, high = flat.table.loc[f"cv.{COLUMN}", ["low", "high"]]
    assert (low, high) == (0.0, np.inf)


def test_a_parameter_that_the_data_determine_is_not():
    steep = "TIME,AMT,DV;0,50,.;1,.,300;2,.,350;4,.,200;8,.,90;12,.,40"
    found = od.fit(
        table(steep), vary={"mydrug.CL": (1.0, 90.0)}, model=MODEL, observe=OBSERVE, error="log"
    )
    assert "not identified" not in found.report()
    assert ">1000" not in found.report()


def test_observations_of_0_can_be_fitted_where_their_scatter_is_known():
    zeros = "TIME,AMT,DV;0,50,.;1,.,0;4,.,0;8,.,0"
    found = od.fit(
        table(zeros),
        vary={"mydrug.CL": (2.0, 90.0)},
        model=MODEL,
        observe=OBSERVE,
        error="additive",
        fixed={f"sd.{PLASMA}": 1.0},
    )
    # All that the model gives is too much, so that the drug leaves as fast as it may.
    assert found.values["mydrug.CL"] == 90.0
