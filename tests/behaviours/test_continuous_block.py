"""Continuous block: tone is low throughout and overshoots only after it ends; receptors rise over
days, not hours; a small constant block antagonises without raising them."""

import numpy as np
import pytest

import opiodyn as od

TREATED = 672.0  # h


@pytest.fixture(scope="module", params=["infusion", "50 mg a day"])
def course(request):
    """Four weeks of dense block under pet, and six weeks after."""
    infusion = od.dose("naltrexone", amt=0.5 * TREATED, route="iv", rate=0.5)
    daily = od.dose("naltrexone", amt=50, ii=24, addl=27)
    regimen = infusion if request.param == "infusion" else daily
    return request.param, od.simulate(regimen, model=od.Model(), end=1700, delta=0.5)


def test_tone_is_below_1_throughout_and_overshoots_only_after(course, figure):
    name, run = course
    t, tone = run.times, run.tone("mu")
    on = tone[(t > 0) & (t <= TREATED)].max()
    after = tone[t > TREATED].max()
    day = t[t > TREATED][tone[t > TREATED].argmax()] / 24 - 28
    figure(
        f"{name}: highest tone on it, after it, on day after", [on, after, day], "< 1, > 1.1, > 2"
    )
    assert on < 1.0
    # At the end receptors are up by 0.7 to 0.8 and peptides by 0.6 or more; they fade with 84 and
    # 24 h while the block takes days to leave, so that some of both must show.
    assert after > 1.1
    # 72 to 108 h is the half-time of a block by 50 mg in man.
    assert day > 2


def test_density_is_half_way_up_in_3_to_4_days(course, figure):
    name, run = course
    t, density = run.times, run.receptor_density("mu")
    up = t <= TREATED
    half = np.interp(0.5 * (density[up].max() + 1.0), density[up], t[up]) / 24
    fortnight = density[t == 336.0][0]
    figure(f"{name}: days to half the rise, density at 14 days", [half, fortnight], "3-4, 1.7-1.8")
    assert 3.0 < half < 4.0  # rat brain (Tempel 1990, Zukin 1982)
    assert 1.7 < fortnight < 1.8  # + 80 % in mice (Lesscher 2003); 2^-4 of it is still to come


@pytest.mark.parametrize("biophase", ["transient", "pet"])
def test_an_acute_dose_moves_density_little_within_hours(biophase, figure):
    # Rats: no change after acute naltrexone, looked at within hours. 50 mg blocks for days in man.
    run = od.simulate(od.dose("naltrexone", amt=50), model=od.Model(biophase=biophase), end=6)
    risen = run.receptor_density("mu")[-1] - 1.0
    figure(f"rise of density 6 h after 50 mg, {biophase}", risen, "below 0.05")
    assert 0.0 < risen < 0.05


@pytest.mark.xfail(
    raises=AssertionError,
    strict=True,
    reason="50 mg once raises density by 9 % (transient), 31 % (pet)",
)
@pytest.mark.parametrize("biophase", ["transient", "pet"])
def test_an_acute_dose_never_moves_density_by_5_percent(biophase, figure):
    # It cannot: a block above A50 for one to five days is no acute one for receptors of 84 h.
    run = od.simulate(od.dose("naltrexone", amt=50), model=od.Model(biophase=biophase), end=240)
    risen = run.receptor_density("mu").max() - 1.0
    figure(f"highest rise of density after 50 mg, {biophase}", risen, "below 0.05")
    assert risen < 0.05


@pytest.mark.parametrize("biophase", ["transient", "pet"])
def test_an_acute_low_dose_never_moves_density_by_5_percent(biophase, figure):
    run = od.simulate(od.dose("naltrexone", amt=4.5), model=od.Model(biophase=biophase), end=240)
    risen = run.receptor_density("mu").max() - 1.0
    figure(f"highest rise of density after 4.5 mg, {biophase}", risen, "below 0.05")
    assert 0.0 < risen < 0.05


def test_a_small_constant_block_antagonises_without_raising_density(figure):
    # The 0.5 mg pellet of Yoburn 1985: it antagonised, and did not sensitise.
    infusion = od.dose("naltrexone", amt=0.018 * TREATED, route="iv", rate=0.018)
    run = od.simulate(infusion, model=od.Model(biophase="transient"), times=[TREATED])
    held, density = run.occupancy("naltrexone", "mu")[0], run.receptor_density("mu")[0]
    ratio = 1.0 + run.effect_site("naltrexone")[0] / 0.56
    found = [held, ratio, density]
    figure("constant 0.018 mg/h: held, 1 + C/K, density", found, "> 0.3, > 1.5, < 1.05")
    assert held > 0.3
    assert ratio > 1.5
    assert density < 1.05
    # h(A) of theory (9) at that block, all of it reached.
    A = held + run.occupancy("6-beta-naltrexol", "mu")[0]
    h = A**4 * (1 + 0.7**4) / (0.7**4 + A**4)
    assert density == pytest.approx(1 + 0.8 * h, abs=1e-3)
