"""Amounts in nmol are the nmol of the drug that enter, whatever salt is dosed."""

import numpy as np
import pytest

import opiodyn as od
from event_tables import DRUG, refused_table, table
from fixtures import plain

SLOW = [("naltrexone", "depot2"), ("naltrexone", "depot4"), ("naltrexone", "depot5")]
"""These compartments are filled at a constant rate, so that nothing is there at once."""


def test_nmol_are_what_is_in_the_compartment():
    """A bolus of n nmol into V litres gives n / V nM, whatever the salt."""
    salt = od.Drug("salty", molar_mass=321.5, CL=1.1, V=[20.0], salt_factor=0.71)
    text = "TIME,AMT,ROUTE;0,5000,iv;0,.,."
    read = table(text, units={"AMT": "nmol"})
    run = od.simulate(read, model=plain(salt))
    nM = run.concentration("salty", unit="nM")
    assert nM == pytest.approx([5000 / 20], rel=1e-12)  # a few roundings
    assert read.frame["amt"].tolist() == [5000.0, 0.0]
    assert read.frame.attrs["units"]["amt"] == "nmol"
    assert read.frame.attrs["units"]["rate"] == "nmol/h"
    milligrams = 5000 * 321.5e-6 / 0.71
    assert read.regimens(plain(salt))[1].records[0].amt == pytest.approx(milligrams, rel=1e-14)
    micro = table(text.replace("5000", "5"), units={"AMT": "umol"})
    assert micro.regimens(plain(salt)) == read.regimens(plain(salt))


@pytest.mark.parametrize("drug", ["naltrexone", "codeine", "morphine", "methadone", "oxycodone"])
def test_nmol_into_every_compartment(drug):
    """Drugs of the library are dosed as salts, whose factor differs between routes."""
    whole = od.Model(drugs=[drug], receptors=[], endogenous=[])
    known = od.parameters.of(drug)["value"]
    parameters = dict.fromkeys((name for name in known.index if name.endswith(".lag")), 0.0)
    model = od.Model(drugs=[drug], receptors=[], endogenous=[], parameters=parameters)
    for name in whole.compartments[drug]:
        if (drug, name) in SLOW:
            continue
        read = table(f"TIME,AMT,CMT;0,1000,{name};0,.,.", drug=drug, units={"AMT": "nmol"})
        run = od.simulate(read, model=model)
        amount = run.amount(drug, name)[0] * 1e6 / known[f"{drug}.molar_mass"]  # mg of the drug
        assert amount == pytest.approx(1000, rel=1e-12), name  # a few roundings


@pytest.mark.parametrize(
    ("place", "factor"),
    [
        ("ROUTE;0,1000,po", 0.9035),
        ("ROUTE;0,1000,er", 0.9035),
        ("ROUTE;0,1000,im", 1.0),
        ("CMT;0,1000,depot2", 0.9035),
        ("CMT;0,1000,depot3", 1.0),
        ("CMT;0,1000,central", 1.0),
    ],
)
def test_salts_of_naltrexone(place, factor):
    """By mouth 1 mg of the hydrochloride has 0.9035 mg of naltrexone (341.41 g/mol)."""
    read = table(f"TIME,AMT,{place}", drug="naltrexone", units={"AMT": "nmol"})
    (dose,) = read.regimens()[1].records
    assert dose.amt == pytest.approx(1000 * 341.41e-6 / factor, rel=1e-14)


def test_an_infusion_in_nmol():
    """Without elimination, all that was infused is there."""
    read = table("TIME,AMT,RATE,CMT,CL;0,600,300,2,0;1,.,.,.,.;4,.,.,.,.", units={"AMT": "nmol"})
    run = od.simulate(read, model=plain(DRUG))
    found = np.array(run.amount("mydrug", "central")) * 1e6 / 300.0
    assert found == pytest.approx([300.0, 600.0], rel=1e-9)  # tolerance of a run


def test_a_molar_mass_of_rows_beside_nmol():
    message = refused_table("TIME,AMT,molar_mass;0,5,300", units={"AMT": "nmol"})
    rule = "changes with the rows, so amounts cannot be in nmol: write AMT in mg"
    assert message == f"column = 'molar_mass': {rule}"
