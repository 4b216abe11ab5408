"""Pictures of several subjects, and of runs over each other."""

import matplotlib as mpl
import pytest

mpl.use("agg")

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.legend import Legend
from matplotlib.text import Text

import opiodyn as od

WEEK = "naltrexone 50 mg po q24h x4"
GRID = np.arange(0.5, 96.0, 1.0)  # no time of a dose


@pytest.fixture(autouse=True)
def closed_figures():
    yield
    plt.close("all")


@pytest.fixture(scope="module")
def runs():
    people = od.population(7, seed=1, covariates={"weight": (70, 12)})
    return od.simulate(od.regimen(WEEK), subjects=people, times=GRID)


def words(figure):
    return " ".join(" ".join(text.get_text() for text in figure.findobj(Text)).split())


def labels(figure):
    (legend,) = figure.findobj(Legend)
    return [text.get_text() for text in legend.get_texts()]


def lines(axes):
    """The lines of a panel that are no marks: low, high and median of each band."""
    return [one for one in axes.lines if one.get_marker() == "None" and len(one.get_xdata()) > 2]


def at(line, times):
    """The values of a line at these times, by linear interpolation."""
    return np.interp(times, *line.get_data())


def table(*subjects):
    """A table of doses and observations: for each subject the dose, and the hour of its record."""
    rows = [
        row
        for who, (amount, hour) in enumerate(subjects)
        for row in ((who, 0.0, amount, 1), (who, hour, 0.0, 0))
    ]
    frame = pd.DataFrame(rows, columns=["ID", "TIME", "AMT", "EVID"])
    return od.simulate(od.read_events(frame, drug="naltrexone"))


@pytest.mark.parametrize(
    ("panel", "values"),
    [
        ("occupancy.mu", lambda runs: 100.0 * runs.occupancy("naltrexone", "mu")),
        ("tone.mu", lambda runs: runs.tone("mu")),
        ("plasma", lambda runs: runs.concentration("naltrexone", "ng/mL")),
    ],
)
def test_lines_are_the_quantiles_of_the_runs(runs, panel, values):
    _, axes = plt.subplots()
    assert runs.plot(ax=axes, panels=[panel], interval=0.5) is axes
    expected = np.quantile(values(runs), [0.25, 0.75, 0.5], axis=0)
    for line, quantile in zip(lines(axes), expected, strict=True):
        # Between the times of the picture, 0.25 h apart, the line is straight.
        np.testing.assert_allclose(at(line, GRID), quantile, rtol=5e-3)


def test_the_picture_says_how_many_and_what_a_band_is(runs):
    figure = runs.plot(panels=["plasma", "tone"], interval=0.8)
    shown = words(figure)
    assert "7 subjects; biophase pet" in shown
    assert "Lines are medians over subjects, and bands hold the middle 80 % of them" in shown
    assert "A model, not medical advice." in shown
    assert [axes.get_ylabel() for axes in figure.axes[::2]] == [
        "plasma\nnaltrexone,\nng/mL", "tone,\n× drug-free",
    ]  # fmt: skip
    assert labels(figure) == ["μ receptor", "δ receptor", "κ receptor", "dose"]
    assert "last dosing interval, 72 to 96 h" in shown


def test_doses_are_marked_where_all_take_them_then(runs):
    _, axes = plt.subplots()
    runs.plot(ax=axes, panels=["tone.mu"])
    (marks,) = [line for line in axes.lines if line.get_marker() == "^"]
    assert list(marks.get_xdata()) == [0.0, 24.0, 48.0, 72.0]
    others = od.simulate(od.regimen("naltrexone 50 mg po at 1h"))
    figure = od.plot({"one": others, "all": runs}, panels=["tone.mu"])
    assert not [line for line in figure.axes[0].lines if line.get_marker() == "^"]
    assert "Doses differ, and are not marked." in words(figure)


def test_subjects_with_other_output_times_share_those_of_the_picture():
    runs = table((50.0, 20.3), (50.0, 22.7), (25.0, 21.1))
    with pytest.raises(od.InputError):
        runs.times  # noqa: B018 (they have none in common)
    _, axes = plt.subplots()
    runs.plot(ax=axes, panels=["occupancy.mu"], interval=0.5)
    alone = [od.simulate(one.regimen, times=GRID[:20], model=runs.model) for one in runs]
    occupancy = [100.0 * one.occupancy("naltrexone", "mu") for one in alone]
    expected = np.quantile(occupancy, [0.25, 0.75, 0.5], axis=0)
    for line, quantile in zip(lines(axes), expected, strict=True):
        np.testing.assert_allclose(at(line, GRID[:20]), quantile, rtol=5e-3)


def test_a_subject_counts_until_its_end():
    runs = table((50.0, 30.0), (25.0, 60.0))
    figure = runs.plot(panels=["occupancy.mu"])
    low, high, median = lines(figure.axes[0])
    last = od.simulate(runs[1].regimen, times=[45.0, 60.0], model=runs.model)
    rest = 100.0 * last.occupancy("naltrexone", "mu")
    for line in (low, high, median):
        np.testing.assert_allclose(at(line, last.times), rest, rtol=5e-3)
    assert "1 of 2 runs end earlier than the last, and count until then." in words(figure)
    assert "2 different regimens" in words(figure)


def test_incomplete_runs_are_left_out_and_named():
    frame = pd.DataFrame({"ID": [1, 1, 2, 2], "TIME": [0.0, 20.0] * 2, "AMT": [50.0, 0.0] * 2})
    frame["EVID"], frame["II"], frame["ADDL"] = [1, 0, 1, 0], [0, 0, 1, 0], [0, 0, 60, 0]
    runs = od.simulate(od.read_events(frame, drug="naltrexone"), max_steps=200)
    assert list(runs.status == "complete") == [True, False]
    figure = runs.plot(panels=["tone.mu"])
    assert f"LEFT OUT, 1 of 2 subjects: subject 2: {runs.status[2]}" in words(figure)
    low, high, _ = lines(figure.axes[0])
    np.testing.assert_array_equal(low.get_ydata(), high.get_ydata())
    with pytest.raises(od.InputError, match=r"no run is complete; runs\.status says why"):
        runs[1:].plot()


def test_a_year_is_drawn_as_bands_from_lowest_to_highest():
    year = od.regimen("naltrexone 4.5 mg po q24h x365")
    runs = od.simulate(year, subjects=od.population(3, seed=1))
    figure = runs.plot(panels=["occupancy.mu"])
    assert "whole run, bands from lowest to highest" in words(figure)
    settled = np.median(100.0 * runs.occupancy("naltrexone", "mu"), axis=0)[runs.times > 2400.0]
    low, high = (line.get_ydata() for line in lines(figure.axes[0]))
    np.testing.assert_allclose(low[50:], settled.min(), rtol=1e-3)
    np.testing.assert_allclose(high[50:], settled.max(), rtol=1e-3)


def test_runs_have_colours_and_quantities_dashes(runs):
    other = od.simulate(od.regimen(WEEK), model=od.Model(biophase="transient"))
    figure = od.plot({"pet": runs[0], "transient": other}, panels=["tone", "occupancy.mu"])
    tone, occupancy = figure.axes[::2]
    assert labels(figure) == [
        "pet", "transient", "μ receptor", "δ receptor", "κ receptor", "dose",
    ]  # fmt: skip
    drawn = lines(tone)
    assert [line.get_linestyle() for line in drawn] == ["-", "--", ":"] * 2
    assert len({line.get_color() for line in drawn}) == 2
    assert occupancy.get_ylabel() == "μ held by\nnaltrexone, %"
    for line, run in zip(lines(occupancy), (runs[0], other), strict=True):
        # Times of the picture are 0.25 h apart, and lines are straight between them.
        values = 100.0 * run.occupancy("naltrexone", "mu")
        np.testing.assert_allclose(at(line, run.times)[5:], values[5:], rtol=5e-3)
    shown = words(figure)
    assert "pet: biophase pet (effect-site half-life 24 h); kinetic binding" in shown
    assert "transient fails: " in shown


def test_runs_with_other_regimens_are_told_in_the_caption():
    regimens = {f"{mg} mg": od.regimen(f"naloxone {mg} mg iv") for mg in (0.4, 2)}
    named = {name: od.simulate(regimen, end=2.0) for name, regimen in regimens.items()}
    figure = od.plot(named, panels=["plasma"])
    assert "naloxone: 0.4 mg, 2 mg" in words(figure)
    assert "0.4 mg: naloxone 0.4 mg iv. 2 mg: naloxone 2 mg iv." in words(figure)


def test_a_run_without_the_panel_is_refused():
    once = od.regimen("naltrexone 50 mg po")
    plain = od.simulate(once, model=od.Model(response=[]))
    with pytest.raises(od.InputError, match=r"panels\[0\] = 'density': this model does not report"):
        od.plot({"a": od.simulate(once), "b": plain}, panels=["density"])


def test_global_settings_stay_as_they_were(runs):
    before = dict(mpl.rcParams)
    runs.plot(style="talk")
    od.plot({"all": runs, "first": runs[0]}, panels=["tone"], style="dark")
    assert dict(mpl.rcParams) == before
