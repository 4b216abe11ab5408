"""Bands and points that a room draws into a panel."""

import matplotlib as mpl
import pytest

mpl.use("agg")

import numpy as np
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure

from opiodyn._plot.bands import draw_band, draw_points
from opiodyn._plot.lines import Line

LINE = Line("model", "#0072B2", "--")
TIMES = np.array([0.0, 1.0, 2.0, 4.0])


@pytest.fixture
def axes():
    return Figure().subplots()


def test_a_band_has_its_median_and_limits(axes):
    low, median, high = TIMES, TIMES + 1.0, TIMES + 3.0
    draw_band(axes, TIMES, low, median, high, LINE)
    drawn = {tuple(line.get_ydata()) for line in axes.lines}
    assert drawn == {tuple(low), tuple(median), tuple(high)}
    (band,) = (one for one in axes.collections if isinstance(one, PolyCollection))
    corners = {tuple(corner) for corner in band.get_paths()[0].vertices}
    assert {*zip(TIMES, low, strict=True), *zip(TIMES, high, strict=True)} <= corners
    handles, labels = axes.get_legend_handles_labels()
    assert labels == ["model"]
    assert (handles[0].get_color(), handles[0].get_linestyle()) == ("#0072B2", "--")
    np.testing.assert_array_equal(handles[0].get_ydata(), median)


def test_points_have_bars_and_censored_ones_are_open_triangles(axes):
    values, censored = [3.0, 2.0, 1.0, 0.5], [False, False, False, True]
    draw_points(axes, TIMES, values, LINE, error=0.25, censored=censored)
    points, triangles = axes.lines[0], axes.lines[-1]
    np.testing.assert_array_equal(points.get_ydata(), values[:3])
    assert (triangles.get_marker(), triangles.get_markerfacecolor()) == ("v", "none")
    np.testing.assert_array_equal(triangles.get_xydata(), [[4.0, 0.5]])
    (bars,) = axes.containers[0].lines[2]
    ends = [segment[:, 1].tolist() for segment in bars.get_segments()]
    assert ends == [[2.75, 3.25], [1.75, 2.25], [0.75, 1.25]]
    assert axes.get_legend_handles_labels()[1] == ["model, below the limit", "model"]


def test_unequal_bars_lose_those_of_censored_points(axes):
    error = [[0.1, 0.2, 0.3, 9.0], [0.5, 0.5, 0.5, 9.0]]
    draw_points(axes, TIMES, TIMES, LINE, error=error, censored=[False, False, False, True])
    (bars,) = axes.containers[0].lines[2]
    low, high = np.transpose([segment[:, 1] for segment in bars.get_segments()])
    np.testing.assert_allclose(TIMES[:3] - low, error[0][:3])
    np.testing.assert_allclose(high - TIMES[:3], error[1][:3])


def test_points_alone_need_nothing_more(axes):
    draw_points(axes, TIMES, TIMES, LINE)
    assert axes.get_legend_handles_labels()[1] == ["model"]
