"""The panels of the response in a picture."""

import matplotlib as mpl
import pytest

mpl.use("agg")

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.collections import PolyCollection
from matplotlib.legend import Legend
from matplotlib.text import Text

import opiodyn as od
from figures import crowded

MONTH = "naltrexone 4.5 mg po q24h x28 at 22h"
ALL = ("turnover", "peptides", "adaptation", "effects", "immune")
PRECIPITATED = "morphine 10 mg iv q6h x28 + naltrexone 50 mg po at 180h"
CASES = {
    "pet": (MONTH, {}),
    "transient": (MONTH, {"biophase": "transient"}),
    "single": ("naltrexone 50 mg po", {}),
    "withdrawal": (PRECIPITATED, {"biophase": "transient"}),
    "immune": (MONTH, {"response": ALL, "weights": "illustrative", "phi": 0.5}),
    "single immune": ("naltrexone 50 mg po", {"response": ALL, "weights": "illustrative"}),
    "all": (PRECIPITATED, {"response": ALL}),
    "stimuli": (
        f"{MONTH} + stimulus exercise 1 q24h x27 at 34h + flare 1 at 300h",
        {"response": ALL},
    ),
    "none": (MONTH, {"response": ()}),
    "pharmacokinetics": (MONTH, {"receptors": [], "endogenous": []}),
    "year": ("naltrexone 4.5 mg po q24h x365", {"biophase": "transient"}),
}


@pytest.fixture(autouse=True)
def closed_figures():
    yield
    plt.close("all")


def run_of(case):
    regimen, options = CASES[case]
    return od.simulate(od.regimen(regimen), model=od.Model(**options))


def assert_goes_through(line, run, values):
    """The line has the value of every output: in hours, or in days where the run is long."""
    unit = 24.0 if run.times[-1] > 120.0 else 1.0
    times = line.get_xdata() * unit
    places = np.searchsorted(times, run.times - 1e-9)
    np.testing.assert_allclose(times[places], run.times, rtol=1e-12)
    jumps = np.isin(run.times, run.regimen.given())  # which the line has twice
    drawn = line.get_ydata()[places]
    np.testing.assert_allclose(drawn[~jumps], values[~jumps], rtol=1e-6, atol=1e-9)


def words(figure):
    return " ".join(" ".join(text.get_text() for text in figure.findobj(Text)).split())


def rows(figure):
    """The panels of the first column by the first word of their label."""
    return {
        axes.get_ylabel().split()[0].strip(","): axes for axes in figure.axes if axes.get_ylabel()
    }


def labels(figure):
    (legend,) = figure.findobj(Legend)
    return [text.get_text() for text in legend.get_texts()]


def test_lines_are_the_numbers_of_the_run():
    run = run_of("transient")
    panels = rows(run.plot())
    assert list(panels) == ["plasma", "μ", "δ", "κ", "tone", "density", "peptides"]
    expected = {
        "tone": [run.tone(name) for name in run.receptors],
        "density": [run.receptor_density(name) for name in run.receptors],
        "peptides": [run.peptide(name) for name in ("beta-endorphin", "enkephalin", "dynorphin")],
    }
    for name, curves in expected.items():
        for line, values in zip(panels[name].lines, curves, strict=False):
            assert_goes_through(line, run, values)
        assert list(panels[name].lines[-1].get_ydata()) == [1.0, 1.0]


def shading(axes):
    (shaded,) = (one for one in axes.collections if isinstance(one, PolyCollection))
    return [path.vertices for path in shaded.get_paths()]


@pytest.mark.parametrize("case", ["pet", "transient"])
def test_the_time_above_1_is_shaded(case):
    run = run_of(case)
    figure = run.plot()
    areas = shading(rows(figure)["tone"])
    above = np.trapezoid(np.maximum(run.tone("mu") - 1.0, 0.0), run.times / 24.0)

    def area(polygon):
        x, y = polygon.T
        return 0.5 * abs(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1)))

    # The trapezoids cut the corners where tone crosses 1 between two outputs.
    assert sum(map(area, areas)) == pytest.approx(above, rel=2e-3)
    assert (above > 0.0) == (case == "transient")
    assert ("μ tone above 1" in labels(figure)) == (case == "transient")


def test_the_peak_of_tone_is_written_beside_it():
    run = run_of("transient")
    last = run.tone("mu")[run.times >= 670.0]
    assert f"{last.max():.2f}" in words(run.plot())


def test_phi_is_named_where_it_is_not_1():
    assert "kinetic binding; phi 0.5; immune read-outs: hypotheses" in words(
        run_of("immune").plot()
    )
    shown = words(run_of("pet").plot())
    assert "; phi" not in shown
    assert "phi = 1: peptide release responds to receptor blockade itself" in shown


def test_hypotheses_are_called_so():
    figure = run_of("immune").plot()
    panel, shown = rows(figure)["hypotheses"], words(figure)
    run = run_of("immune")
    assert_goes_through(panel.lines[0], run, run.pain)
    assert_goes_through(panel.lines[1], run, 100.0 * run.activation)
    assert {"pain (hypothesis)", "activation (hypothesis)"} <= set(labels(figure))
    assert "Younger 2013" in shown
    assert "FINAL 2024" in shown
    assert "hypothes" not in words(run_of("pet").plot()).replace(
        "low-dose naltrexone hypothesis", ""
    )


def test_stimuli_and_flares_are_marked():
    regimen = od.regimen("naltrexone 4.5 mg po q24h x3") + od.flare(time=50)
    regimen += od.stimulus("exercise", time=8, ii=24, addl=2)
    figure = od.simulate(regimen, model=od.Model(response=ALL)).plot()
    (marks,) = (one for one in rows(figure)["plasma"].lines if one.get_marker() == "D")
    np.testing.assert_array_equal(marks.get_xdata(), [8.0, 32.0, 50.0, 56.0])
    assert labels(figure)[-2:] == ["dose", "flare, exercise"]
    assert "exercise" not in labels(run_of("pet").plot())


def test_without_a_response_there_are_no_panels_of_one():
    figure = run_of("none").plot()
    assert list(rows(figure)) == ["plasma", "μ", "δ", "κ"]
    assert "receptors and peptides held at their drug-free state" in words(figure)
    assert labels(figure)[-2:] == ["free receptors", "dose"]
    assert list(rows(run_of("pharmacokinetics").plot())) == ["plasma"]


@pytest.mark.parametrize("case", CASES)
def test_nothing_overlaps_or_is_cut_off(case):
    figure = run_of(case).plot()
    assert crowded(figure) == []
    width, height = figure.get_size_inches()
    assert 8.0 <= width <= 12.0
    assert height <= 16.0
