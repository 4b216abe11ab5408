"""What the tests of behaviours share: figures on one line, drugs that hold a concentration, and the
last day of a month of naltrexone."""

import functools
from typing import NamedTuple

import numpy as np
import pytest

import opiodyn as od

CLEARANCE = 20.0  # L/h, of a drug made here: with 1 L gone within minutes
WAKING = 8.0  # h after the dose; 8 to 24 h are the waking hours of a dose at bedtime


class Day(NamedTuple):
    """Of one day, at mu: tone, naltrexone's occupancy (%), density, beta-endorphin, withdrawal."""

    mean: float
    waking: float
    low: float
    high: float
    peak: float
    trough: float
    density: float
    beta_endorphin: float
    withdrawal: float


@pytest.fixture
def figure(record_property):
    """Prints "figure: <what>: <values> (<expected>)" and keeps it as a property of the test."""

    def show(what, values, expected):
        text = ", ".join(f"{value:.4g}" for value in np.atleast_1d(values))
        line = f"{what}: {text} ({expected})"
        record_property("figure", line)
        print(f"figure: {line}")

    return show


def _day(run):
    t, s = run.times, run.tone("mu")
    late = t >= t[0] + WAKING
    held = 100.0 * run.occupancy("naltrexone", "mu")
    return Day(
        od.metrics.mean(t, s),
        od.metrics.mean(t[late], s[late]),
        s.min(),
        s.max(),
        held.max(),
        held.min(),
        run.receptor_density("mu").mean(),
        run.peptide("beta-endorphin").mean(),
        run.withdrawal.max(),
    )


@functools.cache
def _last_day(regimen, biophase, phi=1.0, **person):
    model = od.Model(biophase=biophase, phi=phi, covariates=person)
    return _day(od.simulate(od.regimen(regimen), model=model, times=np.linspace(648, 672, 97)))


@pytest.fixture(scope="session")
def last_day():
    """(regimen, biophase, phi, covariates of a person) -> the last of 28 days, full default."""
    return _last_day


@pytest.fixture(scope="session")
def daily(last_day):
    """(mg, biophase, phi, ...) -> the same for one dose of naltrexone a day."""
    return lambda mg, *args, **person: last_day(f"naltrexone {mg} mg po q24h x28", *args, **person)


@pytest.fixture(scope="session")
def holding_drug():
    """A drug that follows its infusion within minutes, in plasma and in the brain. One mg of it is
    one nmol."""
    return lambda name: od.Drug(name, molar_mass=1e6, CL=CLEARANCE, V=[1.0], ke0=50.0)


@pytest.fixture(scope="session")
def hold():
    """An infusion that holds such a drug at a concentration (nM) for some hours."""

    def infusion(name, nM, hours, **options):
        rate = nM * CLEARANCE
        return od.dose(name, amt=rate * hours, route="iv", rate=rate, **options)

    return infusion
