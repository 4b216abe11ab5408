"""Values that follow others: affinity from potency, and calibrations beside a model's peptides.

K = EC50 (tau - 1). Kp of naltrexone is (1 + X0) x 0.56 / C50 by theory section 2, where X0 is the
sum of e0 at mu, and C50 is 0.1336, 0.564 or 0.413 nM by preset. A K that was calibrated follows the
other way.
"""

import pytest

import opiodyn as od

PEPTIDES = ("beta-endorphin.mu.e0", "enkephalin.mu.e0")


def value(name, **options):
    return od.Model(drugs=[name.split(".")[0]], **options).parameters.loc[name, "value"]


def competing(first, second):
    return dict(zip(PEPTIDES, (first, second), strict=True))


def test_an_affinity_follows_potency_and_efficacy():
    own = {"morphine.mu.EC50": 50.0, "morphine.mu.tau": 3.0}
    assert value("morphine.mu.K", parameters=own) == pytest.approx(100.0, rel=1e-15)


def test_an_affinity_that_is_given_follows_nothing():
    own = {"morphine.mu.K": 7.0, "morphine.mu.tau": 0.5}
    assert value("morphine.mu.K", parameters=own) == 7.0


@pytest.mark.parametrize(
    ("preset", "C50"), [("pet", 0.1336), ("transient", 0.564), ("plasma", 0.413)]
)
@pytest.mark.parametrize("levels", [(0.007, 0.003), (0.2, 0.1), (0.0, 0.0), (0.007, 1.0)])
def test_the_brain_sees_as_much_more_as_peptides_compete(preset, C50, levels):
    found = value("naltrexone.Kp", biophase=preset, parameters=competing(*levels))
    assert found == pytest.approx((1.0 + sum(levels)) * 0.56 / C50, rel=1e-12)


def test_peptides_that_a_model_lacks_do_not_compete():
    one = value("naltrexone.Kp", endogenous=["beta-endorphin"])
    none = value("naltrexone.Kp", endogenous=[])
    assert one / none == pytest.approx(1.007, rel=1e-12)


def test_a_receptor_that_a_model_lacks_changes_nothing_in_the_brain():
    assert value("naltrexone.Kp", receptors=["delta"]) == value("naltrexone.Kp")


def test_an_affinity_that_was_calibrated_falls_as_peptides_compete():
    found = value("nalmefene.mu.K", parameters=competing(0.2, 0.1))
    assert found == pytest.approx(value("nalmefene.mu.K") * 1.01 / 1.3, rel=1e-12)


@pytest.mark.parametrize("name", ["naltrexone.Kp", "nalmefene.mu.K", "buprenorphine.Kp"])
def test_a_value_that_the_caller_gives_is_taken_as_given(name):
    assert value(name, parameters={name: 2.5, **competing(0.2, 0.1)}) == 2.5


@pytest.mark.parametrize("preset", ["pet", "transient", "plasma"])
def test_naltrexone_holds_as_much_of_mu_for_any_basal_level(preset):
    """The calibration holds beside the peptides at rest, which is why Kp follows them.

    The metabolite holds less than 1 % of mu and its Kp does not follow: 0.01 x 0.3 / 1.3 at most.
    """
    times, held = [4.0, 24.0], []
    for levels in ((0.0, 0.0), (0.007, 0.003), (0.2, 0.1)):
        own = competing(*levels)
        model = od.Model(biophase=preset, response=(), binding="equilibrium", parameters=own)
        run = od.simulate(od.regimen("naltrexone 5 mg po"), model=model, times=times)
        held.append(run.occupancy("naltrexone", "mu"))
    assert held[1] == pytest.approx(held[0], rel=2.5e-3)
    assert held[2] == pytest.approx(held[0], rel=2.5e-3)
