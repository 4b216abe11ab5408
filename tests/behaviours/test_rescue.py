"""Naloxone wins back breathing after an overdose of fentanyl, the more the larger the dose.

What must hold was written down before the model was run: fentanyl 0.5 mg by vein, naloxone 2 mg by
vein after 5 min brings at least 85 % of ventilation within 30 min, 0.4 mg brings 55 to 100 %. Room
air and carbon dioxide are not in the model: a body that breathes by itself does better.
"""

import numpy as np
import pytest

import opiodyn as od

WITHIN = (5 / 60, 35 / 60)  # h after fentanyl: half an hour from naloxone on


def ventilation(antagonist, statistic="peak", fentanyl=0.5):
    regimen = od.dose("fentanyl", amt=fentanyl, route="iv")
    if antagonist:
        regimen += od.regimen(f"{antagonist} at 5min")
    run = od.simulate(regimen, end=2)
    return run.metrics(od.Metric(f"ventilation.{statistic}", span=WITHIN)).item()


def test_without_it_breathing_stays_low(figure):
    found = ventilation("")
    figure("fentanyl 0.5 mg alone: highest ventilation from 5 to 35 min, %", found, "< 50")
    assert found < 50.0


@pytest.mark.parametrize(("mg", "low", "high"), [(2.0, 85.0, 115.0), (0.4, 55.0, 100.0)])
def test_naloxone_by_vein_wins_it_back(mg, low, high, figure):
    found = ventilation(f"naloxone {mg:g} mg iv")
    figure(f"naloxone {mg:g} mg iv: highest ventilation within 30 min, %", found, f"{low}-{high}")
    assert low <= found <= high


@pytest.mark.parametrize("name", ["naloxone/occupancy", "naloxone/nasal"])
def test_the_contested_affinity_decides_how_much_a_small_dose_does(name, figure):
    # K 0.38 and 1.6 nM stand on either side of the library's 0.7.
    found = [ventilation(f"{one} 0.4 mg iv") for one in (name, "naloxone")]
    figure(f"0.4 mg iv, {name} and the library: highest ventilation, %", found, "apart")
    assert (found[0] > found[1]) == (name == "naloxone/occupancy")


def test_more_naloxone_wins_back_more(figure):
    found = [ventilation(f"naloxone {mg:g} mg iv") for mg in (0.04, 0.1, 0.4, 1.0, 2.0)]
    figure("naloxone 0.04 to 2 mg iv: highest ventilation, %", found, "rises")
    assert np.all(np.diff(found) > 0.0)


def test_by_other_routes_it_comes_later(figure):
    found = [ventilation(text) for text in ("naloxone 2 mg iv", "naloxone 2 mg im")]
    figure("naloxone 2 mg iv and im: highest ventilation within 30 min, %", found, "iv is higher")
    assert found[0] > found[1]
