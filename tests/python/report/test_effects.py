"""What the reports say of an opioid, and what they leave unsaid of naltrexone alone."""

import re

import numpy as np
import pytest

import opiodyn as od
from fixtures import on_one_line
from opiodyn._compare.report import comparison_report

RESCUE = "fentanyl 0.5 mg iv + naloxone 0.4 mg iv at 0.1h"
WEEK = "naltrexone 4.5 mg po q24h x7"
NO_AGONIST = "No agonist: the withdrawal index is 0."


@pytest.fixture(scope="module")
def rescue():
    return od.simulate(od.regimen(RESCUE), times=np.linspace(0.0, 24.0, 24001))


@pytest.fixture(scope="module")
def week():
    return od.simulate(od.regimen(WEEK))


def test_the_report_of_an_opioid_states_the_largest_effects(rescue):
    lines = rescue.report().split("Effects over the whole run")[1].splitlines()
    rows = {line.split()[0]: line.split()[1:] for line in lines[2:6]}
    assert list(rows) == ["breathing", "pupil", "pain", "liking"]
    for endpoint, (largest, time) in rows.items():
        values = rescue.effect(endpoint)
        assert float(largest) == pytest.approx(100.0 * values.max(), abs=0.06)  # one digit
        assert float(time) == pytest.approx(rescue.times[values.argmax()], abs=0.006)


def test_it_states_the_lowest_ventilation_and_its_time(rescue):
    lowest, time = re.search(
        r"Lowest ventilation: (\S+) % of that without a drug, at (\S+) h\.", rescue.report()
    ).groups()
    assert float(lowest) == pytest.approx(rescue.ventilation.min(), abs=0.06)
    assert float(time) == pytest.approx(rescue.times[rescue.ventilation.argmin()], abs=0.006)


def test_it_states_the_largest_withdrawal_index():
    run = od.simulate(od.regimen("methadone 60 mg po q24h x7 + naloxone 2 mg iv at 160h"), end=168)
    pattern = r"Largest withdrawal index \(0 to below 1\): (\S+), at (\S+) h\."
    largest, time = map(float, re.search(pattern, run.report()).groups())
    assert largest == pytest.approx(run.withdrawal.max(), abs=2e-3)
    assert 160.0 < time < 161.5
    assert largest > 0.05
    assert "withdrawal index, 0 to below 1" in run.report()
    assert NO_AGONIST not in on_one_line(run.report())


def test_an_index_that_is_largest_at_the_end_still_rises():
    stopped = od.regimen("methadone 60 mg po q24h x7")
    rising = "It still rises when the run ends."
    day, month = (od.simulate(stopped, end=end) for end in (7 * 24 + 12, 40 * 24))
    assert day.withdrawal[-1] == day.withdrawal.max() > 0.0
    assert rising in day.report()
    assert month.withdrawal[-1] < month.withdrawal.max()
    assert rising not in month.report()


def test_a_blocked_opioid_has_no_effect_at_no_time():
    run = od.simulate(od.regimen("naltrexone 100 mg po + hydromorphone 6 mg po at 2h"))
    assert run.effect("breathing").max() <= 0.0
    table = run.report().split("Effects over the whole run")[1].splitlines()
    assert [line.split() for line in table[2:4]] == [
        ["breathing", "0.0", "-"],
        ["pupil", "0.0", "-"],
    ]
    assert table[6] == "Ventilation never falls below that without a drug."


def test_a_time_in_minutes_is_told_in_four_digits():
    run = od.simulate(od.regimen("morphine 10 mg iv at 5min"), end=1.0)
    assert run.report().startswith("morphine 10 mg iv at 0.08333h\n")


def test_naltrexone_alone_is_told_without_withdrawal(week):
    text = on_one_line(week.report())
    assert text.count("ithdrawal") == 1
    assert NO_AGONIST in text
    assert week.withdrawal.max() == 0.0
    for word in ("Effects over", "ventilation"):
        assert word not in text


def test_people_and_comparisons_say_the_same():
    people = od.population(3, seed=1)
    for regimen, acts in ((WEEK, False), ("morphine 10 mg iv q24h x2", True)):
        ordered = od.regimen(regimen)
        runs = od.simulate(ordered, subjects=people).report()
        table = comparison_report(od.compare(ordered, doses=[5, 10], metrics="free.mu.mean"))
        assert ("Effects, % of the largest possible effect; ventilation" in runs) is acts
        assert ("ventilation" in runs) is acts
        for text in (runs, table):
            assert (NO_AGONIST in on_one_line(text)) is not acts


def test_an_agonist_at_kappa_alone_causes_no_withdrawal():
    drug = od.Drug("kappan", molar_mass=300.0, CL=10.0, V=[20.0])
    binding = od.Binding("kappan", "kappa", K=1.0, koff=60.0, tau=3.0)
    model = od.Model(drugs=[drug], bindings=[binding])
    text = od.simulate(od.dose("kappan", amt=0.1, route="iv"), model=model).report()
    assert "ithdrawal index (0" not in text
    assert "is the effect of the agonist" in on_one_line(text)


def test_the_report_without_effects_still_states_withdrawal():
    model = od.Model(response=["adaptation"])
    text = od.simulate(od.regimen("morphine 10 mg iv q6h x8"), model=model).report()
    assert "Largest withdrawal index" in text
    assert "Lowest ventilation" not in text


def test_reports_fit_a_terminal(rescue, week):
    for run in (rescue, week):
        assert max(map(len, run.report().splitlines())) <= 100
