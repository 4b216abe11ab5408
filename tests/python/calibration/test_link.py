"""The values of the library follow from those of the calibration's parameters."""

import numpy as np
import pytest
from joint import data, fraction
from joint.likelihood import Problem
from joint.link import columns, hold
from scipy import integrate

import opiodyn as od

HALF_LIFE, ED50 = "half-life of naltrexone's effect site", "ED50 of naltrexone"
HELD = ["occupancy.naltrexone.mu", "occupancy.6-beta-naltrexol.mu"]


def values_of(structure, **given):
    problem = Problem(data.structures()[structure], ())
    middle = {p.name: np.array([np.exp(p.middle)]) for p in data.every_parameter()}
    draws = middle | {name: np.array([x]) for name, x in given.items()}
    return problem.structure, columns(problem.structure, problem._all, draws)


@pytest.mark.parametrize(("hours", "mg"), [(0.5, 3.0), (4.0, 5.59), (30.0, 9.0)])
def test_the_ed50_holds_half_of_mu_after_four_hours(hours, mg):
    """Half is of what naltrexone alone would hold; its metabolite and slow binding add some."""
    _, found = values_of("effect site", **{HALF_LIFE: hours, ED50: mg})
    names = ("naltrexone.ke0", "naltrexone.Kp", "6-beta-naltrexol.ke0")
    model = od.Model(drugs=["naltrexone"], parameters={n: float(found[n][0]) for n in names})
    run = od.simulate(od.regimen(f"naltrexone {mg} mg po"), model=model, times=[4.0])
    assert sum(run.to_pandas()[name].iloc[0] for name in HELD) == pytest.approx(0.5, abs=0.02)


def test_an_infusion_that_holds_a_level_follows_the_affinity():
    """A level in plasma twice as high is needed where the ED50 is twice as large."""
    structure, one = values_of("effect site", **{HALF_LIFE: 24.0, ED50: 5.0})
    _, two = values_of("effect site", **{HALF_LIFE: 24.0, ED50: 10.0})
    assert hold(structure, two) == pytest.approx(2.0 * hold(structure, one), rel=1e-9)


def test_the_complex_forms_as_fast_at_kappa_as_at_mu():
    _, found = values_of("slow")
    kon = [found[f"naltrexone.{r}.koff"] / found[f"naltrexone.{r}.K"] for r in ("mu", "kappa")]
    assert kon[0] == pytest.approx(kon[1], rel=1e-12)


@pytest.mark.parametrize("level", [0.333, 10.0, 300.0])
def test_the_rise_by_the_fraction_solves_its_equation(level):
    setup = next(
        one.case.setup
        for one in data.every_figure()
        if one.case.setup.regimen.startswith(f"hold({level:g}, ")
    )
    hours = max(setup.start, setup.to)
    draws = {fraction.BLOCK: np.array([0.7]), fraction.RISE: np.array([0.8])}
    kdeg = np.log(2.0) / data.library()["mu.turnover_half_life"].value
    blocked = level / (1.0 + level)
    h = blocked**4 / (0.7**4 + blocked**4)
    solved = integrate.solve_ivp(
        lambda _, t: kdeg * (1.0 + 0.8 * h - t), (0.0, hours), [1.0], rtol=1e-10, atol=1e-12
    )
    assert fraction.density(setup, draws) == pytest.approx(solved.y[0, -1], rel=1e-8)
