"""Parameters of runs against closed forms of one and two compartments.

A level is a sum of exponentials. Areas and moments of single doses follow from its rates and
weights, and those of a dosing interval from quadrature of the closed form. Runs have few output
times, on which nothing may depend, and are solved to 1e-10.
"""

import math
from itertools import pairwise

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.optimize import minimize_scalar

import closed_forms
import opiodyn as od

CL, KA, DOSE, EVERY, LENGTH = 5.0, 1.5, 10.0, 12.0, 2.0
ONE, TWO = (
    closed_forms.one_compartment(CL, 20.0),
    closed_forms.two_compartments(CL, 20.0, 30.0, 4.0),
)
BODIES = {"one": (ONE, [20.0], []), "two": (TWO, [20.0, 30.0], [4.0])}
CLOSE = 1e-6
"""The runs are solved to 1e-10, and lambda_z is found where its slack of 1e-12 in R2 ends."""


def run(kind, text, end):
    _, volumes, flows = BODIES[kind]
    drug = od.Drug(
        "d", molar_mass=300.0, CL=CL, V=volumes, Q=flows, absorption=[od.FirstOrder(ka=KA)]
    )
    model = od.Model(drugs=[drug], receptors=[], endogenous=[])
    return od.simulate(od.regimen(text), model=model, end=end, delta=end, rtol=1e-10, atol=1e-13)


def level(kind, route, every=None):
    """The level [ng/mL] a time [h] after the dose."""
    body = BODIES[kind][0]
    to_level = 1e3 / 20.0
    return {
        "iv": lambda t: to_level * DOSE * body.bolus(t, every),
        "po": lambda t: to_level * DOSE * body.oral(t, KA, every),
        f"iv over {LENGTH:g}h": lambda t: to_level * body.infusion(t, DOSE / LENGTH, LENGTH, every),
    }[route]


def area(function, begin, end):
    parts = [begin, *(t for t in (LENGTH,) if begin < t < end), end]
    return sum(
        quad(function, a, b, epsabs=0.0, epsrel=1e-11, limit=200)[0] for a, b in pairwise(parts)
    )


def peak(function, end):
    times = np.linspace(0.0, end, 4801)
    top = int(function(times).argmax())
    if top == 0:
        return 0.0, float(function(0.0))
    near = times[top - 1], times[top + 1]
    found = minimize_scalar(lambda t: -function(t), bounds=near, options={"xatol": 1e-10})
    return found.x, -found.fun


SINGLE = [
    ("one", "iv", 60.0),
    ("two", "iv", 200.0),
    ("one", "po", 72.0),
    ("two", "po", 200.0),
    ("one", f"iv over {LENGTH:g}h", 60.0),
    ("two", f"iv over {LENGTH:g}h", 200.0),
]


@pytest.mark.parametrize(("kind", "route", "end"), SINGLE)
def test_a_single_dose(kind, route, end):
    found = od.nca(run(kind, f"d {DOSE:g} mg {route}", end), partial=[(0, 4), (4, 24)])
    body, curve = BODIES[kind][0], level(kind, route)
    slow, tlast = min(body.rates), found["tlast"]
    # After a bolus the moment over the area is the mean residence time; absorption adds 1/ka.
    residence = sum(w / k**2 for k, w in zip(body.rates, body.weights, strict=True))
    residence /= sum(w / k for k, w in zip(body.rates, body.weights, strict=True))
    late = {"iv": 0.0, "po": 1.0 / KA}.get(route, LENGTH / 2.0)
    t_peak, highest = peak(curve, 24.0) if "over" not in route else (LENGTH, curve(LENGTH))
    expected = {
        "dose": DOSE,
        "C0": curve(0.0),
        "Cmax": highest,
        "Clast": curve(tlast),
        "lambda_z": slow,
        "half_life": math.log(2.0) / slow,
        "AUC_last": area(curve, 0.0, tlast),
        "AUC_inf": 1e3 * DOSE / CL,
        "AUC_extrap": 100.0 * curve(tlast) / slow / (1e3 * DOSE / CL),
        "AUMC_last": area(lambda t: t * curve(t), 0.0, tlast),
        "AUMC_inf": 1e3 * DOSE / CL * (residence + late),
        "MRT": residence + (late if route == "po" else 0.0),
        "CL_F": CL,
        "Vz_F": CL / slow,
        "AUC_0_4": area(curve, 0.0, 4.0),
        "AUC_4_24": area(curve, 4.0, 24.0),
    }
    assert found[[*expected]].to_dict() == pytest.approx(expected, rel=CLOSE, abs=1e-12)
    assert found["tmax"] == pytest.approx(t_peak, abs=1e-4)  # flat near the peak
    assert found["R2_adj"] == pytest.approx(1.0, abs=1e-9)


STEADY = [("one", "iv"), ("two", "iv"), ("one", "po"), ("one", f"iv over {LENGTH:g}h")]


@pytest.mark.parametrize("doses", ["x2 ss", "x60"], ids=["ss", "many doses"])
@pytest.mark.parametrize(("kind", "route"), STEADY)
def test_a_dosing_interval_at_steady_state(kind, route, doses):
    last = {"x2 ss": EVERY, "x60": 59 * EVERY}[doses]
    washout = 200.0 if kind == "two" else 72.0
    text = f"d {DOSE:g} mg {route} q{EVERY:g}h {doses}"
    found = od.nca(run(kind, text, last + washout))
    body, curve = BODIES[kind][0], level(kind, route, EVERY)
    slow = min(body.rates)
    residence = sum(w / k**2 for k, w in zip(body.rates, body.weights, strict=True))
    residence /= sum(w / k for k, w in zip(body.rates, body.weights, strict=True))
    mean = 1e3 * DOSE / CL / EVERY
    highest = curve(LENGTH) if "over" in route else peak(curve, EVERY)[1]
    lowest = curve(EVERY - 1e-12) if route == "iv" else curve(0.0)
    expected = {
        "tau": EVERY,
        "Cmax": highest,
        "Cmin": lowest,
        "AUC_tau": 1e3 * DOSE / CL,
        "Cavg": mean,
        "fluctuation": 100.0 * (highest - lowest) / mean,
        "swing": 100.0 * (highest - lowest) / lowest,
        "accumulation": 1.0 / (1.0 - math.exp(-slow * EVERY)),
        "lambda_z": slow,
        "MRT": residence + (1.0 / KA if route == "po" else 0.0),
        "CL_F": CL,
        "Vz_F": CL / slow,
    }
    assert found[[*expected]].to_dict() == pytest.approx(expected, rel=CLOSE)
    assert "CL_F" not in found.attrs["notes"]


def test_accumulation_is_that_of_the_areas():
    """For one compartment and a bolus the index is the ratio of the areas of two intervals."""
    doses = run("one", f"d {DOSE:g} mg iv q{EVERY:g}h x30", 30 * EVERY)
    first = od.nca(doses, span=(0, EVERY))
    last = od.nca(doses)
    assert last["accumulation"] == pytest.approx(last["AUC_tau"] / first["AUC_tau"], rel=CLOSE)
    assert first["tau"] == EVERY
    assert first["CL_F"] == pytest.approx(CL, rel=CLOSE)


def test_hours_that_the_user_gives_are_those_of_the_terminal_phase():
    dose = run("two", f"d {DOSE:g} mg iv", 200.0)
    found = od.nca(dose, terminal=(100, 160))
    assert (found["lambda_z_begin"], found["lambda_z_end"]) == (100.0, 160.0)
    assert found["lambda_z"] == pytest.approx(min(TWO.rates), rel=1e-7)
    early = od.nca(dose, terminal=(0, 4))
    curve = level("two", "iv")
    times = np.linspace(0.0, 4.0, int(early["lambda_z_points"]))
    steepest = math.log(curve(0.0) / curve(4.0)) / 4.0
    assert times.size >= 17
    assert early["lambda_z"] == pytest.approx(steepest, rel=0.1)  # a slope of the same hours


def test_areas_beyond_the_run_go_on_by_lambda_z():
    short = od.nca(run("one", f"d {DOSE:g} mg iv", 12.0), partial=[(0, 30)], tau=24.0)
    curve = level("one", "iv")
    assert short["AUC_0_30"] == pytest.approx(area(curve, 0.0, 30.0), rel=CLOSE)
    assert short["AUC_tau"] == pytest.approx(area(curve, 0.0, 24.0), rel=CLOSE)
    assert "extrapolated from 12 h on" in short.attrs["notes"]["AUC_0_30"]
    assert np.isnan(short["Cmin"])
    assert "before the interval of 24 h" in short.attrs["notes"]["Cmin"]


def test_a_moment_survives_a_bend_inside_the_hours():
    """A lag and the end of an infusion bend the curve where nothing else cuts the hours."""
    late = od.dose("d", amt=DOSE, route="iv", dur=5.3, lag=1.7)
    _, volumes, flows = BODIES["one"]
    drug = od.Drug("d", molar_mass=300.0, CL=CL, V=volumes, Q=flows)
    model = od.Model(drugs=[drug], receptors=[], endogenous=[])
    found = od.nca(od.simulate(late, model=model, end=72.0, rtol=1e-10, atol=1e-13))
    expected = 20.0 / CL + 1.7 + 5.3 / 2.0
    assert found["AUMC_inf"] / found["AUC_inf"] == pytest.approx(expected, rel=CLOSE)
    assert found["MRT"] == pytest.approx(20.0 / CL, rel=CLOSE)
