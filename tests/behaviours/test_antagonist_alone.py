"""An antagonist without an opioid takes away what little tone there is at rest, and no more:
breathing rises a little, and withdrawal is exactly 0.

Naloxone 0.1 mg/kg changed nothing at rest, and under carbon dioxide it raised ventilation by 37 %
(Tabona 1982), so that basal tone is small. Adaptation follows what drugs add to the peptides
(theory (15)), so that the body's own rebound never counts.
"""

import numpy as np
import pytest

import opiodyn as od

PRESETS = [row.name for row in od._core.presets()]


def withdrawal(text, biophase, hours):
    times = np.arange(0.0, hours + 0.5, 0.5)
    return od.simulate(od.regimen(text), model=od.Model(biophase=biophase), times=times).withdrawal


@pytest.mark.parametrize("mg", [0.4, 2.0, 7.0])
def test_naloxone_moves_breathing_a_little(mg, figure):
    run = od.simulate(od.dose("naloxone", amt=mg, route="iv"), end=4)
    peak = run.metrics(od.Metric("ventilation.peak", span=(0, 4))).item()
    low = run.metrics(od.Metric("ventilation.trough", span=(0, 4))).item()
    figure(f"naloxone {mg:g} mg iv: highest and lowest ventilation, %", [peak, low], "100-115")
    assert 100.0 <= peak <= 115.0
    # Peptides that were released outlast the block by little: they may not depress breathing.
    assert low > 97.0


def test_a_full_block_lifts_breathing_by_all_basal_tone(figure):
    # E = (0 - sigma0) / (1 - sigma0) = -S(0), as sigma0 = S(0) / (1 + S(0)): ventilation is
    # 100 (1 + S(0)), with S(0) = sum of tau e0 / (1 + X0) at mu.
    value = od.Model(drugs=["naloxone"], routes=["iv"]).parameters["value"]
    peptides = ("beta-endorphin", "enkephalin")
    X0 = sum(value[f"{name}.mu.e0"] for name in peptides)
    S0 = sum(value[f"{name}.mu.tau"] * value[f"{name}.mu.e0"] for name in peptides) / (1 + X0)
    run = od.simulate(od.dose("naloxone", amt=200, route="iv"), end=1)
    peak = run.metrics(od.Metric("ventilation.peak", span=(0, 1))).item()
    figure("naloxone 200 mg iv: highest ventilation, %", peak, f"{100 * (1 + S0):.4g}")
    assert peak == pytest.approx(100.0 * (1.0 + S0), abs=0.2)  # 200 mg leave 0.01 of the tone


@pytest.mark.parametrize("biophase", PRESETS)
@pytest.mark.parametrize(
    "text",
    [
        "naltrexone 0.5 mg po q24h x28",
        "naltrexone 4.5 mg po q24h x28",
        "naltrexone 50 mg po q24h x28",
        "naltrexone 50 mg po q24h x28 + naltrexone 50 mg po at 950h",
        "naltrexone 50 mg po q24h x28 + naloxone 2 mg iv at 900h",
    ],
)
def test_without_an_opioid_there_is_no_withdrawal_at_all(text, biophase, figure):
    found = withdrawal(text, biophase, 1200.0)
    figure(f"{text}, {biophase}: highest index", found.max(), "exactly 0")
    assert np.all(found == 0.0)
