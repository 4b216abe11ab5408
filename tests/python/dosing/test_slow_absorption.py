"""Absorption that takes hours to months: transit chains, and the Depotrex depot by every door."""

import io
import math

import numpy as np
import pytest
from scipy.integrate import quad

import opiodyn as od

CL, V, KTR, N = 2.0, 20.0, 3.0, 4
CHAIN = od.TransitChain(ktr=KTR, n=N, F=0.5, lag=0.25)
DRUG = od.Drug("d", molar_mass=300.0, CL=CL, V=[V], absorption=[CHAIN])
MODEL = od.Model(drugs=[DRUG], receptors=[], endogenous=[])
TIMES = np.array([0.2, 0.5, 1.0, 2.0, 4.0, 8.0, 24.0])


def stage(k, t):
    """What stage k of the chain holds of a unit dose: the depot is stage 0."""
    s = max(t - 0.25, 0.0)
    return (KTR * s) ** k / math.factorial(k) * math.exp(-KTR * s) if t > 0.25 else 0.0


def test_a_transit_chain_holds_an_erlang_distribution():
    run = od.simulate(od.dose("d", amt=100), model=MODEL, times=TIMES, rtol=1e-10, atol=1e-12)
    for k in range(N + 1):
        name = "depot" if k == 0 else f"depot_transit{k}"
        expected = [100.0 * stage(k, t) for t in TIMES]
        np.testing.assert_allclose(run.amount("d", name), expected, rtol=1e-7, atol=1e-9)


def test_plasma_after_a_transit_chain_is_a_convolution():
    run = od.simulate(od.dose("d", amt=100), model=MODEL, times=TIMES, rtol=1e-10, atol=1e-12)
    expected = [
        quad(lambda s, t=t: 50.0 * KTR * stage(N, s) * math.exp(-CL / V * (t - s)), 0.0, t)[0]
        for t in TIMES
    ]
    np.testing.assert_allclose(run.amount("d", "central"), expected, rtol=1e-6, atol=1e-9)


def test_a_transit_chain_takes_a_dose_at_its_head_alone():
    assert MODEL.compartments == {"d": {"depot": 1, "central": 2}}
    by_number = od.simulate(od.dose("d", amt=100, cmt=1), model=MODEL, times=TIMES)
    by_route = od.simulate(od.dose("d", amt=100), model=MODEL, times=TIMES)
    np.testing.assert_array_equal(by_number.amount("d", "central"), by_route.amount("d", "central"))
    with pytest.raises(od.InputError, match="known: depot, central"):
        od.simulate(od.dose("d", amt=100, cmt="depot_transit1"), model=MODEL, times=TIMES)


def depots():
    """300 mg of naltrexone in the Depotrex depot, through every door."""
    table = io.StringIO("TIME,AMT,DRUG,ROUTE\n0,300,naltrexone,depotrex\n")
    return [
        od.regimen("naltrexone 300 mg depotrex"),
        od.dose("naltrexone", amt=300, route="depotrex"),
        *od.read_events(table).regimens().values(),
    ]


@pytest.mark.parametrize("regimen", depots(), ids=["text", "dose", "table"])
def test_a_depotrex_dose_is_one_through_every_door(regimen):
    times = [7 * 24.0, 42 * 24.0]
    found = od.simulate(regimen, times=times).concentration("naltrexone", "ng/mL")
    # A fifth over 20 days, and the rest with a half-life of 32 days: what is released over what is
    # cleared, 150 L/h. Plasma follows within a day, in which the release falls by 2 %.
    rate = np.log(2.0) / (32 * 24.0)
    late = 240.0 * rate * np.exp(-rate * np.array(times))
    early = np.array([60.0 / 480.0, 0.0])
    np.testing.assert_allclose(found, (early + late) / 150.0 * 1000.0, rtol=0.02)


def test_another_drug_has_no_depotrex_route():
    with pytest.raises(od.InputError, match="buprenorphine has no depotrex route"):
        od.simulate(od.regimen("buprenorphine 300 mg depotrex"))
