"""The picture: what is on it, and what it leaves alone."""

import matplotlib as mpl
import pytest

mpl.use("agg")

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure

import opiodyn as od


@pytest.fixture(autouse=True)
def closed_figures():
    yield
    plt.close("all")


def texts(figure):
    found = [text.get_text() for text in figure.findobj(mpl.text.Text)]
    return " ".join(" ".join(found).split())


def panels(figure):
    return [axes for axes in figure.axes if axes.get_visible()]


def test_a_month_shows_the_whole_run_and_the_last_interval(month):
    figure = month.plot()
    assert isinstance(figure, Figure)
    # Plasma, three receptors, tone, density and peptides; whole run and last interval.
    assert len(panels(figure)) == 2 * 7
    shown = texts(figure)
    for text in (
        str(month.regimen),
        "biophase pet (effect-site half-life 24 h); kinetic binding",
        "plasma, ng/mL",
        "μ receptors, %",
        "last dosing interval, 670 to 694 h",
        "time, days",
        "time after the last dose, h",
        month.model.preset.matches,
        month.model.preset.fails,
        "A model, not medical advice.",
        "values used are unconfirmed: assumed, recalled, or quoted second-hand. A model,",
    ):
        assert text in shown
    labels = [text.get_text() for text in figure.findobj(mpl.legend.Legend)[0].get_texts()]
    receptors = ["μ receptor", "δ receptor", "κ receptor"]
    assert labels == [*month.ligands, "free receptors", *receptors, "dose"]


def test_the_legend_names_doses_only_where_there_are_some():
    figure = od.simulate(od.regimen("stimulus exercise 1 at 2h"), end=24).plot()
    labels = [text.get_text() for text in figure.findobj(mpl.legend.Legend)[0].get_texts()]
    assert "exercise" in labels
    assert "dose" not in labels


def test_lines_are_the_numbers_of_the_run(month):
    figure = month.plot()
    plasma, mu = panels(figure)[0], panels(figure)[2]
    assert plasma.get_yscale() == "log"
    drawn = mu.lines[0].get_xydata()
    times, first = np.unique(drawn[:, 0] * 24.0, return_index=True)
    own = np.interp(month.times, times, drawn[first, 1])
    # The times of the picture are more than those of the run, and go through all of them.
    np.testing.assert_allclose(
        own, 100.0 * month.occupancy("naltrexone", "mu"), rtol=1e-6, atol=1e-6
    )
    assert len(times) >= len(month.times)


def test_a_short_run_has_one_column():
    run = od.simulate(od.regimen("naltrexone 50 mg po"))
    figure = run.plot()
    assert len(panels(figure)) == 7
    assert "last dosing interval" not in texts(figure)


def test_every_dose_is_marked(month):
    (marks,) = [line for line in panels(month.plot())[0].lines if line.get_marker() == "^"]
    np.testing.assert_allclose(marks.get_xdata() * 24.0, 22.0 + 24.0 * np.arange(28))


def test_a_year_is_drawn_as_bands():
    run = od.simulate(od.regimen("naltrexone 4.5 mg po q24h x365"))
    figure = run.plot()
    assert "whole run, bands from lowest to highest" in texts(figure)
    low, high = (line.get_ydata() for line in panels(figure)[2].lines[:2])
    occupancy = 100.0 * run.occupancy("naltrexone", "mu")
    settled = run.times > 100 * 24
    np.testing.assert_allclose(low[50:], occupancy[settled].min(), rtol=1e-3)
    np.testing.assert_allclose(high[50:], occupancy[settled].max(), rtol=1e-3)


def test_global_settings_stay_as_they_were(month):
    before = dict(mpl.rcParams)
    month.plot()
    assert dict(mpl.rcParams) == before


def test_it_draws_into_a_figure_that_is_given(month):
    figure = plt.figure(figsize=(20, 10), layout="constrained")
    left, right = figure.subfigures(1, 2)
    assert month.plot(figure=left) is left
    month.plot(figure=right)
    assert len(panels(figure)) == 2 * 2 * 7


def test_replaced_parameters_are_named():
    model = od.Model(parameters={"naltrexone.CL": 94.0})
    run = od.simulate(od.regimen("naltrexone 50 mg po"), model=model)
    assert "naltrexone.CL = 94" in texts(run.plot())


def test_an_incomplete_run_says_so():
    with pytest.raises(od.SolverError) as caught:
        od.simulate(od.regimen("naltrexone 4.5 mg po q24h x28"), max_steps=500)
    assert "INCOMPLETE RUN" in texts(caught.value.partial.plot())


@pytest.mark.parametrize(
    "regimen",
    [
        "mydrug 1 mg iv over 2h q12h x20",
        " + ".join(["mydrug 1 mg iv"] * 60),
        "mydrug 1e-12 mg iv",
    ],
)
def test_other_runs_can_be_drawn(regimen, tmp_path):
    drug = od.Drug("mydrug", molar_mass=300.0, CL=10.0, V=[20.0])
    model = od.Model(drugs=[drug], receptors=[], endogenous=[])
    run = od.simulate(od.regimen(regimen), model=model)
    path = tmp_path / "run.png"
    run.plot().savefig(path)
    assert path.stat().st_size > 10_000


def test_a_regimen_that_starts_after_the_run_can_be_drawn(tmp_path):
    run = od.simulate(od.regimen("naltrexone 4.5 mg po at 100h"), end=24)
    run.plot().savefig(tmp_path / "run.png")


@pytest.mark.parametrize("times", [[20.0], [0.0], [3.0, 200.0]])
def test_output_times_change_nothing(times):
    regimen = od.regimen("naloxone 0.4 mg iv")
    default, sparse = od.simulate(regimen).plot(), od.simulate(regimen, times=times).plot()
    for one, other in zip(panels(default), panels(sparse), strict=True):
        assert one.get_xlim() == other.get_xlim()
        for line, same in zip(one.lines, other.lines, strict=True):
            assert np.nanmax(line.get_ydata()) == pytest.approx(np.nanmax(same.get_ydata()))


@pytest.mark.parametrize(
    "regimen",
    [
        "naloxone 0.4 mg iv",
        "naloxone 4 mg in",
        "fentanyl 0.1 mg iv q3min x5",
        "morphine 10 mg iv over 1min",
        "naltrexone 4.5 mg po q24h x120",
        "naltrexone 50 mg po at 3h + morphine 10 mg iv q4h x9",
        "naltrexone 380 mg im q28d x6",
    ],
)
def test_the_largest_value_drawn_and_kept_is_the_peak(regimen):
    """The default outputs come within 1 % of the peak of each curve, and the picture nearer."""
    run = od.simulate(od.regimen(regimen))
    frame, end = run.to_pandas(), run.times[-1]
    names = [name for name in frame if name.split(".")[0] in ("mass_concentration", "occupancy")]
    peaks = run.metrics({name: od.Metric(f"{name}.peak", span=(0, end)) for name in names})
    for name in names:
        assert frame[name].max() == pytest.approx(peaks[name], rel=0.01, abs=1e-12), name
    figure = run.plot()
    plasma = panels(figure)[0]
    drawn = max(np.nanmax(line.get_ydata()) for line in plasma.lines if len(line.get_xdata()) > 2)
    highest = max(peaks[name] for name in names if name.startswith("mass"))
    assert drawn == pytest.approx(highest, rel=1e-6)


def test_a_dose_is_a_step():
    """The curve shows what was there before a bolus and what is there after it, at one time."""
    figure = od.simulate(od.regimen("naloxone 0.4 mg iv q1h x3")).plot()
    times, level = panels(figure)[0].lines[0].get_data()
    at = np.flatnonzero(times == 1.0)
    assert len(at) == 2
    assert level[at[1]] > 2.0 * level[at[0]]


def test_a_run_that_failed_at_once_has_no_picture():
    with pytest.raises(od.SolverError) as stopped:
        od.simulate(od.regimen("naltrexone 4.5 mg po"), times=[20.0], max_steps=1)
    with pytest.raises(od.InputError, match="failed before its first output time"):
        stopped.value.partial.plot()
