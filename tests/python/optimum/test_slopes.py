"""Slopes of the numbers of a search are those of the numbers themselves."""

import numpy as np
import pytest

import opiodyn as od
from opiodyn._optimum import asked
from opiodyn._optimum.limits import read_goals
from opiodyn._optimum.slopes import slopes

NAMES = [
    "tone.mu.mean",
    "tone.mu.trough",
    "occupancy.naltrexone.mu.peak",
    "mass_concentration.naltrexone.area",
]
TIGHT = {"rtol": 1e-9, "atol": 1e-13, "max_steps": 1_000_000}
DAYS = od.regimen("naltrexone 4.5 mg po q24h x5 at 22h")
MIXED = od.regimen("naltrexone 4.5 mg po at 2h + naltrexone 3 mg po q12h x2 at 20h") + od.regimen(
    "morphine 10 mg po at 30h"
)
KINETIC, EQUILIBRIUM = (
    od.Model(biophase="transient", binding=one) for one in ("kinetic", "equilibrium")
)
# Sums of four values to the sixth order err by 1e-10 from their cut-off. The tolerance of the
# runs, 1e-9, over the step, leaves some 1e-7.
EXACT = 1e-6


def numbers_of(regimen, over, metrics, model, *, window=None, drug=None):
    first, *others = metrics
    goals = read_goals(first, None, dict.fromkeys(others, (0.0, None)), window)
    return asked.numbers_of(regimen, over, goals, model, drug, TIGHT, 1)


def differences(numbers, point, count):
    """The derivatives from six values around the point, to the sixth order."""
    found = []
    for k, one in enumerate(numbers.space.variables):
        step = 0.02 if one.unit == "h" else 2e-3 * point[k]
        way = step * np.eye(point.size)[k]
        points = [point + offset * way for offset in (-3, -2, -1, 1, 2, 3)]
        values = numbers.values(points, [count] * 6)
        found.append(np.array([-1, 9, -45, 45, -9, 1]) @ values / (60.0 * step))
    return np.array(found).T


def _pairs(numbers, point):
    return zip(numbers.space.variables, point, strict=True)


def check(numbers, point):
    """Checks that slopes are differences, relative to what they are or could be."""
    point = np.array(point)
    count = numbers.space.count(point)
    expected = differences(numbers, point, count)
    found = slopes(numbers, point, count)
    # A slope that is all but 0 is judged by 5 % of the number per hour, or per own amount.
    own = [value if one.unit == "mg" else 1.0 for one, value in _pairs(numbers, point)]
    zero = 5e-2 * np.abs(numbers.values([point], [count])[0][:, np.newaxis]) / own
    assert (np.abs(found - expected) <= EXACT * np.maximum(np.abs(expected), zero)).all()
    return found


@pytest.mark.parametrize("model", [KINETIC, EQUILIBRIUM], ids=["kinetic", "equilibrium"])
@pytest.mark.parametrize("window", [None, (8.0, 23.0)], ids=["interval", "window"])
def test_of_dose_and_interval(model, window):
    over = {"dose": (0.1, 50.0), "interval": (6.0, 48.0)}
    numbers = numbers_of(DAYS, over, NAMES, model, window=window)
    found = check(numbers, [3.0, 25.7])
    assert found[-1].tolist() == [5.0, 0.0]  # mg of five doses


@pytest.mark.parametrize("model", [KINETIC, EQUILIBRIUM], ids=["kinetic", "equilibrium"])
def test_of_an_hour_of_day_against_what_stays(model):
    exercise = od.stimulus("exercise", time=40.0, ii=24.0, addl=3)
    over = {"dose": (0.1, 50.0), "hour": (0.0, 24.0)}
    check(numbers_of(DAYS + exercise, over, NAMES, model), [3.0, 20.5])
    awake = [od.Metric(name, span=(30.0, 126.0), every=24.0, window=(3.0, 20.0)) for name in NAMES]
    check(numbers_of(DAYS, over, awake, model), [3.0, 20.5])


@pytest.mark.parametrize("drug", ["naltrexone", "morphine"])
@pytest.mark.parametrize("model", [KINETIC, EQUILIBRIUM], ids=["kinetic", "equilibrium"])
def test_of_records(model, drug):
    # The last dose moves with its window, or a dose before it; of morphine the window ends
    # with the run, so that it changes its length.
    over = dict.fromkeys(("amt[0]", "amt[1]", "amt[2]"), (1.0, 60.0))
    over |= dict.fromkeys(("time[0]", "time[1]", "time[2]"), (1.0, 60.0))
    numbers = numbers_of(MIXED, over, NAMES, model, drug=drug)
    check(numbers, [2.0, 3.0, 9.0, 4.0, 19.0, 29.3])


def test_the_slope_of_an_interval_is_the_sum_over_the_times_of_single_doses():
    # Derivatives of the runs themselves, through an evaluator: the doses written out one by one.
    # The window stays with the last dose, so that all others move against it.
    count, every = 5, 25.7
    metrics = ["tone.mu.mean", "tone.mu.trough"]
    over = {"interval": (6.0, 48.0)}
    numbers = numbers_of(DAYS, over, metrics, KINETIC, window=(8.0, 23.0))
    found = slopes(numbers, np.array([every]), count)[:2, 0]
    written = od.Regimen(
        [od.Dose("naltrexone", amt=4.5, time=22.0 + k * every) for k in range(count)]
    )
    last = 22.0 + (count - 1) * every
    span = (last + 8.0, last + 23.0)
    function = od.evaluator(
        written,
        vary=[f"time[{k}]" for k in range(count - 1)],
        model=KINETIC,
        metrics=[od.Metric(name, span=span) for name in metrics],
        **TIGHT,
    )
    _, of_times = function.derivatives([22.0 + k * every for k in range(count - 1)])
    expected = of_times @ (np.arange(count - 1.0) - (count - 1.0))
    np.testing.assert_allclose(found, expected, rtol=EXACT)


def test_doses_that_fall_together_have_differences():
    # The core has no derivative where a moved event meets another.
    both = od.regimen("naltrexone 4.5 mg po at 4h + naltrexone 1 mg iv at 4h")
    metrics = [od.Metric("tone.mu.mean", span=(6.0, 30.0))]
    numbers = numbers_of(both, {"time[0]": (0.0, 9.0)}, metrics, KINETIC)
    check(numbers, [4.0])


def test_of_a_smooth_total_dose():
    numbers = numbers_of(
        DAYS, {"dose": (0.1, 50.0), "interval": (6.0, 48.0)}, NAMES[:1], EQUILIBRIUM
    )
    point = np.array([3.0, 25.0])
    assert numbers.values([point], [None])[0, -1] == pytest.approx(3.0 * 120.0 / 25.0, rel=1e-14)
    expected = [120.0 / 25.0, -3.0 * 120.0 / 25.0**2]
    assert slopes(numbers, point, None)[-1].tolist() == pytest.approx(expected, rel=1e-14)
