"""After two weeks of continuous block an agonist is 1.2 to 1.8 times more potent (Yoburn 1985: up
to 1.8 times in mice, after pellets of naltrexone). Receptors are up, affinity is as before.

Pharmacology alone: no peptides, mu alone, naltrexone alone. The dose of effect is the concentration
that gives half of what the agonist can do in a body that has had no naltrexone.
"""

import numpy as np
import pytest
from scipy.optimize import brentq

import opiodyn as od

FORTNIGHT = 336.0
WASHOUT = 72.0  # h; under transient next to nothing is held by then
TAU = {"morphine": 3.0, "methadone": 6.0}  # efficacies of the library


@pytest.fixture
def ed50(holding_drug, hold):
    """ED50 (nM) after a washout (h), naive or after the fortnight; and what is left."""

    def find(tau, washout, rate):
        model = od.Model(
            biophase="transient",
            drugs=[holding_drug("agonist"), "naltrexone"],
            receptors=["mu"],
            endogenous=[],
            response=["turnover"],
            bindings=[od.Binding("agonist", "mu", K=1.0, koff=60.0, tau=tau)],
            parameters={"6-beta-naltrexol.Kp": 0.0},
        )
        test = FORTNIGHT + washout

        def run(nM):
            regimen = hold("agonist", nM, 2.0, time=test)
            if rate:
                amount = rate * FORTNIGHT
                regimen += od.dose("naltrexone", amt=amount, route="iv", rate=rate)
            return od.simulate(regimen, model=model, times=[test + 1.0])

        half = 0.5 * tau / (1.0 + tau)
        found = brentq(lambda log: run(np.exp(log)).sigma("mu")[0] - half, -5, 5, xtol=1e-4)
        end = run(np.exp(found))
        return np.exp(found), end.occupancy("naltrexone", "mu")[0], end.receptor_density("mu")[0]

    return find


@pytest.mark.parametrize("agonist", TAU)
def test_an_agonist_is_more_potent_after_the_block(agonist, ed50, figure):
    tau = TAU[agonist]
    naive, _, _ = ed50(tau, WASHOUT, 0.0)
    # Half of sigma's maximum: S = tau x / (1 + x) = tau / (2 + tau).
    S = tau / (2.0 + tau)
    assert naive == pytest.approx(S / (tau - S), rel=1e-3)
    after, left, density = ed50(tau, WASHOUT, 0.5)
    what = f"{agonist}, 3 days after: potency, held, density"
    figure(what, [naive / after, left, density], "1.2-1.8")
    assert left < 0.05  # the block is over
    assert 1.2 < naive / after < 1.8
    # With T times the receptors: S = T tau x / (1 + x); naltrexone that is left takes its share.
    expected = naive / (S / (density * tau - S) / (1 - left))
    assert naive / after == pytest.approx(expected, rel=0.01)


def test_the_gain_is_lost_again(ed50, figure):
    naive, _, _ = ed50(3.0, WASHOUT, 0.0)
    gains = [naive / ed50(3.0, days * 24.0, 0.5)[0] for days in (3, 5, 7, 14)]
    figure("potency 3, 5, 7, 14 days after", gains, "falls towards 1")
    assert np.all(np.diff(gains) < 0)
    assert 1.0 < gains[-1] < 1.1  # 2^-4 of the receptors


def test_a_small_constant_block_does_not_sensitise(ed50, figure):
    # The 0.5 mg pellet: below A50 receptors do not rise.
    naive, _, _ = ed50(3.0, WASHOUT, 0.0)
    after, _, _ = ed50(3.0, WASHOUT, 0.018)
    figure("potency 3 days after a small constant block", naive / after, "0.95 to 1.05")
    assert 0.95 < naive / after < 1.05
