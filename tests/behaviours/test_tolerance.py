"""Two weeks of an opioid make it weaker: 1 + gZ Z is the factor of potency at mu (theory (10a)).

In people on at least 90 mg of morphine a day fentanyl was 4.3 times less potent (Algera 2020). The
gain gZ of 7 was chosen with that figure; the factor also needs Z, which the dose makes.
"""

import numpy as np
import pytest

import opiodyn as od

DAY_14 = (312.0, 336.0)
GZ = od.Model().parameters.loc["mu.gZ", "value"]


def on_morphine(mg_per_day, days=14):
    hours = 24.0 * days
    regimen = od.dose("morphine", amt=mg_per_day * days, route="iv", rate=mg_per_day / 24.0)
    return od.simulate(regimen, end=hours, delta=1.0)


def potency(run, span):
    return 1.0 + GZ * run.metrics(od.Metric("adaptation.mu.mean", span=span)).item()


@pytest.mark.parametrize("mg", [90, 180])
def test_potency_falls_2_5_to_5_times_in_two_weeks(mg, figure):
    found = potency(on_morphine(mg), DAY_14)
    figure(f"1 + gZ Z on day 14 of {mg} mg of morphine a day by vein", found, "2.5-5")
    assert 2.5 < found < 5.0


def test_more_opioid_makes_more_tolerance(figure):
    found = [potency(on_morphine(mg), DAY_14) for mg in (10, 30, 90, 180)]
    figure("1 + gZ Z on day 14 of 10, 30, 90, 180 mg a day", found, "rises")
    assert np.all(np.diff(found) > 0.0)


def test_breathing_comes_back_in_part(figure):
    run = on_morphine(90)
    days = [
        run.metrics(od.Metric("ventilation.mean", span=(24.0 * day, 24.0 * day + 24.0))).item()
        for day in (0, 13)
    ]
    figure("ventilation on day 1 and day 14 of 90 mg a day, %", days, "rises, below 100")
    assert days[0] < days[1] < 100.0


def test_at_a_constant_concentration_there_is_no_withdrawal(holding_drug, hold, figure):
    # Z follows what drugs add and never overtakes it, but for the error of a run (1e-9).
    model = od.Model(
        drugs=[holding_drug("opioid")],
        bindings=[od.Binding("opioid", "mu", K=10.0, koff=100.0, tau=5.0)],
    )
    run = od.simulate(hold("opioid", 20.0, 700.0), model=model, times=np.arange(0.0, 700.0))
    found = [
        run.withdrawal.max(),
        run.metrics(od.Metric("adaptation.mu.peak", span=(0, 700))).item(),
    ]
    figure("constant opioid for a month: highest index, adaptation", found, "< 1e-9, > 0.1")
    assert run.withdrawal.max() < 1e-9
    assert found[1] > 0.1
