"""Figures of docs/theory.md, data/ and the changelog that nothing else prints. Each is rounded
there: the tolerance is half of its last digit, and the step of the times."""

import numpy as np
import pytest

import opiodyn as od

DEFAULT = od.Model().response


def half_time(drug, amt, **options):
    times = np.arange(0.0, 60.0, 0.02)
    model = od.Model(response=(), **options)
    run = od.simulate(od.dose(drug, amt=amt, route="iv"), model=model, times=times)
    held = run.occupancy(drug, "mu")
    top = held.argmax()
    return times[top:][held[top:] <= held[top] / 2][0] - times[top]


@pytest.mark.parametrize(
    ("drug", "amt", "biophase", "ke0", "hours"),
    [
        ("naloxone", 2, "retention", None, 3.5),
        ("naloxone", 2, "pet", None, 2.6),
        ("naloxone", 2, "retention", 2.0, 6.2),
        ("nalmefene", 1, "retention", None, 18.5),
    ],
)
def test_half_times_of_retention(drug, amt, biophase, ke0, hours, figure):
    parameters = {} if ke0 is None else {f"{drug}.ke0": ke0}
    found = half_time(drug, amt, biophase=biophase, parameters=parameters)
    figure(f"half-time of mu, {drug} {amt} mg iv, {biophase}, ke0 {ke0 or 'own'}", found, hours)
    assert found == pytest.approx(hours, abs=0.07)


def test_hydromorphone_counts_the_delay_twice_under_retention(figure):
    dose = od.dose("hydromorphone", amt=1, route="iv")
    peaks = []
    for biophase in ("pet", "retention"):
        run = od.simulate(dose, model=od.Model(biophase=biophase), end=6, delta=0.01)
        peaks.append(run.times[run.effect_site("hydromorphone").argmax()])
    figure("hydromorphone, peak in the effect site, h, pet and retention", peaks, "0.33, 0.56")
    assert peaks == pytest.approx([0.33, 0.56], abs=0.05)


@pytest.mark.parametrize(("response", "percent"), [((), 43), (DEFAULT, 41)])
def test_retention_a_day_after_50_mg(response, percent, figure):
    model = od.Model(biophase="retention", response=response)
    run = od.simulate(od.dose("naltrexone", amt=50), model=model, times=[24])
    found = 100 * run.occupancy("naltrexone", "mu")[0]
    figure("mu held a day after 50 mg, retention, %", found, percent)
    assert found == pytest.approx(percent, abs=0.5)


@pytest.mark.parametrize(("response", "percent"), [((), 75), (DEFAULT, 75)])
def test_transient_on_50_mg_a_day(response, percent, figure):
    model = od.Model(biophase="transient", response=response)
    times = np.linspace(72, 96, 97)
    run = od.simulate(od.dose("naltrexone", amt=50, ii=24, addl=3), model=model, times=times)
    found = 100 * od.metrics.mean(times, run.occupancy("naltrexone", "mu"))
    figure("mu held on day 4 of 50 mg a day, transient, %", found, percent)
    assert found == pytest.approx(percent, abs=0.5)


def test_exercise_of_magnitude_4(figure):
    run = od.simulate(od.stimulus("exercise", magnitude=4), end=6, delta=0.01)
    found = run.peptide("beta-endorphin").max()
    figure("beta-endorphin after exercise of magnitude 4, x drug-free", found, 2.2)
    assert found == pytest.approx(2.2, abs=0.05)


def test_what_peptides_held_at_their_baseline_hide(figure):
    apart = []
    for biophase in ("pet", "transient", "plasma"):
        for text in ("50 mg po", "50 mg po q24h x4", "4.5 mg po q24h x28"):
            held, moving = (
                od.simulate(
                    od.regimen(f"naltrexone {text}"),
                    model=od.Model(biophase=biophase, response=response),
                ).occupancy("naltrexone", "mu")
                for response in ((), DEFAULT)
            )
            apart.append(100 * np.abs(held - moving).max())
    figure("default against response=(), percentage points of mu, worst", max(apart), 0.12)
    assert max(apart) == pytest.approx(0.12, abs=0.01)
