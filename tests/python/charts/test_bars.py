"""Pictures of sensitivities are bars of elasticities, with their signs and the largest on top."""

import matplotlib as mpl
import pytest

mpl.use("agg")

import matplotlib.pyplot as plt
import numpy as np
import xarray as xr

import opiodyn as od

NAMES = ["small", "down", "up"]


@pytest.fixture(autouse=True)
def closed_figures():
    yield
    plt.close("all")


def found_of(number, slopes, at, *, names=NAMES, dims=()):
    """A dataset as `opiodyn.sensitivity` makes it, of numbers that are known."""
    shape = np.shape(number)
    return xr.Dataset(
        {
            "tone": (dims, np.array(number, float)),
            "tone.derivative": ((*dims, "variable"), np.array(slopes, float)),
            "status": (dims, np.full(shape, "complete", dtype=object)),
        },
        {"variable": names, "at": ((*dims, "variable"), np.array(at, float))},
        {"title": "opiodyn sensitivities", "regimen": "naltrexone 4.5 mg po"},
    )


def widths(axes):
    return [bar.get_width() for bar in axes.patches]


def labels(axes):
    return [text.get_text() for text in axes.get_yticklabels()]


def texts(figure):
    return " ".join(text.get_text() for text in figure.findobj(mpl.text.Text))


def test_derivatives_become_elasticities_and_the_largest_is_on_top():
    """(variable / number) x derivative: 10 / 2 x 0.02 = 0.1, 4 / 2 x -0.25 = -0.5, 1 / 2 x 0.8."""
    figure = od.plot_sensitivity(found_of(2.0, [0.02, -0.25, 0.8], [10.0, 4.0, 1.0]))
    (axes,) = figure.axes
    assert labels(axes) == ["down", "up", "small"]
    assert widths(axes) == pytest.approx([-0.5, 0.4, 0.1], rel=1e-15)
    assert [one.get_text() for one in axes.texts] == ["−0.50", "+0.40", "+0.10"]
    assert axes.yaxis_inverted()
    down, up, small = (bar.get_facecolor() for bar in axes.patches)
    assert down != up == small


def test_elasticities_are_taken_as_they_are():
    """A power law tone = CL^0.3 has the elasticity 0.3 wherever it is."""
    found = found_of(2.0, [1.0, 1.0, 1.0], [1.0, 1.0, 1.0])
    found = found.rename({"tone.derivative": "tone.elasticity"})
    found["tone.elasticity"].values[:] = [0.3, -0.1, 0.2]
    (axes,) = od.plot_sensitivity(found, style="talk").axes
    assert widths(axes) == [0.3, 0.2, -0.1]


def test_the_picture_of_a_run_has_the_elasticities_of_the_call():
    week = od.regimen("naltrexone 4.5 mg po q24h x3")
    model = od.Model(drugs=["naltrexone"], routes=["po"])
    to = ["naltrexone.CL", "naltrexone.V1", "amt"]
    slopes = od.sensitivity(week, to=to, model=model)
    shares = od.sensitivity(week, to=to, model=model, relative=True)
    own = shares["tone.mu.mean.elasticity"].to_series().sort_values(key=abs, ascending=False)
    for found in (slopes, shares):
        (axes,) = od.plot_sensitivity(found).axes
        assert labels(axes) == list(own.index)
        assert widths(axes) == pytest.approx(list(own), rel=1e-12)  # rounding of two products


def test_people_are_a_median_with_limits():
    """With a number of 1 and variables of 1 an elasticity is the derivative."""
    slopes = np.random.default_rng(2).normal(size=(40, 3))
    found = found_of(np.ones(40), slopes, np.ones((40, 3)), dims=("subject",))
    figure = od.plot_sensitivity(found)
    (axes,) = figure.axes
    middle = np.median(slopes, axis=0)
    order = np.argsort(-np.abs(middle))
    assert widths(axes) == pytest.approx(list(middle[order]), rel=1e-12)
    ends = np.array([segment[:, 0] for segment in axes.collections[0].get_segments()])
    np.testing.assert_allclose(ends.T, np.quantile(slopes, [0.05, 0.95], axis=0)[:, order])
    assert "medians over subjects" in texts(figure)


def test_fifteen_bars_are_shown_at_most():
    names = [f"v{i}" for i in range(20)]
    figure = od.plot_sensitivity(found_of(1.0, np.arange(20.0), np.ones(20), names=names))
    assert labels(figure.axes[0]) == [f"v{i}" for i in range(19, 4, -1)]
    assert "The 15 largest are shown." in texts(figure)


def test_one_of_several_times_is_chosen():
    found = found_of(
        [1.0, 2.0], [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], np.ones((2, 3)), dims=("time",)
    ).assign_coords(time=[24.0, 48.0])
    with pytest.raises(od.InputError, match=r"one time: choose it, as found.sel\(time=48\)"):
        od.plot_sensitivity(found)
    (axes,) = od.plot_sensitivity(found.sel(time=48)).axes
    assert widths(axes) == [3.0, 2.5, 2.0]


def test_a_number_of_zero_has_no_bar():
    with pytest.raises(od.InputError, match="finite elasticity: the number is 0"):
        od.plot_sensitivity(found_of(0.0, [1.0, 2.0, 3.0], np.ones(3)))
