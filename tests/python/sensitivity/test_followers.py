"""Derivatives with respect to values that others follow, and of effects of opioids."""

import numpy as np
import pytest

import opiodyn as od

MODEL = od.Model(biophase="transient")
REGIMEN = od.regimen("naltrexone 4.5 mg po + morphine 10 mg iv at 2h")
TIGHT = {"rtol": 1e-9, "atol": 1e-12}
WANTED = {"times": [3.0, 6.0, 12.0], "columns": ["effect.breathing", "effect.pain", "ventilation"]}

# Variables and what they are in the library.
VALUES = {
    "morphine.mu.EC50": 38.33,  # K of morphine follows, 115 nM
    "morphine.mu.tau": 4.0,  # so it does here
    "beta-endorphin.mu.e0": 0.007,  # Kp of naltrexone follows
    "effect.breathing.n": 1.0,
    "effect.pain.n": 2.6,
}


def derivatives(*variables, columns=None):
    options = WANTED | ({"columns": columns} if columns else {})
    return od.sensitivity(REGIMEN, to=[*variables], model=MODEL, metrics=[], **options, **TIGHT)


def differences(name, value, column):
    """Central differences of a sweep, extrapolated once: what is cut off is of order 1e-7."""
    steps = 0.02 * value * np.array([1.0, -1.0, 0.5, -0.5])
    over = {name: value + steps}
    found = od.sweep(REGIMEN, over=over, model=MODEL, metrics=[], **WANTED, **TIGHT)[column].values
    coarse, fine = ((found[k] - found[k + 1]) / (steps[k] - steps[k + 1]) for k in (0, 2))
    return (4.0 * fine - coarse) / 3.0


@pytest.mark.parametrize(("name", "value"), VALUES.items())
def test_derivatives_are_differences_of_sweeps(name, value):
    found = derivatives(name)
    assert found["at"].item() == value
    for column in WANTED["columns"]:
        exact = differences(name, value, column)
        ours = found[f"{column}.derivative"].sel(variable=name).values
        np.testing.assert_allclose(ours, exact, rtol=1e-5, atol=1e-7 * abs(exact).max())


def test_an_affinity_that_follows_obeys_the_chain_rule():
    """K = EC50 (tau - 1), so d/dEC50 = (tau - 1) d/dK."""
    found = derivatives("morphine.mu.EC50", "morphine.mu.K")
    by_potency, by_affinity = (
        found["effect.breathing.derivative"].sel(variable=name).values
        for name in ("morphine.mu.EC50", "morphine.mu.K")
    )
    np.testing.assert_allclose(by_potency, 3.0 * by_affinity, rtol=1e-9)


def test_ventilation_is_100_per_cent_less_the_effect_on_breathing():
    found = derivatives("morphine.mu.tau")
    np.testing.assert_allclose(
        found["ventilation.derivative"].values,
        -100.0 * found["effect.breathing.derivative"].values,
        rtol=1e-12,
    )


def test_a_slope_moves_its_own_effect_alone():
    found = derivatives("effect.pain.n", columns=["effect.breathing", "effect.pain", "tone.mu"])
    assert (found["effect.breathing.derivative"].values == 0.0).all()
    assert (found["tone.mu.derivative"].values == 0.0).all()
    assert (found["effect.pain.derivative"].values != 0.0).all()
