"""A competitive antagonist shifts an agonist by 1 + C/K, and takes from an agonist of low efficacy
more than from one of high efficacy.

Pharmacology alone: mu, no peptides, U = 0, so that density stays and nothing rebounds. (Peptides
compete with both; the ratio would be 1 + C / (K (1 + X0)).) Concentrations are held by infusions.
"""

import numpy as np
import pytest
from scipy.optimize import brentq

import opiodyn as od

K = 2.0  # nM, of the agonist


@pytest.fixture
def pharmacology(holding_drug):
    """Agonist of efficacy tau against antagonist of K 1 nM; the rate of a ligand is koff, 1/h."""

    def model(tau=5.0, binding="kinetic", antagonist_koff=72.0):
        return od.Model(
            drugs=[holding_drug("agonist"), holding_drug("antagonist")],
            receptors=["mu"],
            endogenous=[],
            binding=binding,
            response=["turnover"],
            parameters={"mu.U": 0.0},
            bindings=[
                od.Binding("agonist", "mu", K=K, koff=60.0, tau=tau),
                od.Binding("antagonist", "mu", K=1.0, koff=antagonist_koff),
            ],
        )

    return model


def after(model, hold, agonist, antagonist, begin=0.0, end=60.0):
    """With the antagonist from 0, the agonist from begin, at the end."""
    regimen = hold("agonist", agonist, end - begin + 1.0, time=begin)
    if antagonist > 0.0:
        regimen += hold("antagonist", antagonist, end + 1.0)
    return od.simulate(regimen, model=model, times=[end], rtol=1e-9, atol=1e-13)


def ec50(model, hold, antagonist, level=0.3):
    """Concentration of agonist that holds so much of mu, nM."""

    def excess(log_nM):
        run = after(model, hold, np.exp(log_nM), antagonist)
        return run.occupancy("agonist", "mu")[0] - level

    return np.exp(brentq(excess, np.log(1e-2), np.log(1e5), xtol=1e-9))


@pytest.mark.parametrize("binding", ["equilibrium", "kinetic"])
def test_dose_ratio_is_1_plus_C_over_K(binding, pharmacology, hold, figure):
    model = pharmacology(binding=binding)
    alone = ec50(model, hold, 0.0)
    antagonist = np.array([0.5, 2.0, 10.0, 100.0])
    ratios = [ec50(model, hold, C) / alone for C in antagonist]
    figure(f"dose ratio at C/K 0.5, 2, 10, 100, {binding}", ratios, "1.5, 3, 11, 101")
    # Kinetic complexes also leave with turnover, ln2/84 h beside koff 72 /h: 1e-4 of K.
    assert ratios == pytest.approx(1.0 + antagonist, rel=3e-4 if binding == "kinetic" else 1e-6)


def test_naltrexone_shifts_morphine_by_its_own_constants(figure):
    # 1 + C/K with the library's K at mu; morphine alone and with naltrexone, both held.
    parameters = {"mu.U": 0.0, "6-beta-naltrexol.Kp": 0.0, "morphine-6-glucuronide.Kp": 0.0}
    model = od.Model(
        biophase="transient",
        drugs=["morphine", "naltrexone"],
        receptors=["mu"],
        endogenous=[],
        parameters=parameters,
        response=["turnover"],
    )

    def x_over_free(mg_per_h):
        regimen = od.dose("morphine", amt=400, route="iv", rate=2)
        if mg_per_h:
            regimen += od.dose("naltrexone", amt=200 * mg_per_h, route="iv", rate=mg_per_h)
        run = od.simulate(regimen, model=model, times=[199.0], rtol=1e-9, atol=1e-12)
        held = run.occupancy("morphine", "mu")[0]
        # Morphine in units of what it would take alone to hold as much: held / (1 - held).
        return run.effect_site("morphine")[0] / (held / (1.0 - held)), run.effect_site(
            "naltrexone"
        )[0] / 0.56

    (alone, _), (with_it, x) = x_over_free(0.0), x_over_free(0.05)
    figure("dose ratio of morphine with naltrexone", with_it / alone, f"{1 + x:.4g}")
    assert with_it / alone == pytest.approx(1.0 + x, rel=1e-3)
    assert x > 0.5


TAUS = [0.8, 10.0]  # buprenorphine's, that of the peptides


def sigma(S):
    return S / (1.0 + S)


def test_at_the_same_top_dose_low_efficacy_loses_more(pharmacology, hold, figure):
    # The most of an agonist that is given, ten times its K, against a dose ratio of 10.
    kept = []
    for tau in TAUS:
        runs = [after(pharmacology(tau), hold, 10 * K, C) for C in (0.0, 9.0)]
        alone, with_it = (run.sigma("mu")[0] for run in runs)
        assert alone == pytest.approx(sigma(tau * 10 / 11), rel=1e-3)
        assert with_it == pytest.approx(sigma(tau * 10 / 20), rel=1e-3)
        kept.append(with_it / alone)
    figure(
        "share of its effect that is left, tau 0.8 and 10", kept, "low below 0.75, high above 0.9"
    )
    assert kept[0] < 0.75 < 0.9 < kept[1]


def test_a_slow_antagonist_lowers_the_maximum_of_low_efficacy(pharmacology, hold, figure):
    # Hemi-equilibrium: read 6 min after the agonist, when an antagonist of koff 0.05 /h has left
    # none of its receptors. Of the agonist there is 1000 K: as good as all.
    kept = []
    for tau in TAUS:
        model = pharmacology(tau, antagonist_koff=0.05)
        run = after(model, hold, 1000 * K, 4.0, begin=200.0, end=200.1)
        A = run.occupancy("antagonist", "mu")[0]
        # Koff and turnover against 1 nM^-1 x 4 nM of kon: not quite 4/5; whatever it is, it blocks.
        assert 0.75 < A < 0.8
        assert run.sigma("mu")[0] == pytest.approx(sigma(tau * (1 - A)), rel=5e-3)
        kept.append(run.sigma("mu")[0] / sigma(tau))
    figure(
        "share of the maximum that is left, tau 0.8 and 10", kept, "low below 0.4, high above 0.7"
    )
    assert kept[0] < 0.4
    assert kept[1] > 0.7


@pytest.mark.parametrize("tau", TAUS)
def test_at_equilibrium_every_agonist_regains_its_maximum(tau, pharmacology, hold, figure):
    # Competition can be overcome, whatever the efficacy: Gaddum's equation.
    run = after(pharmacology(tau), hold, 1e4 * K, 9.0)
    kept = run.sigma("mu")[0] / sigma(tau)
    figure(f"share of the maximum at 10000 K, dose ratio 10, tau {tau:g}", kept, "1 within 0.002")
    assert kept == pytest.approx(1.0, abs=2e-3)


def test_naltrexone_lowers_the_maximum_of_low_efficacy_too(pharmacology, hold, figure):
    # This is the bath of the test above, with naltrexone's off-rate from human receptors: half
    # of it leaves within 2 min.
    run = after(pharmacology(0.8, antagonist_koff=21.0), hold, 1000 * K, 4.0, begin=20.0, end=20.1)
    kept = run.sigma("mu")[0] / sigma(0.8)
    figure("share of the maximum with naltrexone's off-rate, tau 0.8", kept, "below 0.95")
    assert kept < 0.95
