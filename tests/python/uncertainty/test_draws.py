"""What varies, what follows, and what stays."""

import numpy as np
import pytest

import opiodyn as od
from opiodyn._uncertainty import draws

WEEK = od.regimen("naltrexone 4.5 mg po q24h x7")
LIBRARY = od.Model(drugs=["naltrexone"]).parameters["value"]


def drawn(**asked):
    return od.uncertainty(WEEK, draws=8, **asked).parameters


def test_bioavailability_follows_the_clearance():
    found = drawn(vary=["naltrexone.CL"])
    assert list(found) == ["naltrexone.CL", "naltrexone.oral.F"]
    firm = LIBRARY["naltrexone.CL"] / LIBRARY["naltrexone.oral.F"]
    ratio = found["naltrexone.CL"] / found["naltrexone.oral.F"]
    assert ratio.to_numpy() == pytest.approx(firm, rel=1e-12)


def test_the_partition_follows_what_it_was_calibrated_with():
    """C50 is (1 + X0) K / Kp, which a change of K or of a peptide must not move."""
    found = drawn(vary=["naltrexone.mu.K", "enkephalin.mu.e0"])
    x0 = found["enkephalin.mu.e0"] + LIBRARY["beta-endorphin.mu.e0"]
    c50 = (1.0 + x0) * found["naltrexone.mu.K"] / found["naltrexone.Kp"]
    assert np.ptp(c50) < 1e-12 * c50.max()


def test_a_range_of_its_own_is_filled_as_it_is():
    found = drawn(vary={"naltrexone.mu.K": None, "naltrexone.Kp": (1.0, 1.1)})
    assert found["naltrexone.Kp"].between(1.0, 1.1).all()


@pytest.mark.parametrize("name", ["naltrexone.oral.F", "6-beta-naltrexol.ke0"])
def test_a_follower_that_is_named_is_drawn_on_its_own(name):
    leader = {"naltrexone.oral.F": "naltrexone.CL"}.get(name, "naltrexone.ke0")
    found = drawn(vary=[name, leader])
    alone = drawn(vary=[name])
    assert list(alone) == [name]
    assert found[name].equals(alone[name])


def test_an_affinity_follows_potency_and_efficacy():
    """K is EC50 (tau - 1), which the core applies: K itself is not drawn."""
    pain = od.regimen("morphine 10 mg iv")
    found = od.uncertainty(pain, draws=4, vary=["morphine.mu.*"])
    assert "morphine.mu.K" not in found.parameters
    assert {"morphine.mu.EC50", "morphine.mu.tau"} <= set(found.parameters)


def test_what_the_model_sets_stays_unless_it_is_named():
    model = od.Model(parameters={"naltrexone.CL": 94.0, "naltrexone.oral.F": 0.3})
    assert not {"naltrexone.CL", "naltrexone.oral.F"} & set(drawn(model=model))
    named = drawn(model=model, vary=["naltrexone.CL"])
    assert list(named) == ["naltrexone.CL"]  # F has a value of its own, and follows nothing
    assert named["naltrexone.CL"].between(94.0, 211.0).all()


def test_a_potency_stays_where_the_model_sets_the_affinity():
    """The two say the same, so that a draw of one beside the other would be refused."""
    model = od.Model(parameters={"morphine.mu.K": 3.0})
    found = od.uncertainty(od.regimen("morphine 10 mg iv"), model=model, draws=3)
    assert "morphine.mu.EC50" not in found.parameters
    assert found.failed.empty


def test_fractions_and_internalisation_stay():
    names = set(drawn())
    assert not any(name.endswith((".fraction", ".kint")) for name in names)
    assert len(names) > 50


def test_covariates_act_on_what_is_drawn():
    """The table has typical values: those of a person come on top, as in a sweep."""
    heavy = od.Model(covariates={"weight": 120.0})
    typical = od.uncertainty(WEEK, draws=3, vary=["naltrexone.V1"])
    person = od.uncertainty(WEEK, draws=3, vary=["naltrexone.V1"], model=heavy)
    assert typical.parameters.equals(person.parameters)
    swept = od.sweep(WEEK, over=typical.parameters, model=heavy)["tone.mu.mean"]
    assert person.to_xarray()["tone.mu.mean"].to_numpy().tolist() == swept.to_numpy().tolist()
    assert not person.values.equals(typical.values)


def test_a_pattern_and_a_range_go_together():
    found = od.uncertainty(WEEK, draws=2, vary={"mu.*": None, "mu.U": (0.5, 0.6)})
    assert found.ranges.loc["mu.U", ["low", "high"]].tolist() == [0.5, 0.6]
    assert set(found.ranges.index) > {"mu.U", "mu.q"}


@pytest.mark.parametrize("key", [(1, 2, "mu.U"), (2**32 - 1, 2**32 - 1, "a"), (2**40, 0, "a b")])
def test_a_share_is_the_first_number_of_its_key(key):
    """The stored figures of the validation rest on this law."""
    seed, draw, name = key
    assert draws.share(*key) == np.random.default_rng([seed, draw, *name.encode()]).random()
