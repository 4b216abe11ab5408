"""What a measure reads is what the library's own statistics give, or what a closed form says."""

import numpy as np
import pytest

import opiodyn as od
from opiodyn._validation import cases, contested
from opiodyn._validation.cases import Setup
from opiodyn._validation.measures import measure
from opiodyn._validation.world import EVERY, World

HELD = "occupancy.naltrexone.mu"
TAKEN = "naltrexone 4.5 mg po q24h x7"


@pytest.mark.parametrize("statistic", ["mean", "peak", "trough"])
def test_a_statistic_is_that_of_a_run_to_the_last_bit(statistic):
    figure = measure(Setup(statistic, TAKEN, HELD, start=144.0, to=168.0), World("pet"))
    run = od.simulate(od.regimen(TAKEN), model=od.Model(drugs=["naltrexone"], routes=["po"]))
    metric = od.Metric(f"{HELD}.{statistic}", span=(144.0, 168.0))
    assert figure == run.metrics(metric).item()


def test_a_sum_of_columns_has_a_mean_and_no_peak():
    columns = f"{HELD} + occupancy.6-beta-naltrexol.mu"
    parts = [
        measure(Setup("mean", TAKEN, one, start=144.0, to=168.0), World("pet"))
        for one in columns.split(" + ")
    ]
    both = Setup("mean", TAKEN, columns, start=144.0, to=168.0)
    assert measure(both, World("pet")) == pytest.approx(sum(parts))
    with pytest.raises(ValueError, match=r"peak of a sum, .*: the library has it of a column"):
        measure(Setup("peak", TAKEN, columns, start=144.0, to=168.0), World("pet"))


# One compartment after a bolus: C = C0 exp(-k t), k = CL / V1.
WATT = "methadone/watt 10 mg iv"


@pytest.fixture(scope="module")
def half_time():
    rows = World(EVERY).model(WATT, (("receptors", ()), ("endogenous", ()))).parameters["value"]
    return float(np.log(2.0) * rows["methadone/watt.V1"] / rows["methadone/watt.CL"])


@pytest.mark.parametrize("name", ["hours_to_half", "half_life"])
def test_hours_to_half_are_those_of_one_exponential(name, half_time):
    figure = measure(Setup(name, WATT, start=1.0, to=200.0), World(EVERY))
    assert figure == pytest.approx(half_time, rel=1e-5)


def test_hours_that_a_window_does_not_reach_are_no_figure(half_time):
    short = Setup("hours_to_half", WATT, start=1.0, to=1.0 + 0.9 * half_time)
    assert np.isnan(measure(short, World(EVERY)))


def test_hours_to_rise_are_those_of_a_constant_infusion(half_time):
    # C = (1 - 2^(-t / T)) R / CL, highest at the end T of the infusion: a half of that half at
    # 2^(-t / T) = 3 / 4.
    infusion = f"methadone/watt 10 mg iv over {half_time:.12g}h"
    rise = Setup("hours_to_rise", infusion, to=half_time, threshold=0.5)
    expected = half_time * np.log2(4.0 / 3.0)
    assert measure(rise, World(EVERY)) == pytest.approx(expected, rel=1e-5)


def test_a_level_is_read_when_plasma_has_fallen_to_it(half_time):
    at = Setup("at", WATT, start=half_time)
    level = measure(at, World(EVERY))
    column = "mass_concentration.methadone/watt"
    fallen = Setup("value_at_level", WATT, column, to=200.0, threshold=level)
    assert measure(fallen, World("pet")) == pytest.approx(level, rel=1e-5)


def test_a_world_of_another_set_has_its_affinities_and_nothing_else_new():
    taken = "fentanyl 1 mg iv + naloxone 2 mg iv at 5min"
    own, other = (World("pet", other=key).model(taken) for key in ("", "naloxone/nasal"))
    before, after = (model.parameters["value"] for model in (own, other))
    changed = {f"{receptor}.K" for receptor in ("mu", "delta", "kappa")}
    assert set(before.index[before != after]) == {f"naloxone.{name}" for name in changed}
    library = {row.name: row.value for row in od._core.library_parameters()}
    for name in changed:
        assert after[f"naloxone.{name}"] == pytest.approx(library[f"naloxone/nasal.{name}"])


def test_each_question_finds_its_alternatives():
    for question in contested.QUESTIONS:
        found = contested.about(question)
        assert [one.key for one in found] == [*question.others]
        for case in contested.asked(question):
            assert len(contested.figures(case, question)) == len(question.presets) * (
                1 + len(question.others)
            )


def test_each_set_of_naloxone_meets_the_figures_that_it_is_made_from():
    """Doses by vein make `occupancy`, and PET after the nasal spray makes `nasal`."""
    known = {case.id: case for case in cases.read("receptors")}
    for key, names in (("naloxone/occupancy", ("V21-10",)), ("naloxone/nasal", ("R1", "R2"))):
        world = World("pet", other=key)
        for name in names:
            assert known[name].inside(measure(known[name].setup, world)), name
