"""Statistics of the last dosing interval against closed forms, whatever the output times are.

A drug of one compartment with first-order absorption: the level is a sum of exponentials after each
dose. Peaks and hours above come from root finding on that sum, areas from its integral.
"""

import numpy as np
import pandas as pd
import pytest
from scipy.integrate import quad
from scipy.optimize import brentq, minimize_scalar

import opiodyn as od

CL, V, KA = 20.0, 50.0, 1.7
KE = CL / V
PLAIN = od.Model(
    drugs=[od.Drug("d", molar_mass=300.0, CL=CL, V=[V], absorption=[od.FirstOrder(ka=KA)])],
    receptors=[],
)
COLUMN = "mass_concentration.d"


def bolus(t):
    """The level [ng/mL] after 1 mg into the vein."""
    return np.where(t >= 0.0, 1e3 / V * np.exp(-KE * np.maximum(t, 0.0)), 0.0)


def oral(t):
    """The level [ng/mL] after 1 mg by mouth."""
    t = np.maximum(t, 0.0)
    return 1e3 * KA / (V * (KA - KE)) * (np.exp(-KE * t) - np.exp(-KA * t))


def infusion(t, hours):
    """The level [ng/mL] during and after 1 mg over so many hours."""
    run, past = np.clip(t, 0.0, hours), np.maximum(t - hours, 0.0)
    return 1e3 / (CL * hours) * (1.0 - np.exp(-KE * run)) * np.exp(-KE * past)


def steady(t, interval):
    """The level [ng/mL] of 1 mg by mouth at steady state: each exponential by its series."""
    share = [np.exp(-k * t) / (1.0 - np.exp(-k * interval)) for k in (KE, KA)]
    return 1e3 * KA / (V * (KA - KE)) * (share[0] - share[1])


CASES = {
    "bolus": ("d 10 mg iv", lambda t: 10.0 * bolus(t), 0.0, 24.0),
    "infusion": ("d 10 mg iv over 2h", lambda t: 10.0 * infusion(t, 2.0), 0.0, 24.0),
    "short infusion": ("d 10 mg iv over 1min", lambda t: 10.0 * infusion(t, 1 / 60), 0.0, 24.0),
    "oral": ("d 10 mg po", lambda t: 10.0 * oral(t), 0.0, 24.0),
    "repeated": (
        "d 10 mg po q8h x4",
        lambda t: sum(10.0 * oral(t - 8.0 * k) for k in range(4)),
        24.0,
        32.0,
    ),
    "repeated bolus": (
        "d 10 mg iv q0.1h x30",
        lambda t: sum(10.0 * bolus(t - 0.1 * k) for k in range(30)),
        29 * 0.1,  # in one multiplication, as doses repeat
        30 * 0.1,
    ),
    "steady state": ("d 10 mg po q8h x3 ss", lambda t: 10.0 * steady(t - 16.0, 8.0), 16.0, 24.0),
}
GRIDS = {
    "by default": {},
    "one a day": {"delta": 24.0},
    "fine": {"delta": 0.01},
    "one early": {"times": [0.05]},
    "one late": {"times": [2.0]},
}


def exact(level, begin, end):
    """The statistics of a level that rises to one peak, or falls throughout."""
    inside = np.linspace(begin, end, 20_001)
    top = int(level(inside).argmax())
    if top == 0:
        t_peak = begin
    else:
        near = (inside[top - 1], inside[min(top + 1, 20_000)])
        t_peak = minimize_scalar(
            lambda t: -level(t), bounds=near, method="bounded", options={"xatol": 1e-12}
        ).x
    peak = float(level(t_peak))
    area = quad(level, begin, t_peak, epsabs=0, epsrel=1e-12, limit=200)[0]
    area += quad(level, t_peak, end, epsabs=0, epsrel=1e-12, limit=200)[0]
    trough = min(float(level(begin)), float(level(end - 1e-12)))
    middle = 0.5 * (peak + trough)
    falls = brentq(lambda t: level(t) - middle, t_peak, end - 1e-12, xtol=1e-14)
    rises = begin
    if level(begin) < middle:
        rises = brentq(lambda t: level(t) - middle, begin, t_peak, xtol=1e-14)
    return {
        "peak": peak,
        "t_peak": t_peak - begin,
        "trough": trough,
        "mean": area / (end - begin),
        "area": area,
    }, (middle, falls - rises)


@pytest.mark.parametrize("grid", GRIDS.values(), ids=GRIDS.keys())
@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
@pytest.mark.parametrize(("rtol", "allowed"), [(1e-6, 2e-5), (1e-9, 1e-6)])
def test_summary_equals_the_closed_form(case, grid, rtol, allowed):
    text, level, begin, end = case
    run = od.simulate(od.regimen(text), model=PLAIN, rtol=rtol, atol=1e-3 * rtol, **grid)
    statistics, (middle, hours) = exact(level, begin, end)
    row = run.summary().loc[COLUMN]
    for name, value in statistics.items():
        # Near its peak a curve is flat: a time of peak is found as the square root of that.
        slack = 2e-3 * np.sqrt(rtol / 1e-6) if name == "t_peak" else 0.0
        assert row[name] == pytest.approx(value, rel=allowed, abs=max(slack, 1e-12)), name
    above = od.Metric(f"{COLUMN}.time_above", threshold=middle)
    assert run.metrics(above).item() == pytest.approx(hours, rel=allowed, abs=allowed * 0.1)
    assert run.summary().attrs["windows"] == {"d": pytest.approx((begin, end))}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_every_door_gives_one_number_to_the_last_bit(case):
    text, _, begin, end = case
    regimen = od.regimen(text)
    names = [f"{COLUMN}.{name}" for name in ("peak", "t_peak", "trough", "mean", "area")]
    run = od.simulate(regimen, model=PLAIN)
    row = run.summary().loc[COLUMN]
    metrics = run.metrics(names)
    span = od.simulate(regimen, model=PLAIN, delta=1.0).metrics(
        {name: od.Metric(name, span=(begin, end)) for name in names}
    )
    swept = od.sweep(regimen, over={"d.CL": [CL]}, model=PLAIN, metrics=names)
    compared = od.compare(regimen, model=PLAIN, metrics=names)
    for name in names:
        number = row[name.rpartition(".")[2]]
        assert number == metrics[name] == span[name] == swept[name].item() == compared[name].item()


def test_a_table_gives_the_numbers_of_its_regimen_whatever_its_rows():
    plain = od.simulate(od.dose("d", amt=10.0), model=PLAIN).summary()
    for observed in ([0.5], [1.0, 12.0], [40.0]):
        times = [0.0, *observed]
        amounts = [10.0] + [0.0] * len(observed)
        table = pd.DataFrame(
            {"ID": 1, "TIME": times, "AMT": amounts, "EVID": [1] + [0] * len(observed)}
        )
        run = od.simulate(od.read_events(table, drug="d"), model=PLAIN)
        assert run.summary().loc[COLUMN].equals(plain.loc[COLUMN]), observed
