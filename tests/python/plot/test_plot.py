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
        "biophase pet (effect-site half-life 30 h); kinetic binding",
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


def test_lines_are_the_numbers_of_the_run(month):
    figure = month.plot()
    plasma, mu = panels(figure)[0], panels(figure)[2]
    assert plasma.get_yscale() == "log"
    drawn = mu.lines[0].get_xydata()
    np.testing.assert_allclose(drawn[:, 0] * 24.0, month.times)
    np.testing.assert_allclose(drawn[:, 1], 100.0 * month.occupancy("naltrexone", "mu"))


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


@pytest.mark.parametrize(("steps", "found"), [(None, "1 output time"), (1, "none")])
def test_a_picture_needs_two_output_times(steps, found):
    regimen = od.regimen("naltrexone 4.5 mg po")
    if steps is None:
        run = od.simulate(regimen, times=[20.0])
    else:
        with pytest.raises(od.SolverError) as stopped:
            od.simulate(regimen, times=[20.0], max_steps=steps)
        run = stopped.value.partial
    with pytest.raises(od.InputError) as caught:
        run.plot()
    rule = "plot() needs at least 2; give simulate() more times, a later end or a smaller delta"
    assert str(caught.value) == f"times = {found}: {rule}"
