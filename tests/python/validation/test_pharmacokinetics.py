"""Published figures of pharmacokinetics are measured as closed forms say."""

import numpy as np
import pytest

from opiodyn._model.inside import core_of
from opiodyn._validation import cases
from opiodyn._validation.cases import Setup
from opiodyn._validation.measures import measure
from opiodyn._validation.world import EVERY, World, preset_names

CASES = cases.read("pharmacokinetics")
USUAL = World(EVERY)


@pytest.mark.parametrize("preset", preset_names())
def test_a_figure_does_not_depend_on_the_preset(preset):
    world = World(preset)
    for case in CASES:
        if case.selftest:
            figure = measure(case.setup, USUAL)
            assert measure(case.setup, world) == pytest.approx(figure, rel=1e-12), case.id


# Closed forms, from the library's parameters of naltrexone


@pytest.fixture(scope="module")
def value():
    rows = core_of(USUAL.model("naltrexone 50 mg po")).parameters
    return {row.name.removeprefix("naltrexone."): row.value for row in rows}


def figure(measure_name, regimen, **settings):
    return measure(Setup(measure_name, regimen, **settings), USUAL)


def test_clearance_and_volume_are_those_of_the_parameters(value):
    assert figure("clearance", "naltrexone 4 mg iv") == pytest.approx(value["CL"], rel=1e-3)
    steady = value["V1"] + value["V2"]
    infused = figure("volume", "naltrexone 200 mg iv over 1000h", start=999.0)
    assert infused == pytest.approx(steady, rel=1e-3)


def test_an_area_by_mouth_has_bioavailability_and_salt(value):
    dose = 50.0 * value["oral.salt_factor"] * value["oral.F"]
    area = figure("area", "naltrexone 50 mg po")
    assert area == pytest.approx(1e3 * dose / value["CL"], rel=1e-3)


def test_an_area_in_a_window_ends_with_it():
    parts = [
        figure("area", "naltrexone 50 mg po", start=start, to=to)
        for start, to in ((0.0, 6.0), (6.0, 24.0), (0.0, 24.0))
    ]
    assert parts[0] + parts[1] == pytest.approx(parts[2], rel=1e-6)  # steps end elsewhere
    assert parts[2] < figure("area", "naltrexone 50 mg po")


def test_urine_has_the_share_of_renal_clearance(value):
    share = value["oral.F"] * value["CL_renal"] / value["CL"]
    assert figure("urine", "naltrexone 50 mg po") == pytest.approx(100.0 * share, rel=1e-3)


def test_a_late_half_life_is_that_of_the_slow_exponent(value):
    out, back = value["Q2"] / value["V1"], value["Q2"] / value["V2"]
    matrix = [[-value["CL"] / value["V1"] - out, back], [out, -back]]
    slow = -np.linalg.eigvals(matrix).max()
    late = figure("half_life", "naltrexone 4 mg iv", start=48.0, to=96.0)
    assert late == pytest.approx(np.log(2.0) / slow, rel=1e-6)
    early = figure("half_life", "naltrexone 4 mg iv", start=0.5, to=2.0)
    assert early < 0.5 * late


def test_a_peak_by_mouth_lies_where_the_level_turns():
    time = figure("peak_time", "naltrexone 50 mg po")
    top = figure("peak", "naltrexone 50 mg po")
    for other in (0.9 * time, 1.1 * time):
        assert figure("at", "naltrexone 50 mg po", start=other) < top
    assert figure("at", "naltrexone 50 mg po", start=time) == pytest.approx(top)


def test_days_above_a_threshold_end_where_the_level_crosses_it():
    regimen = "naltrexone 380 mg im"
    days = figure("days_above", regimen, threshold=1.0, end=2400.0)
    late = figure("at", regimen, start=24.0 * days, end=2400.0)
    assert 0.95 < late <= 1.05  # the level is above 1 ng/mL from the first minutes on
