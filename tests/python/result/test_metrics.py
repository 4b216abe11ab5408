"""Metrics against what NumPy says, and against curves whose answer is known."""

import numpy as np
import pytest

import opiodyn as od
from opiodyn import metrics

t = np.linspace(0.0, 10.0, 101)
triangle = 5.0 - np.abs(t - 5.0)


def test_peak_and_trough():
    peak = metrics.peak(t, triangle)
    assert peak == (5.0, 5.0)
    assert (peak.value, peak.time) == peak
    assert metrics.trough(t, triangle) == (0.0, 0.0)


def test_area_and_mean():
    y = np.exp(-t) + np.sin(t) ** 2
    assert metrics.area(t, y) == pytest.approx(np.trapezoid(y, t), rel=1e-14)
    assert metrics.mean(t, y) == pytest.approx(np.trapezoid(y, t) / 10.0, rel=1e-14)
    assert metrics.mean([3.0], [7.0]) == 7.0


@pytest.mark.parametrize("threshold", [0.0, 1.0, 2.345, 4.99, 5.0, 6.0])
def test_time_above(threshold):
    expected = max(0.0, 2.0 * (5.0 - threshold))
    assert metrics.time_above(t, triangle, threshold) == pytest.approx(expected)


def test_time_to_fall_below():
    assert metrics.time_to_fall_below(t, triangle, 2.05, after=5.0) == pytest.approx(7.95)
    assert metrics.time_to_fall_below(t, triangle, 2.05, after=0.0) == 0.0
    assert metrics.time_to_fall_below(t, triangle, -1.0, after=0.0) is None


def test_time_since():
    assert list(metrics.time_since([0, 1, 2, 3.5], [1, 3])) == [np.inf, 0.0, 1.0, 0.5]


@pytest.mark.parametrize(
    ("times", "values", "message"),
    [
        ([], [], "values = 0 samples: must not be empty"),
        ([0, 1], [1], "values = 2 times and 1 values: must be of equal length"),
        ([0, np.nan], [1, 2], "times[1] = nan: must be a finite number"),
        ([0, 1], [1, np.inf], "values[1] = inf: must be a finite number"),
        ([1, 0], [1, 2], "times[1] = 0: must not be before times[0] = 1; sort the times"),
        ([[0, 1]], [1, 2], "times = array of shape (1, 2): must have one dimension"),
        (["a", "b"], [1, 2], "times[0] = 'a': must be a number"),
    ],
)
@pytest.mark.parametrize("metric", [metrics.peak, metrics.trough, metrics.area, metrics.mean])
def test_bad_curves(metric, times, values, message):
    with pytest.raises(od.InputError) as caught:
        metric(times, values)
    assert str(caught.value) == message
