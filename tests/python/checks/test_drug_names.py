"""A drug is read in any case and by a brand, wherever the run or the regimen has it."""

import matplotlib as mpl
import numpy as np
import pytest

import opiodyn as od

MONTH = od.regimen("naltrexone 4.5 mg po q24h x3")
NAMES = ["naltrexone", "NALTREXONE", "Naltrexone", "ReVia", "vivitrol"]


@pytest.fixture(scope="module")
def run():
    return od.simulate(MONTH)


@pytest.mark.parametrize("name", NAMES)
def test_a_regimen_reads_the_name_of_a_drug(name):
    assert MONTH.given(name).tolist() == MONTH.given(drug=name).tolist() == [0.0, 24.0, 48.0]
    assert MONTH.next_time(name) == 72.0


@pytest.mark.parametrize("name", NAMES[1:])
def test_a_run_reads_the_name_of_a_drug(run, name):
    def both(read):
        return read(name), read("naltrexone")

    for one, other in (
        both(run.concentration),
        both(lambda drug: run.amount(drug, "central")),
        both(lambda drug: run.occupancy(drug, "mu")),
        both(lambda drug: run.metrics("tone.mu.mean", drug=drug)),
        both(lambda drug: od.nca(run, drug=drug)),
    ):
        np.testing.assert_array_equal(one, other)


def test_a_picture_reads_the_name_of_a_drug(run):
    with mpl.rc_context({"backend": "agg"}):
        figure = run.plot(panels=["plasma"], ligands=["NALTREXONE"])
    assert figure.axes


def test_a_drug_of_your_own_has_the_name_that_you_gave_it():
    own = od.Drug("MyDrug", molar_mass=300.0, CL=18.0, V=[80.0])
    once = od.dose("MyDrug", amt=1.0, route="iv")
    run = od.simulate(once, model=od.Model(drugs=[own], receptors=[], endogenous=[]), end=1.0)
    assert once.given("MyDrug").tolist() == [0.0]
    assert run.concentration("MyDrug")[0] > 0.0
    with pytest.raises(od.UnknownNameError):
        once.given("mydrugs")


def test_a_metric_reads_the_name_of_a_drug():
    metric = od.Metric("tone.mu.mean")
    assert metric.window_of(MONTH, "ReVia", 72.0)[:2] == (48.0, 72.0)
